#pragma once

#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/ops/attention.h"

namespace lb::engine::cuda {

AttentionExtents attentionExtentsOf(const NodeView& view);
std::unique_ptr<Kernel> attentionGradient(const NodeView& view);
/// The nodes whose heads' maps are mixed: maps of one item at a time are made whole.
std::unique_ptr<Kernel> talkingHeads(const NodeView& view);
std::unique_ptr<Kernel> talkingHeadsGradient(const NodeView& view);

} // namespace lb::engine::cuda
