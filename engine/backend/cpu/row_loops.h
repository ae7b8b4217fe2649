#pragma once

#include "engine/backend/cpu/cpu_kernel.h"
#include "engine/ops/fusion.h"

#include <array>
#include <memory>

namespace lb::engine::cpu {

/// A tile of rows as a loop gets it: addresses of the first row of each operand and result.
struct RowTile {
    std::array<const float*, 3> inputs{};
    std::array<float*, 3> outputs{};
    Index first = 0; ///< row
    Index rows = 0;
    RandomKey random;
};

/// One op over rows: row r of its results depends on row r of its operands alone, so that tiles make the same numbers
/// as the whole. Runs on the calling thread.
class RowLoop {
public:
    virtual ~RowLoop() = default;
    virtual void run(const RowTile& tile) const = 0;
};

/// Null for nodes without such a loop. `extents` are those of the rows, which may be cut otherwise than the node's own
/// when all of its operands are full or numbers.
std::unique_ptr<RowLoop> makeRowLoop(const CpuContext& context, const Graph& graph, const Node& node,
                                     RowExtents extents);
/// The operands' ways along the rows: of norms, the scale and the shift are one row for all.
std::vector<RowOperand> rowOperands(const Graph& graph, const Node& node);

} // namespace lb::engine::cpu
