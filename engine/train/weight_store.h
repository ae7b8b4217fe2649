#pragma once

#include "engine/backend/backend.h"
#include "engine/graph/graph.h"
#include "engine/train/carried_store.h"
#include "engine/train/program.h"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// A model's parameters and states for reading only: no gradients, no optimizer, each in the type that the graphs want,
/// F32 or BF16 (storeWeightsInBf16). One thread.
class WeightStore {
public:
    /// Takes memory for the parameters of `graph`; their content is undefined until written.
    WeightStore(Backend& backend, const Graph& graph);

    struct Tensor {
        std::string name;
        TensorType type;
        std::size_t offset = 0;
        bool isWritten = false;
    };
    const std::vector<Tensor>& tensors() const { return m_tensors; }
    bool has(std::string_view name) const { return m_byName.contains(name); }
    /// Rounds to the tensor's type. NotFound for an unknown name, InvalidArgument for another number of values, as an
    /// EngineError.
    void write(std::string_view name, std::span<const float> values);
    std::vector<float> read(std::string_view name) const;
    /// Names that were never written.
    std::vector<std::string> missing() const;
    /// Storage for a program over a graph with (some of) the same parameters, in the same types.
    ExternalStorage bind(const Graph& graph) const;
    /// A program over such a graph, whose parameters take the types they have here.
    std::unique_ptr<Program> program(std::unique_ptr<Graph> graph, const std::vector<Value>& outputs,
                                     SharedArena& arena, CarriedStore* carried = nullptr) const;
    std::size_t bytes() const { return m_buffer->bytes(); }

private:
    const Tensor& tensor(std::string_view name) const;
    Backend& m_backend;
    std::vector<Tensor> m_tensors;
    std::map<std::string, std::size_t, std::less<>> m_byName;
    std::unique_ptr<Buffer> m_buffer;
};

} // namespace lb::engine
