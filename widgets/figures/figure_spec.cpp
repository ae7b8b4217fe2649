#include "widgets/figures/figure_spec.h"

#include "widgets/plots/debiased_mean.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace lb::widgets {

using experiments::Error;
using experiments::ErrorKind;
using experiments::Result;

namespace {

constexpr qsizetype kMostPanels = 24;
constexpr qsizetype kMostRuns = 64;
constexpr qsizetype kMostText = 4000; // characters
constexpr double kPixelLimit = 2e8;   // of a PNG
constexpr double kPanelMm = 70;       // two panels of this width stand side by side
constexpr double kMmPerInch = 25.4;

template <class Value>
struct Word {
    const char* word;
    Value value;
};

constexpr std::array kScales{Word<AxisScale::Kind>{"linear", AxisScale::Kind::Linear},
                             Word<AxisScale::Kind>{"log", AxisScale::Kind::Log},
                             Word<AxisScale::Kind>{"symlog", AxisScale::Kind::Symlog}};
constexpr std::array kLegends{
    Word<FigureLegend>{"lines", FigureLegend::OnLines}, Word<FigureLegend>{"above", FigureLegend::Above},
    Word<FigureLegend>{"inside", FigureLegend::Inside}, Word<FigureLegend>{"none", FigureLegend::None}};
constexpr std::array kColors{Word<FigureColors>{"runs", FigureColors::Runs},
                             Word<FigureColors>{"greys", FigureColors::Greys}};
constexpr std::array kFonts{Word<FigureFont>{"sans", FigureFont::Sans}, Word<FigureFont>{"serif", FigureFont::Serif}};
constexpr std::array kModes{Word<XMode>{"step", XMode::Step}, Word<XMode>{"epoch", XMode::Epoch},
                            Word<XMode>{"examples", XMode::Examples}, Word<XMode>{"time", XMode::Time}};

constexpr std::array kSeeds{Word<std::optional<SpreadKind>>{"apart", std::nullopt},
                            Word<std::optional<SpreadKind>>{"mean", SpreadKind::None},
                            Word<std::optional<SpreadKind>>{"deviation", SpreadKind::Deviation},
                            Word<std::optional<SpreadKind>>{"extremes", SpreadKind::Extremes},
                            Word<std::optional<SpreadKind>>{"confidence", SpreadKind::Confidence}};

template <class Words, class Value>
QString wordOf(const Words& words, Value value)
{
    for (const auto& entry : words)
        if (entry.value == value)
            return QString::fromLatin1(entry.word);
    return {};
}

/// Takes fields out of one object and keeps the first complaint.
class Fields {
public:
    Fields(const QJsonObject& json, QString& complaint)
        : m_json(json)
        , m_complaint(complaint)
    {
    }

    void number(const char* key, double& target, double low, double high)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return;
        if (!value.isDouble() || !(value.toDouble() >= low && value.toDouble() <= high))
            complain(QStringLiteral("'%1' must be a number from %2 to %3").arg(QLatin1String(key)).arg(low).arg(high));
        else
            target = value.toDouble();
    }

    void integer(const char* key, int& target, int low, int high)
    {
        double wanted = target;
        number(key, wanted, low, high);
        target = static_cast<int>(wanted);
    }

    void flag(const char* key, bool& target)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            complain(QStringLiteral("'%1' must be true or false").arg(QLatin1String(key)));
        target = value.toBool(target);
    }

    void text(const char* key, QString& target)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return;
        if (!value.isString() || value.toString().size() > kMostText)
            complain(
                QStringLiteral("'%1' must be a text of at most %2 characters").arg(QLatin1String(key)).arg(kMostText));
        else
            target = value.toString();
    }

    void range(const char* key, std::optional<PlotRange>& target)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return;
        const QJsonArray ends = value.toArray();
        if (ends.size() != 2 || !ends[0].isDouble() || !ends[1].isDouble() ||
            !(ends[0].toDouble() < ends[1].toDouble()))
            complain(QStringLiteral("'%1' must be two numbers, the smaller first").arg(QLatin1String(key)));
        else
            target = PlotRange{ends[0].toDouble(), ends[1].toDouble()};
    }

    template <class Words, class Value>
    void word(const char* key, const Words& words, Value& target)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return;
        QStringList known;
        for (const auto& entry : words) {
            known.append(QString::fromLatin1(entry.word));
            if (value.toString() == known.last()) {
                target = entry.value;
                return;
            }
        }
        complain(QStringLiteral("'%1' must be one of %2").arg(QLatin1String(key), known.join(QStringLiteral(", "))));
    }

    QJsonArray array(const char* key, qsizetype most)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && (!value.isArray() || value.toArray().size() > most))
            complain(QStringLiteral("'%1' must be a list of at most %2").arg(QLatin1String(key)).arg(most));
        return value.toArray();
    }

    void check(bool isRight, const QString& sentence)
    {
        if (!isRight)
            complain(sentence);
    }

    /// After the last field: a word that nobody asked for is a mistake, such as a misspelt one.
    void finish()
    {
        for (auto it = m_json.begin(); it != m_json.end(); ++it)
            if (!m_known.contains(it.key()))
                complain(QStringLiteral("'%1' is not known").arg(it.key()));
    }

private:
    QJsonValue take(const char* key)
    {
        m_known.append(QLatin1String(key));
        return m_json.value(QLatin1String(key));
    }
    void complain(const QString& sentence)
    {
        if (m_complaint.isEmpty())
            m_complaint = sentence;
    }

    const QJsonObject& m_json;
    QString& m_complaint;
    QStringList m_known;
};

QJsonArray rangeJson(PlotRange range)
{
    return {range.lower, range.upper};
}

QJsonObject panelJson(const FigurePanel& panel)
{
    QJsonObject json{{QStringLiteral("metric"), panel.metric},
                     {QStringLiteral("title"), panel.title},
                     {QStringLiteral("label"), panel.valueLabel},
                     {QStringLiteral("scale"), wordOf(kScales, panel.scale)}};
    if (panel.scale == AxisScale::Kind::Symlog)
        json.insert(QStringLiteral("threshold"), panel.threshold);
    if (panel.values)
        json.insert(QStringLiteral("values"), rangeJson(*panel.values));
    if (panel.tickStep > 0)
        json.insert(QStringLiteral("tick_step"), panel.tickStep);
    if (panel.isStepped)
        json.insert(QStringLiteral("stepped"), true);
    if (panel.isHeatMap)
        json.insert(QStringLiteral("heat_map"), true);
    QJsonArray included;
    for (const double value : panel.included)
        included.append(value);
    if (!included.isEmpty())
        json.insert(QStringLiteral("included"), included);
    return json;
}

FigurePanel panelFrom(const QJsonObject& json, QString& complaint)
{
    FigurePanel panel;
    Fields fields(json, complaint);
    fields.text("metric", panel.metric);
    fields.text("title", panel.title);
    fields.text("label", panel.valueLabel);
    fields.word("scale", kScales, panel.scale);
    fields.number("threshold", panel.threshold, 1e-12, 1e12);
    fields.range("values", panel.values);
    fields.number("tick_step", panel.tickStep, 0, 1e12);
    fields.flag("stepped", panel.isStepped);
    fields.flag("heat_map", panel.isHeatMap);
    for (const QJsonValue& value : fields.array("included", kMostPanels))
        panel.included.append(value.toDouble());
    fields.finish();
    if (panel.metric.isEmpty() && complaint.isEmpty())
        complaint = QStringLiteral("a panel names no 'metric'");
    if (panel.title.isEmpty())
        panel.title = panel.metric;
    if (panel.valueLabel.isEmpty())
        panel.valueLabel = panel.title;
    return panel;
}

FigureRun runFrom(const QJsonObject& json, QString& complaint)
{
    FigureRun run;
    Fields fields(json, complaint);
    fields.text("uid", run.uid);
    fields.text("name", run.name);
    fields.finish();
    if (run.uid.isEmpty())
        run.uid = run.name;
    if (run.uid.isEmpty() && complaint.isEmpty())
        complaint = QStringLiteral("a run has neither 'uid' nor 'name'");
    return run;
}

void takeLook(Fields& fields, FigureSpec& spec)
{
    fields.integer("columns", spec.columns, 0, static_cast<int>(kMostPanels));
    fields.number("width_mm", spec.widthMm, 20, 1000);
    fields.number("height_mm", spec.heightMm, 15, 1000);
    fields.number("font_pt", spec.fontPt, 4, 48);
    fields.word("font", kFonts, spec.font);
    fields.number("line_pt", spec.linePt, 0.1, 10);
    fields.word("legend", kLegends, spec.legend);
    fields.word("colors", kColors, spec.colors);
    fields.flag("theory", spec.hasTheory);
    fields.flag("events", spec.hasEvents);
    fields.flag("grid", spec.hasGrid);
    fields.flag("letters", spec.hasLetters);
    fields.word("x_axis", kModes, spec.xMode);
    fields.word("x_scale", kScales, spec.xScale);
    fields.flag("best", spec.hasBest);
    fields.range("x", spec.x);
    fields.word("seeds", kSeeds, spec.seeds);
    fields.number("smoothing", spec.smoothing, 0, DebiasedMean::kLongestWindow);
    fields.check(spec.smoothing == 0 || DebiasedMean::isSmoothing(spec.smoothing),
                 QStringLiteral("'smoothing' must be a factor below 1, or a number of points from 2 on"));
    fields.flag("robust", spec.isRobust);
    fields.integer("dpi", spec.dpi, 36, 2400);
    fields.text("caption", spec.caption);
}

} // namespace

int FigureSpec::columnCount() const
{
    const int count = std::max(1, static_cast<int>(panels.size()));
    if (columns > 0)
        return std::min(columns, count);
    return std::clamp(static_cast<int>(widthMm / kPanelMm), 1, std::min(count, 3));
}

int FigureSpec::rowCount() const
{
    const int count = std::max(1, static_cast<int>(panels.size()));
    return (count + columnCount() - 1) / columnCount();
}

double pleasantHeightMm(const FigureSpec& spec)
{
    const double cell = spec.widthMm / spec.columnCount();
    return std::round(std::max(30.0, cell * 0.66) * spec.rowCount());
}

QJsonObject FigureSpec::toJson() const
{
    QJsonArray panelList;
    for (const FigurePanel& panel : panels)
        panelList.append(panelJson(panel));
    QJsonArray runList;
    for (const FigureRun& run : runs)
        runList.append(QJsonObject{{QStringLiteral("uid"), run.uid}, {QStringLiteral("name"), run.name}});
    QJsonObject json{{QStringLiteral("version"), kVersion},
                     {QStringLiteral("panels"), panelList},
                     {QStringLiteral("runs"), runList},
                     {QStringLiteral("columns"), columns},
                     {QStringLiteral("width_mm"), widthMm},
                     {QStringLiteral("height_mm"), heightMm},
                     {QStringLiteral("font_pt"), fontPt},
                     {QStringLiteral("font"), wordOf(kFonts, font)},
                     {QStringLiteral("line_pt"), linePt},
                     {QStringLiteral("legend"), wordOf(kLegends, legend)},
                     {QStringLiteral("colors"), wordOf(kColors, colors)},
                     {QStringLiteral("theory"), hasTheory},
                     {QStringLiteral("events"), hasEvents},
                     {QStringLiteral("grid"), hasGrid},
                     {QStringLiteral("letters"), hasLetters},
                     {QStringLiteral("x_axis"), wordOf(kModes, xMode)},
                     {QStringLiteral("x_scale"), wordOf(kScales, xScale)},
                     {QStringLiteral("best"), hasBest},
                     {QStringLiteral("smoothing"), smoothing},
                     {QStringLiteral("robust"), isRobust},
                     {QStringLiteral("dpi"), dpi}};
    if (seeds)
        json.insert(QStringLiteral("seeds"), wordOf(kSeeds, seeds));
    if (x)
        json.insert(QStringLiteral("x"), rangeJson(*x));
    if (!caption.isEmpty())
        json.insert(QStringLiteral("caption"), caption);
    return json;
}

Result<FigureSpec> FigureSpec::fromJson(const QJsonObject& given)
{
    const QJsonObject json =
        given.value(QLatin1String("figure")).isObject() ? given.value(QLatin1String("figure")).toObject() : given;
    FigureSpec spec;
    QString complaint;
    Fields fields(json, complaint);
    int version = kVersion;
    fields.integer("version", version, 1, 1'000'000);
    if (version > kVersion)
        return experiments::fail(ErrorKind::Newer,
                                 QStringLiteral("The figure was described by a newer version (%1; this "
                                                "one knows %2). Update Latentbench to draw it.")
                                     .arg(version)
                                     .arg(kVersion));
    for (const QJsonValue& panel : fields.array("panels", kMostPanels))
        spec.panels.append(panelFrom(panel.toObject(), complaint));
    for (const QJsonValue& run : fields.array("runs", kMostRuns))
        spec.runs.append(runFrom(run.toObject(), complaint));
    takeLook(fields, spec);
    fields.finish();
    if (complaint.isEmpty() && spec.panels.isEmpty())
        complaint = QStringLiteral("it has no 'panels'");
    if (complaint.isEmpty() && spec.runs.isEmpty())
        complaint = QStringLiteral("it has no 'runs'");
    if (complaint.isEmpty() && spec.widthMm * spec.heightMm * std::pow(spec.dpi / kMmPerInch, 2) > kPixelLimit)
        complaint = QStringLiteral("its picture would have more than 200 million pixels; lower 'dpi' or the size");
    if (!complaint.isEmpty())
        return experiments::fail(ErrorKind::InvalidArgument,
                                 QStringLiteral("The description of the figure cannot be used: %1.").arg(complaint));
    return spec;
}

} // namespace lb::widgets
