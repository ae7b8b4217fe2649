#pragma once

#include "engine/backend/backend.h"
#include "engine/graph/graph.h"
#include "engine/graph/plan.h"

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lb::engine {

/// Storage that outlives a step, by value id: parameters, states, gradient buffers. Device addresses.
using ExternalStorage = std::unordered_map<ValueId, std::byte*>;

/// Time spent per op name since profiling was switched on.
struct OpTime {
    std::string op;
    double seconds = 0;
    std::int64_t calls = 0;
    std::int64_t flops = 0;
};

/// A graph made ready to run on a backend: kernels, plan, one arena. `run` does not allocate. One thread.
class Program {
public:
    /// Prepares kernels, plans and allocates. `outputs` keep their content after a run. Every parameter and state leaf
    /// must be in `external`. Throws EngineError when a kernel is missing or the arena does not fit.
    Program(Backend& backend, std::unique_ptr<Graph> graph, std::vector<Value> outputs, ExternalStorage external);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Copies a batch tensor in; the span's size must equal the input's.
    void setInput(std::string_view name, std::span<const float> values);
    void setInput(std::string_view name, std::span<const double> values);
    void setInput(std::string_view name, std::span<const std::int32_t> values);

    void run(RandomKey random);

    /// Content of an output, external or leaf value after `run`. Throws EngineError for others: their storage is
    /// reused.
    double scalar(Value value) const;
    std::vector<float> fetch(Value value) const;
    std::vector<double> fetchDouble(Value value) const;
    std::vector<std::int32_t> fetchIndices(Value value) const;
    /// Device address of a value's storage.
    std::byte* address(ValueId id) const { return m_address[static_cast<std::size_t>(id)]; }

    const Graph& graph() const { return *m_graph; }
    Value value(ValueId id) { return m_graph->value(id); }
    const MemoryPlan& memoryPlan() const { return m_plan; }
    Backend& backend() const { return m_backend; }

    /// Checked mode: after each node its floating outputs are looked at; throws EngineError(NonFinite) naming the first
    /// node that made a NaN or infinity. Slow: for finding the place after a bad step.
    void runChecked(RandomKey random);

    void setProfiling(bool on) { m_isProfiling = on; }
    std::vector<OpTime> opTimes() const;

private:
    struct Step;
    void copyIn(std::string_view name, const void* values, std::size_t count, DType dtype);
    void prepareSteps();
    void resolveAddresses(const ExternalStorage& external);
    void runStep(const Step& step, RandomKey random);
    bool isFinite(const TensorType& type, const std::byte* address) const;
    void load(Value value, void* to) const;

    Backend& m_backend;
    std::unique_ptr<Graph> m_graph;
    MemoryPlan m_plan;
    std::unique_ptr<Buffer> m_arena;
    std::vector<std::byte*> m_address;
    std::vector<bool> m_isKept;                     ///< by value id: readable after a run
    std::vector<std::unique_ptr<Kernel>> m_kernels; ///< by node id
    std::vector<Step> m_steps;
    bool m_isProfiling = false;
    std::unordered_map<std::string_view, OpTime> m_times;
};

} // namespace lb::engine
