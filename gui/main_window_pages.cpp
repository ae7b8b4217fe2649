// The pages of MainWindow, and what it does when they ask for something.
#include "gui/action_registry.h"
#include "gui/app_context.h"
#include "gui/dialogs/questions.h"
#include "gui/figures/figure_desk.h"
#include "gui/main_window.h"
#include "gui/notice_area.h"
#include "gui/pages/compare_page.h"
#include "gui/pages/data_page.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "gui/pages/new_run_page.h"
#include "gui/pages/report_page.h"
#include "gui/pages/samples_page.h"
#include "gui/pages/start_page.h"
#include "gui/pages/text_page.h"
#include "gui/report/report_shelf.h"
#include "gui/run_actions.h"
#include "gui/run_board.h"
#include "gui/run_verbs.h"
#include "gui/samples/picture_file.h"
#include "gui/timeline_bar.h"

#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPointer>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QUrl>
#include <QVBoxLayout>

#include <optional>

namespace lb::gui {

using experiments::Error;

void MainWindow::buildCentre()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_tabs = new QTabBar(centre);
    m_tabs->setObjectName(QStringLiteral("pageTabs"));
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAcceptDrops(true);
    m_tabs->setChangeCurrentOnDrag(true); // an item of the Data page goes to the Samples page
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Start"));
    m_tabs->addTab(tr("Monitor"));
    m_tabs->addTab(tr("Compare"));
    m_tabs->addTab(tr("Latent"));
    m_tabs->addTab(tr("Samples"));
    m_tabs->addTab(tr("Text"));
    m_tabs->addTab(tr("Report"));
    m_tabs->addTab(tr("Data"));
    m_tabs->addTab(tr("New run"));
    m_tabs->setTabToolTip(0, m_actions[Verb::ShowStart]->toolTip());
    m_tabs->setTabToolTip(1, m_actions[Verb::ShowMonitor]->toolTip());
    m_tabs->setTabToolTip(2, m_actions[Verb::ShowCompare]->toolTip());
    m_tabs->setTabToolTip(3, m_actions[Verb::ShowLatent]->toolTip());
    m_tabs->setTabToolTip(4, m_actions[Verb::ShowSamples]->toolTip());
    m_tabs->setTabToolTip(5, m_actions[Verb::ShowText]->toolTip());
    m_tabs->setTabToolTip(6, m_actions[Verb::ShowReport]->toolTip());
    m_tabs->setTabToolTip(7, m_actions[Verb::ShowData]->toolTip());
    m_tabs->setTabToolTip(8, m_actions[Verb::NewRun]->toolTip());
    m_notices = new NoticeArea(m_context.theme(), centre);
    m_pages = new QStackedWidget(centre);
    m_start = new StartPage(
        {m_context.theme(), m_actions, m_context.board(), m_context.store(), m_context.datasets(), m_context.devices()},
        m_pages);
    m_monitor = new MonitorPage({m_context.theme(), m_context.board(), m_context.store(), m_context.questions(),
                                 m_context.runs().undoStack(), m_context.settings()},
                                m_pages);
    m_compare = new ComparePage(
        {m_context.theme(), m_context.board(), m_context.store(), [this] { return m_context.projectFolder(); }},
        m_pages);
    m_latent = new LatentPage({m_context.theme(), m_context.board(), m_context.store(), m_context.questions(),
                               m_context.runs().undoStack(), [this] { return m_context.projectFolder(); }},
                              m_pages);
    m_samples = new SamplesPage({m_context.theme(), m_context.board(), m_context.store(), m_context.questions(),
                                 [this] { return m_context.projectFolder(); }},
                                m_pages);
    m_text = new TextPage({m_context.theme(), m_actions, m_context.board(), m_context.store(), m_context.questions(),
                           m_context.settings(), [this] { return m_context.projectFolder(); }},
                          m_pages);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_monitor);
    m_pages->addWidget(m_compare);
    m_pages->addWidget(m_latent);
    m_pages->addWidget(m_samples);
    m_pages->addWidget(m_text);
    m_reportShelf = new ReportShelf(m_context.store(), m_context.runs().undoStack(), this);
    m_report = new ReportPage({m_context.theme(), *m_reportShelf, m_context.store(), m_context.questions(),
                               [this] { return m_context.projectFolder(); }},
                              m_pages);
    m_pages->addWidget(m_report);
    m_data =
        new DataPage({m_context.theme(), m_context.questions(), [this] { return m_context.projectFolder(); }}, m_pages);
    m_pages->addWidget(m_data);
    m_newRun = new NewRunPage({m_context.theme(), m_context.board(), m_context.store(), m_context.runs(),
                               m_context.questions(), m_context.devices()},
                              m_pages);
    m_pages->addWidget(m_newRun);
    column->addWidget(m_tabs);
    column->addWidget(m_notices);
    column->addWidget(m_pages, 1);
    m_timeline = new TimelineBar(m_context.theme(), m_actions, m_context.board().time(), centre);
    column->addWidget(m_timeline);
    setCentralWidget(centre);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) { showPage(static_cast<Page>(index)); });
    connect(m_tabs, &QTabBar::tabCloseRequested, this, [this](int index) {
        showPage(Page::Start);
        m_tabs->removeTab(index);
    });
    connectStart();
    connectMonitor();
    connectText();
    connectLatent();
    connectCompare();
    connectData();
    connectSamples();
    connectReport();
    connectNewRun();
}

void MainWindow::connectStart()
{
    m_start->setShownAtStart(m_context.settings().value(QLatin1String(kShowStart), true).toBool());
    connect(m_start, &StartPage::shownAtStartChanged, this,
            [this](bool shown) { m_context.settings().setValue(QLatin1String(kShowStart), shown); });
    connect(m_start, &StartPage::openRequested, this, &MainWindow::openRun);
    connect(m_start, &StartPage::continueRequested, this, [this](const QString& uid) {
        m_context.runs().continueRuns({uid});
        openRun(uid);
    });
    connect(m_start, &StartPage::keepRequested, &m_context.runs(), &RunActions::keepAsIs);
    connect(m_start, &StartPage::runMenuRequested, this, &MainWindow::showRunMenu);
}

void MainWindow::connectMonitor()
{
    connect(m_monitor, &MonitorPage::remedyRequested, m_verbs, &RunVerbs::askRemedy);
    connect(&m_monitor->panels(), &MonitorPanels::forkRequested, m_verbs, &RunVerbs::askForkAt);
    connect(&m_monitor->panels(), &MonitorPanels::dimensionRequested, this, [this](const QString& uid, int dimension) {
        showPage(Page::Latent);
        m_latent->showDimension(uid, dimension);
    });
    connect(m_monitor, &MonitorPage::demoRequested, m_actions[Verb::RunDemo], &QAction::trigger);
    connect(m_monitor, &MonitorPage::metricsShown, m_actions[Verb::ShowMetrics], &QAction::setChecked);
    connect(m_monitor, &MonitorPage::refused, this, [this](const QString& sentence) {
        m_notices->showError(QStringLiteral("plots"), {sentence, {}, PresentedError::Remedy::None, {}, {}}, {}, {});
    });
    connect(m_monitor, &MonitorPage::failed, this, [this](const Error& error) { showError({}, error); });
    connect(m_monitor, &MonitorPage::pauseToggled, m_verbs, &RunVerbs::togglePause);
    connect(m_monitor, &MonitorPage::readingRequested, this, [this] { read(QStringLiteral("kl-vanishing")); });
}

void MainWindow::connectNewRun()
{
    connect(m_actions[Verb::NewRun], &QAction::triggered, this, [this] { showPage(Page::NewRun); });
    connect(m_actions[Verb::NewRunLike], &QAction::triggered, this, [this] {
        showPage(Page::NewRun);
        m_newRun->startLike(m_context.board().current());
    });
    connect(m_newRun, &NewRunPage::started, this, [this] { showPage(Page::Monitor); });
    connect(m_newRun, &NewRunPage::cancelled, this, [this] { showPage(m_pageBefore); });
    connect(m_newRun, &NewRunPage::failed, this, [this](const Error& error) { showError({}, error); });
}

void MainWindow::connectText()
{
    connect(m_text, &TextPage::demoRequested, m_actions[Verb::RunDemo], &QAction::trigger);
    connect(m_text, &TextPage::checkpointRequested, this,
            [this](const QString& uid) { m_context.runs().checkpoint({uid}); });
    connect(m_text, &TextPage::failed, this, [this](const Error& error) { showError({}, error); });
}

void MainWindow::connectData()
{
    connect(m_start, &StartPage::dataRequested, this, [this](const QString& id) {
        showPage(Page::Data);
        m_data->showSet(id);
    });
    connect(m_data, &DataPage::failed, this, [this](const Error& error) { showError({}, error); });
    connect(m_data, &DataPage::newRunRequested, this, [this](const QString& id, bool isImage) {
        showPage(Page::NewRun);
        m_newRun->startWithData(id, isImage);
    });
}

void MainWindow::connectCompare()
{
    connect(m_compare, &ComparePage::demoRequested, m_actions[Verb::RunDemo], &QAction::trigger);
    connect(m_compare, &ComparePage::openRequested, this, &MainWindow::openRun);
    connect(m_compare, &ComparePage::failed, this, [this](const Error& error) { showError({}, error); });
}

void MainWindow::connectLatent()
{
    connect(m_latent, &LatentPage::demoRequested, m_actions[Verb::RunImageDemo], &QAction::trigger);
    connect(m_latent, &LatentPage::checkpointRequested, this,
            [this](const QString& uid) { m_context.runs().checkpoint({uid}); });
    connect(m_latent, &LatentPage::failed, this, [this](const Error& error) { showError({}, error); });
    connect(m_latent, &LatentPage::framesWritten, this, [this](const QString& folder, int count) {
        m_notices->showDone(QStringLiteral("frames"), tr("%n frame(s) were written.", nullptr, count), folder);
    });
    connect(m_latent, &LatentPage::itemsWritten, this, [this](const QString& folder, int count) {
        m_notices->showDone(QStringLiteral("items"), tr("%n item(s) were written.", nullptr, count), folder);
    });
    connect(m_latent, &LatentPage::filmWritten, this, [this](const QString& file) {
        m_notices->showDone(QStringLiteral("film"), tr("The path was written."), file);
    });
}

void MainWindow::connectFigures()
{
    auto* figures =
        new FigureDesk({m_context.theme(), m_actions, m_context.board(), m_context.store(), m_context.questions(),
                        m_monitor->panels(), [this] { return m_context.projectFolder(); }},
                       this);
    connect(figures, &FigureDesk::collected, m_reportShelf, &ReportShelf::add);
    connect(figures, &FigureDesk::failed, this, [this](const Error& error) { showError({}, error); });
    connect(figures, &FigureDesk::written, this, [this](const QString& file) {
        m_notices->showDone(QStringLiteral("written"), tr("%1 was written.").arg(QFileInfo(file).fileName()), file);
    });
}

void MainWindow::connectSamples()
{
    connect(m_actions[Verb::ShowSamples], &QAction::triggered, this, [this] { showPage(Page::Samples); });
    connect(m_actions[Verb::OpenPicture], &QAction::triggered, this, [this] {
        m_context.questions().askOpenFile(
            this, tr("Open picture"), QDir::homePath(), {tr("PNG pictures (*.png)")},
            [this, guard = QPointer<MainWindow>(this)](const std::optional<QString>& file) {
                if (guard && file)
                    openPicture(*file);
            });
    });
    connect(m_samples, &SamplesPage::demoRequested, m_actions[Verb::RunImageDemo], &QAction::trigger);
    connect(m_samples, &SamplesPage::checkpointRequested, this,
            [this](const QString& uid) { m_context.runs().checkpoint({uid}); });
    connect(m_samples, &SamplesPage::failed, this, [this](const Error& error) { showError({}, error); });
    connect(m_samples, &SamplesPage::refused, this, [this](const QString& title, const QString& text) {
        m_notices->showOffer(QStringLiteral("refused"), title, text, {}, {});
    });
    connect(m_samples, &SamplesPage::mapRequested, this, [this](int end, const ModelChoice& model) {
        m_pickedEnd = end;
        showPage(Page::Latent);
        m_latent->pickItem(model, m_samples->endName(end));
    });
    connect(m_latent, &LatentPage::itemPicked, this, [this](const QString& split, qint64 position) {
        showPage(Page::Samples);
        m_samples->setEnd(m_pickedEnd, split, position);
    });
    connect(m_latent, &LatentPage::pickingEnded, this, [this] { showPage(Page::Samples); });
}

void MainWindow::openPicture(const QString& file)
{
    m_context.store().ask(
        this, [file](StoreReader&) { return readPictureSource(file); },
        [this, file](const std::optional<PictureSource>& source) {
            const QString key = QStringLiteral("picture");
            if (!source) {
                m_notices->showOffer(key, tr("%1 does not say where it came from.").arg(QFileInfo(file).fileName()),
                                     tr("Only PNG pictures that were saved here lead back to their run."), {}, {});
                return;
            }
            if (!m_context.board().run(source->uid)) {
                m_notices->showOffer(key,
                                     tr("The run of this picture, %1, is not in this project.").arg(source->runName),
                                     tr("Open the project that it was trained in."), {}, {});
                return;
            }
            m_notices->showOffer(key, tr("This picture is of %1 at step %2.").arg(source->runName).arg(source->step),
                                 {}, tr("Go to run"), [this, uid = source->uid] { openRun(uid); });
        });
}

namespace {

QString onlyFileIn(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

// A picture leads back to its run; what the Data page can read is offered for import.
bool isPicture(const QString& file)
{
    return file.endsWith(QLatin1String(".png"), Qt::CaseInsensitive);
}

} // namespace

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QString file = onlyFileIn(*event->mimeData());
    const bool isTaken = isPicture(file) || DataPage::takesDrop(file) || !droppedRuns(*event).isEmpty();
    if (!event->source() && isTaken) // not one that is just being dragged out
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString file = onlyFileIn(*event->mimeData());
    if (isPicture(file)) {
        event->acceptProposedAction();
        openPicture(file);
    } else if (const QString runs = droppedRuns(*event); !runs.isEmpty()) {
        event->acceptProposedAction();
        importRuns(runs);
    } else if (DataPage::takesDrop(file)) {
        event->acceptProposedAction();
        showPage(Page::Data);
        m_data->offerImport(file);
    }
}

} // namespace lb::gui
