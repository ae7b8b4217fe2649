#pragma once

#include "experiments/control/run_controller.h"
#include "experiments/records/metric_records.h"
#include "experiments/records/run_record.h"
#include "experiments/store/console_store.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/run_store.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <atomic>
#include <memory>
#include <unordered_map>

namespace lb::gui {

/// New text of a run's log. `startedOver`: forget what was shown before.
struct LogText {
    QString uid;
    QString text;
    bool startedOver = false;
};

/// What is answered while none is open.
experiments::Error noProject();
/// What is answered to a change while it is open for reading only.
experiments::Error notWritable();

/// Everything of the project that touches a disk, in one thread of its own: the index, the control of workers, and one
/// read-only connection per run that is shown or at work. Lives in StoreThread's thread; its functions are called there
/// (StoreThread::post and ask), its signals arrive in the window by queued connection. It polls: the runs that are
/// followed every 15 ms (a microsecond each while nobody has committed), the list of runs twice a second.
class StoreReader : public QObject {
    Q_OBJECT
public:
    explicit StoreReader(std::unique_ptr<experiments::RunLauncher> launcher);
    ~StoreReader() override;

    /// Opens a project instead of the one before (read-only where it cannot be written) and starts polling. Emits
    /// opened or openFailed; then the list is empty.
    void open(const QString& projectFolder);
    /// Runs whose curves are on screen; those at work are followed anyway.
    void setShown(const QStringList& uids);
    /// The run whose log is on screen; empty: none.
    void setLogged(const QString& uid);
    /// Reads all that was read again: something else has changed the project in large.
    void readAgain();
    /// Lists at once instead of at the next half second: after a change made by the window.
    void listNow();

    /// Null until opened.
    experiments::RunStore* store() { return m_store.get(); }
    /// Null until opened, and in a read-only project.
    experiments::RunController* controller() { return m_controller.get(); }

    /// The console's conversations; opened by the first call. NotFound without a project.
    experiments::Result<experiments::ConsoleStore*> console();

    /// The window calls it (from its thread) after it took an update; see m_updatesInFlight.
    void updateTaken() { m_updatesInFlight.fetch_sub(1, std::memory_order_relaxed); }

signals:
    void opened(const QString& projectFolder, bool readOnly);
    /// Of the project that was opened: other computers share its folder (experiments/store/file_system.h).
    void isOnNetwork();
    /// Files of the project beside its runs (metrics.json, item_tags.json) were changed by other means than their
    /// desks.
    void sharedFilesChanged();
    void openFailed(const lb::experiments::Error& error);
    void listed(const QList<lb::experiments::RunRecord>& runs, const QStringList& queue);
    /// How many runs are in the trash, when that has changed.
    void trashCounted(int count);
    void runRead(const QString& uid, const lb::experiments::MetricUpdate& update);
    /// A few dozen values of the run's most telling metric, oldest first, for runs that are not followed.
    void trendRead(const QString& uid, const QList<double>& values);
    void checkpointsRead(const QString& uid, const QList<lb::experiments::CheckpointRecord>& checkpoints);
    void logRead(const lb::gui::LogText& text);
    void failed(const QString& uid, const lb::experiments::Error& error);
    /// A worker hangs.
    void silent(const QString& uid, qint64 seconds);

private:
    struct Followed {
        std::unique_ptr<experiments::MetricReader> reader; ///< null while the worker has not made the file
        experiments::MetricCursor cursor;
        bool started = false; ///< something was sent: the first update tells the window to forget what it had
        bool caughtUp = false;
        int failures = 0;     ///< in a row: a file that is just being made, or one that cannot be read
        QDeadlineTimer retry; ///< when to try again after a failure
    };

    void list();
    void poll();
    /// Sends what is new; true when there is more to come at once.
    bool readRun(const QString& uid, Followed& followed);
    bool openReader(const QString& uid, Followed& followed);
    /// Tries again later, and speaks up when it goes on.
    void failRead(const QString& uid, Followed& followed, const experiments::Error& error);
    void updateFollowed();
    void countTrash();
    void readTrends();
    void readLog();
    void close();

    std::unique_ptr<experiments::RunLauncher> m_launcher;
    std::unique_ptr<experiments::RunStore> m_store;
    std::unique_ptr<experiments::RunController> m_controller;
    std::unique_ptr<experiments::ConsoleStore> m_console;
    QTimer* m_pollTimer = nullptr;
    QTimer* m_listTimer = nullptr;
    QList<experiments::RunRecord> m_runs;
    QStringList m_queue;
    QSet<QString> m_shown;
    std::unordered_map<QString, Followed> m_followed;
    QHash<QString, qint64> m_trendChangedMs; ///< uid to changedMs of the trend that was sent
    int m_trashCount = 0;
    bool m_wasListed = false; ///< an empty project is told once, too
    bool m_isListDue = false;
    bool m_areTrendsDue = false; ///< the list changed, or not all fitted into a tick
    bool m_catchingUp = false;
    QString m_logged;
    qint64 m_logOffset = 0;
    /// Updates sent and not yet taken by the window: a slow window is given fewer, larger ones instead of a growing
    /// queue.
    std::atomic<int> m_updatesInFlight = 0;
};

} // namespace lb::gui

Q_DECLARE_METATYPE(lb::gui::LogText)
