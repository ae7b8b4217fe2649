#pragma once

#include "engine/backend/backend.h"
#include "engine/graph/graph.h"
#include "engine/graph/plan.h"
#include "engine/train/checked_run.h"
#include "engine/train/prepared_graph.h"
#include "engine/train/shared_arena.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lb::engine {

/// Storage that outlives a step, by value id: parameters, states, gradient buffers. Device addresses.
using ExternalStorage = std::unordered_map<ValueId, std::byte*>;

/// Numbers for an input; they and the name are read where they are.
struct InputNumbers {
    InputNumbers(std::string_view of, std::span<const float> numbers)
        : InputNumbers(of, DType::F32, numbers.data(), numbers.size())
    {
    }
    InputNumbers(std::string_view of, std::span<const double> numbers)
        : InputNumbers(of, DType::F64, numbers.data(), numbers.size())
    {
    }
    InputNumbers(std::string_view of, std::span<const std::int32_t> numbers)
        : InputNumbers(of, DType::I32, numbers.data(), numbers.size())
    {
    }
    std::string_view name;
    DType dtype;
    const void* values;
    std::size_t count;

private:
    InputNumbers(std::string_view of, DType type, const void* numbers, std::size_t size)
        : name(of)
        , dtype(type)
        , values(numbers)
        , count(size)
    {
    }
};

/// Time spent per op name since profiling was switched on.
struct OpTime {
    std::string op;
    double seconds = 0;
    std::int64_t calls = 0;
    std::int64_t flops = 0;
};

/// A graph made ready to run on a backend: kernels, plan, memory. `run` does not allocate. One thread.
class Program {
public:
    /// `external` has the storage of the prepared graph's external values; every parameter and state leaf must be among
    /// them. In an arena of other programs too, what was set or computed lasts until another one is filled or run.
    /// Throws EngineError when the arena does not fit.
    Program(Backend& backend, PreparedGraph prepared, const ExternalStorage& external, SharedArena& arena);
    /// Prepares the graph and takes an arena of its own. `outputs` keep their content after a run. Throws EngineError
    /// when a kernel is missing too.
    Program(Backend& backend, std::unique_ptr<Graph> graph, std::vector<Value> outputs,
            const ExternalStorage& external);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// Copies a batch tensor in; the span's size must equal the input's.
    void setInput(const InputNumbers& numbers);
    void setInput(std::string_view name, std::span<const float> values) { setInput({name, values}); }
    void setInput(std::string_view name, std::span<const double> values) { setInput({name, values}); }
    void setInput(std::string_view name, std::span<const std::int32_t> values) { setInput({name, values}); }
    /// Several, which a device may take at once.
    void setInputs(std::span<const InputNumbers> inputs);
    /// From what is on its way already: the part's bytes are the input's.
    void setInput(std::string_view name, Upload& upload, std::size_t part);

    void run(RandomKey random);

    /// Content of an output, external or leaf value after `run`. Throws EngineError for others: their storage is
    /// reused.
    double scalar(Value value) const;
    /// Of several values, with `others` beside them: the device is waited for once.
    std::vector<double> scalars(std::span<const Value> values, std::span<const HostCopy> others = {}) const;
    std::vector<float> fetch(Value value) const;
    std::vector<double> fetchDouble(Value value) const;
    std::vector<std::int32_t> fetchIndices(Value value) const;
    /// Device address of a value's storage.
    std::byte* address(ValueId id) const;

    const Graph& graph() const { return *m_prepared.graph; }
    Value value(ValueId id) { return m_prepared.graph->value(id); }
    const MemoryPlan& memoryPlan() const { return m_prepared.plan; }
    const PreparedGraph& prepared() const { return m_prepared; }
    Backend& backend() const { return m_backend; }

    /// Runs, and looks at each node's floating outputs after it. Slow, by a copy to the host of all that is computed:
    /// for finding the place after a bad step, and for a look at the activations.
    CheckedRun runChecked(RandomKey random);

    void setProfiling(bool on) { m_isProfiling = on; }
    std::vector<OpTime> opTimes() const;
    /// Seconds of each node over the profiled runs, in the plan's order; and how many these were.
    std::vector<double> nodeSeconds() const;
    std::int64_t profiledRuns() const { return m_profiledRuns; }

private:
    struct Step;
    Program(Backend& backend, PreparedGraph prepared, const ExternalStorage& external,
            std::unique_ptr<SharedArena> arena);
    ValueId input(std::string_view name) const;
    /// No bytes where nothing reads the input.
    DeviceCopy copyOf(const InputNumbers& input) const;
    void placeConstants();
    void followArena();
    void resolveAddresses();
    void prepareSteps();
    void runStep(const Step& step, RandomKey random);
    void runProfiled(RandomKey random);
    /// Throws EngineError unless the value can be read.
    const std::byte* readable(Value value) const;
    void load(Value value, void* to) const;

    Backend& m_backend;
    PreparedGraph m_prepared;
    ExternalStorage m_external; ///< constants included
    std::unique_ptr<SharedArena> m_ownArena;
    SharedArena& m_arena;
    std::unique_ptr<Buffer> m_constants;
    std::uint64_t m_generation = 0; ///< of the arena, when the addresses were resolved
    std::vector<std::byte*> m_address;
    std::vector<bool> m_isKept; ///< by value id: readable after a run
    std::vector<Step> m_steps;
    std::unique_ptr<RecordedRun> m_recorded; ///< of the steps at these addresses
    int m_runsHere = 0;                      ///< at these addresses, 2 at most
    bool m_isProfiling = false;
    std::int64_t m_profiledRuns = 0;
};

} // namespace lb::engine
