#include "experiments/store/own_metrics.h"

#include "experiments/records/imported_run.h"
#include "experiments/store/json_file.h"

#include <QFile>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr int kMostSpecs = 200; // a file each
constexpr qint64 kLargestFile = 1 << 20;

} // namespace

QString ownMetricsFile(const QString& projectFolder)
{
    return projectFolder + QStringLiteral("/metrics.json");
}

Result<QList<OwnMetric>> readOwnMetrics(const QString& projectFolder)
{
    QFile file(ownMetricsFile(projectFolder));
    if (!file.exists())
        return QList<OwnMetric>();
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return fail(ErrorKind::Corrupt, QStringLiteral("%1 cannot be read.").arg(file.fileName()));
    return ownMetricsOfText(QString::fromUtf8(file.readAll()));
}

Result<void> writeOwnMetrics(const RunStore& store, const QList<OwnMetric>& metrics)
{
    QSaveFile file(ownMetricsFile(store.projectFolder()));
    if (store.isReadOnly())
        return fail(ErrorKind::ReadOnly, QStringLiteral("The project is open for reading only."));
    const QByteArray bytes = ownMetricsText(metrics).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorKind::Io,
                    QStringLiteral("%1 cannot be written: %2.").arg(file.fileName(), file.errorString()));
    return {};
}

Result<QStringList> uniteOwnMetrics(const RunStore& store, const QString& otherFolder)
{
    const QList<OwnMetric> others = readOwnMetrics(otherFolder).value_or(QList<OwnMetric>());
    auto metrics = readOwnMetrics(store.projectFolder());
    if (!metrics)
        return tl::unexpected(metrics.error());
    const qsizetype before = metrics->size();
    QStringList left;
    for (const OwnMetric& other : others) {
        const auto same = std::find_if(metrics->cbegin(), metrics->cend(),
                                       [&](const OwnMetric& metric) { return metric.title == other.title; });
        if (same == metrics->cend())
            metrics->append(other);
        else if (!(*same == other))
            left.append(other.title);
    }
    if (metrics->size() > before)
        if (const auto written = writeOwnMetrics(store, *metrics); !written)
            return tl::unexpected(written.error());
    return left;
}

Result<QStringList> ownMetricNames(const RunStore& store)
{
    const auto metrics = readOwnMetrics(store.projectFolder());
    if (!metrics)
        return tl::unexpected(metrics.error());
    QStringList names;
    for (const OwnMetric& metric : *metrics)
        names.append(metric.name());
    return names;
}

std::vector<OwnPoints> ownPointsOf(const RunFolder& folder)
{
    std::vector<OwnPoints> own;
    const auto metrics = readOwnMetrics(folder.path() + QStringLiteral("/../.."));
    if (!metrics || metrics->isEmpty())
        return own;
    const auto json = readJsonFile(folder.spec());
    const auto spec = json ? RunSpec::fromJson(*json) : RunSpec();
    if (!spec)
        return own;
    const RunSpec complete = isImported(*spec) ? *spec : spec->completed(runFields());
    for (const OwnMetric& metric : *metrics)
        if (auto points = OwnPoints::of(metric, complete))
            own.push_back(std::move(*points));
    return own;
}

Result<QList<MetricSummary>> ownSummaries(const RunStore& store, const QString& uid)
{
    const auto reader = MetricReader::open(store.folder(uid));
    if (!reader && reader.error().kind == ErrorKind::NotFound) // not started yet
        return QList<MetricSummary>();
    if (!reader)
        return tl::unexpected(reader.error());
    auto summaries = (*reader)->summaries();
    if (summaries)
        summaries->removeIf([](const MetricSummary& summary) { return !ownMetricInfo(summary.metric); });
    return summaries;
}

ExpressionNames expressionNames(RunStore& store)
{
    QSet<QString> metrics, settings;
    for (const MetricInfo& info : knownMetrics()) {
        metrics.insert(info.name);
        if (info.name.startsWith(QLatin1String("validation/")))
            metrics.insert(QStringLiteral("test/") + info.name.section(QLatin1Char('/'), 1));
    }
    const RunSpec defaults = RunSpec().completed(runFields());
    const auto take = [&settings](const RunSpec& spec) {
        for (auto field = spec.fields().cbegin(); field != spec.fields().cend(); ++field)
            if (field->isDouble())
                settings.insert(field.key());
    };
    take(defaults);
    int read = 0;
    for (const RunRecord& run : store.list().value_or(QList<RunRecord>())) {
        for (auto value = run.last.cbegin(); value != run.last.cend(); ++value)
            if (!ownMetricInfo(value.key())) // one is made of others, not of the like
                metrics.insert(value.key());
        if (++read > kMostSpecs)
            continue;
        if (const auto spec = store.spec(run.uid))
            take(*spec);
    }
    return {metrics.values(), settings.values()};
}

} // namespace lb::experiments
