#include "gui/compare/curves_sheet.h"

#include "experiments/records/metric_names.h"
#include "gui/compare/seed_spread.h"
#include "gui/time_cursor.h"
#include "widgets/plots/legend_bar.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_link.h"
#include "widgets/theme/theme.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace lb::gui {

using experiments::StepValue;
using widgets::AxisScale;
using widgets::PlotRun;

CurvesSheet::CurvesSheet(const widgets::Theme& theme, TimePosition& time, QWidget* parent)
    : CompareSheet(theme, parent)
    , m_metric(addChoice("curvesMetric", {}, tr("Metric of the curves")))
    , m_spread(addChoice("curvesSpread", tr("Band"), tr("What the band around the mean of seeds shows")))
    , m_scale(addChoice("curvesScale", {}, tr("Scale of the values")))
    , m_plot(new widgets::MetricPlot(theme, nullptr, this))
    , m_legend(new widgets::LegendBar(theme, this))
{
    setObjectName(QStringLiteral("curvesSheet"));
    m_spread->addItems({tr("none"), tr("std"), tr("min–max"), tr("95 % CI")}); // in the order of SpreadKind
    m_spread->setCurrentIndex(static_cast<int>(SpreadKind::Deviation));
    m_spread->setMinimumContentsLength(6);
    m_scale->addItems({tr("linear"), tr("log"), tr("symlog")}); // in the order of AxisScale::Kind
    m_scale->setMinimumContentsLength(6);
    m_metric->setMinimumContentsLength(14);
    m_plot->setObjectName(QStringLiteral("compareCurves"));
    m_plot->setRobust(false);
    new TimeCursor(
        time, *m_plot->link(), [] { return 1.0; }, this);
    m_legend->setObjectName(QStringLiteral("compareLegend"));
    m_legend->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // many runs do not widen the pane
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_legend);
    column->addWidget(m_plot, 1);
    connect(m_metric, &QComboBox::activated, this, [this] {
        emit metricWanted(chosen(m_metric));
        m_plot->link()->fit();
        draw();
    });
    connect(m_spread, &QComboBox::activated, this, &CurvesSheet::draw);
    connect(m_scale, &QComboBox::activated, this,
            [this](int kind) { m_plot->setScale(AxisScale(static_cast<AxisScale::Kind>(kind))); });
    connect(m_legend, &widgets::LegendBar::visibilityToggled, m_plot, &widgets::MetricPlot::setRunVisible);
}

void CurvesSheet::takeScene()
{
    fillMetrics(m_metric, {QStringLiteral("validation/elbo"), QStringLiteral("validation/reconstruction")}, false);
    draw();
}

void CurvesSheet::draw()
{
    const QString metric = chosen(m_metric);
    const auto kind = static_cast<SpreadKind>(m_spread->currentIndex());
    static const std::vector<StepValue> nothing;
    QList<PlotRun> runs;
    QList<SeedMean> means;
    bool anySpread = false;
    QHash<QString, qint64> dashes; // of one family: means have no seed that could tell them apart
    for (const CompareGroup& group : scene().shownGroups()) {
        QList<const std::vector<StepValue>*> histories;
        for (const auto& run : group.runs) {
            const experiments::RunFigures* figures = scene().data.figures(run.uid);
            const auto series = figures ? figures->series.constFind(metric) : decltype(figures->series.constFind({}))();
            histories.append(figures && series != figures->series.cend() ? &*series : &nothing);
        }
        const experiments::RunRecord& first = group.runs.first();
        PlotRun run{.uid = group.key, .name = group.name, .family = group.family, .seed = experiments::dashOf(first)};
        if (group.isGroup()) {
            run.name = tr("%1, n = %2").arg(group.name).arg(group.runs.size());
            run.seed = first.look.dash > 0 ? first.look.dash : ++dashes[group.family];
        }
        runs.append(run);
        means.append(seedMean(histories, kind));
        anySpread = anySpread || !means.last().spread.isEmpty();
    }
    m_plot->setValueLabel(metricTitle(metric));
    m_plot->setRuns(runs);
    m_legend->setRuns(runs);
    for (qsizetype i = 0; i < runs.size(); ++i) {
        QList<experiments::MetricPoint> points;
        for (const StepValue& value : means[i].mean)
            points.append({metric, value.step, value.value, 0});
        m_plot->clearPoints(runs[i].uid);
        m_plot->append(runs[i].uid, points);
        m_plot->setSpread(runs[i].uid, means[i].spread);
    }
    setDetail(anySpread ? tr("mean of seeds with %1").arg(m_spread->currentText()) : QString());
}

} // namespace lb::gui
