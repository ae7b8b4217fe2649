#pragma once

#include "engine/train/trainer.h"
#include "experiments/records/flight_log.h"
#include "experiments/store/run_folder.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

/// Keeps the last FlightLog::kMostSteps steps of a training in memory. Costs a few copies a step, and one pass over the
/// gradients in every kLookEvery steps; allocates nothing between the steps. One thread: the training's.
class FlightRecorder {
public:
    static constexpr std::int64_t kLookEvery = 16;

    /// `scalars` are the model's, in the order of StepReport::scalars. `store` outlives the recorder.
    FlightRecorder(engine::ParameterStore& store, const std::vector<std::string>& scalars);

    void record(const engine::StepReport& report);
    /// That the step after `step` finished ones was not finite; where that began was noted by `noteLook`.
    void noteFailure(std::int64_t step) { m_failedStep = step + 1; }
    /// What a checked run of the step after `step` finished ones saw; in place of an earlier one.
    void noteLook(std::int64_t step, const engine::CheckedRun& run);
    /// Takes the gradients' norms, as they are now.
    void look(std::int64_t step);
    /// The items of a step's batch, which counts as points do.
    using ItemsOf = std::function<std::vector<std::uint32_t>(qint64 step)>;
    FlightLog log(const ItemsOf& itemsOf) const;
    /// To flightFile(folder), in place of what was there.
    Result<void> write(const RunFolder& folder, std::int64_t stepsPerEpoch, const ItemsOf& itemsOf) const;

private:
    /// The last `capacity` rows of `width` numbers.
    struct Ring {
        Ring(std::size_t rows, std::size_t numbers);
        std::size_t capacity;
        std::size_t width;
        std::size_t count = 0; ///< rows that were ever put in
        std::vector<std::int64_t> steps;
        std::vector<double> values;
        double* next(std::int64_t step);
        QList<FlightLog::Row> rows() const;
    };

    engine::ParameterStore& m_store;
    QStringList m_columns;
    std::vector<const engine::ParameterStore::Tensor*> m_tensors;
    Ring m_steps;
    Ring m_gradients;
    std::unique_ptr<engine::Buffer> m_squares; ///< a double for each tensor, on the device
    std::int64_t m_failedStep = -1;
    std::int64_t m_lookedStep = -1;
    engine::CheckedRun m_lookedAt;
};

} // namespace lb::experiments
