#include "experiments/records/run_grid.h"

#include "experiments/records/field_values.h"

#include <algorithm>

namespace lb::experiments {

namespace {

const QString kSeed = QStringLiteral("run.seed");

/// The last word of a label where that is a symbol ("Fixed scale γ" -> "γ"), else the key's last part.
QString shortName(const QList<FieldSchema>& schema, const QString& key)
{
    const FieldSchema* field = findField(schema, key);
    const QString symbol = field ? field->label.section(QLatin1Char(' '), -1) : QString();
    const bool isSymbol = symbol.size() <= 2 && !symbol.isEmpty() && symbol.at(0).unicode() > 0x7f;
    return isSymbol ? symbol : key.section(QLatin1Char('.'), -1).replace(QLatin1Char('_'), QLatin1Char(' '));
}

/// Two axes of one grid may end alike (encoder.hidden, decoder.hidden): then both are called by their keys.
QStringList namesOf(const QList<GridAxis>& axes, const QList<FieldSchema>& schema)
{
    QStringList names;
    for (const GridAxis& axis : axes)
        names.append(shortName(schema, axis.key));
    const QStringList shortNames = names;
    for (qsizetype i = 0; i < axes.size(); ++i)
        if (shortNames.count(names[i]) > 1)
            names[i] = axes[i].key;
    return names;
}

} // namespace

qint64 RunGrid::count() const
{
    constexpr qint64 kMany = 1'000'000'000;
    qint64 count = std::max<qint64>(1, seeds.size());
    for (const GridAxis& axis : axes)
        count = std::min(kMany, count * std::max<qint64>(1, axis.values.size()));
    return count;
}

Result<QList<GridRun>> RunGrid::runs(const QString& name, const QList<FieldSchema>& schema) const
{
    if (count() > kMostGridRuns)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The grid makes %1 runs; %2 are the most. Take fewer values or seeds.")
                        .arg(count())
                        .arg(kMostGridRuns));
    const QStringList names = namesOf(axes, schema);
    QList<GridRun> runs{{base, name}};
    const auto multiply = [&runs](const QString& key, const QList<QJsonValue>& values, const QString& title) {
        QList<GridRun> more;
        for (const GridRun& run : std::as_const(runs))
            for (const QJsonValue& value : values) {
                GridRun next = run;
                next.spec.set(key, value);
                if (values.size() > 1)
                    next.name += (next.name.isEmpty() ? QString() : QStringLiteral(", ")) + title + QLatin1Char(' ') +
                                 fieldValueText(value);
                more.append(next);
            }
        runs = more;
    };
    for (qsizetype i = 0; i < axes.size(); ++i)
        multiply(axes[i].key, axes[i].values, names[i]);
    QList<QJsonValue> seedValues;
    for (const qint64 seed : seeds)
        seedValues.append(seed);
    if (!seedValues.isEmpty())
        multiply(kSeed, seedValues, QStringLiteral("seed"));
    return runs;
}

Result<GridAxis> parseGridAxis(const QString& assignment, const QList<FieldSchema>& schema)
{
    const qsizetype equals = assignment.indexOf(QLatin1Char('='));
    if (equals < 1)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("'%1' is no KEY=V1,V2, such as latent.size=16,32.").arg(assignment));
    const QString key = assignment.left(equals);
    const FieldSchema* field = findField(schema, key);
    if (!field)
        return fail(ErrorKind::InvalidArgument, unknownFieldProblem(key, schema).sentence);
    if (key == kSeed)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 is no field of a grid; say --seeds 3 or --seeds 1-3.").arg(key));
    return parseFieldValues(*field, assignment.mid(equals + 1)).map([&](const QList<QJsonValue>& values) {
        return GridAxis{key, values};
    });
}

} // namespace lb::experiments
