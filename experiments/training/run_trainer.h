#pragma once

#include "engine/train/trainer.h"
#include "experiments/training/run_plan.h"
#include "experiments/training/run_setup.h"

#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

/// The trainer of a run with what it borrows: alike for training and for doing a step again.
struct RunTrainer {
    std::unique_ptr<engine::BatchSource> batches;
    std::vector<std::string> scalars; ///< names of the model's, in the order of StepReport::scalars
    std::unique_ptr<engine::Trainer> trainer;
};

/// `setup` has its store; it, and nothing else, must outlive the trainer. `planned.steps` are used up.
std::unique_ptr<RunTrainer> makeTrainer(RunSetup& setup, PlannedRun& planned);

/// Positions in the data set of the items of a step, counted from 0, in the order of its batches.
std::vector<std::uint32_t> itemsOfStep(const engine::BatchSource& batches, qint64 accumulated, qint64 step);

} // namespace lb::experiments
