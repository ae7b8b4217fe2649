#pragma once

#include "engine/graph/graph.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lb::engine {

/// "fused": the op of a node that Graph::fuse made. Its parts say what it computes: a kernel may run them piece by
/// piece while a piece is in cache, but must make the numbers that the parts would make one after another.
const OpDef& fusedOp();

/// The op's name, for readers: of a fused node the names of its parts, "linear+relu".
std::string opText(const Node& node);

/// Inputs whose storage output 0 may take when they are not read again, in the order in which they are to be tried.
std::vector<int> overwritableInputs(const Graph& graph, const Node& node);

/// Where a fused node's parts find their values. A part that may overwrite an input does so where nothing else reads
/// it, so that chains run in place; views are where their inputs are.
struct FusedLayout {
    struct Place {
        enum class Kind { Input, Output, Temporary } kind = Kind::Temporary;
        int index = -1; ///< of the node's inputs or outputs, or of temporaryBytes
        bool operator==(const Place&) const = default;
    };
    struct Part {
        std::vector<Place> inputs;
        std::vector<Place> outputs;
    };
    std::vector<Part> parts;                 ///< by part; views have places too, but nothing to run
    std::vector<std::size_t> temporaryBytes; ///< by temporary
};
FusedLayout fusedLayout(const Graph& graph, const Node& node);

} // namespace lb::engine
