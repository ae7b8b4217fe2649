// What MainWindow says when the project or its runs change.
#include "gui/app_context.h"
#include "gui/dialogs/flight_dialog.h"
#include "gui/main_window.h"
#include "gui/notice_area.h"
#include "gui/pages/data_page.h"
#include "gui/run_actions.h"
#include "gui/run_board.h"
#include "gui/run_verbs.h"
#include "gui/status_strip.h"

#include <QDir>

namespace lb::gui {

using experiments::Error;
using experiments::RunRecord;

void MainWindow::connectStore()
{
    StoreReader* reader = m_context.store().reader();
    connect(reader, &StoreReader::opened, this, [this](const QString& folder, bool readOnly) {
        setWindowTitle(QDir(folder).dirName());
        m_status->setProject(QDir(folder).dirName(), readOnly);
        m_data->openProject();
        if (readOnly)
            showError({}, {experiments::ErrorKind::ReadOnly, tr("The folder %1 cannot be written.").arg(folder)});
        else
            m_notices->dismiss(QString());
    });
    connect(reader, &StoreReader::openFailed, this, [this](const Error& error) { showError({}, error); });
    connect(reader, &StoreReader::failed, this, &MainWindow::showError);
    connect(&m_context.board(), &RunBoard::runsListed, this, [this] {
        if (!m_context.board().isListed() || !std::exchange(m_isFirstList, false) || m_pageWasChosen)
            return;
        const bool wantsStart = m_context.settings().value(QLatin1String(kShowStart), true).toBool();
        if (!m_context.board().active().isEmpty() || !wantsStart)
            showPage(Page::Monitor);
    });
}

void MainWindow::setLanguage(const QString& choice)
{
    m_context.setLanguage(choice);
    showChoices();
    m_notices->showError(QStringLiteral("language"),
                         {tr("The language changes with the next start."),
                          tr("Close the window and open it again; runs at work go on meanwhile."),
                          PresentedError::Remedy::None,
                          {},
                          {}},
                         {}, {});
}

void MainWindow::showLastSteps(const QString& uid)
{
    const RunRecord* run = m_context.board().run(uid);
    if (!run)
        return;
    auto* dialog = new FlightDialog({m_context.theme(), m_context.store(), m_context.questions()}, *run, this);
    dialog->show();
}

void MainWindow::connectRuns()
{
    RunActions& runs = m_context.runs();
    connect(&runs, &RunActions::failed, this, &MainWindow::showError);
    connect(&runs, &RunActions::demoStarted, this, [this] { showPage(Page::Monitor); });
    connect(&runs, &RunActions::forked, this, [this](const QString& uid) {
        m_context.board().setCurrent(uid);
        showPage(Page::Monitor);
    });
    connect(&runs, &RunActions::removed, this, [this](const QString& uid, const QString& name) {
        m_notices->showUndo(QStringLiteral("removed:") + uid, tr("%1 was moved to the trash.").arg(name),
                            tr("Its folder is kept there until you delete it."),
                            [this] { m_context.runs().undoStack().undo(); });
    });
    connect(m_notices, &NoticeArea::lastStepsRequested, this, &MainWindow::showLastSteps);
    connect(m_actions[Verb::LastSteps], &QAction::triggered, this,
            [this] { showLastSteps(m_context.board().current()); });
    connect(m_verbs, &RunVerbs::refused, this, [this](const QString& uid, const QString& title, const QString& text) {
        m_notices->showError(uid, {title, text, PresentedError::Remedy::None, {}, {}}, {}, {});
    });
    connect(&m_context.board(), &RunBoard::unanswered, this, [this](const QString& uid) {
        const RunRecord* run = m_context.board().run(uid);
        if (!run)
            return;
        PresentedError notice{
            tr("%1 does not answer.").arg(run->name),
            tr("Its worker is busy or hangs. What is saved is safe; you can wait, or stop it by force."),
            PresentedError::Remedy::None,
            tr("Stop by force"),
            {}};
        m_notices->showError(uid, notice, {}, [this, uid] { m_context.runs().kill(uid); });
    });
}

} // namespace lb::gui
