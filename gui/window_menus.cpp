#include "gui/window_menus.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace lb::gui {

namespace {

QMenu* addMenu(QMainWindow& window, const char* title)
{
    QMenu* menu = window.menuBar()->addMenu(QCoreApplication::translate("WindowMenus", title));
    menu->setToolTipsVisible(true);
    return menu;
}

void fill(QMenu* menu, ActionRegistry& actions, std::initializer_list<Verb> verbs)
{
    for (const Verb verb : verbs)
        menu->addAction(actions[verb]);
}

} // namespace

void buildMenus(QMainWindow& window, ActionRegistry& actions, const QList<QDockWidget*>& docks)
{
    QMenu* file = addMenu(window, QT_TRANSLATE_NOOP("WindowMenus", "&File"));
    fill(file, actions, {Verb::NewRun, Verb::OpenProject, Verb::OpenPicture});
    file->addSeparator();
    fill(file, actions, {Verb::ExportProject, Verb::ExportRuns, Verb::ImportProject, Verb::ImportRuns, Verb::ImportRunFolder});
    file->addSeparator();
    fill(file, actions, {Verb::ExportFigure, Verb::ExportTable});
    file->addSeparator();
    fill(file, actions, {Verb::Settings, Verb::TellEnds, Verb::AskOnClose, Verb::Quit});

    QMenu* edit = addMenu(window, QT_TRANSLATE_NOOP("WindowMenus", "&Edit"));
    fill(edit, actions, {Verb::Undo, Verb::Redo});
    edit->addSeparator();
    fill(edit, actions,
         {Verb::FindRuns, Verb::SavedSearches, Verb::Rename, Verb::EditTags, Verb::Star, Verb::Archive, Verb::Remove});
    edit->addSeparator();
    fill(edit, actions, {Verb::ShowTrash, Verb::ShowStorage});

    QMenu* run = addMenu(window, QT_TRANSLATE_NOOP("WindowMenus", "&Run"));
    fill(run, actions, {Verb::RunDemo, Verb::RunImageDemo});
    run->addSeparator();
    fill(run, actions,
         {Verb::Primary, Verb::Pause, Verb::Continue, Verb::Stop, Verb::StopRun, Verb::Discard, Verb::MoreEpochs});
    run->addSeparator();
    fill(run, actions, {Verb::Sample, Verb::Checkpoint});
    run->addSeparator();
    fill(run, actions, {Verb::NewRunLike, Verb::Fork, Verb::Repeat, Verb::ChangeLive, Verb::KillWorker});
    run->addSeparator();
    fill(run, actions, {Verb::Evaluate, Verb::LastSteps, Verb::Report});

    QMenu* view = addMenu(window, QT_TRANSLATE_NOOP("WindowMenus", "&View"));
    fill(view, actions,
         {Verb::ShowStart, Verb::ShowMonitor, Verb::ShowCompare, Verb::ShowLatent, Verb::ShowSamples, Verb::ShowText,
          Verb::ShowReport, Verb::ShowData});
    view->addSeparator();
    for (QDockWidget* dock : docks)
        view->addAction(dock->toggleViewAction());
    fill(view, actions, {Verb::ResetLayout});
    view->addSeparator();
    fill(view, actions, {Verb::FitPlots, Verb::ShowMetrics});
    view->addSeparator();
    fill(view, actions, {Verb::PlayTime, Verb::TimeEarlier, Verb::TimeLater, Verb::TimeNewest});
    view->addSeparator();
    auto* themes = new QActionGroup(&window);
    for (const Verb verb : {Verb::LightTheme, Verb::DarkTheme, Verb::SystemTheme}) {
        themes->addAction(actions[verb]);
        view->addAction(actions[verb]);
    }
    view->addSeparator();
    QMenu* language = view->addMenu(QCoreApplication::translate("WindowMenus", "Lan&guage"));
    language->setToolTipsVisible(true);
    auto* languages = new QActionGroup(&window);
    for (const Verb verb : {Verb::EnglishLanguage, Verb::ChineseLanguage, Verb::SystemLanguage}) {
        languages->addAction(actions[verb]);
        language->addAction(actions[verb]);
    }
    view->addSeparator();
    fill(view, actions, {Verb::FullScreen});

    QMenu* text = addMenu(window, QT_TRANSLATE_NOOP("WindowMenus", "&Text"));
    fill(text, actions, {Verb::SendPrompt, Verb::StopWriting, Verb::Regenerate});
    text->addSeparator();
    fill(text, actions, {Verb::NewConversation, Verb::ExportConversation});
    text->addSeparator();
    fill(text, actions, {Verb::ShowLab, Verb::ScoreText, Verb::ScoreFile});

    QMenu* help = addMenu(window, QT_TRANSLATE_NOOP("WindowMenus", "&Help"));
    fill(help, actions, {Verb::Help, Verb::SearchCommands, Verb::ShowKeys});
    help->addSeparator();
    fill(help, actions, {Verb::ReadVanishing, Verb::About});
}

} // namespace lb::gui
