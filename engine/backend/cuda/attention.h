#pragma once

#include "engine/backend/cuda/cuda_kernel.h"
#include "engine/ops/attention.h"

#include <cmath>

namespace lb::engine::cuda {

AttentionExtents attentionExtentsOf(const NodeView& view);
/// Scores are divided by the square root of their number of terms.
inline float attentionScale(const AttentionExtents& e)
{
    return static_cast<float>(1.0 / std::sqrt(static_cast<double>(e.keySize)));
}
/// Of a query alone in its item, whose keys are shared out to blocks.
std::unique_ptr<Kernel> attentionOfOneStep(const NodeView& view);
std::unique_ptr<Kernel> attentionGradient(const NodeView& view);
/// The nodes whose heads' maps are mixed: maps of one item at a time are made whole.
std::unique_ptr<Kernel> talkingHeads(const NodeView& view);
std::unique_ptr<Kernel> talkingHeadsGradient(const NodeView& view);

} // namespace lb::engine::cuda
