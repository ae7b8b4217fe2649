#pragma once

#include "gui/samples/code_details.h"
#include "gui/samples/sample_grid.h"
#include "gui/text/serve_thread.h"
#include "gui/text/text_order.h"

#include <QHash>
#include <QObject>

namespace lb::gui {

/// One run of the samples page at work: its grid, or the ranking of a split's items and those of them that are looked
/// at. What is there stays until the next answer. GUI thread; nothing here waits.
class SampleRun : public QObject {
    Q_OBJECT
public:
    explicit SampleRun(QObject* parent = nullptr);

    /// `target`: run and checkpoint (text_order.h). The newest order wins over what is at work.
    void ask(const ModelRequest& target, const SampleSettings& settings, bool isText);
    /// A grid of the store in place of a worker's answer.
    void show(const SampleGrid& grid);
    void fail(const experiments::Error& error);
    /// What there is of a traversal stays.
    void cancel();
    /// Positions of the ranking that are on screen, the most wanted first; what is known is left out.
    void wantItems(const QList<qint64>& positions);

    const SampleGrid& grid() const { return m_grid; }
    const Ranking& ranking() const { return m_ranking; }
    /// Along the path of the grid, in finer steps; empty until it is there.
    const CodeDetails& along() const { return m_along; }
    const GivenItem* item(qint64 position) const;
    bool isBusy() const { return m_job == Job::Grid || m_isDue; }
    /// How far it is in percent; below 0: not known.
    int percent() const { return m_percent; }
    const QString& failure() const { return m_failure; } ///< one sentence or two; empty: none

signals:
    void stateChanged();
    void gridChanged();
    void rankingChanged();
    void alongChanged();
    void itemsGiven(const QList<qint64>& positions);

private:
    enum class Job { None, Grid, Along, Items };
    void next();
    void takePart(const QCborMap& part);
    void takeAnswer(const QCborMap& answer);
    void takeGrid(const QCborMap& answer);

    ModelRequest m_target;
    SampleSettings m_settings;
    bool m_isText = false;
    bool m_isDue = false;
    bool m_isAlongDue = false;
    Job m_job = Job::None;
    SampleGrid m_grid, m_forming; ///< a traversal forms row by row
    Ranking m_ranking;
    CodeDetails m_along;
    QHash<qint64, GivenItem> m_items;
    QList<qint64> m_wanted, m_asked;
    int m_percent = -1;
    QString m_failure;
    ServeThread m_serve; ///< last: its thread ends before what it writes to
};

} // namespace lb::gui
