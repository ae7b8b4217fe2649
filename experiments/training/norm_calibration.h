#pragma once

#include "engine/train/program.h"
#include "experiments/training/run_setup.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lb::experiments {

/// Estimates the running statistics of a model's batch norms from scratch over training batches (methods P2): the
/// moving average of about ten batches that training leaves behind is off by a tenth and more, which inflates KL and
/// code entropy on held-out data. Pools exactly: total variance = mean of the batches' biased variances + variance of
/// their means, times n/(n-1). Depends on the weights and the first batches of epoch 0 alone. Weights are not touched,
/// and training does not read these states. One thread; keeps a reference to the setup.
class NormCalibration {
public:
    using Progress = std::function<void(qint64 done, qint64 total)>;
    /// Batches for the running statistics of an evaluation while training: two digits, in a moment.
    static constexpr std::int64_t kLiveBatches = 40;
    /// Of a final checkpoint, and of any that is opened to be asked: three digits.
    static constexpr std::int64_t kFinalBatches = 400;

    explicit NormCalibration(RunSetup& setup);
    ~NormCalibration();

    /// False when the model has no batch norm: the other functions then do nothing.
    bool isNeeded() const { return !m_norms.empty(); }
    /// Estimates over up to `limit` batches and writes the states. Returns the number of batches used.
    std::int64_t run(std::int64_t limit, const Progress& progress = {});
    /// Puts back what the first `run` since the last `restore` replaced.
    void restore();

private:
    struct Pool;
    void add(const engine::Batch& batch, std::map<std::string, Pool>& pools);
    void write(const std::map<std::string, Pool>& pools, std::int64_t batches);
    engine::Program& programFor(engine::BatchShape shape);

    RunSetup& m_setup;
    std::unique_ptr<engine::BatchSource> m_batches;
    std::vector<std::string> m_norms; ///< names of the running means
    std::map<std::string, std::vector<float>> m_replaced;
    std::map<engine::BatchShape, std::unique_ptr<engine::Program>> m_programs;
    std::map<engine::BatchShape, std::map<std::string, double>> m_rows; ///< that each norm sees, by its running mean
};

} // namespace lb::experiments
