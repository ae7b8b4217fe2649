#include "tests/experiments/trained_runs.h"

#include "experiments/preview/schema.h"

#include <QProcess>

#include <cmath>

namespace lb::tests {

using namespace experiments;

TrainedRuns::TrainedRuns()
    : m_store(std::move(*RunStore::open(m_folder.path())))
{
}

void TrainedRuns::add(const QString& family, const RunSpec& spec)
{
    const RunRecord run = m_store->create({.spec = spec.completed(schemaFor(spec)), .family = family}).value();
    m_uids.insert(family, run.uid);
}

bool TrainedRuns::train() const
{
    constexpr int kLongMs = 600'000;
    std::vector<std::unique_ptr<QProcess>> workers;
    for (const QString& uid : m_uids) {
        workers.push_back(std::make_unique<QProcess>());
        workers.back()->start(QStringLiteral(LB_BIN_DIR "/latentbench-worker"),
                              {QStringLiteral("train"), m_store->folder(uid).path()});
    }
    bool allWell = true;
    for (const auto& worker : workers)
        allWell = worker->waitForFinished(kLongMs) && worker->exitCode() == 0 && allWell;
    return allWell;
}

std::unique_ptr<MetricReader> TrainedRuns::reader(const char* family) const
{
    return MetricReader::open(m_store->folder(m_uids.value(QLatin1String(family)))).value();
}

double TrainedRuns::value(const char* family, const char* metric) const
{
    return reader(family)->lastValues()->value(QLatin1String(metric), std::nan(""));
}

} // namespace lb::tests
