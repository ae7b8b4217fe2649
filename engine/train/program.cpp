#include "engine/train/program.h"

#include "engine/core/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lb::engine {

/// One kernel with its addresses resolved.
struct Program::Step {
    NodeId node = -1;
    Kernel* kernel = nullptr;
    std::vector<const std::byte*> inputs;
    std::vector<std::byte*> outputs;
    std::byte* scratch = nullptr;
    std::int64_t flops = 0;
};

Program::~Program() = default;

Program::Program(Backend& backend, std::unique_ptr<Graph> graph, std::vector<Value> outputs, ExternalStorage external)
    : m_backend(backend)
    , m_graph(std::move(graph))
{
    PlanRequest request;
    for (const Value& value : outputs)
        request.outputs.push_back(value.id());
    for (const StateUpdate& update : m_graph->stateUpdates())
        request.outputs.push_back(update.value);
    for (const auto& [id, address] : external)
        request.external.push_back(id);
    for (const ParameterInfo& parameter : m_graph->parameters())
        if (!external.contains(parameter.value))
            throw EngineError(ErrorKind::Internal, "parameter " + parameter.name + " has no storage");

    // Kernels come before the plan: only a prepared kernel knows its scratch. Dead nodes are found by a first plan.
    const MemoryPlan liveness = plan(*m_graph, request);
    m_kernels.resize(m_graph->nodes().size());
    request.scratch.resize(m_graph->nodes().size(), 0);
    for (NodeId id : liveness.order) {
        const Node& node = m_graph->node(id);
        const KernelFactory factory = backend.kernels().find(node.op->name);
        if (!factory)
            throw EngineError(ErrorKind::Unsupported,
                              "backend " + std::string(backend.name()) + " cannot run " + std::string(node.op->name));
        m_kernels[static_cast<std::size_t>(id)] = factory(*m_graph, node);
        request.scratch[static_cast<std::size_t>(id)] = m_kernels[static_cast<std::size_t>(id)]->scratchBytes();
    }
    m_plan = plan(*m_graph, request);
    m_arena = backend.allocate(std::max<std::size_t>(m_plan.arenaBytes, MemoryPlan::kAlignment));
    resolveAddresses(external);
    for (ValueId id : request.outputs)
        m_isKept[static_cast<std::size_t>(id)] = true;
    prepareSteps();
}

void Program::resolveAddresses(const ExternalStorage& external)
{
    m_address.assign(static_cast<std::size_t>(m_graph->valueCount()), nullptr);
    m_isKept.assign(static_cast<std::size_t>(m_graph->valueCount()), false);
    for (ValueId id = 0; id < m_graph->valueCount(); ++id) {
        const ValueId storage = m_plan.storage[static_cast<std::size_t>(id)];
        const std::size_t offset = m_plan.offset[static_cast<std::size_t>(id)];
        if (const auto found = external.find(storage); found != external.end())
            m_address[static_cast<std::size_t>(id)] = found->second;
        else if (offset != MemoryPlan::kNowhere)
            m_address[static_cast<std::size_t>(id)] = m_arena->data() + offset;
        const bool isLeaf = m_graph->node(m_graph->producerOf(id)).op->isLeaf;
        m_isKept[static_cast<std::size_t>(id)] = address(id) && (isLeaf || external.contains(storage));
    }
}

void Program::prepareSteps()
{
    for (const Node& node : m_graph->nodes()) {
        if (node.op != &constantOp() || !address(node.outputs.front()))
            continue;
        const double number = node.attributes.real("value");
        const auto single = static_cast<float>(number);
        const bool isDouble = m_graph->typeOf(node.outputs.front()).dtype == DType::F64;
        m_backend.copyToDevice(address(node.outputs.front()), isDouble ? static_cast<const void*>(&number) : &single,
                               isDouble ? sizeof number : sizeof single);
    }
    for (NodeId id : m_plan.order) {
        const Node& node = m_graph->node(id);
        Step step{.node = id, .kernel = m_kernels[static_cast<std::size_t>(id)].get()};
        for (ValueId input : node.inputs)
            step.inputs.push_back(address(input));
        for (ValueId output : node.outputs)
            step.outputs.push_back(address(output));
        if (const std::size_t offset = m_plan.scratchOffset[static_cast<std::size_t>(id)];
            offset != MemoryPlan::kNowhere)
            step.scratch = m_arena->data() + offset;
        step.flops = m_graph->flops(id, id + 1);
        m_steps.push_back(std::move(step));
    }
}

void Program::copyIn(std::string_view name, const void* values, std::size_t count, DType dtype)
{
    const ValueId id = m_graph->findInput(name);
    if (id < 0)
        throw EngineError(ErrorKind::Internal, "the graph has no input named " + std::string(name));
    const TensorType& type = m_graph->typeOf(id);
    if (type.dtype != dtype || static_cast<std::size_t>(type.shape.elements()) != count)
        throw EngineError(ErrorKind::Internal, "input " + std::string(name) + " is " +
                                                   std::string(dtypeName(type.dtype)) + type.shape.text() + ", got " +
                                                   std::to_string(count) + " " + std::string(dtypeName(dtype)));
    if (address(id))
        m_backend.copyToDevice(address(id), values, type.bytes());
}

void Program::setInput(std::string_view name, std::span<const float> values)
{
    copyIn(name, values.data(), values.size(), DType::F32);
}

void Program::setInput(std::string_view name, std::span<const double> values)
{
    copyIn(name, values.data(), values.size(), DType::F64);
}

void Program::setInput(std::string_view name, std::span<const std::int32_t> values)
{
    copyIn(name, values.data(), values.size(), DType::I32);
}

void Program::runStep(const Step& step, RandomKey random)
{
    step.kernel->run({step.inputs.data(), step.outputs.data(), step.scratch, random});
}

void Program::run(RandomKey random)
{
    if (!m_isProfiling) {
        for (const Step& step : m_steps)
            runStep(step, random);
        return;
    }
    for (const Step& step : m_steps) {
        const auto begin = std::chrono::steady_clock::now();
        runStep(step, random);
        OpTime& time = m_times[m_graph->node(step.node).op->name];
        time.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        time.calls += 1;
        time.flops += step.flops;
    }
}

void Program::runChecked(RandomKey random)
{
    for (const Step& step : m_steps) {
        runStep(step, random);
        const Node& node = m_graph->node(step.node);
        for (ValueId output : node.outputs)
            if (!isFinite(m_graph->typeOf(output), address(output)))
                throw EngineError(ErrorKind::NonFinite, "op " + std::string(node.op->name) + " in " + node.scope +
                                                            " made a value that is not finite");
    }
}

bool Program::isFinite(const TensorType& type, const std::byte* address) const
{
    const auto isEachFinite = [&]<class T>(std::vector<T> numbers) {
        m_backend.copyToHost(numbers.data(), address, type.bytes());
        return std::all_of(numbers.begin(), numbers.end(), [](T number) { return std::isfinite(number); });
    };
    const auto count = static_cast<std::size_t>(type.shape.elements());
    if (type.dtype == DType::F32)
        return isEachFinite(std::vector<float>(count));
    return type.dtype != DType::F64 || isEachFinite(std::vector<double>(count));
}

std::vector<OpTime> Program::opTimes() const
{
    std::vector<OpTime> result;
    for (const auto& [name, time] : m_times) {
        result.push_back(time);
        result.back().op = std::string(name);
    }
    return result;
}

double Program::scalar(Value value) const
{
    return fetchDouble(value).front();
}

void Program::load(Value value, void* to) const
{
    if (!m_isKept[static_cast<std::size_t>(value.id())])
        throw EngineError(ErrorKind::Internal,
                          "value %" + std::to_string(value.id()) + " of op " +
                              std::string(m_graph->node(m_graph->producerOf(value.id())).op->name) +
                              " is no output of this program");
    m_backend.copyToHost(to, address(value.id()), value.type().bytes());
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
