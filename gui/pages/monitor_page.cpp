#include "gui/pages/monitor_page.h"

#include "gui/pages/monitor_panels.h"
#include "gui/pages/vanishing_bars.h"
#include "gui/pages/view_bar.h"
#include "gui/project/kept_strips.h"
#include "gui/project/store_thread.h"
#include "gui/time_position.h"
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

MonitorPage::MonitorPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_board(parts.board)
    , m_store(parts.store)
{
    const widgets::Theme& theme = parts.theme;
    RunBoard& board = parts.board;
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
    connect(&board.time(), &TimePosition::rested, this, &MonitorPage::readStrips);
    connect(&board.time(), &TimePosition::moved, this, &MonitorPage::tellTime);
    connect(&m_panels->link(), &widgets::PlotLink::xModeChanged, this, &MonitorPage::tellTime);
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
    readStrips();
    m_pages->setCurrentIndex(runs.isEmpty() ? 0 : 1);
}

void MonitorPage::takeStrip(const QString& uid)
{
    if (const auto& strip = m_board.history(uid).strip; strip && m_board.isShown(uid) && !m_board.time().step())
        m_strip->setStrip(uid, *strip);
}

void MonitorPage::readStrips()
{
    const std::optional<qint64> step = m_board.time().step();
    m_missing.clear();
    if (!step) {
        for (const QString& uid : m_board.shown())
            takeStrip(uid);
        return tellTime();
    }
    m_store.ask(
        this, [uids = m_board.shown(), step](StoreReader& reader) { return gui::readStrips(reader, uids, step); },
        [this, step](const QHash<QString, KeptStrip>& strips) {
            if (m_board.time().step() != step)
                return;
            QHash<QString, QString> names;
            for (auto kept = strips.cbegin(); kept != strips.cend(); ++kept) {
                if (const experiments::RunRecord* run = m_board.run(kept.key()))
                    names.insert(kept.key(), run->name);
                if (kept->strip)
                    m_strip->setStrip(kept.key(), *kept->strip);
                else
                    m_strip->clearStrip(kept.key());
            }
            m_missing = missingStripWords(strips, names, *step);
            tellTime();
        });
}

void MonitorPage::tellTime()
{
    if (!isVisible())
        return;
    const bool isLost = m_board.time().step() && m_panels->link().xMode() == widgets::XMode::Time;
    m_board.time().setPage(
        this,
        {.note = isLost ? tr("No line: on the time axis every run gets to a step at another moment.") : m_missing});
}

void MonitorPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    tellTime();
}

void MonitorPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_board.time().leave(this);
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
