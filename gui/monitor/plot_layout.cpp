#include "gui/monitor/plot_layout.h"

#include "experiments/records/metric_names.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>
#include <utility>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::fail;
using experiments::Result;
using widgets::AxisScale;
using widgets::XMode;

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kMostPlots = 60; // far beyond a screen; a damaged setting must not build thousands of widgets
constexpr qsizetype kMostMetrics = 60;

template <class Value>
struct Word {
    const char* word;
    Value value;
};

constexpr Word<AxisScale::Kind> kScales[] = {
    {"linear", AxisScale::Kind::Linear}, {"log", AxisScale::Kind::Log}, {"symlog", AxisScale::Kind::Symlog}};
constexpr Word<XMode> kModes[] = {
    {"step", XMode::Step}, {"epoch", XMode::Epoch}, {"examples", XMode::Examples}, {"time", XMode::Time}};

template <class Value, std::size_t count>
QString wordOf(const Word<Value> (&words)[count], Value value)
{
    for (const Word<Value>& each : words)
        if (each.value == value)
            return QString::fromLatin1(each.word);
    return {};
}

/// The value of a word; where there is none, the first.
template <class Value, std::size_t count>
std::optional<Value> valueOf(const Word<Value> (&words)[count], const QJsonValue& json)
{
    if (json.isUndefined())
        return words[0].value;
    for (const Word<Value>& each : words)
        if (json.toString() == QLatin1String(each.word))
            return each.value;
    return std::nullopt;
}

bool isVector(const QString& metric)
{
    return experiments::metricInfo(metric).isVector;
}

Result<PlotChoice> plotFrom(const QJsonObject& json)
{
    PlotChoice plot;
    plot.id = json[QLatin1String("id")].toString();
    plot.title = json[QLatin1String("title")].toString();
    plot.isSorted = json[QLatin1String("sorted")].toBool(true);
    const auto scale = valueOf(kScales, json[QLatin1String("scale")]);
    if (plot.id.isEmpty() || !scale)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("A plot has no id or an unknown scale."));
    plot.scale = *scale;
    for (const QJsonValue& metric : json[QLatin1String("metrics")].toArray())
        if (const QString name = metric.toString(); !name.isEmpty() && !plot.metrics.contains(name))
            plot.metrics.append(name);
    const bool hasVector = std::any_of(plot.metrics.cbegin(), plot.metrics.cend(), isVector);
    if (plot.metrics.size() > kMostMetrics || (hasVector && plot.metrics.size() > 1))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The plot \"%1\" holds more metrics than it can draw.").arg(plot.id));
    return plot;
}

} // namespace

AxisScale::Kind nextScale(AxisScale::Kind scale)
{
    switch (scale) {
    case AxisScale::Kind::Linear:
        return AxisScale::Kind::Log;
    case AxisScale::Kind::Log:
        return AxisScale::Kind::Symlog;
    case AxisScale::Kind::Symlog:
        break;
    }
    return AxisScale::Kind::Linear;
}

bool PlotChoice::isHeatMap() const
{
    return metrics.size() == 1 && isVector(metrics.first());
}

PlotLayout PlotLayout::standard()
{
    const auto word = [](const char* text) { return QString::fromLatin1(text); };
    PlotLayout layout;
    layout.plots = {
        {.id = word("kl"), .metrics = {word("train/kl")}, .scale = AxisScale::Kind::Symlog},
        {.id = word("reconstruction"), .metrics = {word("validation/reconstruction")}},
        {.id = word("elbo"), .metrics = {word("validation/elbo")}},
        {.id = word("units"), .metrics = {word("validation/active_units")}},
        {.id = word("klPerDimension"), .metrics = {word("validation/kl_per_dimension")}},
        {.id = word("entropy"), .metrics = {word("validation/entropy_gap")}},
    };
    return layout;
}

PlotChoice* PlotLayout::find(const QString& id)
{
    // Not over the const one: what is changed through it must not be shared with copies of the list.
    const auto found =
        std::find_if(plots.begin(), plots.end(), [&id](const PlotChoice& plot) { return plot.id == id; });
    return found == plots.end() ? nullptr : &*found;
}

const PlotChoice* PlotLayout::find(const QString& id) const
{
    const auto found =
        std::find_if(plots.cbegin(), plots.cend(), [&id](const PlotChoice& plot) { return plot.id == id; });
    return found == plots.cend() ? nullptr : &*found;
}

QString PlotLayout::add(const QStringList& metrics)
{
    int number = 1;
    while (find(QStringLiteral("plot%1").arg(number)))
        ++number;
    plots.append({.id = QStringLiteral("plot%1").arg(number), .metrics = metrics});
    return plots.last().id;
}

bool PlotLayout::put(const QString& metric, const QString& id)
{
    PlotChoice* plot = find(id);
    if (plot && plot->metrics.contains(metric))
        return false;
    const bool canShare = plot && (plot->metrics.isEmpty() || (!plot->isHeatMap() && !isVector(metric)));
    if (canShare)
        plot->metrics.append(metric);
    else
        add({metric});
    return true;
}

QStringList PlotLayout::metrics() const
{
    QStringList all;
    for (const PlotChoice& plot : plots)
        for (const QString& metric : plot.metrics)
            if (!isVector(metric) && !all.contains(metric))
                all.append(metric);
    return all;
}

QJsonObject PlotLayout::toJson() const
{
    QJsonArray list;
    for (const PlotChoice& plot : plots) {
        QJsonObject json{{QStringLiteral("id"), plot.id},
                         {QStringLiteral("metrics"), QJsonArray::fromStringList(plot.metrics)},
                         {QStringLiteral("scale"), wordOf(kScales, plot.scale)}};
        if (!plot.title.isEmpty())
            json.insert(QStringLiteral("title"), plot.title);
        if (!plot.isSorted)
            json.insert(QStringLiteral("sorted"), false);
        list.append(json);
    }
    return {{QStringLiteral("plots"), list},
            {QStringLiteral("x"), wordOf(kModes, xMode)},
            {QStringLiteral("x_scale"), wordOf(kScales, xScale)}};
}

Result<PlotLayout> PlotLayout::fromJson(const QJsonObject& json)
{
    PlotLayout layout;
    const auto mode = valueOf(kModes, json[QLatin1String("x")]);
    const QJsonValue plots = json[QLatin1String("plots")];
    const auto scale = valueOf(kScales, json[QLatin1String("x_scale")]);
    if (!mode || !scale || !plots.isArray() || plots.toArray().size() > kMostPlots)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("This is no list of plots, or its x axis is unknown."));
    layout.xMode = *mode;
    layout.xScale = *scale;
    for (const QJsonValue& value : plots.toArray()) {
        const Result<PlotChoice> plot = plotFrom(value.toObject());
        if (!plot)
            return tl::unexpected(plot.error());
        if (layout.find(plot->id))
            return fail(ErrorKind::InvalidArgument, QStringLiteral("Two plots are called \"%1\".").arg(plot->id));
        layout.plots.append(*plot);
    }
    return layout;
}

QByteArray LayoutBook::toText() const
{
    QJsonObject layouts;
    for (auto it = saved.cbegin(); it != saved.cend(); ++it)
        layouts.insert(it.key(), it.value().toJson());
    const QJsonObject json{{QStringLiteral("version"), kVersion},
                           {QStringLiteral("current"), current},
                           {QStringLiteral("shown"), shown.toJson()},
                           {QStringLiteral("layouts"), layouts}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<LayoutBook> LayoutBook::fromText(const QByteArray& text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    if (json[QLatin1String("version")].toInt() != kVersion)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("The layouts are of another version, or no JSON."));
    LayoutBook book;
    const QJsonObject layouts = json[QLatin1String("layouts")].toObject();
    for (auto it = layouts.begin(); it != layouts.end(); ++it) {
        const Result<PlotLayout> layout = PlotLayout::fromJson(it.value().toObject());
        if (!layout)
            return tl::unexpected(layout.error());
        book.saved.insert(it.key(), *layout);
    }
    const Result<PlotLayout> shown = PlotLayout::fromJson(json[QLatin1String("shown")].toObject());
    if (!shown)
        return tl::unexpected(shown.error());
    book.shown = *shown;
    const QString current = json[QLatin1String("current")].toString();
    book.current = book.saved.contains(current) ? current : QString();
    return book;
}

} // namespace lb::gui
