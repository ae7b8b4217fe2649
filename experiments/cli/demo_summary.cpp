#include "experiments/cli/demo_summary.h"

#include "experiments/cli/commands.h"
#include "experiments/cli/output.h"

#include <cmath>

namespace lb::experiments {

namespace {

double lastOf(const RunRecord& run, const char* metric)
{
    return run.last.value(QLatin1String(metric), std::nan(""));
}

/// "6.78", or "6.78 +- 0.05 (n = 3)".
QString overSeeds(const QList<RunRecord>& runs, const char* metric)
{
    double sum = 0;
    double squares = 0;
    for (const RunRecord& run : runs) {
        sum += lastOf(run, metric);
        squares += lastOf(run, metric) * lastOf(run, metric);
    }
    const auto n = static_cast<double>(runs.size());
    const double mean = sum / n;
    if (runs.size() < 2)
        return shortNumber(mean);
    const double deviation = std::sqrt(std::max(0.0, (squares - n * mean * mean) / (n - 1)));
    return QStringLiteral("%1 +- %2 (n = %3)").arg(shortNumber(mean), shortNumber(deviation)).arg(runs.size());
}

QString sentenceFor(const QString& family, const QList<RunRecord>& runs)
{
    const RunRecord& first = runs.first();
    const qint64 size = first.theory.value(QStringLiteral("latent_size")).toInteger();
    constexpr double kCollapsed = 0.1; // nats; the verdict rule of models/metrics/vanishing_detector.h
    const QString verdict = lastOf(first, "test/shuffle_gap") < kCollapsed
                                ? QStringLiteral("the KL has vanished, the decoder ignores z.")
                                : QStringLiteral("the decoder uses z.");
    if (family == QStringLiteral("vae"))
        return QStringLiteral("VAE: KL %1 nats, %2 of %3 units active, shuffle gap %4 nats: %5\n")
            .arg(overSeeds(runs, "test/kl"), overSeeds(runs, "test/active_units"))
            .arg(size)
            .arg(overSeeds(runs, "test/shuffle_gap"), verdict);
    if (family == QStringLiteral("bn-vae"))
        return QStringLiteral("BN-VAE: KL %1 nats (floor of every training batch: %2), %3 of %4 units active, shuffle "
                              "gap %5 nats: %6\n")
            .arg(overSeeds(runs, "test/kl"), shortNumber(first.theory.value(QStringLiteral("kl_floor")).toDouble()),
                 overSeeds(runs, "test/active_units"))
            .arg(size)
            .arg(overSeeds(runs, "test/shuffle_gap"), verdict);
    return QStringLiteral(
               "EAE: code entropy %1 nats; Gaussian codes give %2 with this estimator, so the gap is %3 nats; "
               "shuffle gap %4 nats.\n")
        .arg(overSeeds(runs, "test/entropy"), overSeeds(runs, "test/entropy_gaussian"),
             overSeeds(runs, "test/entropy_gap"), overSeeds(runs, "test/shuffle_gap"));
}

} // namespace

int printDemoSummary(Session& session, const QStringList& uids)
{
    RunStore& store = **session.store();
    QMap<QString, QMap<QString, QList<RunRecord>>> byDataset; // data set, family
    QMap<QString, QList<RunRecord>> columns;
    for (const QString& uid : uids) {
        const Result<RunRecord> run = store.refresh(uid);
        if (!run)
            return reportError(run.error());
        byDataset[run->dataset][run->family].append(*run);
        columns[run->dataset].append(*run);
    }
    for (auto data = byDataset.begin(); data != byDataset.end(); ++data) {
        if (session.isJson) {
            for (const RunRecord& run : columns[data.key()]) {
                QJsonObject json{{QStringLiteral("name"), run.name},
                                 {QStringLiteral("family"), run.family},
                                 {QStringLiteral("seed"), run.seed},
                                 {QStringLiteral("theory"), run.theory}};
                for (auto it = run.last.begin(); it != run.last.end(); ++it)
                    json.insert(it.key(), it.value());
                printJson(json);
            }
            continue;
        }
        const Result<QString> table = comparisonTable(store, columns[data.key()], QStringLiteral("last"));
        if (!table)
            return reportError(table.error());
        printText(*table + QLatin1Char('\n'));
        for (const QString& family : {QStringLiteral("vae"), QStringLiteral("bn-vae"), QStringLiteral("eae")})
            if (data->contains(family))
                printText(sentenceFor(family, data->value(family)));
    }
    return kExitDone;
}

} // namespace lb::experiments
