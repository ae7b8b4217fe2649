#pragma once

#include "experiments/preview/data_facts.h"
#include "experiments/preview/estimate.h"

namespace lb::experiments {

/// One part of a model, as its graph names it.
struct LayerRow {
    QString name;          ///< "encoder/lstm"
    QString output;        ///< "32 x 128": the shape of what leaves it last, rows of a batch included
    qint64 parameters = 0; ///< trainable
    qint64 flops = 0;      ///< of the forward pass of a step
    qint64 bytes = 0;      ///< of all values that it makes in the forward pass
};

/// The parts of the spec's model in the order in which they work. Pure; milliseconds. InvalidArgument as `estimate`.
Result<QList<LayerRow>> architecture(const RunSpec& spec, const DataFacts& data);

/// `estimate` from facts instead of a shape.
Result<Estimate> estimateFor(const RunSpec& spec, const DataFacts& data);

} // namespace lb::experiments
