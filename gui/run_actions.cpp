#include "gui/run_actions.h"

#include "experiments/preview/presets.h"
#include "experiments/preview/schema.h"
#include "experiments/records/run_query.h"
#include "gui/devices/device_choice.h"
#include "gui/function_command.h"
#include "gui/project/store_thread.h"

#include <utility>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;
using experiments::RunCommand;
using experiments::RunRecord;
using experiments::RunState;
using experiments::RunStore;

namespace {

constexpr qint64 kDemoSeed = 1;

/// The project cannot be written (or is not open yet): said once for every verb.
Result<QStringList> createDemo(StoreReader& reader, const QString& kind, const experiments::DeviceKey& device)
{
    if (!reader.controller())
        return tl::unexpected(notWritable());
    const auto demo = experiments::demoRuns(kind, kDemoSeed);
    if (!demo)
        return tl::unexpected(demo.error());
    QStringList uids;
    for (const experiments::DemoRun& run : *demo) {
        experiments::RunSpec spec = run.spec;
        if (device != experiments::DeviceKey())
            device.applyTo(spec);
        const auto record = reader.store()->create({.spec = spec,
                                                    .name = run.name,
                                                    .group = experiments::demoGroup(kind),
                                                    .family = run.family,
                                                    .dataset = run.spec.text(QStringLiteral("data.id"))});
        if (!record)
            return tl::unexpected(record.error());
        uids.append(record->uid);
    }
    if (auto started = reader.controller()->enqueue(uids); !started)
        return tl::unexpected(started.error());
    reader.listNow();
    return uids;
}

Result<RunRecord> forkAndStart(StoreReader& reader, const QString& uid, experiments::Fork fork)
{
    if (!reader.controller())
        return tl::unexpected(notWritable());
    const auto spec = reader.store()->spec(uid);
    if (!spec)
        return tl::unexpected(spec.error());
    fork.schema = experiments::schemaFor(*spec);
    auto record = reader.controller()->fork(uid, fork);
    if (!record)
        return record;
    if (auto started = reader.controller()->enqueue({record->uid}); !started)
        return tl::unexpected(started.error());
    reader.listNow();
    return record;
}

Result<QStringList> launchNow(StoreReader& reader, const Launch& what)
{
    if (!reader.controller())
        return tl::unexpected(notWritable());
    if (what.mostAtOnce > 0)
        if (const auto set = reader.controller()->setMostAtOnce(what.mostAtOnce); !set)
            return tl::unexpected(set.error());
    auto uids =
        experiments::launchRuns(*reader.store(), *reader.controller(), experiments::newRuns(what.runs, what.labels),
                                what.atFront ? experiments::QueuePlace::Front : experiments::QueuePlace::End);
    reader.listNow();
    return uids;
}

} // namespace

QStringList tagsFrom(const QString& text)
{
    QStringList tags;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty() && !tags.contains(part.trimmed()))
            tags.append(part.trimmed());
    return tags;
}

RunActions::RunActions(StoreThread& store, RunBoard& board, const DeviceChoice& devices, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_board(board)
    , m_devices(devices)
{
    for (const auto look : {&RunActions::lookAtRepeated, &RunActions::lookAtDiscarded}) {
        connect(&board, &RunBoard::runsListed, this, look);
        connect(&board, &RunBoard::runChanged, this, look);
    }
}

void RunActions::startDemo(const QString& kind)
{
    if (std::exchange(m_startingDemo, true))
        return; // a double click starts one demo
    m_store.ask(
        this, [kind, device = m_devices.key()](StoreReader& reader) { return createDemo(reader, kind, device); },
        [this](const Result<QStringList>& uids) {
            m_startingDemo = false;
            if (!uids) {
                emit failed({}, uids.error());
                return;
            }
            m_board.showOnly(*uids);
            m_board.setCurrent(uids->value(0));
            emit demoStarted(*uids);
        });
}

void RunActions::launch(const Launch& what, const std::function<void(const Result<QStringList>&)>& done)
{
    m_store.ask(
        this, [what](StoreReader& reader) { return launchNow(reader, what); },
        [this, isShown = what.atFront, done](const Result<QStringList>& uids) {
            if (uids && isShown) {
                constexpr qsizetype kMostCurves = 8;
                m_board.showOnly(uids->mid(0, kMostCurves));
                m_board.setCurrent(uids->value(0));
            }
            done(uids);
        });
}

void RunActions::control(const QString& uid, std::function<Result<void>(experiments::RunController&)> work)
{
    m_store.ask(
        this,
        [work = std::move(work)](StoreReader& reader) -> Result<void> {
            if (!reader.controller())
                return tl::unexpected(notWritable());
            auto result = work(*reader.controller());
            reader.listNow();
            return result;
        },
        [this, uid](const Result<void>& result) {
            if (result)
                return;
            m_board.setPending(uid, PendingCommand::None);
            emit failed(uid, result.error());
        });
}

void RunActions::command(const QStringList& uids, RunCommand word, PendingCommand shownAs)
{
    for (const QString& uid : uids) {
        m_board.setPending(uid, shownAs);
        control(uid, [uid, word](experiments::RunController& controller) { return controller.send(uid, word); });
    }
}

void RunActions::pause(const QStringList& uids)
{
    command(uids, RunCommand::Pause, PendingCommand::Pausing);
}

void RunActions::stop(const QStringList& uids)
{
    for (const QString& uid : uids) {
        const RunRecord* record = m_board.run(uid);
        if (record && record->state == RunState::Queued)
            takeOffQueue(uid);
        else
            command({uid}, RunCommand::Stop, PendingCommand::Stopping);
    }
}

void RunActions::takeOffQueue(const QString& uid)
{
    control(uid, [uid](experiments::RunController& controller) { return controller.dequeue(uid); });
}

void RunActions::sample(const QStringList& uids)
{
    command(uids, RunCommand::Sample, PendingCommand::Sampling);
}

void RunActions::checkpoint(const QStringList& uids)
{
    command(uids, RunCommand::Checkpoint, PendingCommand::Saving);
}

void RunActions::continueRuns(const QStringList& uids)
{
    for (const QString& uid : uids) {
        const RunRecord* record = m_board.run(uid);
        if (record && record->state == RunState::Paused)
            command({uid}, RunCommand::Continue, PendingCommand::Continuing);
        else
            continueFor(uid, 0);
    }
}

void RunActions::continueFor(const QString& uid, int epochs)
{
    const RunRecord* record = m_board.run(uid);
    const bool isQueued = record && record->state == RunState::Queued;
    m_board.setShown(uid, true);
    m_board.setPending(uid, PendingCommand::Starting);
    control(uid, [uid, epochs, isQueued](experiments::RunController& controller) {
        return isQueued ? controller.enqueue({uid}) : controller.resume(uid, epochs);
    });
}

void RunActions::kill(const QString& uid)
{
    control(uid, [uid](experiments::RunController& controller) { return controller.kill(uid); });
    m_board.setPending(uid, PendingCommand::Stopping);
}

void RunActions::fork(const QString& uid, const QList<FieldChange>& changes, const ForkAnswer& answer, qint64 atStep)
{
    experiments::Fork wanted{
        .changes = {}, .name = answer.name, .schema = {}, .atStep = atStep, .isInLockStep = answer.isInLockStep};
    for (const FieldChange& change : changes)
        wanted.changes.insert(change.key, change.text);
    m_store.ask(
        this, [uid, wanted](StoreReader& reader) { return forkAndStart(reader, uid, wanted); },
        [this, uid](const Result<RunRecord>& record) {
            if (!record) {
                emit failed(uid, record.error());
                return;
            }
            m_board.setShown(record->uid, true);
            emit forked(record->uid);
        });
}

void RunActions::keepAsIs(const QString& uid)
{
    change(uid, [uid](RunStore& store) { return store.setState(uid, RunState::Stopped); });
}

void RunActions::setQueue(const QStringList& uids)
{
    m_board.orderQueue(uids);
    change(
        {}, [uids](RunStore& store) { return store.setQueue(uids); },
        [this](const Result<void>& result) {
            m_board.queueOrdered();
            if (!result) // as it was
                m_store.post([](StoreReader& reader) { reader.listNow(); });
        });
}

void RunActions::change(const QString& uid, std::function<Result<void>(RunStore&)> work,
                        std::function<void(const Result<void>&)> done)
{
    m_store.ask(
        this,
        [work = std::move(work)](StoreReader& reader) -> Result<void> {
            if (!reader.store() || reader.store()->isReadOnly())
                return tl::unexpected(notWritable());
            auto result = work(*reader.store());
            reader.listNow();
            return result;
        },
        [this, uid, done = std::move(done)](const Result<void>& result) {
            if (done)
                done(result);
            if (!result)
                emit failed(uid, result.error());
        });
}

void RunActions::pushUndo(const QString& text, const std::function<void()>& redo, const std::function<void()>& undo)
{
    m_undo.push(new FunctionCommand(text, redo, undo));
}

void RunActions::rename(const QString& uid, const QString& name)
{
    const RunRecord* record = m_board.run(uid);
    if (!record || name.trimmed().isEmpty() || name == record->name)
        return;
    const auto set = [this, uid](const QString& to) {
        change(uid, [uid, to](RunStore& store) { return store.rename(uid, to); });
    };
    pushUndo(
        tr("rename %1").arg(record->name), [=] { set(name); }, [=, old = record->name] { set(old); });
}

void RunActions::setTags(const QString& uid, const QStringList& tags)
{
    const RunRecord* record = m_board.run(uid);
    if (!record || tags == record->tags)
        return;
    const auto set = [this, uid](const QStringList& to) {
        change(uid, [uid, to](RunStore& store) { return store.setTags(uid, to); });
    };
    pushUndo(
        tr("tags of %1").arg(record->name), [=] { set(tags); }, [=, old = record->tags] { set(old); });
}

void RunActions::setNotes(const QString& uid, const QString& notes)
{
    const RunRecord* record = m_board.run(uid);
    if (!record || notes == record->notes)
        return;
    const auto set = [this, uid](const QString& to) {
        change(uid, [uid, to](RunStore& store) { return store.setNotes(uid, to); });
    };
    pushUndo(
        tr("notes of %1").arg(record->name), [=] { set(notes); }, [=, old = record->notes] { set(old); });
}

void RunActions::changeTags(const QStringList& uids, const TagChange& wanted)
{
    QList<std::pair<QString, QStringList>> changes;
    for (const QString& uid : uids) {
        const RunRecord* record = m_board.run(uid);
        QStringList tags = record ? record->tags : QStringList();
        tags.removeIf([&wanted](const QString& tag) { return wanted.removed.contains(tag); });
        for (const QString& tag : wanted.added)
            if (!tags.contains(tag))
                tags.append(tag);
        if (record && tags != record->tags)
            changes.append({uid, tags});
    }
    if (changes.isEmpty())
        return;
    const QString what = wanted.what.isEmpty() ? tr("tags") : wanted.what;
    const QString whose = nameOf(uids);
    m_undo.beginMacro(tr("%1 of %2", "change, of which runs").arg(what, whose));
    for (const auto& [uid, tags] : changes)
        setTags(uid, tags);
    m_undo.endMacro();
}

void RunActions::setArchived(const QStringList& uids, bool archived)
{
    const QStringList tag{experiments::kArchivedTag};
    if (archived)
        m_board.setShown(uids, false);
    changeTags(uids, {.added = archived ? tag : QStringList(),
                      .removed = archived ? QStringList() : tag,
                      .what = archived ? tr("archiving") : tr("bringing back")});
}

QString RunActions::nameOf(const QStringList& uids) const
{
    const RunRecord* record = uids.size() == 1 ? m_board.run(uids.first()) : nullptr;
    return record ? record->name : tr("%n runs", nullptr, static_cast<int>(uids.size()));
}

void RunActions::sendThen(const QStringList& uids, RunCommand word, const std::function<void()>& done)
{
    m_store.ask(
        this,
        [uids, word](StoreReader& reader) {
            QStringList unsent;
            for (const QString& uid : uids)
                if (!reader.controller() || !reader.controller()->send(uid, word))
                    unsent.append(uid);
            return unsent;
        },
        [done](const QStringList&) { done(); });
}

} // namespace lb::gui
