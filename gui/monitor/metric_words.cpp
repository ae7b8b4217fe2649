#include "gui/monitor/metric_words.h"

#include "experiments/records/metric_help.h"
#include "experiments/records/metric_names.h"
#include "experiments/records/own_metric.h"
#include "experiments/records/value_histogram.h"
#include "widgets/theme/number_text.h"

#include <algorithm>

namespace lb::gui {

using experiments::metricInfo;
using experiments::MetricInfo;

namespace {

/// The six plots of the standard layout say more than a name and a unit.
struct Standard {
    const char* metric;
    const char* title;
    const char* axis;
    const char* row;
    const char* info;
};

constexpr Standard kStandard[] = {
    {"train/kl", QT_TRANSLATE_NOOP("MetricWords", "KL divergence"), QT_TRANSLATE_NOOP("MetricWords", "KL (nats)"),
     QT_TRANSLATE_NOOP("MetricWords", "KL (nats)"),
     QT_TRANSLATE_NOOP("MetricWords",
                       "KL(q(z|x) ‖ N(0, I)) per item, in nats, mean of each training batch. How much the code may say "
                       "about the item. "
                       "0: the code says nothing. Dashed: the floor that BN-VAE guarantees.")},
    {"validation/reconstruction", QT_TRANSLATE_NOOP("MetricWords", "Reconstruction"),
     QT_TRANSLATE_NOOP("MetricWords", "Reconstruction (nats)"), QT_TRANSLATE_NOOP("MetricWords", "Rec. (nats)"),
     QT_TRANSLATE_NOOP("MetricWords",
                       "−ln p(x|z) per item, in nats, mean of the validation items. Lower is better. The menu adds, "
                       "pale, each training batch, which goes up and down with the length of its sentences.")},
    {"validation/elbo", QT_TRANSLATE_NOOP("MetricWords", "ELBO"), QT_TRANSLATE_NOOP("MetricWords", "ELBO (nats)"),
     QT_TRANSLATE_NOOP("MetricWords", "ELBO (nats)"),
     QT_TRANSLATE_NOOP("MetricWords", "Evidence lower bound, −reconstruction − KL, per validation item in nats. Higher "
                                      "is better. Autoencoders without a KL (AE, EAE) have none. The menu adds, pale, "
                                      "each training batch.")},
    {"validation/active_units", QT_TRANSLATE_NOOP("MetricWords", "Active units"),
     QT_TRANSLATE_NOOP("MetricWords", "Active units"), QT_TRANSLATE_NOOP("MetricWords", "Active units"),
     QT_TRANSLATE_NOOP("MetricWords", "Latent dimensions whose mean changes with the input: variance over the "
                                      "validation items above 0.01 (Burda et al. 2016). Higher is better.")},
    {"validation/kl_per_dimension", QT_TRANSLATE_NOOP("MetricWords", "KL per dimension"),
     QT_TRANSLATE_NOOP("MetricWords", "KL per dimension"), QT_TRANSLATE_NOOP("MetricWords", "KL per dimension"),
     QT_TRANSLATE_NOOP("MetricWords", "KL of each latent dimension on validation items, in nats, the largest on top; "
                                      "one block per run, the same colours for all. Background: a dimension that "
                                      "carries nothing.")},
    {"validation/entropy_gap", QT_TRANSLATE_NOOP("MetricWords", "Code entropy"),
     QT_TRANSLATE_NOOP("MetricWords", "Entropy (nats)"), QT_TRANSLATE_NOOP("MetricWords", "Entropy (nats)"),
     QT_TRANSLATE_NOOP("MetricWords", "Entropy of the codes of the validation items, from distances to nearest "
                                      "neighbours, less the estimator's bias on N(0, I) with as many draws. The gap to "
                                      "the ceiling is printed with its error.")},
};

const Standard* standardOf(const QString& metric)
{
    for (const Standard& each : kStandard)
        if (metric == QLatin1String(each.metric))
            return &each;
    return nullptr;
}

QString withUnit(const QString& title, const QString& unit)
{
    return unit.isEmpty() ? title : MetricWords::tr("%1 (%2)", "quantity, unit").arg(title, unit);
}

} // namespace

QString MetricWords::title(const QString& metric)
{
    return QCoreApplication::translate("Metric", metricInfo(metric).title.toUtf8().constData());
}

QString MetricWords::unit(const QString& metric)
{
    return metricInfo(metric).unit;
}

QString MetricWords::split(const QString& metric)
{
    const QString part = metric.section(QLatin1Char('/'), 0, 0);
    if (part == QLatin1String("train"))
        return tr("Training");
    if (part == QLatin1String("validation"))
        return tr("Validation");
    if (part == QLatin1String("test"))
        return tr("Test");
    if (part == QLatin1String("system"))
        return tr("Computer");
    if (part == QLatin1String("weights"))
        return tr("Weights");
    if (part == QLatin1String("gradients"))
        return tr("Gradients");
    if (part == QLatin1String("own"))
        return tr("Own");
    return tr("Others");
}

QString MetricWords::plotTitle(const QString& metric)
{
    if (experiments::isHistogram(metric)) // weights or gradients
        return fullTitle(metric);
    const Standard* standard = standardOf(metric);
    return standard ? tr(standard->title) : title(metric);
}

QString MetricWords::fullTitle(const QString& metric)
{
    return tr("%1, %2", "quantity, split").arg(title(metric), split(metric).toLower());
}

QString MetricWords::titleAmong(const QString& metric, const QStringList& among)
{
    const auto same = std::count_if(among.cbegin(), among.cend(),
                                    [own = title(metric)](const QString& other) { return title(other) == own; });
    return same > 1 ? fullTitle(metric) : title(metric);
}

QString MetricWords::rowLabel(const QString& metric)
{
    if (const Standard* standard = standardOf(metric))
        return tr(standard->row);
    return withUnit(fullTitle(metric), metricInfo(metric).unit);
}

QString MetricWords::axisLabel(const QStringList& metrics)
{
    if (metrics.isEmpty())
        return {};
    if (metrics.size() == 1) {
        const Standard* standard = standardOf(metrics.first());
        return standard ? tr(standard->axis) : withUnit(title(metrics.first()), metricInfo(metrics.first()).unit);
    }
    const QString unit = metricInfo(metrics.first()).unit;
    for (const QString& metric : metrics)
        if (metricInfo(metric).unit != unit)
            return tr("Value, each in its unit");
    return unit.isEmpty() ? tr("Value") : tr("Value (%1)", "unit").arg(unit);
}

QString MetricWords::info(const QString& metric)
{
    if (experiments::ownMetricInfo(metric))
        return tr("%1: made of others in this project; the list of metrics says how.").arg(metricInfo(metric).title);
    if (experiments::isHistogram(metric))
        return tr("%1: which share of the tensor's numbers lies where, step by step. Rows are powers of two, zero in "
                  "the middle; gradients are those before clipping.")
            .arg(fullTitle(metric));
    const Standard* standard = standardOf(metric);
    const QString text = standard ? tr(standard->info) : tr("%1 (%2).", "title, name").arg(fullTitle(metric), metric);
    const QString known = definition(metric);
    return known.isEmpty() ? text : text + QLatin1Char('\n') + known;
}

QString MetricWords::definition(const QString& metric)
{
    const experiments::MetricHelp help = experiments::metricHelp(metric);
    if (help.formula.isEmpty())
        return {};
    const auto say = [](const QString& words) {
        return QCoreApplication::translate("MetricHelp", words.toUtf8().constData());
    };
    const MetricInfo known = metricInfo(metric);
    const QString direction = known.better == MetricInfo::Better::Lower    ? tr("Lower is better.")
                              : known.better == MetricInfo::Better::Higher ? tr("Higher is better.")
                                                                           : tr("Neither end is better.");
    QStringList lines{tr("Formula: %1").arg(say(help.formula)),
                      (known.unit.isEmpty() ? tr("A pure number.") : tr("In %1.", "unit").arg(known.unit)) +
                          QLatin1Char(' ') + direction};
    if (!help.note.isEmpty())
        lines.append(say(help.note));
    if (!help.reference.isEmpty())
        lines.append(tr("After %1.", "reference").arg(help.reference));
    return lines.join(QLatin1Char('\n'));
}

QString MetricWords::value(const QString& metric, const QMap<QString, double>& values)
{
    const QString text = widgets::valueText(values.value(metric));
    const auto error = values.constFind(experiments::errorMetric(metric));
    return error == values.cend() ? text : tr("%1 ± %2", "value, its error").arg(text, widgets::valueText(*error));
}

bool MetricWords::isErrorAmong(const QString& metric, const QMap<QString, double>& values)
{
    const auto isOf = [&metric](const QString& other) { return experiments::errorMetric(other) == metric; };
    const QStringList names = values.keys();
    return std::any_of(names.cbegin(), names.cend(), isOf);
}

} // namespace lb::gui
