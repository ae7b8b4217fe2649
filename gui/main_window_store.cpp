// What MainWindow says when the project or its runs change.
#include "gui/app_context.h"
#include "gui/dialogs/flight_dialog.h"
#include "gui/docks/inspector_dock.h"
#include "gui/docks/runs_dock.h"
#include "gui/main_window.h"
#include "gui/monitor/view_memory.h"
#include "gui/notice_area.h"
#include "gui/pages/data_page.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "gui/run_actions.h"
#include "gui/run_board.h"
#include "gui/run_verbs.h"
#include "gui/status_strip.h"
#include "gui/storage/retention_keeper.h"
#include "gui/storage/storage_dialog.h"
#include "gui/storage/storage_model.h"
#include "widgets/theme/number_text.h"

#include <QDir>

namespace lb::gui {

using experiments::Error;
using experiments::RunRecord;

namespace {
const QString kNetwork = QStringLiteral("network");
}

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
        m_notices->dismiss(kNetwork);
    });
    connect(reader, &StoreReader::isOnNetwork, this, [this] {
        m_notices->showOffer(
            kNetwork, tr("This project is on a network drive or in a folder that is synchronised."),
            tr("Its runs are written more slowly, and only one computer may train in it at a time. A project on "
               "a disk of this computer is faster and safer."),
            {}, {});
    });
    connect(reader, &StoreReader::openFailed, this, [this](const Error& error) { showError({}, error); });
    connect(reader, &StoreReader::failed, this, &MainWindow::showError);
    connect(reader, &StoreReader::silent, this, [this](const QString& uid, qint64 seconds) {
        showUnanswered(uid,
                       tr("Its worker has given no sign of life for %1: its device or its disk hangs. What is saved "
                          "is safe; stop it by force, then continue it.")
                           .arg(widgets::durationText(static_cast<double>(seconds))));
    });
    m_memory = new ViewMemory(m_context.board(), m_monitor->panels(), m_context.store(), this);
    connect(m_memory, &ViewMemory::restored, this, &MainWindow::showFirstPage);
}

void MainWindow::showFirstPage(const QString& remembered)
{
    if (!std::exchange(m_isFirstList, false) || m_pageWasChosen)
        return;
    const bool wantsStart = m_context.settings().value(QLatin1String(kShowStart), true).toBool();
    if (!m_context.board().active().isEmpty())
        return showPage(Page::Monitor);
    if (wantsStart)
        return;
    for (int page = static_cast<int>(Page::Monitor); page <= static_cast<int>(Page::Data); ++page)
        if (pageName(static_cast<Page>(page)) == remembered)
            return showPage(static_cast<Page>(page));
    showPage(Page::Monitor);
}

void MainWindow::connectStorage()
{
    AppContext& c = m_context;
    auto* storage = new StorageDialog({c.theme(), c.board(), c.runs(), c.store(), c.questions()}, this);
    connect(m_actions[Verb::ShowStorage], &QAction::triggered, storage,
            [storage] { storage->showTab(StorageDialog::Tab::Storage); });
    connect(m_actions[Verb::ShowTrash], &QAction::triggered, storage,
            [storage] { storage->showTab(StorageDialog::Tab::Trash); });
    connect(m_runsDock, &RunsDock::trashRequested, m_actions[Verb::ShowTrash], &QAction::trigger);
    connect(storage, &StorageDialog::failed, this, [this](const Error& error) { showError({}, error); });
    const auto tellPruned = [this](int checkpoints, qint64 bytes) {
        m_notices->showDone(QStringLiteral("pruned"), tr("%n checkpoints were deleted.", nullptr, checkpoints),
                            tr("The disk has %1 more.").arg(bytesText(bytes)));
    };
    connect(storage, &StorageDialog::pruned, this, tellPruned);
    auto* keeper = new RetentionKeeper(m_context.board(), m_context.store(), this);
    connect(keeper, &RetentionKeeper::pruned, this, tellPruned);
    connect(keeper, &RetentionKeeper::failed, this, [this](const Error& error) { showError({}, error); });
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

void MainWindow::showRepeated(const QString& uid, const experiments::RunDifference& difference)
{
    const RunBoard& board = m_context.board();
    const RunRecord* again = board.run(uid);
    const RunRecord* first = again ? board.run(again->parentUid) : nullptr;
    if (!first)
        return;
    const QString key = QStringLiteral("repeated:") + uid;
    const experiments::MetricDifference* worst = difference.worst();
    if (difference.isIdentical())
        m_notices->showDone(key, tr("%1 and %2 are identical.").arg(first->name, again->name),
                            tr("All %n metrics at all steps.", nullptr, static_cast<int>(difference.metrics.size())));
    else if (worst)
        m_notices->showDone(key,
                            tr("%1 and %2 differ from step %3 on, %4 by up to %5.")
                                .arg(first->name, again->name)
                                .arg(worst->firstStep)
                                .arg(worst->metric, widgets::valueText(worst->largest)),
                            tr("Another thread count, processor or program, or a setting that was changed while the "
                               "first one trained, are the usual reasons."));
    else
        m_notices->showDone(key, tr("%1 and %2 are equal where both have points.").arg(first->name, again->name),
                            tr("One of them is longer or has other metrics."));
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
    connect(m_inspectorDock, &InspectorDock::dataRequested, this, [this](const QString& id) {
        showPage(Page::Data);
        m_data->showSet(id);
    });
    connect(&runs, &RunActions::failed, this, &MainWindow::showError);
    connect(&runs, &RunActions::demoStarted, this, [this] { showPage(Page::Monitor); });
    connect(&runs, &RunActions::forked, this, [this](const QString& uid) {
        m_context.board().setCurrent(uid);
        showPage(Page::Monitor);
    });
    connect(&runs, &RunActions::removed, this, [this](const QStringList& uids) {
        const RunRecord* run = m_context.board().run(uids.first());
        const QString text = uids.size() == 1 && run
                                 ? tr("%1 was moved to the trash.").arg(run->name)
                                 : tr("%n runs were moved to the trash.", nullptr, static_cast<int>(uids.size()));
        m_notices->showUndo(QStringLiteral("removed:") + uids.first(), text,
                            tr("Kept there until you empty the trash."),
                            [this] { m_context.runs().undoStack().undo(); });
    });
    connect(&runs, &RunActions::repeated, this, &MainWindow::showRepeated);
    connect(m_notices, &NoticeArea::lastStepsRequested, this, &MainWindow::showLastSteps);
    connect(m_actions[Verb::LastSteps], &QAction::triggered, this,
            [this] { showLastSteps(m_context.board().current()); });
    connect(m_verbs, &RunVerbs::refused, this, [this](const QString& uid, const QString& title, const QString& text) {
        m_notices->showError(uid, {title, text, PresentedError::Remedy::None, {}, {}}, {}, {});
    });
    connect(&m_context.board(), &RunBoard::unanswered, this, [this](const QString& uid) {
        showUnanswered(uid,
                       tr("Its worker is busy or hangs. What is saved is safe; you can wait, or stop it by force."));
    });
}

void MainWindow::showUnanswered(const QString& uid, const QString& advice)
{
    const RunRecord* run = m_context.board().run(uid);
    if (!run)
        return;
    const PresentedError notice{
        tr("%1 does not answer.").arg(run->name), advice, PresentedError::Remedy::None, tr("Stop by force"), {}};
    m_notices->showError(uid, notice, {}, [this, uid] { m_context.runs().kill(uid); });
}

} // namespace lb::gui
