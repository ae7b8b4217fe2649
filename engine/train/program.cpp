#include "engine/train/program.h"

#include "engine/core/error.h"
#include "engine/graph/fused_node.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <map>

namespace lb::engine {

/// One kernel with its addresses resolved.
struct Program::Step {
    NodeId node = -1;
    Kernel* kernel = nullptr;
    std::vector<const std::byte*> inputs;
    std::vector<std::byte*> outputs;
    std::byte* scratch = nullptr;
    double seconds = 0; ///< over the profiled runs

    void resolve(const Program& program);
};

namespace {

constexpr std::size_t kConstantStride = MemoryPlan::kAlignment;

std::vector<ValueId> idsOf(const ExternalStorage& storage)
{
    std::vector<ValueId> ids;
    for (const auto& [id, address] : storage)
        ids.push_back(id);
    return ids;
}

} // namespace

Program::~Program() = default;

Program::Program(Backend& backend, PreparedGraph prepared, const ExternalStorage& external, SharedArena& arena)
    : m_backend(backend)
    , m_prepared(std::move(prepared))
    , m_external(external)
    , m_arena(arena)
{
    for (const ParameterInfo& parameter : graph().parameters())
        if (!external.contains(parameter.value))
            throw EngineError(ErrorKind::Internal, "parameter " + parameter.name + " has no storage");
    for (const CarriedInfo& carried : graph().carried())
        if (!external.contains(carried.value))
            throw EngineError(ErrorKind::Internal, "carried tensor " + carried.name + " has no storage");
    placeConstants();
    m_arena.reserve(std::max<std::size_t>(memoryPlan().arenaBytes, MemoryPlan::kAlignment));
    resolveAddresses();
    prepareSteps();
}

Program::Program(Backend& backend, std::unique_ptr<Graph> graph, std::vector<Value> outputs,
                 const ExternalStorage& external)
    : Program(backend, prepareGraph(backend, std::move(graph), outputs, idsOf(external)), external,
              std::make_unique<SharedArena>(backend))
{
}

Program::Program(Backend& backend, PreparedGraph prepared, const ExternalStorage& external,
                 std::unique_ptr<SharedArena> arena)
    : Program(backend, std::move(prepared), external, *arena)
{
    m_ownArena = std::move(arena);
}

void Program::placeConstants()
{
    std::vector<const Node*> constants;
    for (const Node& node : graph().nodes())
        if (node.op == &constantOp())
            constants.push_back(&node);
    if (constants.empty())
        return;
    m_constants = m_backend.allocate(constants.size() * kConstantStride);
    std::byte* place = m_constants->data();
    for (const Node* node : constants) {
        const ValueId id = node->outputs.front();
        const double number = node->attributes.real("value");
        const auto single = static_cast<float>(number);
        const bool isDouble = graph().typeOf(id).dtype == DType::F64;
        m_backend.copyToDevice(place, isDouble ? static_cast<const void*>(&number) : &single,
                               isDouble ? sizeof number : sizeof single);
        m_external[id] = place;
        place += kConstantStride;
    }
}

/// After the arena has grown for another program.
void Program::followArena()
{
    if (m_generation == m_arena.generation())
        return;
    resolveAddresses();
    for (Step& step : m_steps)
        step.resolve(*this);
    m_recorded = nullptr;
    m_runsHere = 0;
}

std::byte* Program::address(ValueId id) const
{
    return m_address[static_cast<std::size_t>(id)];
}

void Program::resolveAddresses()
{
    const MemoryPlan& plan = memoryPlan();
    m_generation = m_arena.generation();
    m_address.assign(static_cast<std::size_t>(graph().valueCount()), nullptr);
    m_isKept.assign(static_cast<std::size_t>(graph().valueCount()), false);
    for (ValueId id = 0; id < graph().valueCount(); ++id) {
        const ValueId storage = plan.storage[static_cast<std::size_t>(id)];
        const std::size_t offset = plan.offset[static_cast<std::size_t>(id)];
        if (const auto found = m_external.find(storage); found != m_external.end())
            m_address[static_cast<std::size_t>(id)] = found->second;
        else if (offset != MemoryPlan::kNowhere)
            m_address[static_cast<std::size_t>(id)] = m_arena.data() + offset;
        const bool isLeaf = graph().node(graph().producerOf(id)).op->isLeaf;
        const bool isOverwritten = id < storage; // by what takes the place in the end
        m_isKept[static_cast<std::size_t>(id)] =
            address(id) && (isLeaf || (m_external.contains(storage) && !isOverwritten));
    }
    for (const ValueId id : m_prepared.outputs)
        m_isKept[static_cast<std::size_t>(id)] = true;
}

void Program::Step::resolve(const Program& program)
{
    const Node& recorded = program.graph().node(node);
    inputs.clear();
    outputs.clear();
    for (ValueId input : recorded.inputs)
        inputs.push_back(program.address(input));
    for (ValueId output : recorded.outputs)
        outputs.push_back(program.address(output));
    const std::size_t offset = program.memoryPlan().scratchOffset[static_cast<std::size_t>(node)];
    scratch = offset == MemoryPlan::kNowhere ? nullptr : program.m_arena.data() + offset;
}

void Program::prepareSteps()
{
    for (const NodeId id : memoryPlan().order) {
        Step step{.node = id, .kernel = m_prepared.kernels[static_cast<std::size_t>(id)].get()};
        step.resolve(*this);
        m_steps.push_back(std::move(step));
    }
}

ValueId Program::input(std::string_view name) const
{
    const ValueId id = graph().findInput(name);
    if (id < 0)
        throw EngineError(ErrorKind::Internal, "the graph has no input named " + std::string(name));
    return id;
}

DeviceCopy Program::copyOf(const InputNumbers& given) const
{
    const ValueId id = input(given.name);
    const TensorType& type = graph().typeOf(id);
    if (type.dtype != given.dtype || static_cast<std::size_t>(type.shape.elements()) != given.count)
        throw EngineError(ErrorKind::Internal, "input " + std::string(given.name) + " is " +
                                                   std::string(dtypeName(type.dtype)) + type.shape.text() + ", got " +
                                                   std::to_string(given.count) + " " +
                                                   std::string(dtypeName(given.dtype)));
    return {address(id), given.values, address(id) ? type.bytes() : 0};
}

void Program::setInputs(std::span<const InputNumbers> inputs)
{
    followArena();
    std::vector<DeviceCopy> copies;
    for (const InputNumbers& each : inputs)
        copies.push_back(copyOf(each));
    m_backend.copyAllToDevice(copies);
}

void Program::setInput(const InputNumbers& numbers)
{
    followArena();
    const DeviceCopy copy = copyOf(numbers);
    m_backend.copyToDevice(copy.device, copy.host, copy.bytes);
}

void Program::setInput(std::string_view name, Upload& upload, std::size_t part)
{
    const ValueId id = input(name);
    followArena();
    if (address(id))
        upload.deliver(part, address(id), graph().typeOf(id).bytes());
}

void Program::runStep(const Step& step, RandomKey random)
{
    step.kernel->run({step.inputs.data(), step.outputs.data(), step.scratch, random});
}

void Program::run(RandomKey random)
{
    followArena();
    if (m_isProfiling)
        return runProfiled(random);
    const auto runSteps = [&] {
        for (const Step& step : m_steps)
            runStep(step, random);
    };
    if (m_runsHere == 1) // the first run at these addresses was not recorded: kernels are loaded by it
        m_recorded = m_backend.record(runSteps);
    m_runsHere = std::min(m_runsHere + 1, 2);
    if (m_recorded)
        m_recorded->run(random);
    else
        runSteps();
}

void Program::runProfiled(RandomKey random)
{
    for (Step& step : m_steps) {
        const auto begin = std::chrono::steady_clock::now();
        runStep(step, random);
        step.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    ++m_profiledRuns;
}

CheckedRun Program::runChecked(RandomKey random)
{
    followArena();
    CheckedRun run;
    for (const Step& step : m_steps) {
        runStep(step, random);
        const Node& node = graph().node(step.node);
        for (ValueId output : node.outputs) {
            const ScopeRange range = rangeOf(m_backend, graph().typeOf(output), address(output));
            if (run.place.empty() && range.notFinite > 0)
                run.place = "op " + opText(node) + " in " + node.scope + " made a value that is not finite";
            if (range.values > 0)
                run.of(node.scope).add(range);
        }
    }
    return run;
}

std::vector<OpTime> Program::opTimes() const
{
    std::map<std::string, OpTime> times;
    if (m_profiledRuns == 0)
        return {};
    for (const Step& step : m_steps) {
        const std::string name = opText(graph().node(step.node));
        OpTime& time = times[name];
        time.op = name;
        time.seconds += step.seconds;
        time.calls += m_profiledRuns;
        time.flops += m_profiledRuns * graph().flops(step.node, step.node + 1);
    }
    std::vector<OpTime> result;
    for (const auto& [name, time] : times)
        result.push_back(time);
    return result;
}

std::vector<double> Program::nodeSeconds() const
{
    std::vector<double> seconds;
    for (const Step& step : m_steps)
        seconds.push_back(step.seconds);
    return seconds;
}

double Program::scalar(Value value) const
{
    return fetchDouble(value).front();
}

std::vector<double> Program::scalars(std::span<const Value> values, std::span<const HostCopy> others) const
{
    std::vector<double> wide(values.size());
    std::vector<HostCopy> copies(others.begin(), others.end());
    for (std::size_t i = 0; i < values.size(); ++i)
        copies.push_back({&wide[i], readable(values[i]), sizeOf(values[i].dtype())});
    m_backend.copyAllToHost(copies);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i].dtype() != DType::F64) {
            float narrow = 0;
            std::memcpy(&narrow, &wide[i], sizeof narrow);
            wide[i] = static_cast<double>(narrow);
        }
    return wide;
}

const std::byte* Program::readable(Value value) const
{
    if (m_generation != m_arena.generation())
        throw EngineError(ErrorKind::Internal, "another program of the arena took the place of this one's numbers");
    if (!m_isKept[static_cast<std::size_t>(value.id())])
        throw EngineError(ErrorKind::Internal, "value %" + std::to_string(value.id()) + " of op " +
                                                   std::string(graph().node(graph().producerOf(value.id())).op->name) +
                                                   " is no output of this program");
    return address(value.id());
}

void Program::load(Value value, void* to) const
{
    m_backend.copyToHost(to, readable(value), value.type().bytes());
}

std::vector<float> Program::fetch(Value value) const
{
    if (value.dtype() == DType::F64) {
        const std::vector<double> wide = fetchDouble(value);
        return {wide.begin(), wide.end()};
    }
    std::vector<float> result(static_cast<std::size_t>(value.shape().elements()));
    load(value, result.data());
    return result;
}

std::vector<double> Program::fetchDouble(Value value) const
{
    if (value.dtype() != DType::F64) {
        const std::vector<float> narrow = fetch(value);
        return {narrow.begin(), narrow.end()};
    }
    std::vector<double> result(static_cast<std::size_t>(value.shape().elements()));
    load(value, result.data());
    return result;
}

std::vector<std::int32_t> Program::fetchIndices(Value value) const
{
    std::vector<std::int32_t> result(static_cast<std::size_t>(value.shape().elements()));
    load(value, result.data());
    return result;
}

} // namespace lb::engine
