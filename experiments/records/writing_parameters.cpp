#include "experiments/records/writing_parameters.h"

#include <QJsonArray>

namespace lb::experiments {

QJsonObject WritingParameters::toJson() const
{
    return {{QStringLiteral("temperature"), temperature},
            {QStringLiteral("top_k"), topK},
            {QStringLiteral("top_p"), topP},
            {QStringLiteral("max_tokens"), maximumTokens},
            {QStringLiteral("seed"), seed},
            {QStringLiteral("repetition_penalty"), repetitionPenalty},
            {QStringLiteral("no_repeat_ngram"), bannedNgram},
            {QStringLiteral("min_tokens"), minimumTokens},
            {QStringLiteral("stop"), QJsonArray::fromStringList(stops)},
            {QStringLiteral("beams"), beams},
            {QStringLiteral("length_penalty"), lengthPenalty},
            {QStringLiteral("precision"), precision},
            {QStringLiteral("code"), code}};
}

WritingParameters WritingParameters::fromJson(const QJsonObject& json)
{
    WritingParameters result;
    const auto real = [&](const char* key, double& value) { value = json.value(QLatin1String(key)).toDouble(value); };
    const auto integer = [&](const char* key, int& value) { value = json.value(QLatin1String(key)).toInt(value); };
    real("temperature", result.temperature);
    integer("top_k", result.topK);
    real("top_p", result.topP);
    integer("max_tokens", result.maximumTokens);
    result.seed = json.value(QLatin1String("seed")).toInteger(result.seed);
    real("repetition_penalty", result.repetitionPenalty);
    integer("no_repeat_ngram", result.bannedNgram);
    integer("min_tokens", result.minimumTokens);
    for (const QJsonValue stop : json.value(QLatin1String("stop")).toArray())
        result.stops.append(stop.toString());
    integer("beams", result.beams);
    real("length_penalty", result.lengthPenalty);
    result.precision = json.value(QLatin1String("precision")).toString(result.precision);
    result.code = json.value(QLatin1String("code")).toString(result.code);
    return result;
}

} // namespace lb::experiments
