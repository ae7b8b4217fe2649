// The ground behind a MetricPlot's mean curves.
#include "widgets/plots/metric_plot.h"

#include "widgets/plots/curve_graph.h"
#include "widgets/plots/custom_plot.h"

#include <cmath>

namespace lb::widgets {

namespace {
constexpr int kSpreadAlpha = 41; // 16 %
}

void MetricPlot::setSpread(const QString& uid, const QList<SpreadPoint>& spread, const QString& metric)
{
    Curve* curve = find(uid, metric);
    if (!curve || spread == curve->spread)
        return;
    curve->spread = spread;
    if (!curve->low) {
        for (CurveGraph** graph : {&curve->low, &curve->high}) {
            *graph = new CurveGraph(canvas()->xAxis, canvas()->yAxis);
            (*graph)->setLayer(QStringLiteral("grid"));
            (*graph)->setPen(Qt::NoPen);
        }
        curve->high->setChannelFillGraph(curve->low);
    }
    scheduleFrame();
}

QList<SpreadPoint> MetricPlot::spread(const QString& uid, const QString& metric) const
{
    const Curve* curve = find(uid, metric);
    return curve ? curve->spread : QList<SpreadPoint>();
}

void MetricPlot::fillSpread(Curve& curve, const XMapping& mapping, bool isDrawn) const
{
    if (!curve.low)
        return;
    const bool hasPlace = isDrawn && mapping.mode != XMode::Time; // seeds share steps, not moments
    curve.low->setVisible(hasPlace);
    curve.high->setVisible(hasPlace);
    QColor ground = colorOf(curve);
    ground.setAlpha(kSpreadAlpha);
    curve.high->setBrush(ground);
    QVector<QCPGraphData> low;
    QVector<QCPGraphData> high;
    double column = -1; // of pixels: all points of one become its lowest and highest
    for (const SpreadPoint& point : std::as_const(curve.spread)) {
        const double from = m_scale.toPlace(point.low);
        const double to = m_scale.toPlace(point.high);
        const double x = mapping.scale.toPlace(mapping.map(point.step, 0));
        if (!std::isfinite(from) || !std::isfinite(to) || !std::isfinite(x))
            continue; // no place on a log axis
        const double at = std::floor(canvas()->xAxis->coordToPixel(x));
        if (!low.isEmpty() && at == std::exchange(column, at)) {
            low.last().value = std::min(low.last().value, from);
            high.last().value = std::max(high.last().value, to);
            continue;
        }
        low.append({x, from});
        high.append({x, to});
    }
    curve.low->data()->set(low, true);
    curve.high->data()->set(high, true);
}

void MetricPlot::removeGraphs(Curve& curve)
{
    if (curve.high)
        curve.high->setChannelFillGraph(nullptr);
    for (CurveGraph* graph : {curve.raw, curve.smooth, curve.behind, curve.low, curve.high})
        if (graph)
            canvas()->removeGraph(graph);
}

} // namespace lb::widgets
