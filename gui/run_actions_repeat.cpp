// The part of RunActions that changes runs at work, and that trains runs again and says how far they are from the first
// time.

#include "experiments/control/run_controller.h"
#include "gui/project/store_thread.h"
#include "gui/run_actions.h"

namespace lb::gui {

using experiments::Result;
using experiments::RunRecord;
using experiments::RunState;

namespace {

Result<RunRecord> repeatAndStart(StoreReader& reader, const QString& uid)
{
    if (!reader.controller())
        return tl::unexpected(notWritable());
    auto record = reader.controller()->repeat(uid);
    if (!record)
        return record;
    if (auto started = reader.controller()->enqueue({record->uid}); !started)
        return tl::unexpected(started.error());
    reader.listNow();
    return record;
}

Result<experiments::RunDifference> differenceIn(StoreReader& reader, const QString& first, const QString& again)
{
    if (!reader.store())
        return tl::unexpected(noProject());
    const auto one = experiments::MetricReader::open(reader.store()->folder(first));
    const auto other = experiments::MetricReader::open(reader.store()->folder(again));
    if (!one || !other)
        return tl::unexpected(one ? other.error() : one.error());
    return experiments::differenceOf(**one, **other);
}

} // namespace

void RunActions::changeLive(const QString& uid, const FieldChange& change)
{
    control(uid, [uid, change](experiments::RunController& controller) {
        return controller.change(uid, change.key, change.text);
    });
}

void RunActions::repeat(const QString& uid)
{
    m_store.ask(
        this, [uid](StoreReader& reader) { return repeatAndStart(reader, uid); },
        [this, uid](const Result<RunRecord>& record) {
            if (!record) {
                emit failed(uid, record.error());
                return;
            }
            m_repeated.insert(record->uid);
            m_board.setShown(record->uid, true);
            emit forked(record->uid);
        });
}

void RunActions::lookAtRepeated()
{
    for (const QString& uid : QSet<QString>(m_repeated)) {
        const RunRecord* run = m_board.run(uid);
        if (!run || isActive(run->state) || run->state == RunState::Queued)
            continue;
        m_repeated.remove(uid);
        if (run->state != RunState::Finished)
            continue; // it says itself why not
        m_store.ask(
            this, [uid, parent = run->parentUid](StoreReader& reader) { return differenceIn(reader, parent, uid); },
            [this, uid](const Result<experiments::RunDifference>& difference) {
                if (difference)
                    emit repeated(uid, *difference);
                else
                    emit failed(uid, difference.error());
            });
    }
}

} // namespace lb::gui
