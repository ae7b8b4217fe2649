#include "gui/pages/demo_preview.h"

#include "widgets/plots/metric_plot.h"
#include "widgets/plots/plot_link.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QFile>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;
using widgets::TextSize;

namespace {

const QString kMetric = QStringLiteral("train/kl");
constexpr double kFallenBelow = 10; // times less than at its highest: fallen

Result<DemoCurve> curveFrom(const QJsonObject& json)
{
    DemoCurve curve;
    curve.run.uid = curve.run.name = json.value(QLatin1String("name")).toString();
    curve.run.family = json.value(QLatin1String("family")).toString();
    curve.run.seed = json.value(QLatin1String("seed")).toInteger(1);
    curve.klFloor = json.value(QLatin1String("kl_floor")).toDouble();
    qint64 before = -1;
    for (const QJsonValue& value : json.value(QLatin1String("kl")).toArray()) {
        const QJsonArray pair = value.toArray();
        const qint64 step = pair.at(0).toInteger(-1);
        if (pair.size() != 2 || step <= before || !pair.at(1).isDouble())
            return experiments::fail(
                ErrorKind::Corrupt, QStringLiteral("The curve of %1 has a point that is no [step, nats] after step %2.")
                                        .arg(curve.run.name)
                                        .arg(before));
        curve.points.append({kMetric, step, pair.at(1).toDouble(), 0});
        before = step;
    }
    if (curve.run.name.isEmpty() || curve.points.isEmpty())
        return experiments::fail(ErrorKind::Corrupt, QStringLiteral("A curve has no name or no points."));
    return curve;
}

/// The last tenth of a curve: single batches differ too much to be quoted.
QList<double> tailOf(const DemoCurve& curve)
{
    const qsizetype count = std::max<qsizetype>(1, curve.points.size() / 10);
    QList<double> values;
    for (qsizetype i = curve.points.size() - count; i < curve.points.size(); ++i)
        values.append(curve.points[i].value);
    std::sort(values.begin(), values.end());
    return values;
}

QList<widgets::PlotNote> notesFor(const QList<DemoCurve>& curves)
{
    QList<widgets::PlotNote> notes;
    for (const DemoCurve& curve : curves) {
        const QList<double> tail = tailOf(curve);
        const double median = tail[tail.size() / 2];
        const double highest = std::max_element(curve.points.cbegin(), curve.points.cend(), [](auto& a, auto& b) {
                                   return a.value < b.value;
                               })->value;
        const QString words = median < highest / kFallenBelow ? DemoPreview::tr("%1: falls to %2 nats, z unused")
                                                              : DemoPreview::tr("%1: stays at %2 nats");
        notes.append({words.arg(curve.run.name, widgets::valueText(median)), tail.last(), true, curve.run.uid});
    }
    return notes;
}

} // namespace

Result<QList<DemoCurve>> readDemoCurves(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return experiments::fail(ErrorKind::NotFound, QStringLiteral("There is no file %1.").arg(path));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    QList<DemoCurve> curves;
    for (const QJsonValue& value : document.object().value(QLatin1String("runs")).toArray()) {
        const auto curve = curveFrom(value.toObject());
        if (!curve)
            return tl::unexpected(curve.error());
        curves.append(*curve);
    }
    if (curves.isEmpty())
        return experiments::fail(ErrorKind::Corrupt, QStringLiteral("%1 holds no curves.").arg(path));
    return curves;
}

DemoPreview::DemoPreview(const widgets::Theme& theme, const QList<DemoCurve>& curves, QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("demoPreview"));
    setProperty("panel", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(8, 5, 8, 5);
    auto* title = new QLabel(tr("What the demo shows"), this);
    title->setFont(theme.font(TextSize::Small, true));
    header->addWidget(title, 1);
    auto* source = new QLabel(tr("from a finished run"), this);
    source->setProperty("muted", true);
    source->setFont(theme.font(TextSize::Small));
    header->addWidget(source);
    column->addLayout(header);

    m_plot = new widgets::MetricPlot(theme, nullptr, this);
    m_plot->setObjectName(QStringLiteral("demoPlot"));
    m_plot->setToolTip(tr("KL of each model during a recorded demo."));
    m_plot->setValueLabel(tr("KL (nats)"));
    m_plot->setScale(widgets::AxisScale(widgets::AxisScale::Kind::Symlog, widgets::AxisScale::kTextThreshold));
    QList<widgets::PlotRun> runs;
    QList<widgets::TheoryLine> floors;
    for (const DemoCurve& curve : curves) {
        runs.append(curve.run);
        if (curve.klFloor > 0)
            floors.append(
                {curve.run.uid, tr("floor γ²d/2 = %1").arg(widgets::numberText(curve.klFloor, 2)), curve.klFloor});
    }
    m_plot->setRuns(runs);
    for (const DemoCurve& curve : curves)
        m_plot->append(curve.run.uid, curve.points);
    m_plot->setTheoryLines(floors);
    m_plot->setNotes(notesFor(curves));
    column->addWidget(m_plot, 1);
}

} // namespace lb::gui
