#include "experiments/training/norm_calibration.h"

#include "engine/train/batch_feed.h"
#include "models/layers/batch_norm.h"

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr std::string_view kMeanName = "running_mean";
constexpr std::string_view kVarianceName = "running_variance";

std::string varianceOf(const std::string& meanName)
{
    return meanName.substr(0, meanName.size() - kMeanName.size()) + std::string(kVarianceName);
}

/// Undoes running = (1 - momentum) * old + momentum * batch.
std::vector<double> batchStatistic(const std::vector<float>& updated, const std::vector<float>& old)
{
    const double momentum = models::BatchNormSettings{}.momentum;
    std::vector<double> result(updated.size());
    for (std::size_t i = 0; i < updated.size(); ++i)
        result[i] = (static_cast<double>(updated[i]) - (1.0 - momentum) * static_cast<double>(old[i])) / momentum;
    return result;
}

/// How many rows each batch norm of a recorded training graph sees, by the name of its running mean: a norm over maps
/// sees a row for every position.
std::map<std::string, double> normalisedRows(const engine::Graph& graph)
{
    std::map<std::string, double> rows;
    for (const engine::Node& node : graph.nodes())
        if (node.op->name == "batch_norm" || node.op->name == "affine_batch_norm")
            rows[node.scope + '/' + std::string(kMeanName)] =
                static_cast<double>(graph.typeOf(node.inputs[0]).shape[0]);
    return rows;
}

} // namespace

/// Sums over batches for one batch norm, by feature.
struct NormCalibration::Pool {
    std::vector<double> mean;
    std::vector<double> meanSquare; ///< biased variance + squared mean
    double rows = 0;                ///< of all batches
};

NormCalibration::~NormCalibration() = default;

NormCalibration::NormCalibration(RunSetup& setup)
    : m_setup(setup)
    , m_batches(setup.batches(setup.data.train, true))
{
    for (const engine::ParameterStore::Tensor& tensor : setup.store->tensors())
        if (tensor.name.ends_with(kMeanName))
            m_norms.push_back(tensor.name);
}

engine::Program& NormCalibration::programFor(engine::BatchShape shape)
{
    std::unique_ptr<engine::Program>& place = m_programs[shape];
    if (!place) {
        auto graph = std::make_unique<engine::Graph>();
        m_setup.model->recordTraining(*graph, shape); // what feeds no state is left out of the plan
        m_rows[shape] = normalisedRows(*graph);
        place = m_setup.program(std::move(graph), {});
    }
    return *place;
}

void NormCalibration::add(const engine::Batch& batch, std::map<std::string, Pool>& pools)
{
    engine::Program& program = programFor(batch.shape);
    engine::fillInputs(program, batch);
    program.run({});
    std::map<std::string, std::vector<double>> statistics;
    for (const engine::StateUpdate& update : program.graph().stateUpdates())
        statistics[update.name] =
            batchStatistic(program.fetch(program.value(update.value)), m_setup.store->read(update.name));
    const std::map<std::string, double>& normalised = m_rows.at(batch.shape);
    for (const std::string& name : m_norms) {
        const double rows = normalised.at(name);
        const std::vector<double>& mean = statistics.at(name);
        const std::vector<double>& variance = statistics.at(varianceOf(name));
        Pool& pool = pools[name];
        pool.rows += rows;
        pool.mean.resize(mean.size());
        pool.meanSquare.resize(mean.size());
        for (std::size_t j = 0; j < mean.size(); ++j) {
            pool.mean[j] += mean[j];
            pool.meanSquare[j] += variance[j] * (rows - 1) / rows + mean[j] * mean[j];
        }
    }
}

void NormCalibration::write(const std::map<std::string, Pool>& pools, std::int64_t batches)
{
    const auto n = static_cast<double>(batches);
    for (const auto& [name, pool] : pools) {
        const double unbiased = pool.rows / std::max(1.0, pool.rows - 1.0);
        std::vector<float> mean;
        std::vector<float> variance;
        for (std::size_t j = 0; j < pool.mean.size(); ++j) {
            const double average = pool.mean[j] / n;
            mean.push_back(static_cast<float>(average));
            variance.push_back(
                static_cast<float>(unbiased * std::max(0.0, pool.meanSquare[j] / n - average * average)));
        }
        m_replaced.try_emplace(name, m_setup.store->read(name));
        m_replaced.try_emplace(varianceOf(name), m_setup.store->read(varianceOf(name)));
        m_setup.store->write(name, mean);
        m_setup.store->write(varianceOf(name), variance);
    }
}

std::int64_t NormCalibration::run(std::int64_t limit, const Progress& progress)
{
    if (!isNeeded())
        return 0;
    const std::int64_t count = std::min(m_batches->batchesPerEpoch(), limit);
    std::map<std::string, Pool> pools;
    for (std::int64_t index = 0; index < count; ++index) {
        const engine::Batch batch = m_batches->batch(0, index);
        add(batch, pools);
        if (progress)
            progress(index + 1, count);
    }
    write(pools, count);
    return count;
}

void NormCalibration::restore()
{
    for (const auto& [name, values] : m_replaced)
        m_setup.store->write(name, values);
    m_replaced.clear();
}

} // namespace lb::experiments
