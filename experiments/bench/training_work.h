#pragma once

#include "engine/data/batch_source.h"
#include "engine/train/trainer.h"
#include "experiments/bench/work.h"

namespace lb::experiments {

/// What a training workload is made of.
struct TrainingParts {
    std::unique_ptr<engine::BatchSource> batches; ///< of one shape
    engine::Trainer::Recorder record;
    engine::OptimizerSettings optimizer;
    double rate = 1e-3;
    engine::RecomputeSettings recompute;
};

/// Training steps as a run makes them: the trainer with its loader thread, programs and optimizer.
std::unique_ptr<Work> makeTrainingWork(engine::Backend& backend, TrainingParts parts);

/// Endless batches of random tokens below `vocabulary`: "tokens", "decoder_input" and "targets", rows * steps each, and
/// "lengths", all equal to steps.
std::unique_ptr<engine::BatchSource> makeRandomTokens(engine::BatchShape shape, std::uint32_t vocabulary);

/// Batches of Fashion-MNIST, with `margin` black pixels added on every side; random images where it is not installed.
std::unique_ptr<engine::BatchSource> makeFashionBatches(std::int64_t rows, std::int64_t margin);

} // namespace lb::experiments
