#include "gui/pages/new_run_words.h"

#include "experiments/records/field_values.h"
#include "widgets/forms/field_words.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <cmath>

namespace lb::gui {

using experiments::TimeEstimate;
using widgets::MemoryBar;

namespace {

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("NewRunWords", text, nullptr, count);
}

/// "1:17", "19 min", "3 h 20 min": as exact as an estimate is.
QString aboutTime(double seconds)
{
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    if (seconds < 10 * kMinute)
        return widgets::durationText(seconds);
    if (seconds < kHour)
        return tr("%1 min").arg(std::round(seconds / kMinute));
    const auto minutes = static_cast<qint64>(std::round(seconds / kMinute));
    return tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

} // namespace

QString byteText(qint64 bytes)
{
    const auto amount = static_cast<double>(bytes);
    if (amount >= 1e9)
        return tr("%1 GB").arg(widgets::numberText(amount * 1e-9, 2));
    return tr("%1 MB").arg(widgets::numberText(amount * 1e-6, amount < 1e7 ? 1 : 0));
}

QString operationWords(qint64 flops)
{
    const auto amount = static_cast<double>(flops);
    if (amount >= 1e9)
        return tr("%1 GFLOP").arg(widgets::valueText(amount * 1e-9));
    return tr("%1 MFLOP").arg(widgets::valueText(amount * 1e-6));
}

QString stepWords(const RunForecast& forecast)
{
    if (forecast.totalSteps == 0)
        return forecast.isPossible() ? tr("known when the data are read") : widgets::kNoValue;
    const QString count = widgets::countText(forecast.totalSteps);
    return forecast.facts.isGuess
               ? tr("about %1, of about %2 items").arg(count, widgets::countText(forecast.facts.trainItems))
               : tr("%1, of %2 items").arg(count, widgets::countText(forecast.facts.trainItems));
}

QString sizeWords(const RunForecast& forecast)
{
    const QString count = widgets::countText(forecast.estimate.parameters);
    return forecast.facts.isGuess && forecast.facts.vocabulary > 0 ? tr("about %1").arg(count) : count;
}

QString timeWords(const RunForecast& forecast, qint64 runs, int atOnce)
{
    if (!forecast.isPossible() || forecast.estimate.parameters == 0) // or nobody has looked yet
        return widgets::kNoValue;
    const double one = forecast.seconds();
    if (!(one > 0))
        return tr("not known: no run of this kind has trained in this project yet");
    const double rounds = std::ceil(static_cast<double>(runs) / std::max(1, atOnce));
    const QString whole =
        runs > 1 ? tr("%1; %2 per run × %3").arg(aboutTime(one * rounds), aboutTime(one)).arg(runs) : aboutTime(one);
    const QString source = forecast.time.source == TimeEstimate::Source::SameKind
                               ? tr("as fast as %1").arg(forecast.time.from)
                               : tr("scaled by operations from %1").arg(forecast.time.from);
    return tr("%1 (%2)").arg(whole, source);
}

QString needWords(const MemoryNeed& need)
{
    return need.limit > 0 ? tr("%1 of %2 free").arg(byteText(need.total), byteText(need.limit)) : byteText(need.total);
}

QList<MemoryBar::Part> needParts(const MemoryNeed& need)
{
    QList<MemoryBar::Part> parts;
    for (const auto& [name, bytes] : {std::pair{tr("activations"), need.activations},
                                      {tr("workspace"), need.workspace},
                                      {tr("weights, optimizer"), need.parameters},
                                      {tr("data"), need.data},
                                      {tr("process"), need.process}})
        if (bytes > 0)
            parts.append({name, static_cast<double>(bytes), byteText(bytes)});
    return parts;
}

QList<MemoryBar::Part> boundParts(const experiments::Estimate& estimate)
{
    return {
        {tr("activations"), static_cast<double>(estimate.arenaBytes), byteText(estimate.arenaBytes)},
        {tr("weights, optimizer"), static_cast<double>(estimate.parameterBytes), byteText(estimate.parameterBytes)}};
}

QString verdictWords(const RunForecast& forecast, const MemoryNeed* need, const QString& planProblem)
{
    if (!forecast.problems.isEmpty())
        return forecast.problems.first().sentence;
    if (!forecast.refusal.isEmpty())
        return forecast.refusal;
    if (need && !need->refusal.isEmpty())
        return need->refusal;
    if (!planProblem.isEmpty())
        return planProblem;
    return need ? tr("All fields are valid, and the run fits.") : QString();
}

QString gridWords(const experiments::RunGrid& grid, const QList<experiments::FieldSchema>& schema)
{
    if (!grid.isSweep())
        return {};
    QStringList factors;
    for (const experiments::GridAxis& axis : grid.axes) {
        const auto* field = experiments::findField(schema, axis.key);
        factors.append(tr("%n value(s) of %1", static_cast<int>(axis.values.size()))
                           .arg(field ? widgets::fieldWords(field->label) : axis.key));
    }
    if (grid.seeds.size() > 1)
        factors.append(tr("%n seed(s)", static_cast<int>(grid.seeds.size())));
    const auto count = static_cast<int>(grid.count());
    return tr("%1 = %2").arg(factors.join(QStringLiteral(" × ")), tr("%n run(s)", count));
}

QString presetGroup(const experiments::RunSpec& spec)
{
    static const QHash<QString, QString> models{{QStringLiteral("text-lstm"), tr("LSTM")},
                                                {QStringLiteral("text-gru"), tr("GRU")},
                                                {QStringLiteral("text-transformer"), tr("Transformer")},
                                                {QStringLiteral("image-mlp"), tr("Perceptron")},
                                                {QStringLiteral("image-conv"), tr("Convolutions")},
                                                {QStringLiteral("image-residual"), tr("Residual blocks")},
                                                {QStringLiteral("language-transformer"), tr("Language model, GPT")},
                                                {QStringLiteral("language-lstm"), tr("Language model, LSTM")},
                                                {QStringLiteral("language-gru"), tr("Language model, GRU")}};
    static const QHash<QString, QString> data{{QStringLiteral("fashion-mnist"), tr("Fashion-MNIST")},
                                              {QStringLiteral("wordnet-glosses"), tr("WordNet")},
                                              {QStringLiteral("mixture-text"), tr("synthetic mixture")},
                                              {QStringLiteral("tang-poems"), tr("Tang poems")},
                                              {QStringLiteral("chinese-prose"), tr("Chinese prose")}};
    const QString model = spec.text(QStringLiteral("model.family"));
    const QString id = spec.text(QStringLiteral("data.id"));
    return tr("%1 on %2").arg(models.value(model, model), data.value(id, id));
}

} // namespace lb::gui
