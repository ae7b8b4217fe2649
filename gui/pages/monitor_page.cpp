#include "gui/pages/monitor_page.h"

#include "gui/pages/monitor_panels.h"
#include "gui/pages/vanishing_bars.h"
#include "gui/pages/view_bar.h"
#include "widgets/logs/empty_state.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/tables/item_strip_view.h"

#include <QScrollArea>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace lb::gui {

namespace {

constexpr int kMargin = 8;
constexpr int kStripHeight = 176;

} // namespace

MonitorPage::MonitorPage(const widgets::Theme& theme, RunBoard& board, QWidget* parent)
    : QWidget(parent)
    , m_board(board)
{
    setObjectName(QStringLiteral("monitorPage"));
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(makeEmpty(theme));

    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(kMargin, 0, kMargin, kMargin);
    column->setSpacing(kMargin);
    m_viewBar = new ViewBar(theme, board, body);
    column->addWidget(m_viewBar);
    auto* bars = new VanishingBars(theme, board, body);
    column->addWidget(bars);
    m_scroll = new QScrollArea(body);
    m_scroll->setObjectName(QStringLiteral("monitorScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    auto* content = new QWidget(m_scroll);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kMargin);
    m_panels = new MonitorPanels(theme, board, content);
    rows->addWidget(m_panels, 1);
    m_strip = new widgets::ItemStripView(theme, content);
    m_strip->setObjectName(QStringLiteral("itemStrip"));
    m_strip->setMinimumHeight(kStripHeight);
    m_strip->setMaximumHeight(kStripHeight + 40);
    rows->addWidget(m_strip);
    m_scroll->setWidget(content);
    column->addWidget(m_scroll, 1);
    m_pages->addWidget(body);

    connectViewBar();
    connect(bars, &VanishingBars::whyRequested, this, &MonitorPage::readingRequested);
    connect(bars, &VanishingBars::remedyRequested, this, &MonitorPage::remedyRequested);
    connect(m_panels, &MonitorPanels::runsChanged, this, &MonitorPage::takeRuns);
    connect(&board, &RunBoard::runRead, this, [this](const QString& uid, const experiments::MetricUpdate& update) {
        if (!update.strips.isEmpty())
            takeStrip(uid);
    });
    auto* space =
        new QShortcut(QKeySequence(Qt::Key_Space), m_panels, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(space, &QShortcut::activated, this, &MonitorPage::pauseToggled);
    takeRuns();
}

QWidget* MonitorPage::makeEmpty(const widgets::Theme& theme)
{
    auto* empty =
        new widgets::EmptyState(theme, QStringLiteral("chart"),
                                tr("Curves of the runs that are checked in the list appear here. None is checked yet."),
                                tr("Run the demo"), this);
    empty->setObjectName(QStringLiteral("emptyMonitor"));
    connect(empty, &widgets::EmptyState::buttonClicked, this, &MonitorPage::demoRequested);
    return empty;
}

void MonitorPage::connectViewBar()
{
    connect(m_viewBar, &ViewBar::runToggled, m_panels, &MonitorPanels::setRunVisible);
    connect(m_viewBar, &ViewBar::xModeChosen, &m_panels->link(), &widgets::PlotLink::setXMode);
    connect(m_viewBar, &ViewBar::smoothingChosen, m_panels, &MonitorPanels::setSmoothing);
    connect(m_viewBar, &ViewBar::robustChosen, m_panels, &MonitorPanels::setRobust);
    connect(m_viewBar, &ViewBar::eventKindsChosen, m_panels, &MonitorPanels::setShownEventKinds);
}

void MonitorPage::takeRuns()
{
    const QList<widgets::PlotRun> runs = m_panels->plotRuns();
    m_viewBar->setRuns(runs);
    for (const widgets::PlotRun& run : runs)
        m_panels->setRunVisible(run.uid, !m_viewBar->isHiddenByLegend(run.uid));
    m_strip->setRuns(runs);
    for (const widgets::PlotRun& run : runs)
        takeStrip(run.uid);
    m_pages->setCurrentIndex(runs.isEmpty() ? 0 : 1);
}

void MonitorPage::takeStrip(const QString& uid)
{
    if (const auto& strip = m_board.history(uid).strip; strip && m_board.isShown(uid))
        m_strip->setStrip(uid, *strip);
}

void MonitorPage::focusPlot()
{
    m_panels->plot(MonitorPanels::valueMetrics().first()).setFocus();
}

void MonitorPage::fitPlots()
{
    m_panels->link().fit();
}

} // namespace lb::gui
