#include "engine/train/weight_store.h"

#include "engine/core/bf16.h"
#include "engine/core/error.h"

#include <algorithm>

namespace lb::engine {

WeightStore::WeightStore(Backend& backend, const Graph& graph)
    : m_backend(backend)
{
    std::size_t end = 0;
    for (const ParameterInfo& info : graph.parameters()) {
        const TensorType& type = graph.typeOf(info.value);
        m_byName.emplace(info.name, m_tensors.size());
        m_tensors.push_back({.name = info.name, .type = type, .offset = end});
        end += (type.bytes() + MemoryPlan::kAlignment - 1) / MemoryPlan::kAlignment * MemoryPlan::kAlignment;
    }
    m_buffer = backend.allocate(std::max<std::size_t>(end, MemoryPlan::kAlignment));
}

const WeightStore::Tensor& WeightStore::tensor(std::string_view name) const
{
    const auto found = m_byName.find(name);
    if (found == m_byName.end())
        throw EngineError(ErrorKind::NotFound, "the model has no tensor named " + std::string(name));
    return m_tensors[found->second];
}

void WeightStore::write(std::string_view name, std::span<const float> values)
{
    const Tensor& entry = tensor(name);
    if (static_cast<std::int64_t>(values.size()) != entry.type.shape.elements())
        throw EngineError(ErrorKind::InvalidArgument, entry.name + " has " + entry.type.shape.text() + " numbers, not " +
                                                          std::to_string(values.size()));
    std::byte* const place = m_buffer->data() + entry.offset;
    if (entry.type.dtype == DType::BF16) {
        std::vector<std::uint16_t> rounded(values.size());
        std::transform(values.begin(), values.end(), rounded.begin(), toBf16);
        m_backend.copyToDevice(place, rounded.data(), entry.type.bytes());
    } else {
        m_backend.copyToDevice(place, values.data(), entry.type.bytes());
    }
    m_tensors[m_byName.find(name)->second].isWritten = true;
}

std::vector<float> WeightStore::read(std::string_view name) const
{
    const Tensor& entry = tensor(name);
    const std::byte* const place = m_buffer->data() + entry.offset;
    std::vector<float> values(static_cast<std::size_t>(entry.type.shape.elements()));
    if (entry.type.dtype == DType::BF16) {
        std::vector<std::uint16_t> rounded(values.size());
        m_backend.copyToHost(rounded.data(), place, entry.type.bytes());
        std::transform(rounded.begin(), rounded.end(), values.begin(), fromBf16);
    } else {
        m_backend.copyToHost(values.data(), place, entry.type.bytes());
    }
    return values;
}

std::vector<std::string> WeightStore::missing() const
{
    std::vector<std::string> names;
    for (const Tensor& entry : m_tensors)
        if (!entry.isWritten)
            names.push_back(entry.name);
    return names;
}

ExternalStorage WeightStore::bind(const Graph& graph) const
{
    ExternalStorage storage;
    for (const ParameterInfo& info : graph.parameters()) {
        const Tensor& entry = tensor(info.name);
        if (!(graph.typeOf(info.value) == entry.type))
            throw EngineError(ErrorKind::InvalidArgument,
                              "parameter " + info.name + " is " + std::string(dtypeName(graph.typeOf(info.value).dtype)) +
                                  graph.typeOf(info.value).shape.text() + " in this graph and " +
                                  std::string(dtypeName(entry.type.dtype)) + entry.type.shape.text() + " in the store");
        storage[info.value] = m_buffer->data() + entry.offset;
    }
    return storage;
}

std::unique_ptr<Program> WeightStore::program(std::unique_ptr<Graph> graph, const std::vector<Value>& outputs,
                                              SharedArena& arena, CarriedStore* carried) const
{
    for (const ParameterInfo& info : graph->parameters())
        graph->setStorage(info.value, tensor(info.name).type.dtype);
    ExternalStorage storage = bind(*graph);
    if (carried)
        carried->bind(*graph, storage);
    std::vector<ValueId> external;
    for (const auto& [value, address] : storage)
        external.push_back(value);
    return std::make_unique<Program>(m_backend, prepareGraph(m_backend, std::move(graph), outputs, std::move(external)),
                                     storage, arena);
}

} // namespace lb::engine
