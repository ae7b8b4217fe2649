#pragma once

#include "engine/backend/backend.h"
#include "engine/data/batch_source.h"
#include "engine/train/parameter_store.h"
#include "engine/train/trainer.h"
#include "experiments/datasets/loaded_dataset.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "models/families/model.h"
#include "models/metrics/code_distribution.h"

#include <memory>
#include <vector>

namespace lb::experiments {

/// A run's parts, built from its spec: used alike by training and by serve mode. Movable, not copyable.
struct RunSetup {
    RunSpec spec; ///< complete: every field has a value
    LoadedDataset data;
    std::unique_ptr<models::Model> model;
    std::unique_ptr<engine::Backend> backend;
    std::unique_ptr<engine::ParameterStore> store;
    int threads = 1;
    std::vector<std::int64_t> buckets; ///< text: bucket bounds, from the training items

    bool isText() const { return data.kind == DatasetKind::Text; }
    qint64 batchRows() const { return spec.integer(QStringLiteral("train.batch")); }
    /// Where the model's codes live: on the unit sphere for vmf, else in space.
    models::CodeSpace codeSpace() const;
    /// Batches over some of the items; training ones are shuffled and drop the remainder.
    std::unique_ptr<engine::BatchSource> batches(std::vector<std::uint32_t> items, bool isTraining) const;
};

struct SetupOptions {
    int threads = 0;     ///< 0: the spec's, and if that is 0 too, the number of cores
    QString cacheFolder; ///< for trained tokenizers; empty: none
};

/// Checks the spec, loads the data, builds the model and draws its parameters. All failures are values: bad spec,
/// missing package, device that is not there, not enough memory.
Result<std::unique_ptr<RunSetup>> setUpRun(const RunSpec& spec, const SetupOptions& options);

/// The spec's settings in the engine's terms.
engine::OptimizerSettings optimizerSettings(const RunSpec& spec);
engine::RateSchedule rateSchedule(const RunSpec& spec, qint64 totalSteps);
engine::KlSchedule klSchedule(const RunSpec& spec, qint64 totalSteps);

} // namespace lb::experiments
