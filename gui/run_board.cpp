#include "gui/run_board.h"

#include "experiments/records/run_query.h"
#include "gui/project/store_thread.h"
#include "gui/time_position.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <functional>

namespace lb::gui {

using experiments::isActive;
using experiments::MetricUpdate;
using experiments::RunRecord;
using experiments::RunState;

namespace {

using namespace std::chrono_literals;

constexpr qint64 kAnswerWithinMs = 10000;
constexpr qsizetype kMostShownByItself = 6;

/// The list reads the index, which lags behind the run's own file by up to a second: what was heard from the run itself
/// stays, unless the list says that the run has ended.
void keepNewer(RunRecord& listed, const RunRecord& known)
{
    if (known.heartbeatMs <= listed.heartbeatMs || !isActive(listed.state))
        return;
    listed.state = known.state;
    listed.stateReason = known.stateReason;
    listed.step = known.step;
    listed.totalSteps = known.totalSteps;
    listed.epoch = known.epoch;
    listed.totalEpochs = known.totalEpochs;
    listed.itemsPerSecond = known.itemsPerSecond;
    listed.etaSeconds = known.etaSeconds;
    listed.heartbeatMs = known.heartbeatMs;
}

/// Those of `order` that `queue` has, then what else is in it.
QStringList inOrderOf(const QStringList& order, const QStringList& queue)
{
    QStringList result;
    for (const QString& uid : order)
        if (queue.contains(uid))
            result.append(uid);
    for (const QString& uid : queue)
        if (!order.contains(uid))
            result.append(uid);
    return result;
}

} // namespace

RunBoard::RunBoard(StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_time(new TimePosition(*this))
{
    StoreReader* reader = store.reader();
    connect(reader, &StoreReader::listed, this, &RunBoard::takeList);
    connect(reader, &StoreReader::runRead, this, [this, reader](const QString& uid, const MetricUpdate& update) {
        takeUpdate(uid, update);
        reader->updateTaken();
    });
    connect(reader, &StoreReader::trendRead, this, [this](const QString& uid, const QList<double>& values) {
        m_histories[uid].trend = values;
        emit trendChanged(uid);
        emit runChanged(uid);
    });
    connect(reader, &StoreReader::checkpointsRead, this,
            [this](const QString& uid, const QList<experiments::CheckpointRecord>& checkpoints) {
                m_histories[uid].checkpoints = checkpoints;
                emit checkpointsChanged(uid);
                emit runChanged(uid);
            });
    connect(reader, &StoreReader::trashCounted, this, [this](int count) {
        m_trashCount = count;
        emit trashChanged();
    });
    m_answerTimer.setInterval(1s);
    connect(&m_answerTimer, &QTimer::timeout, this, &RunBoard::lookForUnanswered);
}

void RunBoard::forget()
{
    m_histories.clear();
    m_trends.clear();
    m_pending.clear();
    m_answerTimer.stop();
    m_listed = false;
    m_runs.clear();
    m_index.clear();
    m_queue.clear();
    m_shown.clear();
    m_trashCount = 0;
    emit trashChanged();
    emit runsListed();
    emit queueChanged();
    emit shownChanged();
    setCurrent({});
}

const RunRecord* RunBoard::run(const QString& uid) const
{
    const auto found = m_index.constFind(uid);
    return found == m_index.cend() ? nullptr : &m_runs[*found];
}

RunRecord* RunBoard::find(const QString& uid)
{
    const auto found = m_index.constFind(uid);
    return found == m_index.cend() ? nullptr : &m_runs[*found];
}

const RunHistory& RunBoard::history(const QString& uid) const
{
    static const RunHistory nothing;
    const auto found = m_histories.constFind(uid);
    return found == m_histories.cend() ? nothing : *found;
}

QStringList RunBoard::shown() const
{
    QList<std::pair<qsizetype, QString>> places; // few of what may be thousands of runs
    for (const QString& uid : m_shown)
        if (const auto found = m_index.constFind(uid); found != m_index.cend())
            places.append({*found, uid});
    std::sort(places.begin(), places.end(), std::greater<>());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    QStringList result;
    for (const auto& [place, uid] : std::as_const(places))
        result.append(uid);
    return result;
}

void RunBoard::orderQueue(const QStringList& uids)
{
    ++m_ordersAsked;
    m_queue = inOrderOf(uids, m_queue);
    emit queueChanged();
}

void RunBoard::setShown(const QStringList& uids, bool shown)
{
    bool isNews = false;
    for (const QString& uid : uids) {
        if (shown == m_shown.contains(uid))
            continue;
        isNews = true;
        if (shown)
            m_shown.append(uid);
        else
            m_shown.removeAll(uid);
    }
    if (isNews)
        tellStore();
}

void RunBoard::showOnly(const QStringList& uids)
{
    if (uids == m_shown)
        return;
    m_shown = uids;
    tellStore();
}

void RunBoard::tellStore()
{
    m_store.post([uids = m_shown](StoreReader& reader) { reader.setShown(uids); });
    emit shownChanged();
}

void RunBoard::setCurrent(const QString& uid)
{
    if (uid == m_current)
        return;
    m_current = uid;
    if (!m_selected.contains(uid))
        m_selected.clear();
    emit currentChanged(uid);
}

QStringList RunBoard::selected() const
{
    if (m_selected.contains(m_current))
        return m_selected;
    return m_current.isEmpty() ? QStringList() : QStringList{m_current};
}

void RunBoard::setSelected(const QStringList& uids)
{
    if (uids == m_selected)
        return;
    m_selected = uids;
    emit selectedChanged();
}

QStringList RunBoard::active() const
{
    QStringList result;
    for (auto run = m_runs.crbegin(); run != m_runs.crend(); ++run)
        if (isActive(run->state))
            result.append(run->uid);
    return result;
}

QStringList RunBoard::companions(const QString& uid) const
{
    const RunRecord* own = run(uid);
    if (!own || own->group.isEmpty())
        return {uid};
    QStringList result;
    for (const QString& other : active())
        if (run(other)->group == own->group)
            result.append(other);
    return result.contains(uid) ? result : QStringList{uid};
}

void RunBoard::setPending(const QString& uid, PendingCommand command)
{
    const RunRecord* record = run(uid);
    if (!record)
        return;
    if (command == PendingCommand::None) {
        settle(uid);
    } else {
        m_pending.insert(uid, {command, record->state, QDateTime::currentMSecsSinceEpoch(), false});
        m_answerTimer.start();
    }
    emit runChanged(uid);
}

void RunBoard::settle(const QString& uid)
{
    m_pending.remove(uid);
    if (m_pending.isEmpty())
        m_answerTimer.stop();
}

void RunBoard::settleByState(const RunRecord& record)
{
    const Pending pending = m_pending.value(record.uid);
    const bool settled = [&] {
        switch (pending.command) {
        case PendingCommand::None:
            return false;
        case PendingCommand::Starting:
            return isActive(record.state) || (record.state != pending.stateBefore && record.state != RunState::Queued);
        case PendingCommand::Pausing:
            return record.state == RunState::Paused || !isActive(record.state);
        case PendingCommand::Continuing:
            return record.state != pending.stateBefore;
        case PendingCommand::Stopping:
        case PendingCommand::Sampling:
        case PendingCommand::Saving:
            return !isActive(record.state);
        }
        return false;
    }();
    if (settled)
        settle(record.uid);
}

void RunBoard::settleByEvents(const QString& uid, const QList<experiments::RunEvent>& events)
{
    const PendingCommand command = pending(uid);
    const QLatin1String kind = command == PendingCommand::Sampling ? QLatin1String("sample")
                               : command == PendingCommand::Saving ? QLatin1String("checkpoint")
                                                                   : QLatin1String();
    if (kind.isEmpty())
        return;
    for (const experiments::RunEvent& event : events)
        if (event.kind == kind)
            return settle(uid);
}

void RunBoard::lookForUnanswered()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (auto pending = m_pending.begin(); pending != m_pending.end(); ++pending) {
        if (pending->complained || now - pending->sinceMs < kAnswerWithinMs)
            continue;
        pending->complained = true;
        emit unanswered(pending.key());
    }
}

QStringList RunBoard::newcomersToShow(const QHash<QString, qsizetype>& before) const
{
    QStringList result;
    const bool nothingAtWork = std::none_of(m_shown.cbegin(), m_shown.cend(), [this](const QString& uid) {
        const RunRecord* record = run(uid);
        return record && isActive(record->state);
    });
    for (const RunRecord& record : m_runs) {
        if (before.contains(record.uid) || !(isActive(record.state) || !m_listed))
            continue;
        if (m_listed ? nothingAtWork : isActive(record.state))
            result.prepend(record.uid);
    }
    // Nothing at work in a project just opened: the group (or the run) that was used last.
    const auto newest = std::find_if_not(m_runs.cbegin(), m_runs.cend(), experiments::isArchived);
    if (!m_listed && result.isEmpty() && newest != m_runs.cend())
        for (const RunRecord& record : m_runs)
            if (!isArchived(record) &&
                (record.uid == newest->uid || (!record.group.isEmpty() && record.group == newest->group)))
                result.prepend(record.uid);
    return result.mid(0, kMostShownByItself);
}

void RunBoard::takeList(const QList<RunRecord>& runs, const QStringList& queue)
{
    const QList<RunRecord> known = std::exchange(m_runs, runs);
    const QHash<QString, qsizetype> before = std::exchange(m_index, {});
    for (qsizetype i = 0; i < m_runs.size(); ++i) {
        m_index.insert(m_runs[i].uid, i);
        if (const auto old = before.constFind(m_runs[i].uid); old != before.cend())
            keepNewer(m_runs[i], known[*old]);
        settleByState(m_runs[i]);
    }
    const auto isGone = [this](const QString& uid) { return !m_index.contains(uid); };
    m_shown.removeIf(isGone);
    m_selected.removeIf(isGone);
    const QStringList newcomers = newcomersToShow(before);
    const QStringList order = m_ordersAsked > 0 ? inOrderOf(m_queue, queue) : queue;
    const bool queueIsNew = std::exchange(m_queue, order) != order;
    m_listed = true;
    emit runsListed();
    if (queueIsNew)
        emit queueChanged();
    if (!newcomers.isEmpty()) {
        m_shown += newcomers;
        tellStore();
    }
    if (!m_index.contains(m_current))
        setCurrent(m_shown.isEmpty() ? QString() : m_shown.last());
}

void RunBoard::takeStatus(RunRecord& record, const experiments::RunStatus& status)
{
    // A dead worker's last words say "running": only the lock, through the list, knows that it died.
    if (!isActive(record.state) && record.state != RunState::Queued)
        return;
    record.state = status.state;
    record.stateReason = status.reason;
    record.step = status.step;
    record.totalSteps = status.totalSteps;
    record.epoch = status.epoch;
    record.totalEpochs = status.totalEpochs;
    record.itemsPerSecond = status.itemsPerSecond;
    record.etaSeconds = status.etaSeconds;
}

void RunBoard::takeUpdate(const QString& uid, const MetricUpdate& update)
{
    RunRecord* record = find(uid);
    if (!record)
        return;
    RunHistory& history = m_histories[uid];
    TrendCollector& trend = m_trends[uid];
    if (update.startedOver) {
        history = RunHistory{.events = {}, .checkpoints = history.checkpoints, .strip = {}, .trend = {}};
        trend = {};
    }
    history.events += update.events;
    if (!update.strips.isEmpty())
        history.strip = update.strips.last();
    if (!update.theory.isEmpty())
        record->theory = history.theory = update.theory;
    history.heartbeatMs = update.heartbeatMs;
    history.phase = update.status.phase;
    for (qsizetype i = 0; i < update.points.size(); ++i) {
        const experiments::MetricPoint& point = update.points.at(i);
        trend.add(point.metric, point.value);
        const bool isLast = i + 1 == update.points.size() || update.points.at(i + 1).metric != point.metric;
        if (!isLast)
            continue; // of its metric
        history.last.insert(point.metric, point.value);
        history.lastPointMs = std::max(history.lastPointMs, point.timeMs);
    }
    if (!update.points.isEmpty() && history.startMs == 0)
        history.startMs = update.points.first().timeMs; // of the metric that was logged first
    history.trend = trend.values();
    record->heartbeatMs = std::max(record->heartbeatMs, update.heartbeatMs);
    takeStatus(*record, update.status);
    settleByState(*record);
    settleByEvents(uid, update.events);
    emit runRead(uid, update);
    emit runChanged(uid);
}

} // namespace lb::gui
