#include "experiments/preview/grid_runs.h"

#include "experiments/preview/schema.h"

namespace lb::experiments {

Result<QList<GridRun>> checkedRuns(const RunGrid& grid, const QString& name)
{
    const QList<FieldSchema> schema = schemaFor(grid.base);
    const QString prefix = name.isEmpty() && grid.isSweep() ? grid.base.completed(schema).modelKind() : name;
    Result<QList<GridRun>> runs = grid.runs(prefix, schema);
    if (!runs)
        return runs;
    for (GridRun& run : *runs) {
        QStringList sentences;
        for (const FieldProblem& problem : checkSpec(run.spec))
            sentences.append(problem.sentence);
        if (!sentences.isEmpty()) {
            const QString which = grid.isSweep() ? run.name + QStringLiteral(": ") : QString();
            return fail(ErrorKind::InvalidArgument, which + sentences.join(QLatin1Char(' ')));
        }
        run.spec = run.spec.completed(schemaFor(run.spec));
    }
    return runs;
}

QString gridGroup(const RunGrid& grid, const QString& name)
{
    if (!grid.isSweep())
        return {};
    QStringList parts;
    for (const GridAxis& axis : grid.axes)
        if (axis.values.size() > 1)
            parts.append(axis.key.section(QLatin1Char('.'), -1).replace(QLatin1Char('_'), QLatin1Char(' ')));
    if (grid.seeds.size() > 1)
        parts.append(QStringLiteral("seed"));
    const QString prefix = name.isEmpty() ? grid.base.completed(schemaFor(grid.base)).modelKind() : name;
    return QStringLiteral("%1 by %2").arg(prefix, parts.join(QStringLiteral(", ")));
}

} // namespace lb::experiments
