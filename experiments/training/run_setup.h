#pragma once

#include "engine/backend/backend.h"
#include "engine/data/batch_source.h"
#include "engine/train/carried_store.h"
#include "engine/train/parameter_store.h"
#include "engine/train/trainer.h"
#include "experiments/datasets/loaded_dataset.h"
#include "experiments/preview/schedules.h"
#include "experiments/records/result.h"
#include "experiments/records/run_spec.h"
#include "experiments/training/text_stepper.h"
#include "models/families/model.h"
#include "models/metrics/code_distribution.h"

#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

/// A run's parts, built from its spec: used alike by training and by serve mode. Movable, not copyable.
struct RunSetup {
    RunSpec spec; ///< complete: every field has a value
    LoadedDataset data;
    std::unique_ptr<models::Model> model;
    std::unique_ptr<engine::Backend> backend;
    QString whyNoGpu;                           ///< as in ChosenBackend
    std::unique_ptr<engine::SharedArena> arena; ///< of all programs: training, evaluation and decoding take turns
    std::unique_ptr<engine::ParameterStore> store;
    int threads = 1;
    std::vector<std::int64_t> buckets; ///< text: bucket bounds, from the training items
    qint64 dataBytes = 0;              ///< by which the process grew while the data set was loaded

    bool isText() const { return data.kind == DatasetKind::Text; }
    qint64 batchRows() const { return spec.integer(QStringLiteral("train.batch")); }
    /// Where the model's codes live: on the unit sphere for vmf, else in space.
    models::CodeSpace codeSpace() const;
    /// Batches over some of the items; training ones are shuffled and drop the remainder.
    std::unique_ptr<engine::BatchSource> batches(std::vector<std::uint32_t> items, bool isTraining) const;
    /// Takes the memory of the parameters and draws them.
    void makeStore();
    /// A program over the store's parameters, and what `carried` keeps for the graph, in the shared arena.
    std::unique_ptr<engine::Program> program(std::unique_ptr<engine::Graph> graph,
                                             const std::vector<engine::Value>& outputs,
                                             engine::CarriedStore* carried = nullptr) const;
    /// For writing texts with the store's parameters.
    WriterParts writerParts() const;
    /// Records the model's training step. `names` gets the names of its scalars, if it is not null, and at once: the
    /// steps that a training runs may be made ready before it is.
    engine::StepRecorder recorder(std::vector<std::string>* names = nullptr) const;
};

struct SetupOptions {
    int threads = 0;       ///< 0: the spec's, and if that is 0 too, the number of cores
    QString cacheFolder;   ///< for trained tokenizers; empty: none
    QString tokenizerFile; ///< RunFolder::tokenizer: what the run began with
    bool withStore = true; ///< false: the parameters' memory is taken later, by RunSetup::makeStore
};

/// Checks the spec, loads the data, builds the model and draws its parameters. All failures are values: bad spec,
/// missing package, device that is not there, not enough memory.
Result<std::unique_ptr<RunSetup>> setUpRun(const RunSpec& spec, const SetupOptions& options);

/// `asked`, or the spec's number of threads, or the number of cores: the first that is not 0.
int threadsOf(const RunSpec& spec, int asked);
models::CodeSpace codeSpaceOf(const RunSpec& spec, const models::Model& model);

/// The spec's settings in the engine's terms.
engine::OptimizerSettings optimizerSettings(const RunSpec& spec);
engine::Recompute recompute(const RunSpec& spec);
/// What run.precision means on this backend.
engine::Precision precisionOf(const RunSpec& spec, const engine::Backend& backend);
qint64 accumulatedBatches(const RunSpec& spec);

} // namespace lb::experiments
