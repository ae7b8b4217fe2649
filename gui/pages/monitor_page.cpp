#include "gui/pages/monitor_page.h"

#include "gui/dialogs/own_metric_dialog.h"
#include "gui/dialogs/questions.h"
#include "gui/monitor/layout_desk.h"
#include "gui/monitor/layout_menu.h"
#include "gui/monitor/metric_shelf.h"
#include "gui/monitor/own_metric_desk.h"
#include "gui/pages/coach_bar.h"
#include "gui/pages/monitor_panels.h"
#include "gui/pages/seed_button.h"
#include "gui/pages/stale_bar.h"
#include "gui/pages/vanishing_bars.h"
#include "gui/pages/vanishing_panel.h"
#include "gui/pages/view_bar.h"
#include "gui/project/kept_strips.h"
#include "gui/project/store_thread.h"
#include "gui/time_position.h"
#include "widgets/logs/empty_state.h"
#include "widgets/plots/linked_plot.h"
#include "widgets/tables/item_strip_view.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedLayout>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

namespace {

constexpr int kMargin = 8;
constexpr int kStripHeight = 176;

} // namespace

MonitorPage::MonitorPage(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_desk(new LayoutDesk(parts.store, parts.undo, this))
    , m_ownMetrics(new OwnMetricDesk(parts.store, parts.undo, this))
{
    setObjectName(QStringLiteral("monitorPage"));
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(makeBody());
    connectViewBar();
    connectLayouts();
    connect(m_panels, &MonitorPanels::runsChanged, this, &MonitorPage::takeRuns);
    connect(m_strip, &widgets::ItemStripView::previousRequested, this, [this] { goToKept(-1); });
    connect(m_strip, &widgets::ItemStripView::nextRequested, this, [this] { goToKept(1); });
    connect(&parts.board, &RunBoard::runRead, this,
            [this](const QString& uid, const experiments::MetricUpdate& update) {
                if (update.strips.isEmpty())
                    return;
                takeStrip(uid);
                offerKept();
            });
    connect(&parts.board.time(), &TimePosition::rested, this, &MonitorPage::readStrips);
    connect(&parts.board.time(), &TimePosition::moved, this, &MonitorPage::tellTime);
    connect(&m_panels->link(), &widgets::PlotLink::xModeChanged, this, &MonitorPage::tellTime);
    addKeys();
    takeRuns();
    takeMetrics();
}

void MonitorPage::addKeys()
{
    const auto add = [this](QWidget* where, const QKeySequence& keys, auto work) {
        auto* key = new QShortcut(keys, where, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(key, &QShortcut::activated, this, work);
    };
    add(m_panels, Qt::Key_Space, [this] { emit pauseToggled(); });
    add(m_panels, Qt::Key_G, [this] { m_viewBar->seeds().toggle(); });
    add(m_panels, Qt::Key_S, [this] { m_viewBar->toggleSmoothing(); });
    add(m_panels, Qt::Key_L, [this] { m_panels->takeNextScale(); });
    add(m_panels, Qt::SHIFT | Qt::Key_L, [this] {
        PlotLayout layout = m_desk->shown();
        layout.xScale = nextScale(layout.xScale);
        m_desk->change(layout, tr("x axis"));
    });
    add(m_scroll, Qt::Key_BracketLeft, [this] { goToKept(-1); });
    add(m_scroll, Qt::Key_BracketRight, [this] { goToKept(1); });
}

void MonitorPage::goToKept(int direction)
{
    m_parts.store.ask(
        this, [uids = m_parts.board.shown()](StoreReader& reader) { return readStripSteps(reader, uids); },
        [this, direction](const QList<qint64>& steps) { m_parts.board.time().goAlong(steps, direction); });
}

QWidget* MonitorPage::makeEmpty()
{
    auto* empty =
        new widgets::EmptyState(m_parts.theme, QStringLiteral("chart"),
                                tr("Curves of the runs that are checked in the list appear here. None is checked yet."),
                                tr("Run the demo"), this);
    empty->setObjectName(QStringLiteral("emptyMonitor"));
    connect(empty, &widgets::EmptyState::buttonClicked, this, &MonitorPage::demoRequested);
    return empty;
}

QWidget* MonitorPage::makeBody()
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(kMargin, 0, kMargin, kMargin);
    column->setSpacing(kMargin);
    m_layoutMenu = new LayoutMenu(*m_desk, m_parts.questions, this);
    m_viewBar = new ViewBar(m_parts.theme, m_parts.board, m_layoutMenu, body);
    column->addWidget(m_viewBar);
    auto* bars = new VanishingBars(m_parts.theme, m_parts.board, body);
    m_why = new VanishingPanel(m_parts.theme, m_parts.board, body);
    connect(bars, &VanishingBars::whyRequested, m_why, &VanishingPanel::showRun);
    connect(m_why, &VanishingPanel::readingRequested, this, &MonitorPage::readingRequested);
    connect(m_why, &VanishingPanel::remedyRequested, this, &MonitorPage::remedyRequested);
    connect(bars, &VanishingBars::remedyRequested, this, &MonitorPage::remedyRequested);
    column->addWidget(bars);
    // Not in the scrolled part: a text that wraps would give the plots their wished height, and push the items out.
    column->addWidget(new CoachBar(m_parts.theme, m_parts.board, m_parts.settings, body));
    m_scroll = new QScrollArea(body);
    m_scroll->setObjectName(QStringLiteral("monitorScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    auto* content = new QWidget(m_scroll);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kMargin);
    m_panels = new MonitorPanels(m_parts.theme, m_parts.board, m_parts.store, content);
    rows->addWidget(m_panels, 1);
    m_strip = new widgets::ItemStripView(m_parts.theme, content);
    m_strip->setObjectName(QStringLiteral("itemStrip"));
    m_strip->setFixedHeight(kStripHeight); // five items; all other height is the plots'
    rows->addWidget(m_strip);
    m_scroll->setWidget(content);
    auto* row = new QHBoxLayout;
    row->setSpacing(kMargin);
    m_shelf = new MetricShelf(m_parts.theme, body);
    m_shelf->hide();
    row->addWidget(m_shelf);
    row->addWidget(m_scroll, 1);
    row->addWidget(m_why);
    column->addWidget(new StaleBar(m_parts.theme, *m_panels, body));
    column->addLayout(row, 1);
    return body;
}

void MonitorPage::connectViewBar()
{
    connect(m_viewBar, &ViewBar::runToggled, m_panels, &MonitorPanels::setRunVisible);
    connect(m_viewBar, &ViewBar::xAxisChosen, this, [this](widgets::XMode mode, widgets::AxisScale::Kind scale) {
        PlotLayout layout = m_desk->shown();
        layout.xMode = mode;
        layout.xScale = scale;
        m_desk->change(layout, tr("x axis"));
    });
    connect(m_viewBar, &ViewBar::seedsChosen, m_panels, &MonitorPanels::setSeedsGrouped);
    connect(m_viewBar, &ViewBar::bestChosen, m_panels, &MonitorPanels::setBestShown);
    connect(m_viewBar, &ViewBar::smoothingChosen, m_panels, &MonitorPanels::setSmoothing);
    connect(m_viewBar, &ViewBar::robustChosen, m_panels, &MonitorPanels::setRobust);
    connect(m_viewBar, &ViewBar::eventKindsChosen, m_panels, &MonitorPanels::setShownEventKinds);
}

void MonitorPage::connectLayouts()
{
    connect(m_desk, &LayoutDesk::shownChanged, this, [this] {
        m_panels->setPlots(m_desk->shown());
        m_viewBar->setXAxis(m_desk->shown().xMode, m_desk->shown().xScale);
    });
    connect(m_desk, &LayoutDesk::refused, this, &MonitorPage::refused);
    connect(m_desk, &LayoutDesk::failed, this, &MonitorPage::failed);
    connect(m_panels, &MonitorPanels::layoutRequested, m_desk, &LayoutDesk::change);
    connect(m_panels, &MonitorPanels::metricsChanged, this, &MonitorPage::takeMetrics);
    connect(m_panels, &MonitorPanels::plotFocused, m_shelf, &MetricShelf::setTarget);
    connect(m_panels, &MonitorPanels::renameRequested, this, &MonitorPage::askTitle);
    const auto fillPlot = [this](const QString& plot) {
        showMetrics(true);
        m_shelf->setTarget(plot);
    };
    connect(m_panels, &MonitorPanels::metricListRequested, this, fillPlot);
    connect(m_layoutMenu, &LayoutMenu::plotAdded, this, fillPlot);
    connect(m_layoutMenu, &LayoutMenu::refused, this, &MonitorPage::refused);
    connect(m_shelf, &MetricShelf::addRequested, m_panels, &MonitorPanels::addMetric);
    connect(m_shelf, &MetricShelf::ownRequested, this, &MonitorPage::askOwnMetric);
    connect(m_shelf, &MetricShelf::removeRequested, m_ownMetrics, &OwnMetricDesk::remove);
    connect(m_ownMetrics, &OwnMetricDesk::changed, this, &MonitorPage::takeMetrics);
    connect(m_ownMetrics, &OwnMetricDesk::refused, this, &MonitorPage::refused);
    connect(m_ownMetrics, &OwnMetricDesk::failed, this, &MonitorPage::failed);
    connect(m_shelf, &MetricShelf::closeRequested, this, [this] { showMetrics(false); });
}

void MonitorPage::takeRuns()
{
    const QList<widgets::PlotRun> runs = m_panels->plotRuns();
    const QList<widgets::PlotRun> lines = m_panels->lines();
    m_viewBar->setRuns(lines);
    for (const widgets::PlotRun& line : lines)
        m_panels->setRunVisible(line.uid, !m_viewBar->isHiddenByLegend(line.uid));
    m_strip->setRuns(runs);
    readStrips();
    m_pages->setCurrentIndex(runs.isEmpty() ? 0 : 1);
}

void MonitorPage::takeStrip(const QString& uid)
{
    if (const auto& strip = m_parts.board.history(uid).strip;
        strip && m_parts.board.isShown(uid) && !m_parts.board.time().step())
        m_strip->setStrip(uid, *strip);
}

void MonitorPage::offerKept()
{
    m_parts.store.ask(
        this, [uids = m_parts.board.shown()](StoreReader& reader) { return readStripSteps(reader, uids); },
        [this](const QList<qint64>& steps) {
            const std::optional<qint64> step = m_parts.board.time().step();
            m_strip->setSteps(steps.size() > 1 && (!step || *step > steps.first()), step.has_value());
        });
}

void MonitorPage::readStrips()
{
    offerKept();
    const std::optional<qint64> step = m_parts.board.time().step();
    m_missing.clear();
    if (!step) {
        for (const QString& uid : m_parts.board.shown())
            takeStrip(uid);
        return tellTime();
    }
    m_parts.store.ask(
        this, [uids = m_parts.board.shown(), step](StoreReader& reader) { return gui::readStrips(reader, uids, step); },
        [this, step](const QHash<QString, KeptStrip>& strips) {
            if (m_parts.board.time().step() != step)
                return;
            QHash<QString, QString> names;
            for (auto kept = strips.cbegin(); kept != strips.cend(); ++kept) {
                if (const experiments::RunRecord* run = m_parts.board.run(kept.key()))
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
    const bool isLost = m_parts.board.time().step() && m_panels->link().xMode() == widgets::XMode::Time;
    m_parts.board.time().setPage(
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
    m_parts.board.time().leave(this);
}

void MonitorPage::takeMetrics()
{
    QList<PlotTarget> plots;
    QStringList onPlots;
    for (const PlotChoice& plot : m_panels->plots().plots) {
        plots.append({plot.id, m_panels->titleOf(plot.id)});
        onPlots += plot.metrics;
    }
    QHash<QString, QString> expressions;
    for (const experiments::OwnMetric& metric : m_ownMetrics->metrics())
        expressions.insert(metric.name(), metric.expression);
    QStringList metrics = m_panels->knownMetrics();
    metrics.removeIf([&](const QString& name) { // one that was deleted, and is still on its way
        return experiments::ownMetricInfo(name) && !expressions.contains(name);
    });
    for (auto own = expressions.keyBegin(); own != expressions.keyEnd(); ++own)
        if (!metrics.contains(*own)) // no shown run has it
            metrics.append(*own);
    m_shelf->setExpressions(expressions);
    m_shelf->setMetrics(metrics);
    m_shelf->setPlots(plots, onPlots);
}

void MonitorPage::askTitle(const QString& plot)
{
    m_parts.questions.askText(window(), tr("Rename plot"), tr("Title; empty for the words of its metric"),
                              m_panels->titleOf(plot),
                              [this, plot, guard = QPointer<MonitorPage>(this)](const std::optional<QString>& title) {
                                  PlotLayout layout = guard ? m_desk->shown() : PlotLayout();
                                  PlotChoice* choice = layout.find(plot);
                                  if (!title || !choice)
                                      return;
                                  choice->title = title->simplified();
                                  m_desk->change(layout, tr("rename the plot %1").arg(m_panels->titleOf(plot)));
                              });
}

void MonitorPage::askOwnMetric(const QString& name)
{
    auto* dialog = new OwnMetricDialog({m_parts.theme, m_parts.store, *m_ownMetrics}, name, this);
    connect(dialog, &OwnMetricDialog::made, this,
            [this, name](const experiments::OwnMetric& metric) { changeOwnMetric(name, metric); });
    dialog->open();
}

void MonitorPage::changeOwnMetric(const QString& name, const experiments::OwnMetric& metric)
{
    if (name.isEmpty())
        return m_ownMetrics->add(metric);
    PlotLayout layout = m_desk->shown(); // where it stood, it stands under its new name
    for (PlotChoice& plot : layout.plots)
        std::replace(plot.metrics.begin(), plot.metrics.end(), name, metric.name());
    m_parts.undo.beginMacro(tr("change the metric %1").arg(metric.title));
    m_ownMetrics->replace(name, metric);
    m_desk->change(layout, tr("change the metric %1").arg(metric.title));
    m_parts.undo.endMacro();
}

void MonitorPage::showMetrics(bool shown)
{
    m_shelf->setVisible(shown);
    emit metricsShown(shown);
    if (shown)
        m_shelf->focusFilter();
    else
        focusPlot();
}

void MonitorPage::focusPlot()
{
    m_panels->focusFirst();
}

void MonitorPage::fitPlots()
{
    m_panels->link().fit();
}

} // namespace lb::gui
