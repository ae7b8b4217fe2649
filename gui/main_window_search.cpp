// What Ctrl+K finds.
#include "experiments/preview/presets.h"
#include "gui/action_registry.h"
#include "gui/app_context.h"
#include "gui/docks/run_list_settings.h"
#include "gui/docks/runs_dock.h"
#include "gui/main_window.h"
#include "gui/pages/new_run_page.h"
#include "gui/run_board.h"
#include "gui/search/search_entry.h"
#include "gui/state_words.h"

#include <QDockWidget>

namespace lb::gui {

namespace {

SearchEntry entryOf(QAction* action, const QString& id, const QString& kind)
{
    QString title = action->text().remove(QLatin1Char('&'));
    if (title.endsWith(QChar(0x2026)))
        title.chop(1);
    if (action->isCheckable() && action->isChecked())
        title = MainWindow::tr("%1 (on)").arg(title);
    return {.id = id,
            .kind = kind,
            .title = title,
            .detail = action->whatsThis(),
            .keys = action->shortcut().toString(QKeySequence::NativeText),
            .icon = {},
            .isEnabled = action->isEnabled(),
            .run = [action] { action->trigger(); }};
}

} // namespace

QList<SearchEntry> MainWindow::searchEntries()
{
    QList<SearchEntry> result;
    for (QAction* action : m_actions.all())
        if (action != m_actions[Verb::SearchCommands])
            result.append(entryOf(action, QStringLiteral("verb:") + action->objectName(), tr("Command")));
    for (const auto* dock : findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly))
        result.append(entryOf(dock->toggleViewAction(), QStringLiteral("dock:") + dock->objectName(),
                              tr("Shows or hides a dock")));
    for (const experiments::RunRecord& run : m_context.board().runs()) {
        const StateWords words = stateWords(run.state);
        result.append(
            {.id = QStringLiteral("run:") + run.uid,
             .kind =
                 run.group.isEmpty() ? tr("Run, %1").arg(words.text) : tr("Run in %1, %2").arg(run.group, words.text),
             .title = run.name,
             .detail = QStringList{run.family, run.dataset, run.tags.join(QLatin1Char(' '))}.join(QLatin1Char(' ')),
             .keys = {},
             .icon = words.icon,
             .run = [this, uid = run.uid] { openRun(uid); }});
    }
    for (const SavedSearch& search : m_runList->searches())
        result.append({.id = QStringLiteral("search:") + search.name,
                       .kind = tr("Saved search for runs"),
                       .title = search.name,
                       .detail = search.text,
                       .keys = {},
                       .icon = QStringLiteral("filter"),
                       .run = [this, text = search.text] {
                           showPage(Page::Monitor);
                           m_runsDock->search(text);
                       }});
    if (const experiments::Result<QList<experiments::Preset>> presets = experiments::allPresets())
        for (const experiments::Preset& preset : *presets)
            result.append({.id = QStringLiteral("preset:") + preset.id,
                           .kind = tr("New run from a preset"),
                           .title = preset.title,
                           .detail = preset.id + QLatin1Char(' ') + preset.description,
                           .keys = {},
                           .icon = QStringLiteral("plus"),
                           .run = [this, id = preset.id] {
                               showPage(Page::NewRun);
                               m_newRun->startFromPreset(id);
                           }});
    return result;
}

} // namespace lb::gui
