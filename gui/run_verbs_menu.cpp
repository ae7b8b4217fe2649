// The menu that RunVerbs fills for a run.
#include "gui/run_verbs.h"

#include <QMenu>

namespace lb::gui {

void RunVerbs::fillMenu(QMenu& menu, const QString& uid)
{
    m_parts.board.setCurrent(uid);
    if (const qsizetype count = m_parts.board.selected().size(); count > 1)
        menu.addSection(tr("%n runs", nullptr, static_cast<int>(count)));
    for (const Verb verb : {Verb::Pause, Verb::Continue, Verb::StopRun, Verb::Discard, Verb::MoreEpochs})
        menu.addAction(m_parts.actions[verb]);
    menu.addSeparator();
    for (const Verb verb : {Verb::Sample, Verb::Checkpoint})
        menu.addAction(m_parts.actions[verb]);
    menu.addSeparator();
    for (const Verb verb : {Verb::NewRunLike, Verb::Fork, Verb::Rename, Verb::EditTags, Verb::Star})
        menu.addAction(m_parts.actions[verb]);
    menu.addSeparator();
    for (const Verb verb :
         {Verb::Evaluate, Verb::LastSteps, Verb::ExportRuns, Verb::KillWorker, Verb::Archive, Verb::Remove})
        menu.addAction(m_parts.actions[verb]);
}

} // namespace lb::gui
