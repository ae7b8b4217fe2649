#pragma once

#include "engine/core/philox.h"
#include "engine/graph/graph.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace lb::engine {

/// What a kernel gets at each run: device addresses in the order of the node's inputs and outputs.
struct KernelCall {
    const std::byte* const* inputs = nullptr;
    std::byte* const* outputs = nullptr;
    std::byte* scratch = nullptr;
    RandomKey random;

    template <class T>
    const T* input(int index) const
    {
        return reinterpret_cast<const T*>(inputs[index]);
    }
    template <class T>
    T* output(int index) const
    {
        return reinterpret_cast<T*>(outputs[index]);
    }
};

/// Prepared once for fixed shapes; runs without allocating. `run` is called by one thread and may use threads inside.
class Kernel {
public:
    virtual ~Kernel() = default;
    /// Bytes of scratch `run` wants, 64-byte aligned. Contents are undefined at entry.
    virtual std::size_t scratchBytes() const { return 0; }
    /// Whether it rounds a marked product's operands itself (engine/ops/precision.h).
    virtual bool roundsOperands() const { return false; }
    virtual void run(const KernelCall& call) = 0;
};

/// Called once per node before the run. A factory may carry its backend's settings, such as the thread count.
using KernelFactory = std::function<std::unique_ptr<Kernel>(const Graph& graph, const Node& node)>;

/// Op name to kernel factory.
class KernelTable {
public:
    /// Adds or replaces: a faster backend starts from a copy of the reference's table and overrides entries.
    void set(std::string_view op, KernelFactory factory) { m_factories[std::string(op)] = std::move(factory); }
    /// Null when there is none.
    KernelFactory find(std::string_view op) const
    {
        const auto found = m_factories.find(std::string(op));
        return found == m_factories.end() ? nullptr : found->second;
    }

private:
    std::unordered_map<std::string, KernelFactory> m_factories;
};

} // namespace lb::engine
