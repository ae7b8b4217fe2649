#include "widgets/plots/metric_plot.h"

#include "widgets/plots/plot_link.h"
#include "widgets/plots/scale_ticker.h"
#include "widgets/theme/theme.h"

#include "widgets/plots/curve_graph.h"
#include "widgets/plots/custom_plot.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {
constexpr int kRawAlpha = 89; // 35 %

void appendPoints(MetricSeries& series, const QList<experiments::MetricPoint>& points)
{
    for (const experiments::MetricPoint& point : points)
        series.append(static_cast<double>(point.step), point.value, static_cast<double>(point.timeMs));
}
} // namespace

MetricPlot::MetricPlot(const Theme& theme, PlotLink* link, QWidget* parent)
    : LinkedPlot(theme, link, parent)
    , m_yTicker(std::make_shared<ScaleTicker>())
{
    canvas()->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(m_yTicker.get(), [keep = m_yTicker](QCPAxisTicker*) {}));
    connect(this->link(), &PlotLink::xModeChanged, this, &MetricPlot::updateExtent);
}

MetricPlot::~MetricPlot() = default;

void MetricPlot::setValueLabel(const QString& label)
{
    m_valueLabel = label;
    setAccessibleName(label);
    scheduleFrame();
}

MetricPlot::Curve* MetricPlot::find(const QString& uid, const QString& metric)
{
    return const_cast<Curve*>(std::as_const(*this).find(uid, metric));
}

const MetricPlot::Curve* MetricPlot::find(const QString& uid, const QString& metric) const
{
    for (const auto& curve : m_curves)
        if (curve->run.uid == uid && (metric.isEmpty() || curve->run.metric == metric))
            return curve.get();
    return nullptr;
}

void MetricPlot::setRuns(const QList<PlotRun>& runs)
{
    std::vector<std::unique_ptr<Curve>> next;
    for (const PlotRun& run : runs) {
        auto known = std::find_if(m_curves.begin(), m_curves.end(), [&run](const auto& curve) {
            return curve && curve->run.uid == run.uid && curve->run.metric == run.metric;
        });
        if (known == m_curves.end()) {
            next.push_back(std::make_unique<Curve>());
            next.back()->series.setSmoothing(curveSmoothing());
            next.back()->companion.setSmoothing(companionSmoothing());
            // Owned by the canvas; companions lie under all curves.
            next.back()->behind = new CurveGraph(canvas()->xAxis, canvas()->yAxis);
            next.back()->behind->setLayer(QStringLiteral("grid"));
            next.back()->raw = new CurveGraph(canvas()->xAxis, canvas()->yAxis);
            next.back()->smooth = new CurveGraph(canvas()->xAxis, canvas()->yAxis);
        } else {
            next.push_back(std::move(*known));
        }
        next.back()->run = run;
        styleCurve(*next.back());
    }
    for (const auto& gone : m_curves)
        if (gone)
            removeGraphs(*gone);
    m_curves = std::move(next);
    updateExtent();
    scheduleFrame();
}

void MetricPlot::setRunVisible(const QString& uid, bool isVisible)
{
    if (!find(uid) || isRunVisible(uid) == isVisible)
        return;
    for (const auto& curve : m_curves)
        if (curve->run.uid == uid)
            curve->isVisible = isVisible;
    updateExtent();
    scheduleFrame();
}

bool MetricPlot::isRunVisible(const QString& uid) const
{
    const Curve* curve = find(uid);
    return curve && curve->isVisible;
}

void MetricPlot::append(const QString& uid, const QList<experiments::MetricPoint>& points, const QString& metric)
{
    Curve* curve = find(uid, metric);
    if (!curve || points.isEmpty())
        return;
    appendPoints(curve->series, points);
    updateExtent();
    if (curve->isVisible)
        scheduleFrame();
}

void MetricPlot::setCompanion(bool hasCompanion)
{
    m_hasCompanion = hasCompanion;
    setSmoothing(m_smoothing);
}

void MetricPlot::setCompanionVisible(bool isVisible)
{
    m_isCompanionVisible = isVisible;
    scheduleFrame();
}

void MetricPlot::appendCompanion(const QString& uid, const QList<experiments::MetricPoint>& points)
{
    Curve* curve = find(uid);
    if (!curve || points.isEmpty())
        return;
    appendPoints(curve->companion, points);
    updateExtent();
    if (curve->isVisible)
        scheduleFrame();
}

void MetricPlot::setDetail(const QString& uid, const QString& metric, bool isCompanion, PlotRange steps,
                           const QList<experiments::MetricPoint>& points)
{
    Curve* curve = find(uid, metric);
    if (!curve || points.isEmpty())
        return;
    const auto detail = std::make_shared<MetricSeries>();
    appendPoints(*detail, points);
    (isCompanion ? curve->companion : curve->series).setDetail(steps, detail);
    scheduleFrame();
}

void MetricPlot::clearPoints(const QString& uid, const QString& metric)
{
    for (const auto& curve : m_curves) {
        if (curve->run.uid != uid || (!metric.isEmpty() && curve->run.metric != metric))
            continue;
        curve->series.clear();
        curve->companion.clear();
        curve->asked.reset();
        curve->askedBehind.reset();
    }
    updateExtent();
    scheduleFrame();
}

void MetricPlot::setScale(const AxisScale& scale)
{
    if (scale == m_scale)
        return;
    m_scale = scale;
    // A zoom is kept in places, which mean other values now.
    link()->forgetY(this);
    scheduleFrame();
    emit scaleChanged();
}

void MetricPlot::setStepped(bool isStepped)
{
    m_isStepped = isStepped;
    for (const auto& curve : m_curves)
        styleCurve(*curve);
    scheduleFrame();
}

void MetricPlot::setSmoothing(double factor)
{
    m_smoothing = factor;
    for (const auto& curve : m_curves) {
        curve->series.setSmoothing(curveSmoothing());
        curve->companion.setSmoothing(companionSmoothing());
        styleCurve(*curve);
    }
    scheduleFrame();
}

void MetricPlot::setBestShown(bool isShown)
{
    m_isBestShown = isShown;
    scheduleFrame();
}

void MetricPlot::setRobust(bool isRobust)
{
    m_isRobust = isRobust;
    scheduleFrame();
}

void MetricPlot::setIncludedValues(const QList<double>& values)
{
    m_included = values;
    scheduleFrame();
}

void MetricPlot::setTickStep(double step)
{
    m_tickStep = step;
    m_yTicker->setFixedStep(step);
    scheduleFrame();
}

void MetricPlot::setTheoryLines(const QList<TheoryLine>& lines)
{
    if (lines == m_theory)
        return;
    m_theory = lines;
    scheduleFrame();
}

void MetricPlot::setNotes(const QList<PlotNote>& notes)
{
    if (notes == m_notes)
        return;
    m_notes = notes;
    scheduleFrame();
}

XMapping MetricPlot::mappingOf(const Curve& curve) const
{
    return sharedMapping(curve.run, curve.series.isEmpty() ? curve.companion.firstTimeMs()
                                    : curve.companion.isEmpty()
                                        ? curve.series.firstTimeMs()
                                        : std::min(curve.series.firstTimeMs(), curve.companion.firstTimeMs()));
}

std::optional<XMapping> MetricPlot::mappingOf(const QString& uid) const
{
    const Curve* curve = find(uid);
    if (!curve || !curve->isVisible)
        return {};
    return mappingOf(*curve);
}

QString MetricPlot::nameOf(const QString& uid) const
{
    const Curve* curve = find(uid);
    return curve ? curve->run.name : QString();
}

std::optional<double> MetricPlot::valueAt(const QString& uid, double x, const QString& metric) const
{
    const Curve* curve = find(uid, metric);
    if (!curve)
        return {};
    const auto values = curveSmoothing() > 0 ? MetricSeries::Values::Smoothed : MetricSeries::Values::Raw;
    const auto point = curve->series.nearest(mappingOf(*curve), x, values);
    return point ? std::optional(point->y) : std::nullopt;
}

std::optional<double> MetricPlot::lastValue(const QString& uid, const QString& metric) const
{
    const Curve* curve = find(uid, metric);
    return curve ? curve->series.lastValue() : std::nullopt;
}

qsizetype MetricPlot::pointCount(const QString& uid, const QString& metric) const
{
    const Curve* curve = find(uid, metric);
    return curve ? static_cast<qsizetype>(curve->series.size()) : 0;
}

PlotRange MetricPlot::valueRange() const
{
    const QCPRange places = canvas()->yAxis->range();
    return {m_scale.fromPlace(places.lower), m_scale.fromPlace(places.upper)};
}

QColor MetricPlot::colorOf(const Curve& curve) const
{
    return curve.run.color.isValid() ? curve.run.color : theme().familyColor(curve.run.family);
}

void MetricPlot::applyTheme()
{
    LinkedPlot::applyTheme();
    for (const auto& curve : m_curves)
        styleCurve(*curve);
}

void MetricPlot::styleCurve(Curve& curve) const
{
    // QCustomPlot draws a pen of exactly 1 as one device pixel, which is fast and right only where those are all there
    // are.
    QPen pen = theme().runPen(curve.run.family, curve.run.dashSeed(), devicePixelRatioF() > 1 ? 1.001 : 1.0);
    pen.setColor(colorOf(curve));
    curve.smooth->setPen(pen);
    QPen faint = pen;
    faint.setStyle(Qt::SolidLine);
    QColor color = pen.color();
    color.setAlpha(kRawAlpha);
    faint.setColor(color);
    curve.raw->setPen(curveSmoothing() > 0 ? faint : pen);
    curve.behind->setPen(faint);
    for (CurveGraph* graph : {curve.raw, curve.smooth, curve.behind}) {
        graph->setLineStyle(m_isStepped ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
        graph->setAdaptiveSampling(false); // thinned already, and spikes must stay
    }
}

void MetricPlot::updateExtent()
{
    std::optional<PlotRange> whole;
    for (const auto& curve : m_curves) {
        for (const MetricSeries* series : {&curve->series, &curve->companion}) {
            const std::optional<PlotRange> extent = series->extent(mappingOf(*curve));
            if (!extent || !curve->isVisible || std::isnan(extent->lower) || std::isnan(extent->upper))
                continue;
            whole = whole ? PlotRange{std::min(whole->lower, extent->lower), std::max(whole->upper, extent->upper)}
                          : extent;
        }
    }
    if (link())
        link()->setDataExtent(this, whole);
}

} // namespace lb::widgets
