#include "experiments/store/measured_runs.h"

#include "experiments/store/metric_reader.h"

#include <QJsonDocument>

namespace lb::experiments {

namespace {

/// Every setting but those of how and where it ran ("run.seed", "run.threads", ...). Runs with a parent also share it.
Result<QString> settingOf(RunStore& store, const RunRecord& run)
{
    const Result<RunSpec> spec = store.spec(run.uid);
    if (!spec)
        return tl::unexpected(spec.error());
    RunSpec kept;
    for (auto it = spec->fields().begin(); it != spec->fields().end(); ++it)
        if (!it.key().startsWith(QLatin1String("run.")))
            kept.set(it.key(), it.value());
    QJsonObject json = kept.toJson();
    json.insert(QStringLiteral("parent"), run.parentUid);
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

Result<QMap<QString, double>> valuesBefore(const RunFolder& folder, qint64 step)
{
    const auto reader = MetricReader::open(folder);
    if (!reader)
        return tl::unexpected(reader.error());
    QMap<QString, double> values;
    for (const QString& quantity : comparedQuantities()) {
        const QString name = QStringLiteral("validation/") + quantity;
        const Result<QList<MetricPoint>> points = (*reader)->series(name);
        if (!points)
            return tl::unexpected(points.error());
        for (const MetricPoint& point : *points)
            if (point.step <= step)
                values.insert(name, point.value);
    }
    return values;
}

} // namespace

Result<QList<MeasuredRun>> measuredRuns(RunStore& store, const QList<RunRecord>& runs, const QString& at)
{
    const bool isLast = at == QLatin1String("last");
    const bool isBest = at == QLatin1String("best");
    bool isNumber = false;
    const qint64 step = at.toLongLong(&isNumber);
    if (!isLast && !isBest && !isNumber)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("'%1' is no moment of a run. Choose last, best or a step number.").arg(at));
    QList<MeasuredRun> measured;
    for (const RunRecord& run : runs) {
        const Result<QString> setting = settingOf(store, run);
        if (!setting)
            return tl::unexpected(setting.error());
        MeasuredRun next{run.name, *setting, run.seed, isBest ? run.best : run.last, run.dataset};
        if (isNumber) {
            const auto values = valuesBefore(store.folder(run.uid), step);
            if (!values)
                return tl::unexpected(values.error());
            next.values = *values;
        }
        measured.append(next);
    }
    return measured;
}

} // namespace lb::experiments
