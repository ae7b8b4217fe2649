#pragma once

#include "engine/graph/graph.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lb::engine {

/// Joins nodes into fused ones (engine/graph/fused_node.h), so that a kernel can work on a piece of a tensor while it
/// is in cache and values between the parts need no memory of their own. A pure pass over a list that is complete:
/// `outputs` are all values that are read after a run. It changes no number. Two patterns:
/// - a product (linear, matmul, convolutions) followed by functions of one variable;
/// - row ops: elementwise ops over one shape, down to one that nobody in the group reads, with a layer norm at the end
///   perhaps. Operands of other shapes are rows, columns or single numbers. Dropout masks are made where they are read,
///   again for each reader: that is cheaper than to keep them. Noise joins its first reader. Groups without a norm that
///   run one right after the other and read the same tensor become one with several results: a latent's sample and KL.
/// A value between two members is read by members only; what a layer norm normalises may have later readers too (the
/// residual stream). Members move to the place of the last one, unless that would lengthen the lives of more bytes than
/// the fusion spares.
void fuse(Graph& graph, const std::vector<ValueId>& outputs);

/// How an operand of a row op is walked along with the rows of [rows, columns].
enum class RowOperand {
    Full,   ///< its own row
    Row,    ///< the same row for all: [columns]
    Column, ///< a number per row: [rows, 1]
    Number, ///< the same number for all
    None    ///< none of these
};
struct RowExtents {
    std::int64_t rows = 1;
    std::int64_t columns = 1;
    bool operator==(const RowExtents&) const = default;
};
/// All axes but the last are rows.
RowExtents rowExtents(const Shape& shape);
RowOperand rowOperand(const Shape& operand, const Shape& output);

} // namespace lb::engine
