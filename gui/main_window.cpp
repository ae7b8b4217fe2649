#include "gui/main_window.h"

#include "gui/app_context.h"
#include "gui/close_guard.h"
#include "gui/dialog_help.h"
#include "gui/dialogs/key_sheet.h"
#include "gui/docks/inspector_dock.h"
#include "gui/docks/log_dock.h"
#include "gui/docks/performance_dock.h"
#include "gui/docks/queue_dock.h"
#include "gui/docks/run_list_settings.h"
#include "gui/docks/runs_dock.h"
#include "gui/docks/values_dock.h"
#include "gui/monitor/view_memory.h"
#include "gui/notice_area.h"
#include "gui/pages/compare_page.h"
#include "gui/pages/data_page.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "gui/pages/new_run_page.h"
#include "gui/pages/reading_page.h"
#include "gui/pages/report_page.h"
#include "gui/pages/samples_page.h"
#include "gui/pages/start_page.h"
#include "gui/pages/text_page.h"
#include "gui/run_commands.h"
#include "gui/run_look_menu.h"
#include "gui/run_notifier.h"
#include "gui/run_verbs.h"
#include "gui/search/command_search.h"
#include "gui/status_strip.h"
#include "gui/timeline_bar.h"
#include "gui/window_layout.h"
#include "gui/window_menus.h"

#include <QCloseEvent>
#include <QDir>
#include <QMenu>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::Error;
using experiments::RunRecord;

namespace {

constexpr QSize kFirstSize(1440, 900);
constexpr QSize kSmallestSize(1100, 700);
constexpr int kStyleLaidOutMs = 30; // after a new style sheet

} // namespace

MainWindow::MainWindow(AppContext& context)
    : m_context(context)
    , m_actions(context.actions())
{
    setObjectName(QStringLiteral("mainWindow"));
    setMinimumSize(kSmallestSize);
    resize(kFirstSize);
    setDockNestingEnabled(true);
    setAcceptDrops(true);
    m_verbs = new RunVerbs({m_actions, context.board(), context.runs(), context.store(), context.questions(),
                            [this] { return m_context.projectFolder(); }},
                           this);
    new DialogHelp(context.theme(), this);
    m_notifier = new RunNotifier(context.board(), *this);
    m_notifier->setOn(context.settings().value(QLatin1String(kTellEnds), true).toBool());
    m_closeGuard = new CloseGuard({context.settings(), context.board(), context.runs(), context.questions()}, this);
    m_tools = new ToolStrip(context.theme(), m_actions, context.settings(), context.devices(), this);
    m_tools->search().setEntries([this] { return searchEntries(); });
    addToolBar(Qt::TopToolBarArea, m_tools);
    m_status = new StatusStrip(context.theme(), context.board(), context.devices(), this);
    setStatusBar(m_status);
    buildCentre();
    buildDocks();
    connectActions();
    connectStore();
    connectRuns();
    m_layout = new WindowLayout(*this, *m_tools, context.settings());
    m_layout->addSide(ToolStrip::Side::Left, {m_runsDock, m_queueDock});
    m_layout->addSide(ToolStrip::Side::Bottom, {m_logDock, m_performanceDock});
    m_layout->addSide(ToolStrip::Side::Right, {m_inspectorDock, m_valuesDock});
    m_layout->start();
    showPage(Page::Start);
    context.store().post([folder = context.projectFolder()](StoreReader& reader) { reader.open(folder); });
}

MainWindow::~MainWindow() = default;

void MainWindow::buildDocks()
{
    AppContext& c = m_context;
    m_runList = new RunListSettings(c.store(), c.runs().undoStack(), this);
    connect(m_runList, &RunListSettings::failed, this, [this](const Error& error) { showError({}, error); });
    m_runsDock = new RunsDock({c.theme(), c.board(), *m_runList, c.questions()}, this);
    m_queueDock = new QueueDock(c.theme(), c.board(), c.store(), this);
    m_inspectorDock = new InspectorDock(c.theme(), c.board(), c.runs(), c.store(), this);
    m_valuesDock = new ValuesDock(c.theme(), c.board(), m_monitor->panels(), this);
    m_logDock = new LogDock(c.theme(), c.board(), c.store(), this);
    addDockWidget(Qt::LeftDockWidgetArea, m_runsDock);
    addDockWidget(Qt::LeftDockWidgetArea, m_queueDock);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    addDockWidget(Qt::RightDockWidgetArea, m_valuesDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    m_performanceDock = new PerformanceDock(c.theme(), c.board(), this);
    addDockWidget(Qt::BottomDockWidgetArea, m_performanceDock);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({m_runsDock, m_inspectorDock}, {284, 268}, Qt::Horizontal);
    resizeDocks({m_runsDock, m_queueDock}, {640, 130}, Qt::Vertical);
    resizeDocks({m_inspectorDock, m_valuesDock}, {560, 200}, Qt::Vertical);
    resizeDocks({m_logDock}, {160}, Qt::Vertical);
    m_logDock->hide();
    m_performanceDock->hide();
    buildMenus(*this, m_actions,
               {m_runsDock, m_queueDock, m_inspectorDock, m_valuesDock, m_logDock, m_performanceDock});

    connect(m_runsDock, &RunsDock::contextMenuRequested, this, &MainWindow::showRunMenu);
    connect(m_runsDock, &RunsDock::openRequested, this, &MainWindow::openRun);
    connect(m_verbs, &RunVerbs::renameRequested, m_runsDock, &RunsDock::editName);
    connect(m_runsDock, &RunsDock::renameRequested, m_verbs, &RunVerbs::rename);
    connect(m_inspectorDock, &InspectorDock::forkRequested, m_verbs, &RunVerbs::askForkAt);
    connect(m_queueDock, &QueueDock::contextMenuRequested, this, &MainWindow::showRunMenu);
    connect(&m_queueDock->model(), &QueueModel::orderRequested, &c.runs(), &RunActions::setQueue);
    connect(m_status->logButton(), &QToolButton::clicked, m_logDock, &QWidget::setVisible);
    connect(m_logDock, &QDockWidget::visibilityChanged, m_status->logButton(), &QToolButton::setChecked);
}

void MainWindow::connectActions()
{
    const auto on = [this](Verb verb, auto what) { connect(m_actions[verb], &QAction::triggered, this, what); };
    on(Verb::Quit, [this] { close(); });
    on(Verb::OpenProject, [this] { openProject(); });
    on(Verb::FindRuns, [this] {
        if (m_page == Page::Compare)
            return m_compare->focusFilter();
        showPage(Page::Monitor);
        m_runsDock->focusFilter();
    });
    on(Verb::SavedSearches, [this] {
        showPage(Page::Monitor);
        m_runsDock->openSearchMenu();
    });
    on(Verb::ShowStart, [this] { showPage(Page::Start); });
    on(Verb::ShowMonitor, [this] { showPage(Page::Monitor); });
    on(Verb::ShowCompare, [this] { showPage(Page::Compare); });
    on(Verb::ShowLatent, [this] { showPage(Page::Latent); });
    on(Verb::ShowReport, [this] { showPage(Page::Report); });
    on(Verb::ShowData, [this] { showPage(Page::Data); });
    on(Verb::ShowText, [this] { showPage(Page::Text); });
    on(Verb::ReadVanishing, [this] { read(QStringLiteral("kl-vanishing")); });
    on(Verb::SearchCommands, [this] { m_tools->search().open(); });
    on(Verb::ShowKeys, [this] { showKeySheet(*this); });
    on(Verb::Settings, [this] { showSettings(); });
    on(Verb::Help, [this] { showHelp(); });
    on(Verb::About, [this] { showAbout(); });
    on(Verb::ResetLayout, [this] { m_layout->reset(); });
    on(Verb::FullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(Verb::FitPlots, [this] { m_monitor->fitPlots(); });
    on(Verb::ShowMetrics, [this](bool shown) {
        if (m_page != Page::Monitor)
            showPage(Page::Monitor); // else the plot that has the keyboard is the one to add to
        m_monitor->showMetrics(shown);
    });
    on(Verb::AskOnClose, [this] { m_closeGuard->forget(); });
    on(Verb::TellEnds, [this](bool tells) {
        m_notifier->setOn(tells);
        m_context.settings().setValue(QLatin1String(kTellEnds), tells);
    });
    connect(m_notifier, &RunNotifier::openRequested, this, &MainWindow::openRun);
    on(Verb::LightTheme, [this] { setTheme(ThemeChoice::Light); });
    on(Verb::DarkTheme, [this] { setTheme(ThemeChoice::Dark); });
    on(Verb::SystemTheme, [this] { setTheme(ThemeChoice::System); });
    for (const auto& [verb, choice] : {std::pair{Verb::EnglishLanguage, "en"}, std::pair{Verb::ChineseLanguage, "zh"},
                                       std::pair{Verb::SystemLanguage, "system"}})
        on(verb, [this, choice = QString::fromLatin1(choice)] { setLanguage(choice); });
    connect(m_tools, &ToolStrip::themeToggled, this,
            [this] { setTheme(m_context.theme().isDark() ? ThemeChoice::Light : ThemeChoice::Dark); });
    connect(m_closeGuard, &CloseGuard::rememberedChanged, this, &MainWindow::showChoices);
    showChoices();
    connectFigures();
    connectPacking();
    connectEvaluation();
    connectExport();
    connectImporting();
    connectStorage();
    // Without a menu open, shortcuts work only for actions of the window.
    for (const Verb verb :
         {Verb::Primary, Verb::RunImageDemo, Verb::Stop, Verb::Sample, Verb::Checkpoint, Verb::Fork, Verb::NewRunLike})
        addAction(m_actions[verb]);
}

void MainWindow::showPage(Page page)
{
    m_pageWasChosen = m_pageWasChosen || isVisible() || page != Page::Start;
    const int index = static_cast<int>(page);
    if (m_pages->count() == index) { // only the reading page is made when it is asked for
        auto* reading = new ReadingPage(m_context.theme(), m_pages);
        connect(reading, &ReadingPage::turned, this, &MainWindow::nameReadingTab);
        m_pages->addWidget(reading);
    }
    if (m_tabs->count() == index)
        addReadingTab();
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(index);
    m_pages->setCurrentIndex(index);
    if (m_page != page && m_page != Page::NewRun)
        m_pageBefore = m_page;
    m_page = page;
    m_memory->setPage(pageName(page));
    m_tools->setStateButtonFilled(page == Page::Monitor ||
                                  page == Page::Reading); // others have a next step of their own
    m_layout->setDocksShown(page == Page::Monitor);
    m_timeline->setWanted(page >= Page::Monitor && page <= Page::Text);
    QList<QKeySequence> start{QKeySequence(Qt::Key_F5)};
    if (page != Page::Text && page != Page::NewRun) // there it sends the prompt, and starts what the form says
        start.append(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_actions[Verb::Primary]->setShortcuts(start);
    m_actions[Verb::FitPlots]->setEnabled(page == Page::Monitor); // elsewhere Home goes to lists, sliders and fields
    if (page == Page::Start)
        m_start->focusDemo();
    else if (page == Page::Monitor)
        m_monitor->focusPlot();
    else if (page == Page::Compare)
        m_compare->focusTable();
    else if (page == Page::Latent)
        m_latent->focusMap();
    else if (page == Page::Samples)
        m_samples->focusGrid();
    else if (page == Page::Text)
        m_text->focusEditor();
    else if (page == Page::Report)
        m_report->focusList();
    else if (page == Page::Data)
        m_data->focusList();
    else if (page == Page::NewRun)
        m_newRun->focusForm();
}

void MainWindow::addReadingTab()
{
    const QSignalBlocker quiet(m_tabs);
    const int index = m_tabs->addTab({});
    nameReadingTab();
    auto* close = new QToolButton(m_tabs);
    close->setObjectName(QStringLiteral("closeReading"));
    close->setIcon(m_context.theme().icon(QStringLiteral("close")));
    close->setToolTip(tr("Closes this page."));
    close->setAccessibleName(close->toolTip());
    close->setFixedSize(20, 20);
    connect(close, &QToolButton::clicked, this, [this, index] { emit m_tabs->tabCloseRequested(index); });
    m_tabs->setTabButton(index, QTabBar::RightSide, close);
}

void MainWindow::openRun(const QString& uid)
{
    RunBoard& board = m_context.board();
    const RunRecord* run = board.run(uid);
    if (!run)
        return;
    QStringList together{uid};
    if (!run->group.isEmpty())
        for (const RunRecord& other : board.runs())
            if (other.group == run->group && other.uid != uid)
                together.append(other.uid);
    board.showOnly(together);
    board.setCurrent(uid);
    showPage(Page::Monitor);
}

void MainWindow::openProject()
{
    m_context.questions().askFolder(this, tr("Open project"), m_context.projectFolder(),
                                    [this, guard = QPointer<MainWindow>(this)](const std::optional<QString>& folder) {
                                        if (guard && folder)
                                            m_context.openProject(*folder);
                                    });
}

void MainWindow::setTheme(ThemeChoice choice)
{
    const QByteArray docks = saveState(); // a style sheet leaves docks the least that they can do with
    m_context.setTheme(choice);
    QTimer::singleShot(kStyleLaidOutMs, this, [this, docks, page = m_page] {
        if (page == m_page) // pages have docks of their own
            restoreState(docks);
    });
    showChoices();
}

void MainWindow::showChoices()
{
    m_actions[Verb::LightTheme]->setChecked(m_context.themeChoice() == ThemeChoice::Light);
    m_actions[Verb::DarkTheme]->setChecked(m_context.themeChoice() == ThemeChoice::Dark);
    m_actions[Verb::SystemTheme]->setChecked(m_context.themeChoice() == ThemeChoice::System);
    m_actions[Verb::EnglishLanguage]->setChecked(m_context.languageChoice() == QLatin1String("en"));
    m_actions[Verb::ChineseLanguage]->setChecked(m_context.languageChoice() == QLatin1String("zh"));
    m_actions[Verb::SystemLanguage]->setChecked(m_context.languageChoice() == QLatin1String("system"));
    m_actions[Verb::TellEnds]->setChecked(m_notifier->isOn());
    m_actions[Verb::AskOnClose]->setEnabled(m_closeGuard->hasRememberedAnswer());
}

void MainWindow::showRunMenu(const QString& uid, const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("runMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    m_verbs->fillMenu(*menu, uid);
    const RunBoard& board = m_context.board();
    if (const RunRecord* run = board.run(uid)) {
        CommandTarget target{m_context.projectFolder(), run->name, run->state == experiments::RunState::Finished, {}};
        for (const QString& shown : board.shown())
            if (const RunRecord* other = board.run(shown))
                target.shown.append(other->name);
        addCommandMenu(*menu, target);
        addLookMenus(*menu, m_context.theme(), *run,
                     {[this](const QString& hue) { m_context.runs().setHue(m_context.board().selected(), hue); },
                      [this](int dash) { m_context.runs().setDash(m_context.board().selected(), dash); }});
    }
    menu->popup(globalPosition);
}

void MainWindow::showError(const QString& uid, const Error& error)
{
    const RunRecord* run = m_context.board().run(uid);
    const QString subject = run ? run->name : QString();
    const PresentedError presented = present(error, subject);
    m_notices->showError(uid, presented, diagnosticsOf(error, subject), [this, uid, remedy = presented.remedy] {
        if (remedy == PresentedError::Remedy::ChooseProject) {
            openProject();
        } else if (remedy == PresentedError::Remedy::Continue) {
            m_context.runs().continueRuns({uid});
        } else if (remedy == PresentedError::Remedy::ForkHalved) {
            m_verbs->askRemedy(uid, Remedy::HalfBatch);
        } else if (remedy == PresentedError::Remedy::ForkChanged) {
            m_context.board().setCurrent(uid);
            m_actions[Verb::Fork]->trigger();
        }
    });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_closeGuard->mayClose()) {
        event->ignore();
        return;
    }
    m_layout->save();
    m_memory->flush();
    event->accept();
}

} // namespace lb::gui
