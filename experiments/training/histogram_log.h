#pragma once

#include "engine/train/parameter_store.h"
#include "experiments/records/run_spec.h"
#include "experiments/store/metric_writer.h"

namespace lb::experiments {

/// Histograms of each trained tensor's weights and of its gradients before clipping ("weights/...", "gradients/..."),
/// every `run.histogram_every` steps; never by default. Costs a copy of both and a pass over them, 408 bytes a tensor
/// on the disk.
class HistogramLog {
public:
    /// Both outlive the log.
    HistogramLog(const RunSpec& spec, const engine::ParameterStore& store, MetricWriter& writer);
    /// Right after a step, while its gradients are there; `step` counts the steps taken.
    void appendIfDue(qint64 step);

private:
    qint64 m_every;
    const engine::ParameterStore& m_store;
    MetricWriter& m_writer;
};

} // namespace lb::experiments
