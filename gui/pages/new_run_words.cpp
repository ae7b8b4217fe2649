#include "gui/pages/new_run_words.h"

#include "experiments/records/field_values.h"
#include "gui/devices/device_words.h"
#include "widgets/forms/field_words.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <cmath>

namespace lb::gui {

using experiments::TimeEstimate;
using widgets::MemoryBar;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(NewRunWords)
};

/// "1:17", "19 min", "3 h 20 min": as exact as an estimate is.
QString aboutTime(double seconds)
{
    constexpr double kMinute = 60;
    constexpr double kHour = 3600;
    if (seconds < 10 * kMinute)
        return widgets::durationText(seconds);
    if (seconds < kHour)
        return Words::tr("%1 min").arg(std::round(seconds / kMinute));
    const auto minutes = static_cast<qint64>(std::round(seconds / kMinute));
    return Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

} // namespace

QString byteText(qint64 bytes)
{
    const auto amount = static_cast<double>(bytes);
    if (amount >= 1e9)
        return Words::tr("%1 GB").arg(widgets::numberText(amount * 1e-9, 2));
    return Words::tr("%1 MB").arg(widgets::numberText(amount * 1e-6, amount < 1e7 ? 1 : 0));
}

QString operationWords(qint64 flops)
{
    const auto amount = static_cast<double>(flops);
    if (amount >= 1e9)
        return Words::tr("%1 GFLOP").arg(widgets::valueText(amount * 1e-9));
    return Words::tr("%1 MFLOP").arg(widgets::valueText(amount * 1e-6));
}

QString stepWords(const RunForecast& forecast)
{
    if (forecast.totalSteps == 0)
        return forecast.isPossible() ? Words::tr("known when the data are read") : widgets::kNoValue;
    const QString count = widgets::countText(forecast.totalSteps);
    return forecast.facts.isGuess
               ? Words::tr("about %1, of about %2 items").arg(count, widgets::countText(forecast.facts.trainItems))
               : Words::tr("%1, of %2 items").arg(count, widgets::countText(forecast.facts.trainItems));
}

QString sizeWords(const RunForecast& forecast)
{
    const QString count = widgets::countText(forecast.estimate.parameters);
    return forecast.facts.isGuess && forecast.facts.vocabulary > 0 ? Words::tr("about %1").arg(count) : count;
}

QString timeWords(const RunForecast& forecast, qint64 runs, int atOnce)
{
    if (!forecast.isPossible() || forecast.estimate.parameters == 0) // or nobody has looked yet
        return widgets::kNoValue;
    const double one = forecast.seconds();
    if (!(one > 0))
        return Words::tr("not known yet: some steps are tried once the memory is planned");
    const double rounds = std::ceil(static_cast<double>(runs) / std::max(1, atOnce));
    const QString whole = runs > 1
                              ? Words::tr("%1; %2 per run × %3").arg(aboutTime(one * rounds), aboutTime(one)).arg(runs)
                              : aboutTime(one);
    const QString source = forecast.time.from.isEmpty() ? Words::tr("by some steps that were tried")
                           : forecast.time.source == TimeEstimate::Source::SameKind
                               ? Words::tr("as fast as %1").arg(forecast.time.from)
                               : Words::tr("scaled by operations from %1").arg(forecast.time.from);
    return Words::tr("%1 (%2)").arg(whole, source);
}

QString needWords(const MemoryNeed& need, const experiments::Device& device)
{
    if (need.isOnGpu())
        return Words::tr("%1 of %2 free on %3; %4 beside it")
            .arg(byteText(need.onDevice), byteText(need.deviceFree), deviceName(device), byteText(need.total));
    return need.limit > 0 ? Words::tr("%1 of %2 free").arg(byteText(need.total), byteText(need.limit))
                          : byteText(need.total);
}

QList<MemoryBar::Part> needParts(const MemoryNeed& need)
{
    QList<MemoryBar::Part> parts;
    const bool isOnGpu = need.isOnGpu(); // data and process are not
    for (const auto& [name, bytes] : {std::pair{Words::tr("activations"), need.activations},
                                      {Words::tr("workspace"), need.workspace},
                                      {Words::tr("weights, optimizer"), need.parameters},
                                      {Words::tr("data"), isOnGpu ? 0 : need.data},
                                      {Words::tr("process"), isOnGpu ? 0 : need.process}})
        if (bytes > 0)
            parts.append({name, static_cast<double>(bytes), byteText(bytes)});
    return parts;
}

QString boundWords(const experiments::Estimate& estimate, const experiments::Device& device)
{
    const QString bytes = byteText(estimate.arenaBytes + estimate.parameterBytes);
    return device.memoryBytes > 0
               ? Words::tr("at least %1 of %2 on %3").arg(bytes, byteText(device.memoryBytes), deviceName(device))
               : Words::tr("at least %1").arg(bytes);
}

QList<MemoryBar::Part> boundParts(const experiments::Estimate& estimate)
{
    return {{Words::tr("activations"), static_cast<double>(estimate.arenaBytes), byteText(estimate.arenaBytes)},
            {Words::tr("weights, optimizer"), static_cast<double>(estimate.parameterBytes),
             byteText(estimate.parameterBytes)}};
}

QString verdictWords(const RunForecast& forecast, const MemoryNeed* need, const QString& refusal,
                     const QString& planProblem)
{
    if (!forecast.problems.isEmpty())
        return forecast.problems.first().sentence;
    if (!forecast.refusal.isEmpty())
        return forecast.refusal;
    if (!refusal.isEmpty())
        return refusal;
    if (!planProblem.isEmpty())
        return planProblem;
    return need ? Words::tr("All fields are valid, and the run fits.") : QString();
}

QString gridWords(const experiments::RunGrid& grid, const QList<experiments::FieldSchema>& schema)
{
    if (!grid.isSweep())
        return {};
    QStringList factors;
    for (const experiments::GridAxis& axis : grid.axes) {
        const auto* field = experiments::findField(schema, axis.key);
        factors.append(Words::tr("%n value(s) of %1", nullptr, static_cast<int>(axis.values.size()))
                           .arg(field ? widgets::fieldWords(field->label) : axis.key));
    }
    if (grid.seeds.size() > 1)
        factors.append(Words::tr("%n seed(s)", nullptr, static_cast<int>(grid.seeds.size())));
    const auto count = static_cast<int>(grid.count());
    return Words::tr("%1 = %2").arg(factors.join(QStringLiteral(" × ")), Words::tr("%n run(s)", nullptr, count));
}

QString presetGroup(const experiments::RunSpec& spec)
{
    static const QHash<QString, QString> models{
        {QStringLiteral("text-lstm"), Words::tr("LSTM")},
        {QStringLiteral("text-gru"), Words::tr("GRU")},
        {QStringLiteral("text-transformer"), Words::tr("Transformer")},
        {QStringLiteral("image-mlp"), Words::tr("Perceptron")},
        {QStringLiteral("image-conv"), Words::tr("Convolutions")},
        {QStringLiteral("image-residual"), Words::tr("Residual blocks")},
        {QStringLiteral("language-transformer"), Words::tr("Language model, GPT")},
        {QStringLiteral("language-lstm"), Words::tr("Language model, LSTM")},
        {QStringLiteral("language-gru"), Words::tr("Language model, GRU")}};
    static const QHash<QString, QString> data{{QStringLiteral("fashion-mnist"), Words::tr("Fashion-MNIST")},
                                              {QStringLiteral("wordnet-glosses"), Words::tr("WordNet")},
                                              {QStringLiteral("mixture-text"), Words::tr("synthetic mixture")},
                                              {QStringLiteral("tang-poems"), Words::tr("Tang poems")},
                                              {QStringLiteral("chinese-prose"), Words::tr("Chinese prose")}};
    const QString model = spec.text(QStringLiteral("model.family"));
    const QString id = spec.text(QStringLiteral("data.id"));
    return Words::tr("%1 on %2").arg(models.value(model, model), data.value(id, id));
}

} // namespace lb::gui
