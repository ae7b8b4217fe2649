#include "experiments/training/norm_calibration.h"

#include "engine/train/program.h"
#include "engine/train/trainer.h"
#include "models/layers/batch_norm.h"

#include <algorithm>
#include <map>
#include <string>

namespace lb::experiments {

namespace {

/// Enough for three digits; more would only take time.
constexpr std::int64_t kMaxBatches = 400;
constexpr std::string_view kMeanName = "running_mean";
constexpr std::string_view kVarianceName = "running_variance";

/// Sums over batches for one batch norm, by feature.
struct Pool {
    std::vector<double> mean;
    std::vector<double> meanSquare; ///< biased variance + squared mean
};

/// Undoes running = (1 - momentum) * old + momentum * batch.
std::vector<double> batchStatistic(const std::vector<float>& updated, const std::vector<float>& old)
{
    const double momentum = models::BatchNormSettings{}.momentum;
    std::vector<double> result(updated.size());
    for (std::size_t i = 0; i < updated.size(); ++i)
        result[i] = (static_cast<double>(updated[i]) - (1.0 - momentum) * static_cast<double>(old[i])) / momentum;
    return result;
}

std::string varianceOf(const std::string& meanName)
{
    return meanName.substr(0, meanName.size() - kMeanName.size()) + std::string(kVarianceName);
}

class Calibration {
public:
    explicit Calibration(RunSetup& setup)
        : m_setup(setup)
    {
    }

    void add(const engine::Batch& batch)
    {
        engine::Program& program = programFor(batch.shape);
        engine::fillInputs(program, batch);
        program.run({});
        std::map<std::string, std::vector<double>> statistics;
        for (const engine::StateUpdate& update : program.graph().stateUpdates())
            statistics[update.name] =
                batchStatistic(program.fetch(program.value(update.value)), m_setup.store->read(update.name));
        const auto rows = static_cast<double>(batch.shape.rows);
        for (const auto& [name, mean] : statistics) {
            if (!name.ends_with(kMeanName))
                continue;
            const std::vector<double>& variance = statistics.at(varianceOf(name));
            Pool& pool = m_pools[name];
            pool.mean.resize(mean.size());
            pool.meanSquare.resize(mean.size());
            for (std::size_t j = 0; j < mean.size(); ++j) {
                pool.mean[j] += mean[j];
                pool.meanSquare[j] += variance[j] * (rows - 1) / rows + mean[j] * mean[j];
            }
        }
        m_rows += batch.shape.rows;
        ++m_batches;
    }

    void apply()
    {
        const auto n = static_cast<double>(m_batches);
        const double unbiased =
            static_cast<double>(m_rows) / static_cast<double>(std::max<std::int64_t>(1, m_rows - 1));
        for (const auto& [name, pool] : m_pools) {
            std::vector<float> mean;
            std::vector<float> variance;
            for (std::size_t j = 0; j < pool.mean.size(); ++j) {
                const double average = pool.mean[j] / n;
                mean.push_back(static_cast<float>(average));
                variance.push_back(
                    static_cast<float>(unbiased * std::max(0.0, pool.meanSquare[j] / n - average * average)));
            }
            m_setup.store->write(name, mean);
            m_setup.store->write(varianceOf(name), variance);
        }
    }

private:
    engine::Program& programFor(engine::BatchShape shape)
    {
        std::unique_ptr<engine::Program>& place = m_programs[shape];
        if (!place) {
            auto graph = std::make_unique<engine::Graph>();
            m_setup.model->recordTraining(*graph, shape); // the decoder feeds no state, so the plan leaves it out
            const engine::ExternalStorage storage = m_setup.store->bind(*graph);
            place = std::make_unique<engine::Program>(*m_setup.backend, std::move(graph), std::vector<engine::Value>{},
                                                      storage);
        }
        return *place;
    }

    RunSetup& m_setup;
    std::map<engine::BatchShape, std::unique_ptr<engine::Program>> m_programs;
    std::map<std::string, Pool> m_pools;
    std::int64_t m_rows = 0;
    std::int64_t m_batches = 0;
};

} // namespace

std::int64_t calibrateNorms(RunSetup& setup, const engine::BatchSource& batches,
                            const std::function<void(qint64, qint64)>& progress)
{
    const auto& tensors = setup.store->tensors();
    if (std::none_of(tensors.begin(), tensors.end(),
                     [](const auto& tensor) { return tensor.name.ends_with(kMeanName); }))
        return 0;
    const std::int64_t count = std::min(batches.batchesPerEpoch(), kMaxBatches);
    Calibration calibration(setup);
    for (std::int64_t index = 0; index < count; ++index) {
        calibration.add(batches.batch(0, index));
        if (progress)
            progress(index + 1, count);
    }
    calibration.apply();
    return count;
}

} // namespace lb::experiments
