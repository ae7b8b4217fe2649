#pragma once

#include "engine/backend/kernel.h"

namespace lb::engine {

/// Adds the kernel of fused nodes (engine/graph/fused_node.h) that runs the parts one after another with the table's
/// own kernels, temporaries in scratch: complete and right everywhere, faster nowhere. The table must outlive its
/// kernels.
void runFusedNodesByParts(KernelTable& table);

} // namespace lb::engine
