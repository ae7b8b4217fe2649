#include "experiments/records/flight_log.h"

#include "experiments/records/csv_text.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kMostTensors = 100'000;
constexpr qsizetype kMostParts = 100'000;

/// JSON has no NaN and no infinity.
QJsonValue jsonOf(double value)
{
    if (std::isnan(value))
        return QStringLiteral("nan");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
    return value;
}

double numberOf(const QJsonValue& json)
{
    if (json.isDouble())
        return json.toDouble();
    const double infinity = std::numeric_limits<double>::infinity();
    return json == QLatin1String("inf")    ? infinity
           : json == QLatin1String("-inf") ? -infinity
                                           : std::numeric_limits<double>::quiet_NaN();
}

QJsonArray jsonOf(const QList<FlightLog::Row>& rows)
{
    QJsonArray list;
    for (const FlightLog::Row& row : rows) {
        QJsonArray values;
        for (const double value : row.values)
            values.append(jsonOf(value));
        list.append(QJsonObject{{QStringLiteral("step"), row.step}, {QStringLiteral("values"), values}});
    }
    return list;
}

Result<QList<FlightLog::Row>> rowsFrom(const QJsonValue& json, qsizetype columns)
{
    QList<FlightLog::Row> rows;
    const QJsonArray list = json.toArray();
    if (list.size() > FlightLog::kMostSteps)
        return fail(ErrorKind::Corrupt, QStringLiteral("The flight recorder holds %1 rows; %2 are the most.")
                                            .arg(list.size())
                                            .arg(FlightLog::kMostSteps));
    for (const QJsonValue& value : list) {
        FlightLog::Row row{.step = value[QLatin1String("step")].toInteger(-1)};
        for (const QJsonValue& number : value[QLatin1String("values")].toArray())
            row.values.push_back(numberOf(number));
        if (static_cast<qsizetype>(row.values.size()) != columns || row.step < 0)
            return fail(ErrorKind::Corrupt,
                        QStringLiteral("A row of the flight recorder has %1 values for %2 columns, or no step.")
                            .arg(row.values.size())
                            .arg(columns));
        rows.append(row);
    }
    return rows;
}

QJsonArray jsonOf(const QList<std::vector<quint32>>& items)
{
    QJsonArray list;
    for (const std::vector<quint32>& step : items) {
        QJsonArray positions;
        for (const quint32 position : step)
            positions.append(static_cast<qint64>(position));
        list.append(positions);
    }
    return list;
}

/// None, or some for each step.
Result<QList<std::vector<quint32>>> itemsFrom(const QJsonValue& json, qsizetype steps)
{
    const QJsonArray list = json.toArray();
    if (!list.isEmpty() && list.size() != steps)
        return fail(
            ErrorKind::Corrupt,
            QStringLiteral("The flight recorder has items of %1 steps, and %2 steps.").arg(list.size()).arg(steps));
    QList<std::vector<quint32>> items;
    for (const QJsonValue& step : list) {
        items.append(std::vector<quint32>());
        for (const QJsonValue& position : step.toArray())
            items.last().push_back(static_cast<quint32>(position.toInteger()));
    }
    return items;
}

QJsonArray jsonOf(const QList<FlightLog::Range>& ranges)
{
    QJsonArray list;
    for (const FlightLog::Range& range : ranges)
        list.append(QJsonObject{{QStringLiteral("part"), range.part},
                                {QStringLiteral("least"), jsonOf(range.least)},
                                {QStringLiteral("most"), jsonOf(range.most)},
                                {QStringLiteral("values"), range.values},
                                {QStringLiteral("not_finite"), range.notFinite}});
    return list;
}

Result<QList<FlightLog::Range>> rangesFrom(const QJsonValue& json)
{
    QList<FlightLog::Range> ranges;
    const QJsonArray list = json.toArray();
    if (list.size() > kMostParts)
        return fail(ErrorKind::Corrupt, QStringLiteral("The flight recorder names %1 parts.").arg(list.size()));
    for (const QJsonValue& value : list)
        ranges.append({.part = value[QLatin1String("part")].toString(),
                       .least = numberOf(value[QLatin1String("least")]),
                       .most = numberOf(value[QLatin1String("most")]),
                       .values = value[QLatin1String("values")].toInteger(),
                       .notFinite = value[QLatin1String("not_finite")].toInteger()});
    return ranges;
}

QStringList wordsFrom(const QJsonValue& json)
{
    QStringList words;
    for (const QJsonValue& word : json.toArray())
        words.append(word.toString());
    return words;
}

QString csvCell(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 9) : jsonOf(value).toString();
}

} // namespace

QJsonObject FlightLog::toJson() const
{
    QJsonObject json{{QStringLiteral("version"), kVersion},
                     {QStringLiteral("columns"), QJsonArray::fromStringList(columns)},
                     {QStringLiteral("steps"), jsonOf(steps)},
                     {QStringLiteral("tensors"), QJsonArray::fromStringList(tensors)},
                     {QStringLiteral("gradients"), jsonOf(gradients)},
                     {QStringLiteral("items"), jsonOf(items)},
                     {QStringLiteral("activations"), jsonOf(activations)},
                     {QStringLiteral("activation_step"), activationStep},
                     {QStringLiteral("steps_per_epoch"), stepsPerEpoch},
                     {QStringLiteral("written_ms"), writtenMs}};
    if (failedStep >= 0) {
        json.insert(QStringLiteral("failed_step"), failedStep);
        json.insert(QStringLiteral("place"), place);
    }
    return json;
}

Result<FlightLog> FlightLog::fromJson(const QJsonObject& json)
{
    if (const int version = json[QLatin1String("version")].toInt(); version != kVersion)
        return version > kVersion
                   ? fail(ErrorKind::Newer, QStringLiteral("The flight recorder's file is of a newer version."))
                   : fail(ErrorKind::Corrupt, QStringLiteral("This is no file of the flight recorder."));
    FlightLog log;
    log.columns = wordsFrom(json[QLatin1String("columns")]);
    log.tensors = wordsFrom(json[QLatin1String("tensors")]);
    if (log.tensors.size() > kMostTensors)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("The flight recorder names %1 tensors.").arg(log.tensors.size()));
    auto steps = rowsFrom(json[QLatin1String("steps")], log.columns.size());
    auto gradients = rowsFrom(json[QLatin1String("gradients")], log.tensors.size());
    if (!steps || !gradients)
        return tl::unexpected(steps ? gradients.error() : steps.error());
    log.steps = *steps;
    log.gradients = *gradients;
    auto items = itemsFrom(json[QLatin1String("items")], log.steps.size());
    if (!items)
        return tl::unexpected(items.error());
    log.items = *items;
    auto activations = rangesFrom(json[QLatin1String("activations")]);
    if (!activations)
        return tl::unexpected(activations.error());
    log.activations = *activations;
    log.activationStep = json[QLatin1String("activation_step")].toInteger(-1);
    log.stepsPerEpoch = json[QLatin1String("steps_per_epoch")].toInteger();
    log.writtenMs = json[QLatin1String("written_ms")].toInteger();
    log.failedStep = json[QLatin1String("failed_step")].toInteger(-1);
    log.place = json[QLatin1String("place")].toString();
    return log;
}

QString FlightLog::toCsv() const
{
    QStringList head{QStringLiteral("step")};
    for (const QString& column : columns)
        head.append(csvField(column));
    for (const QString& tensor : tensors)
        head.append(csvField(QStringLiteral("gradient_norm/") + tensor));
    QStringList lines{head.join(QLatin1Char(','))};
    auto look = gradients.cbegin();
    for (const Row& step : steps) {
        QStringList cells{QString::number(step.step)};
        for (const double value : step.values)
            cells.append(csvCell(value));
        while (look != gradients.cend() && look->step < step.step)
            ++look;
        const bool hasLook = look != gradients.cend() && look->step == step.step;
        for (qsizetype i = 0; i < tensors.size(); ++i)
            cells.append(hasLook ? csvCell(look->values[static_cast<std::size_t>(i)]) : QString());
        lines.append(cells.join(QLatin1Char(',')));
    }
    return lines.join(QLatin1String("\r\n")) + QLatin1String("\r\n");
}

QStringList FlightLog::notFinite(const QStringList& names, const Row& row)
{
    QStringList found;
    for (qsizetype i = 0; i < names.size(); ++i)
        if (!std::isfinite(row.values[static_cast<std::size_t>(i)]))
            found.append(names.at(i));
    return found;
}

QString FlightLog::summary() const
{
    if (failedStep < 0)
        return QStringLiteral("The last %1 steps were all finite.").arg(steps.size());
    const QString where = place.isEmpty() ? QStringLiteral("no single node; the gradient's norm overflowed") : place;
    return QStringLiteral("Step %1 was not a number. It began in: %2.").arg(failedStep).arg(where);
}

} // namespace lb::experiments
