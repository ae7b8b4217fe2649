#pragma once

#include "engine/data/batch_source.h"
#include "engine/train/carried_store.h"
#include "engine/train/optimizer.h"
#include "engine/train/parameter_store.h"
#include "engine/train/program.h"
#include "models/families/model.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lb::testing {

struct TinyTrainingSettings {
    std::int64_t rows = 32;
    std::uint64_t seed = 1;
    double rate = 3e-3;
    float beta = 1.0F;
};

/// A model trained on a small made data set (four prototypes with noise) with Adam: the least that shows whether
/// losses, gradients, states and programs work together.
class TinyTraining {
public:
    /// Without a backend of its own, on the reference.
    TinyTraining(const models::Model& model, const models::DataShape& data, TinyTrainingSettings settings,
                 std::unique_ptr<engine::Backend> backend = nullptr);
    ~TinyTraining();

    /// One update. Returns "loss", the graph's scalars and "gradient_norm".
    std::map<std::string, double> step();
    /// `count` updates; returns the last.
    std::map<std::string, double> steps(int count);
    /// The evaluation batch (as many rows as a training batch), fed to any of the model's graphs.
    std::unique_ptr<engine::Program> program(std::unique_ptr<engine::Graph> graph, std::vector<engine::Value> outputs);
    /// A program that goes on with what `carried` keeps; its inputs are the caller's.
    std::unique_ptr<engine::Program> writing(std::unique_ptr<engine::Graph> graph, std::vector<engine::Value> outputs,
                                             engine::CarriedStore& carried);
    engine::Backend& backend() { return *m_backend; }
    engine::ParameterStore& store() { return *m_store; }
    engine::BatchShape shape() const { return m_shape; }
    const engine::Batch& evaluationBatch() const { return m_evaluation; }

private:
    engine::Batch makeBatch(std::uint64_t stream) const;
    static void feed(engine::Program& program, const engine::Batch& batch);

    models::DataShape m_data;
    TinyTrainingSettings m_settings;
    bool m_isText;
    engine::BatchShape m_shape;
    engine::Batch m_evaluation;
    std::unique_ptr<engine::Backend> m_backend;
    std::unique_ptr<engine::ParameterStore> m_store;
    std::unique_ptr<engine::Optimizer> m_optimizer;
    std::unique_ptr<engine::Program> m_training;
    models::TrainingGraph m_step;
    std::int64_t m_done = 0;
};

} // namespace lb::testing
