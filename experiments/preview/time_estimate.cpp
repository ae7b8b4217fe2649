#include "experiments/preview/time_estimate.h"

#include <algorithm>

namespace lb::experiments {

namespace {

bool isCostly(const QString& key)
{
    for (const char* prefix : {"data.", "model.", "encoder.", "decoder.", "latent.kind", "latent.size"})
        if (key.startsWith(QLatin1String(prefix)))
            return key != QLatin1String("data.limit") && key != QLatin1String("data.split_seed");
    static const QStringList keys{QStringLiteral("train.batch"),       QStringLiteral("train.accumulate"),
                                  QStringLiteral("train.recompute"),   QStringLiteral("run.device"),
                                  QStringLiteral("run.gpu"),           QStringLiteral("run.threads"),
                                  QStringLiteral("run.precision"),     QStringLiteral("optimizer.kind"),
                                  QStringLiteral("objective.lagging"), QStringLiteral("objective.bag_of_words")};
    return keys.contains(key);
}

/// Its operations run in the same kernels at the same place.
bool isOfItsKind(const RunSpec& a, const RunSpec& b)
{
    for (const char* key :
         {"model.family", "run.device", "run.gpu", "run.threads", "run.precision", "objective.lagging"})
        if (a.value(QLatin1String(key)) != b.value(QLatin1String(key)))
            return false;
    return true;
}

} // namespace

bool costsTheSame(const RunSpec& a, const RunSpec& b)
{
    const QStringList differing = a.differences(b);
    return std::none_of(differing.begin(), differing.end(), isCostly);
}

TimeEstimate timeEstimate(const RunSpec& spec, qint64 flopsPerItem, const QList<PastRun>& past)
{
    using Source = TimeEstimate::Source;
    for (const PastRun& run : past)
        if (run.itemsPerSecond > 0 && costsTheSame(spec, run.spec))
            return {Source::SameKind, run.name, run.itemsPerSecond};
    for (const PastRun& run : past)
        if (run.itemsPerSecond > 0 && run.flopsPerItem > 0 && flopsPerItem > 0 && isOfItsKind(spec, run.spec))
            return {Source::Scaled, run.name,
                    run.itemsPerSecond * static_cast<double>(run.flopsPerItem) / static_cast<double>(flopsPerItem)};
    return {};
}

} // namespace lb::experiments
