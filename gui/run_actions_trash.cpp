// The part of RunActions that takes runs away and brings them back.

#include "experiments/store/run_trash.h"
#include "gui/run_actions.h"

namespace lb::gui {

using experiments::RunRecord;
using experiments::RunStore;

void RunActions::discard(const QStringList& uids)
{
    for (const QString& uid : uids)
        m_discarded.insert(uid);
    stop(uids);
    lookAtDiscarded();
}

void RunActions::lookAtDiscarded()
{
    QStringList ended;
    for (const QString& uid : std::as_const(m_discarded)) {
        const RunRecord* run = m_board.run(uid);
        if (!run || (!experiments::isActive(run->state) && run->state != experiments::RunState::Queued))
            ended.append(uid);
    }
    for (const QString& uid : std::as_const(ended))
        m_discarded.remove(uid);
    remove(ended);
}

void RunActions::remove(const QStringList& uids)
{
    QStringList idle;
    for (const QString& uid : uids)
        if (const RunRecord* record = m_board.run(uid); record && !experiments::isActive(record->state))
            idle.append(uid);
    if (idle.isEmpty())
        return;
    pushUndo(
        tr("removal of %1").arg(nameOf(idle)), [this, idle] { moveToTrash(idle); }, [this, idle] { moveBack(idle); });
    emit removed(idle);
}

void RunActions::moveToTrash(const QStringList& uids)
{
    for (const QString& uid : uids)
        change(uid, [uid](RunStore& store) { return store.remove(uid); });
}

void RunActions::moveBack(const QStringList& uids)
{
    for (const QString& uid : uids)
        change(uid, [uid](RunStore& store) { return store.restore(uid); });
}

void RunActions::restore(const QStringList& uids)
{
    if (!uids.isEmpty())
        pushUndo(
            tr("bringing back %1").arg(nameOf(uids)), [this, uids] { moveBack(uids); },
            [this, uids] { moveToTrash(uids); });
}

void RunActions::deleteTrashed(const QStringList& uids)
{
    m_undo.clear(); // a removal among them could not be taken back any more
    change({}, [uids](RunStore& store) { return experiments::deleteTrashed(store, uids); });
}

} // namespace lb::gui
