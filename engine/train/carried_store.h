#pragma once

#include "engine/backend/backend.h"
#include "engine/graph/graph.h"
#include "engine/train/program.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// The carried tensors of programs that go on with one another's work (Graph::carried), by name: what was written of a
/// text so far. One thread.
class CarriedStore {
public:
    explicit CarriedStore(Backend& backend);

    /// Adds the storage of the graph's carried tensors to `storage`, taking memory for those that are new. Throws
    /// ShapeError when one is known with another type.
    void bind(const Graph& graph, ExternalStorage& storage);
    /// After a run of a program that was made with this storage: carries on what its graph says.
    void applyUpdates(const Program& program);
    /// Zeros everywhere, as in the beginning.
    void clear();
    /// Row i of every tensor becomes what row parents[i] was; their first axes are as long as `parents`.
    void pickRows(std::span<const std::int32_t> parents);

    std::vector<float> read(std::string_view name) const;
    std::size_t bytes() const;
    /// What it takes for a graph that is the first to be bound.
    static std::size_t bytesFor(const Graph& graph);

private:
    struct Tensor {
        TensorType type;
        std::byte* data = nullptr;
    };
    Backend& m_backend;
    std::vector<std::unique_ptr<Buffer>> m_blocks; ///< one for each graph that brought new tensors
    std::map<std::string, Tensor, std::less<>> m_tensors;
};

} // namespace lb::engine
