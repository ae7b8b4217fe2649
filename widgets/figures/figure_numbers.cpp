// What a figure shows as numbers: CSV and JSON.
#include "experiments/records/csv_text.h"
#include "widgets/figures/figure_curves.h"
#include "widgets/figures/figure_files.h"
#include "widgets/figures/figure_layout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <cmath>

namespace lb::widgets {

using experiments::VectorPoint;

namespace {

QByteArray field(const QString& text)
{
    return experiments::csvField(text).toUtf8();
}

QByteArray oneLine(const QString& text)
{
    return text.simplified().toUtf8();
}

QString smoothingWords(const FigureSpec& spec)
{
    if (DebiasedMean::isWindow(spec.smoothing))
        return QStringLiteral("mean of the last %1 values, of fewer at the start (column smoothed)")
            .arg(static_cast<int>(spec.smoothing));
    return spec.smoothing > 0
               ? QStringLiteral("exponential mean with factor %1, debiased, over all points from the first "
                                "on (column smoothed)")
                     .arg(spec.smoothing)
               : QStringLiteral("none");
}

bool isGrouped(const FigureSpec& spec)
{
    return spec.seeds && spec.xMode != XMode::Time;
}

QString groupingWords(const FigureSpec& spec)
{
    if (!isGrouped(spec))
        return QStringLiteral("none, one row for each point of each run");
    const QString mean = QStringLiteral("runs that differ in their seed alone are averaged at the steps that all of "
                                        "them have; seeds in the column seed; columns low and high: ");
    switch (*spec.seeds) {
    case SpreadKind::Deviation:
        return mean + QStringLiteral("mean less and plus one standard deviation (n - 1)");
    case SpreadKind::Extremes:
        return mean + QStringLiteral("smallest and largest value");
    case SpreadKind::Confidence:
        return mean + QStringLiteral("95 % confidence interval of the mean (Student's t)");
    case SpreadKind::None:
        break;
    }
    return mean + QStringLiteral("empty");
}

QByteArray seedText(const FigureRunData& run)
{
    if (run.seeds.isEmpty())
        return QByteArray::number(run.run.seed);
    QByteArrayList seeds;
    for (const qint64 seed : run.seeds)
        seeds.append(QByteArray::number(seed));
    return seeds.join(' ');
}

QByteArray bandFields(const FigureRow& row)
{
    return row.spread ? ',' + exactNumber(row.spread->low) + ',' + exactNumber(row.spread->high) : ",,";
}

QByteArray headerOf(const FigureSpec& spec, const FigureData& data, PlotRange x)
{
    QByteArray text = "# Latentbench " LB_VERSION ", every stored point that the figure shows\n";
    if (!data.project.isEmpty())
        text += "# Project: " + oneLine(data.project) + '\n';
    text += "# X axis: " + xAxisOf(spec, {0, 0}).label.toUtf8() +
            (spec.xScale == AxisScale::Kind::Linear ? ""
             : spec.xScale == AxisScale::Kind::Log  ? " (log)"
                                                    : " (symlog)") +
            " from " + exactNumber(x.lower) + " to " + exactNumber(x.upper) + '\n';
    text += "# Smoothing: " + smoothingWords(spec).toUtf8() + '\n';
    text += "# Grouping: " + groupingWords(spec).toUtf8() + '\n';
    for (const FigurePanel& panel : spec.panels)
        if (const QString remark = data.remarks.value(panel.metric); !remark.isEmpty())
            text += "# " + oneLine(panel.metric) + ": " + oneLine(remark) + '\n';
    return text;
}

QJsonValue jsonNumber(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QString::fromLatin1(exactNumber(value)));
}

QJsonObject curveJson(const FigureSpec& spec, const FigurePanel& panel, const FigureRunData& run, PlotRange x)
{
    QJsonArray steps;
    QJsonArray places;
    QJsonArray values;
    QJsonArray smoothed;
    QJsonArray low;
    QJsonArray high;
    for (const FigureRow& row : rowsOf(spec, run, panel.metric, x)) {
        steps.append(row.step);
        places.append(jsonNumber(row.x));
        values.append(jsonNumber(row.value));
        if (spec.smoothing > 0)
            smoothed.append(jsonNumber(row.smoothed));
        low.append(row.spread ? jsonNumber(row.spread->low) : QJsonValue());
        high.append(row.spread ? jsonNumber(row.spread->high) : QJsonValue());
    }
    QJsonObject json{{QStringLiteral("metric"), panel.metric}, {QStringLiteral("run"), run.run.name},
                     {QStringLiteral("uid"), run.run.uid},     {QStringLiteral("seed"), run.run.seed},
                     {QStringLiteral("step"), steps},          {QStringLiteral("x"), places},
                     {QStringLiteral("value"), values}};
    if (spec.smoothing > 0)
        json.insert(QStringLiteral("smoothed"), smoothed);
    if (!run.seeds.isEmpty()) {
        json.insert(QStringLiteral("seed"), QString::fromLatin1(seedText(run)));
        json.insert(QStringLiteral("low"), low);
        json.insert(QStringLiteral("high"), high);
    }
    return json;
}

QJsonObject vectorsJson(const FigureSpec& spec, const FigurePanel& panel, const FigureRunData& run, PlotRange x)
{
    QJsonArray steps;
    QJsonArray values;
    const XMapping mapping = mappingOf(spec, run);
    for (const VectorPoint& point : run.vectors.value(panel.metric)) {
        if (!x.contains(mapping.map(static_cast<double>(point.step), static_cast<double>(point.timeMs))))
            continue;
        steps.append(point.step);
        QJsonArray elements;
        for (const float value : point.values)
            elements.append(jsonNumber(static_cast<double>(value)));
        values.append(elements);
    }
    return {{QStringLiteral("metric"), panel.metric}, {QStringLiteral("run"), run.run.name},
            {QStringLiteral("uid"), run.run.uid},     {QStringLiteral("seed"), run.run.seed},
            {QStringLiteral("step"), steps},          {QStringLiteral("vector"), values}};
}

} // namespace

QByteArray exactNumber(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

QByteArray figureCsv(const FigureSpec& spec, const FigureData& data)
{
    const PlotRange x = xRangeOf(spec, data);
    QByteArray text = headerOf(spec, data, x) + "metric,run,uid,seed,step,time_ms,x,element,value";
    text += spec.smoothing > 0 ? ",smoothed" : "";
    text += isGrouped(spec) ? ",low,high\n" : "\n";
    const QByteArray rest = QByteArray(spec.smoothing > 0 ? "," : "") + (isGrouped(spec) ? ",,\n" : "\n");
    for (const FigurePanel& panel : spec.panels) {
        for (const FigureRunData& run : data.runs) {
            const QByteArray head =
                field(panel.metric) + ',' + field(run.run.name) + ',' + field(run.run.uid) + ',' + seedText(run) + ',';
            for (const FigureRow& row : rowsOf(spec, run, panel.metric, x)) {
                text += head + QByteArray::number(row.step) + ',' + exactNumber(row.timeMs) + ',' + exactNumber(row.x) +
                        ",," + exactNumber(row.value);
                if (spec.smoothing > 0)
                    text += ',' + exactNumber(row.smoothed);
                if (isGrouped(spec))
                    text += bandFields(row);
                text += '\n';
            }
            const XMapping mapping = mappingOf(spec, run);
            for (const VectorPoint& point : run.vectors.value(panel.metric)) {
                const double place = mapping.map(static_cast<double>(point.step), static_cast<double>(point.timeMs));
                if (!x.contains(place))
                    continue;
                for (std::size_t i = 0; i < point.values.size(); ++i)
                    text += head + QByteArray::number(point.step) + ',' + QByteArray::number(point.timeMs) + ',' +
                            exactNumber(place) + ',' + QByteArray::number(static_cast<qulonglong>(i)) + ',' +
                            exactNumber(static_cast<double>(point.values[i])) + rest;
            }
        }
    }
    return text;
}

QByteArray figureJson(const FigureSpec& spec, const FigureData& data, const QString& caption)
{
    const PlotRange x = xRangeOf(spec, data);
    QJsonArray curves;
    for (const FigurePanel& panel : spec.panels)
        for (const FigureRunData& run : data.runs)
            if (panel.isHeatMap ? run.seeds.isEmpty() : !run.isAveraged)
                curves.append(panel.isHeatMap ? vectorsJson(spec, panel, run, x) : curveJson(spec, panel, run, x));
    QJsonObject remarks;
    for (auto it = data.remarks.begin(); it != data.remarks.end(); ++it)
        remarks.insert(it.key(), it.value());
    return QJsonDocument(QJsonObject{{QStringLiteral("latentbench"), QStringLiteral(LB_VERSION)},
                                     {QStringLiteral("project"), data.project},
                                     {QStringLiteral("figure"), spec.toJson()},
                                     {QStringLiteral("caption"), caption},
                                     {QStringLiteral("x_label"), xAxisOf(spec, {0, 0}).label},
                                     {QStringLiteral("x_range"), QJsonArray{x.lower, x.upper}},
                                     {QStringLiteral("smoothing"), smoothingWords(spec)},
                                     {QStringLiteral("grouping"), groupingWords(spec)},
                                     {QStringLiteral("remarks"), remarks},
                                     {QStringLiteral("curves"), curves}})
        .toJson(QJsonDocument::Indented);
}

} // namespace lb::widgets
