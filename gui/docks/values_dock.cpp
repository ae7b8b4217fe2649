#include "gui/docks/values_dock.h"

#include "gui/monitor/metric_words.h"
#include "gui/pages/monitor_panels.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/tables/cursor_values_table.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <chrono>

namespace lb::gui {

using widgets::CursorValues;
using widgets::XMode;

namespace {

using namespace std::chrono_literals;

constexpr auto kUpdateAfter = 60ms;

const QString kShuffleGap = QStringLiteral("validation/shuffle_gap");

} // namespace

ValuesDock::ValuesDock(const widgets::Theme& theme, RunBoard& board, MonitorPanels& panels, QWidget* parent)
    : Dock(theme, QStringLiteral("valuesDock"), tr("Values at cursor"), parent)
    , m_panels(panels)
    , m_table(new widgets::CursorValuesTable(theme, this))
{
    m_table->setObjectName(QStringLiteral("cursorValues"));
    m_table->setToolTip(
        tr("Click in a plot leaves the cursor standing (A); the moving one is B. Ctrl+C copies the table."));
    m_table->setWhatsThis(m_table->toolTip());
    setWidget(m_table);
    m_updateTimer.setSingleShot(true);
    m_updateTimer.setInterval(kUpdateAfter);
    connect(&m_updateTimer, &QTimer::timeout, this, &ValuesDock::update);
    const auto soon = [this] {
        if (!m_updateTimer.isActive())
            m_updateTimer.start();
    };
    connect(&panels.link(), &widgets::PlotLink::cursorMoved, this, soon);
    connect(&panels.link(), &widgets::PlotLink::extentChanged, this,
            soon); // means of seeds come a moment after their runs
    connect(&panels, &MonitorPanels::runsChanged, this, &ValuesDock::takeRuns);
    connect(&panels, &MonitorPanels::metricsChanged, this, &ValuesDock::takeMetrics);
    connect(&board, &RunBoard::runRead, this, soon);
    connect(this, &QDockWidget::visibilityChanged, this, soon);
    takeMetrics();
    takeRuns();
}

void ValuesDock::takeMetrics()
{
    const QStringList metrics = m_panels.valueMetrics();
    if (metrics == m_metrics)
        return;
    m_metrics = metrics;
    QStringList labels;
    for (const QString& metric : metrics)
        labels.append(MetricWords::rowLabel(metric));
    labels.append(tr("Decoder use"));
    m_table->model()->setMetrics(labels);
    update();
}

void ValuesDock::takeRuns()
{
    m_table->model()->setRuns(m_panels.lines());
    update();
}

QString ValuesDock::placeText(double x) const
{
    switch (m_panels.link().xMode()) {
    case XMode::Step:
        return tr("Step %1").arg(widgets::countText(qRound64(x)));
    case XMode::Epoch:
        return tr("Epoch %1").arg(widgets::numberText(x, 2));
    case XMode::Examples:
        return tr("Example %1").arg(widgets::countText(qRound64(x)));
    case XMode::Time:
        return tr("Time %1").arg(widgets::durationText(x));
    }
    return {};
}

CursorValues ValuesDock::valuesAt(double x) const
{
    CursorValues values{placeText(x), {}};
    for (const QString& metric : m_metrics) {
        QList<std::optional<double>> row;
        for (const widgets::PlotRun& run : m_panels.lines())
            row.append(m_panels.valueAt(metric, run.uid, x));
        values.values.append(row);
    }
    values.values.append(QList<std::optional<double>>(m_panels.lines().size()));
    return values;
}

CursorValues ValuesDock::latest() const
{
    CursorValues values{tr("Latest"), {}};
    for (const QString& metric : m_metrics) {
        QList<std::optional<double>> row;
        for (const widgets::PlotRun& run : m_panels.lines())
            row.append(m_panels.lastValue(metric, run.uid));
        values.values.append(row);
    }
    QList<std::optional<double>> uses;
    for (const widgets::PlotRun& run : m_panels.lines()) {
        uses.append(m_panels.lastOf(kShuffleGap, run.uid));
    }
    values.values.append(uses);
    return values;
}

void ValuesDock::update()
{
    if (!isVisible())
        return;
    const auto cursor = m_panels.link().cursor();
    const auto pinned = m_panels.link().pinned();
    const CursorValues here = cursor ? valuesAt(*cursor) : latest();
    if (pinned)
        m_table->model()->setValues(valuesAt(*pinned), here);
    else
        m_table->model()->setValues(here, std::nullopt);
}

} // namespace lb::gui
