#include "experiments/training/evaluation_store.h"

#include "experiments/store/metric_reader.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"

#include <algorithm>

namespace lb::experiments {

namespace {

bool isKnown(MetricReader& reader, const QString& name, qint64 step, double value)
{
    const Result<QList<MetricPoint>> points = reader.series(name);
    return points && std::any_of(points->begin(), points->end(),
                                 [&](const MetricPoint& point) { return point.step == step && point.value == value; });
}

} // namespace

Result<void> storeTestEvaluation(const RunFolder& folder, qint64 step, const Evaluation& evaluation)
{
    const Result<RunLock> lock = RunLock::take(folder);
    if (!lock)
        return tl::unexpected(lock.error());
    const auto reader = MetricReader::open(folder);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto writer = MetricWriter::openToAdd(folder);
    if (!writer)
        return tl::unexpected(writer.error());
    bool isNew = false;
    for (auto it = evaluation.numbers.begin(); it != evaluation.numbers.end(); ++it) {
        const QString name = QStringLiteral("test/") + it.key();
        if (isKnown(**reader, name, step, it.value()))
            continue;
        (*writer)->append((*writer)->metric(name), step, it.value());
        isNew = true;
    }
    if (isNew) // the vectors belong to the numbers: new or not together
        for (auto it = evaluation.vectors.begin(); it != evaluation.vectors.end(); ++it)
            (*writer)->appendVector((*writer)->metric(QStringLiteral("test/") + it.key()), step, it.value());
    return (*writer)->commit(MetricWriter::Durability::Durable);
}

} // namespace lb::experiments
