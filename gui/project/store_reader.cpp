#include "gui/project/store_reader.h"

#include "experiments/store/file_system.h"
#include "experiments/store/run_trash.h"
#include "gui/error_presenter.h"
#include "gui/project/trend.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::MetricReader;
using experiments::RunController;
using experiments::RunLauncher;
using experiments::RunRecord;
using experiments::RunStore;

namespace {

using namespace std::chrono_literals;

constexpr auto kPollWhileActive = 15ms; // microseconds each; the worker commits every 100 ms
constexpr auto kPollWhileIdle = 1s;
constexpr auto kCatchUpPause = 1ms; // other requests come between
constexpr auto kRetryAfter = 300ms;
constexpr int kFailuresToTell = 5;
constexpr auto kListRhythm = 500ms;
constexpr int kPageSize = 20000; // points a queued signal carries: a few milliseconds of the window's time
constexpr int kMostInFlight = 6;
constexpr qint64 kTrendBudgetMs = 20;         // of one list tick
constexpr qint64 kLogTail = 16 * 1024 * 1024; // what the log dock keeps, and more
constexpr qint64 kLogPiece = 512 * 1024;      // some milliseconds of work for the window

/// Brings the points of each metric together, in the order in which they were logged: who takes them looks a metric up
/// once. Names of one page share their text, so that its address tells them apart.
void groupByMetric(QList<experiments::MetricPoint>& points)
{
    std::vector<std::pair<const QChar*, QList<experiments::MetricPoint>>> groups;
    std::size_t at = 0;
    for (experiments::MetricPoint& point : points) {
        const QChar* const name = point.metric.constData();
        if (at >= groups.size() || groups[at].first != name) {
            const auto found =
                std::find_if(groups.begin(), groups.end(), [name](const auto& group) { return group.first == name; });
            at = static_cast<std::size_t>(found - groups.begin());
            if (found == groups.end())
                groups.push_back({name, {}});
        }
        groups[at].second.append(std::move(point));
        ++at; // metrics of a step follow each other in the same order
        at = at < groups.size() ? at : 0;
    }
    points.clear();
    for (auto& group : groups)
        points.append(std::move(group.second));
}

} // namespace

experiments::Error noProject()
{
    return {ErrorKind::NotFound, QStringLiteral("No project is open.")};
}

experiments::Error notWritable()
{
    return {ErrorKind::ReadOnly, QStringLiteral("The project is open for reading only.")};
}

StoreReader::StoreReader(std::unique_ptr<RunLauncher> launcher)
    : m_launcher(std::move(launcher))
{
}

StoreReader::~StoreReader() = default;

void StoreReader::close()
{
    delete std::exchange(m_pollTimer, nullptr);
    delete std::exchange(m_listTimer, nullptr);
    m_followed.clear();
    m_shown.clear();
    m_trendChangedMs.clear();
    m_logged.clear();
    m_runs.clear();
    m_queue.clear();
    m_wasListed = false;
    m_trashCount = 0;
    m_controller.reset();
    m_console.reset();
    m_store.reset();
}

void StoreReader::open(const QString& projectFolder)
{
    close();
    auto store = RunStore::open(projectFolder);
    if (!store && store.error().kind == ErrorKind::ReadOnly)
        store = RunStore::openReadOnly(projectFolder);
    if (!store) {
        emit openFailed(store.error());
        return;
    }
    m_store = std::move(*store);
    if (!m_store->isReadOnly()) {
        m_controller = std::make_unique<RunController>(*m_store, *m_launcher);
        connect(m_controller.get(), &RunController::runChanged, this, [this] { listNow(); });
        connect(m_controller.get(), &RunController::failed, this,
                [this](const QString& uid, const QString& sentence) { emit failed(uid, errorFromReason(sentence)); });
        connect(m_controller.get(), &RunController::silent, this, &StoreReader::silent);
        m_controller->start();
    }
    m_pollTimer = new QTimer(this);
    connect(m_pollTimer, &QTimer::timeout, this, &StoreReader::poll);
    m_listTimer = new QTimer(this);
    connect(m_listTimer, &QTimer::timeout, this, &StoreReader::list);
    emit opened(m_store->projectFolder(), m_store->isReadOnly());
    if (!m_store->isReadOnly() && experiments::isNetworkFolder(m_store->projectFolder()))
        emit isOnNetwork();
    list();
    m_listTimer->start(kListRhythm);
    m_pollTimer->start(kPollWhileIdle);
}

experiments::Result<experiments::ConsoleStore*> StoreReader::console()
{
    using experiments::ConsoleStore;
    if (!m_store)
        return tl::unexpected(noProject());
    if (!m_console) {
        auto opened = m_store->isReadOnly() ? ConsoleStore::openReadOnly(m_store->projectFolder())
                                            : ConsoleStore::open(m_store->projectFolder());
        if (!opened)
            return tl::unexpected(opened.error());
        m_console = std::move(*opened);
    }
    return m_console.get();
}

void StoreReader::setShown(const QStringList& uids)
{
    const QSet<QString> shown(uids.begin(), uids.end());
    // A plot that shows a run anew needs it from its start, though it was followed for the lists.
    for (const QString& uid : shown - m_shown)
        m_followed.erase(uid);
    m_shown = shown;
    updateFollowed();
    if (m_store)
        poll();
}

void StoreReader::readAgain()
{
    const QStringList shown = m_shown.values();
    setShown({}); // forgets what was read of the shown runs
    setShown(shown);
    listNow();
}

void StoreReader::setLogged(const QString& uid)
{
    if (m_logged == uid)
        return;
    m_logged = uid;
    m_logOffset = -1; // the whole tail, anew
    readLog();
}

void StoreReader::listNow()
{
    // Many changes in one turn of the loop are one list.
    if (m_listTimer && !std::exchange(m_isListDue, true))
        QTimer::singleShot(0, this, &StoreReader::list);
}

void StoreReader::list()
{
    m_isListDue = false;
    if (!m_store)
        return;
    auto runs = m_store->list();
    if (!runs) {
        emit failed({}, runs.error());
        return;
    }
    QStringList queue = m_store->queue().value_or(QStringList());
    if (*runs != m_runs || queue != m_queue || !std::exchange(m_wasListed, true)) {
        m_runs = std::move(*runs);
        m_queue = std::move(queue);
        emit listed(m_runs, m_queue);
        updateFollowed();
        m_areTrendsDue = true;
    }
    countTrash();
    if (m_areTrendsDue)
        readTrends();
}

void StoreReader::countTrash()
{
    const QDir trash(experiments::trashFolder(m_store->projectFolder()));
    const int count = static_cast<int>(trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted).size());
    if (std::exchange(m_trashCount, count) != count)
        emit trashCounted(count);
}

void StoreReader::updateFollowed()
{
    std::unordered_map<QString, Followed> kept;
    bool anyActive = false;
    for (const RunRecord& run : std::as_const(m_runs)) {
        const bool active = experiments::isActive(run.state);
        anyActive = anyActive || active;
        if (!active && !m_shown.contains(run.uid))
            continue;
        const auto known = m_followed.find(run.uid);
        kept.emplace(run.uid, known == m_followed.end() ? Followed{} : std::move(known->second));
    }
    // A run that is not followed any more keeps nothing here; shown again, it is read from its start.
    m_followed = std::move(kept);
    if (m_pollTimer)
        m_pollTimer->setInterval(anyActive ? kPollWhileActive : kPollWhileIdle);
}

void StoreReader::poll()
{
    bool behind = false;
    for (auto& [uid, followed] : m_followed)
        behind = readRun(uid, followed) || behind;
    readLog();
    if (behind && !m_catchingUp) {
        m_catchingUp = true;
        QTimer::singleShot(kCatchUpPause, this, [this] {
            m_catchingUp = false;
            if (m_store)
                poll();
        });
    }
}

bool StoreReader::openReader(const QString& uid, Followed& followed)
{
    if (followed.reader)
        return true;
    if (!followed.retry.hasExpired())
        return false;
    auto reader = MetricReader::open(m_store->folder(uid));
    if (reader) {
        followed.reader = std::move(*reader);
        return true;
    }
    if (reader.error().kind != ErrorKind::NotFound)
        failRead(uid, followed, reader.error());
    return false;
}

void StoreReader::failRead(const QString& uid, Followed& followed, const experiments::Error& error)
{
    followed.reader.reset();
    followed.retry.setRemainingTime(kRetryAfter);
    if (++followed.failures == kFailuresToTell)
        emit failed(uid, error);
}

bool StoreReader::readRun(const QString& uid, Followed& followed)
{
    if (m_updatesInFlight.load(std::memory_order_relaxed) >= kMostInFlight)
        return true;
    if (!openReader(uid, followed) || (followed.caughtUp && !followed.reader->hasChanged()))
        return false;
    auto update = followed.reader->after(followed.cursor, kPageSize);
    if (!update) {
        failRead(uid, followed, update.error());
        return false;
    }
    followed.failures = 0;
    update->startedOver = update->startedOver || !followed.started;
    followed.started = true;
    followed.cursor = update->cursor;
    followed.caughtUp = !update->hasMore; // there may be more points than were stored: the project's own metrics
    const bool saved =
        std::any_of(update->events.cbegin(), update->events.cend(),
                    [](const experiments::RunEvent& event) { return event.kind == QLatin1String("checkpoint"); });
    groupByMetric(update->points);
    m_updatesInFlight.fetch_add(1, std::memory_order_relaxed);
    emit runRead(uid, *update);
    if (saved)
        if (auto checkpoints = followed.reader->checkpoints())
            emit checkpointsRead(uid, *checkpoints);
    return !followed.caughtUp;
}

void StoreReader::readTrends()
{
    QElapsedTimer spent;
    spent.start();
    for (const RunRecord& run : std::as_const(m_runs)) {
        const auto sent = m_trendChangedMs.constFind(run.uid);
        if (m_followed.contains(run.uid) || (sent != m_trendChangedMs.cend() && *sent == run.changedMs))
            continue;
        if (spent.elapsed() > kTrendBudgetMs)
            return; // the rest at the next tick
        m_trendChangedMs.insert(run.uid, run.changedMs);
        if (auto reader = MetricReader::open(m_store->folder(run.uid)))
            emit trendRead(run.uid, trendOf(**reader));
    }
    m_areTrendsDue = false;
}

void StoreReader::readLog()
{
    if (m_logged.isEmpty() || !m_store)
        return;
    QFile file(m_store->folder(m_logged).log());
    const qint64 size = file.size();
    if (m_logOffset == size)
        return;
    const bool startedOver = m_logOffset < 0 || m_logOffset > size;
    qint64 from = startedOver ? std::max<qint64>(0, size - kLogTail) : m_logOffset;
    if (!file.open(QIODevice::ReadOnly) || !file.seek(from)) {
        if (startedOver)
            emit logRead({m_logged, {}, true});
        m_logOffset = 0;
        return;
    }
    QByteArray bytes = file.read(kLogPiece);
    const bool hasMore = from + bytes.size() < size;
    if (const qsizetype end = bytes.lastIndexOf('\n'); hasMore && end >= 0)
        bytes.truncate(end + 1);
    m_logOffset = from + bytes.size();
    emit logRead({m_logged, QString::fromUtf8(bytes), startedOver});
    if (hasMore)
        QTimer::singleShot(kCatchUpPause, this, &StoreReader::readLog);
}

} // namespace lb::gui
