#pragma once

#include "experiments/records/metric_records.h"
#include "experiments/records/run_record.h"
#include "experiments/store/metric_reader.h"
#include "gui/project/trend.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace lb::gui {

class StoreThread;
class TimePosition;

/// A command that was clicked and not yet answered by the worker: shown at once as "pausing", "stopping", ...
enum class PendingCommand { None, Starting, Pausing, Continuing, Stopping, Sampling, Saving };

/// What the window knows of a run beyond its record. Curves are kept by the plots that draw them.
struct RunHistory {
    QList<experiments::RunEvent> events;
    QList<experiments::CheckpointRecord> checkpoints;
    std::optional<experiments::ItemStrip> strip; ///< the newest
    QJsonObject theory;
    QHash<QString, double> last; ///< metric name to its newest value
    qint64 startMs = 0;          ///< time of the first point
    qint64 heartbeatMs = 0;
    qint64 lastPointMs = 0;
    QString phase; ///< "evaluating 3/5"
    QList<double> trend;
};

/// The window's picture of the project: records, what is shown, which run is current, pending commands. GUI thread; fed
/// by StoreThread, asked by pages and docks, holds no widget.
class RunBoard : public QObject {
    Q_OBJECT
public:
    explicit RunBoard(StoreThread& store, QObject* parent = nullptr);

    /// Another project is about to be opened.
    void forget();

    /// Newest first.
    const QList<experiments::RunRecord>& runs() const { return m_runs; }
    /// Null when there is no such run (any more).
    const experiments::RunRecord* run(const QString& uid) const;
    const RunHistory& history(const QString& uid) const;
    QStringList queue() const { return m_queue; }
    /// The order that the store was asked for. Until `queueOrdered`, listings do not bring an older one back.
    void orderQueue(const QStringList& uids);
    /// The store has answered one such request.
    void queueOrdered() { --m_ordersAsked; }
    int trashCount() const { return m_trashCount; }
    /// The list was read at least once.
    bool isListed() const { return m_listed; }

    /// Shown in the plots, in the order of the list of runs, oldest first.
    QStringList shown() const;
    bool isShown(const QString& uid) const { return m_shown.contains(uid); }
    void setShown(const QString& uid, bool shown) { setShown(QStringList{uid}, shown); }
    void setShown(const QStringList& uids, bool shown);
    void showOnly(const QStringList& uids);

    /// Where in the training all pages look.
    TimePosition& time() const { return *m_time; }

    QString current() const { return m_current; }
    void setCurrent(const QString& uid);
    /// What verbs for several runs act on: always with the current run, unless there is none.
    QStringList selected() const;
    /// Of the list of runs; holds until a run outside of it becomes current.
    void setSelected(const QStringList& uids);
    /// Runs at work, oldest first.
    QStringList active() const;
    /// Runs that a command to `uid` goes to: its group's active members, or itself.
    QStringList companions(const QString& uid) const;

    PendingCommand pending(const QString& uid) const { return m_pending.value(uid).command; }
    void setPending(const QString& uid, PendingCommand command);

signals:
    void runsListed();
    /// A record, its history or its pending command changed.
    void runChanged(const QString& uid);
    /// New data of a run that is followed; history() has taken it already.
    void runRead(const QString& uid, const lb::experiments::MetricUpdate& update);
    /// The trend of a run that is not followed was read.
    void trendChanged(const QString& uid);
    void checkpointsChanged(const QString& uid);
    void shownChanged();
    void currentChanged(const QString& uid);
    void selectedChanged();
    void queueChanged();
    void trashChanged();
    /// A worker has not answered a command for ten seconds. Said once per command.
    void unanswered(const QString& uid);

private:
    struct Pending {
        PendingCommand command = PendingCommand::None;
        experiments::RunState stateBefore = experiments::RunState::Queued;
        qint64 sinceMs = 0;
        bool complained = false;
    };

    void takeList(const QList<experiments::RunRecord>& runs, const QStringList& queue);
    void takeUpdate(const QString& uid, const experiments::MetricUpdate& update);
    void takeStatus(experiments::RunRecord& run, const experiments::RunStatus& status);
    void settleByState(const experiments::RunRecord& run);
    void settleByEvents(const QString& uid, const QList<experiments::RunEvent>& events);
    void settle(const QString& uid);
    void lookForUnanswered();
    QStringList newcomersToShow(const QHash<QString, qsizetype>& before) const;
    void tellStore();
    experiments::RunRecord* find(const QString& uid);

    StoreThread& m_store;
    TimePosition* m_time;
    QList<experiments::RunRecord> m_runs;
    QHash<QString, qsizetype> m_index;
    QHash<QString, RunHistory> m_histories;
    QHash<QString, TrendCollector> m_trends;
    QHash<QString, Pending> m_pending;
    QStringList m_shown;
    QStringList m_queue;
    int m_ordersAsked = 0; ///< of the queue, without an answer yet
    int m_trashCount = 0;
    QString m_current;
    QStringList m_selected;
    QTimer m_answerTimer; ///< runs only while a command is pending
    bool m_listed = false;
};

} // namespace lb::gui
