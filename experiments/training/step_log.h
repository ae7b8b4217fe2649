#pragma once

#include "engine/train/trainer.h"
#include "experiments/store/metric_writer.h"
#include "models/families/model.h"

#include <vector>

namespace lb::experiments {

/// Writes a step's numbers under their metric names. No allocation after the first step.
class StepLog {
public:
    /// `scalars` are the model's, in the order of StepReport::scalars.
    StepLog(MetricWriter& writer, const std::vector<std::string>& scalars);
    void append(const engine::StepReport& report, double itemsPerSecond);

private:
    MetricWriter& m_writer;
    std::vector<int> m_scalars;
    int m_loss, m_gradientNorm, m_rate, m_beta, m_itemsPerSecond;
    int m_stepMs, m_dataMs, m_computeMs, m_updateMs, m_outsideMs;
};

} // namespace lb::experiments
