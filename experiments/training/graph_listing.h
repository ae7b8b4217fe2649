#pragma once

#include "engine/data/batch_source.h"
#include "engine/train/prepared_graph.h"
#include "engine/train/program.h"

#include <QJsonObject>

namespace lb::experiments {

/// The nodes of a prepared graph in the order in which they run, for people: {rows, steps, arena_bytes, nodes: [{op,
/// scope, shape, flops, moved_bytes, planned_bytes, seconds}]}. moved: inputs read and outputs written. planned: what
/// the node's outputs and scratch have in the arena of their own; 0 where it writes over its input or outside.
QJsonObject graphListing(engine::BatchShape shape, const engine::PreparedGraph& prepared);

/// With "seconds" of each node, the mean over the profiled runs, where there were any; "runs" counts them.
QJsonObject graphListing(engine::BatchShape shape, const engine::Program& program);

} // namespace lb::experiments
