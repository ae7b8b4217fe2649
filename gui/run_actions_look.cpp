// The part of RunActions that gives runs a colour and a dash of the user's.
#include "gui/run_actions.h"

namespace lb::gui {

using experiments::Result;
using experiments::RunLook;

namespace {

/// Sets what differs between the two and leaves the rest: the window may not know yet what was chosen just before.
Result<void> moveLook(experiments::RunStore& store, const QString& uid, const RunLook& from, const RunLook& to)
{
    const auto record = store.find(uid);
    if (!record)
        return tl::unexpected(record.error());
    RunLook look = record->look;
    if (from.hue != to.hue)
        look.hue = to.hue;
    if (from.dash != to.dash)
        look.dash = to.dash;
    return store.setLook(uid, look);
}

} // namespace

void RunActions::setHue(const QStringList& uids, const QString& hue)
{
    changeLooks(uids, tr("colour"), [&hue](RunLook& look) { look.hue = hue; });
}

void RunActions::setDash(const QStringList& uids, int dash)
{
    changeLooks(uids, tr("dash"), [dash](RunLook& look) { look.dash = dash; });
}

void RunActions::changeLooks(const QStringList& uids, const QString& what, const std::function<void(RunLook&)>& change)
{
    struct Change {
        QString uid;
        RunLook before, after;
    };
    QList<Change> changes;
    for (const QString& uid : uids) {
        const experiments::RunRecord* record = m_board.run(uid);
        RunLook look = record ? record->look : RunLook();
        change(look);
        if (record && look != record->look)
            changes.append({uid, record->look, look});
    }
    if (changes.isEmpty())
        return;
    const auto set = [this, changes](RunLook Change::*from, RunLook Change::*to) {
        for (const Change& each : changes)
            this->change(each.uid, [uid = each.uid, from = each.*from, to = each.*to](experiments::RunStore& store) {
                return moveLook(store, uid, from, to);
            });
    };
    pushUndo(
        tr("%1 of %2", "change, of which runs").arg(what, nameOf(uids)),
        [set] { set(&Change::before, &Change::after); }, [set] { set(&Change::after, &Change::before); });
}

} // namespace lb::gui
