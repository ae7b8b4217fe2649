#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

namespace lb::gui {

class RunBoard;

/// What the page in front has to say about time.
struct PageTime {
    std::optional<QList<qint64>> stops; ///< its own, rising; nothing: the checkpoints of the shown runs
    QString note;                       ///< one sentence: why it cannot show where the window stands; empty: it does
    bool isBusy = false;                ///< still making what belongs to the last move: playing waits for it
    bool operator==(const PageTime&) const = default;
};

/// Where in the training the whole window looks: at the newest, or at a step. Lines in plots stand at that step; what
/// needs a checkpoint takes the one at or before it. Every page reads it and moves it. GUI thread; holds no widget.
class TimePosition : public QObject {
    Q_OBJECT
public:
    explicit TimePosition(RunBoard& board);

    /// Nothing: the newest, also while runs train on.
    std::optional<qint64> step() const { return m_step; }
    void setStep(std::optional<qint64> step);
    /// To the stop before (-1) or after (1); past the last one: the newest.
    void go(int direction);
    /// The same along other steps, rising.
    void goAlong(const QList<qint64>& stops, int direction);

    /// Steps that there is something of, rising: of the page in front, else checkpoints of the shown runs.
    const QList<qint64>& stops() const { return m_stops; }
    /// The end of the time line; 0 while there is nothing.
    qint64 last() const;

    /// Of the page in front; called again whenever something of it changes.
    void setPage(const QObject* page, const PageTime& time);
    /// The page is no longer in front.
    void leave(const QObject* page);
    const PageTime& page() const { return m_page; }

signals:
    /// At once, with each move: for lines and labels.
    void moved();
    /// A moment after the last of several moves: for what asks a disk or a worker.
    void rested();
    void stopsChanged();
    void pageChanged();

private:
    void gatherStops();

    RunBoard& m_board;
    std::optional<qint64> m_step;
    QList<qint64> m_stops;
    const QObject* m_front = nullptr; ///< compared only
    PageTime m_page;
    QTimer m_restTimer;
};

/// The newest of `steps` (in any order) at or before the window's step; nothing: there is none.
std::optional<qint64> stepAtOrBefore(const QList<qint64>& steps, std::optional<qint64> step);

} // namespace lb::gui
