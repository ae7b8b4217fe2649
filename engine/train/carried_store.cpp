#include "engine/train/carried_store.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>

namespace lb::engine {

namespace {

/// Of one tensor in its block.
std::size_t alignedBytes(const TensorType& type)
{
    constexpr std::size_t kStep = MemoryPlan::kAlignment;
    return (std::max<std::size_t>(type.bytes(), 1) + kStep - 1) / kStep * kStep;
}

} // namespace

CarriedStore::CarriedStore(Backend& backend)
    : m_backend(backend)
{
}

void CarriedStore::bind(const Graph& graph, ExternalStorage& storage)
{
    std::size_t wanted = 0;
    for (const CarriedInfo& carried : graph.carried()) {
        const TensorType& type = graph.typeOf(carried.value);
        const auto known = m_tensors.find(carried.name);
        if (known == m_tensors.end())
            wanted += alignedBytes(type);
        else if (!(known->second.type == type))
            throw ShapeError("carried", carried.name + " is kept as " + known->second.type.shape.text() +
                                            ", now wanted as " + type.shape.text());
    }
    // One block: a device may give memory in large pieces only.
    std::byte* next = nullptr;
    if (wanted > 0) {
        m_blocks.push_back(m_backend.allocate(wanted));
        next = m_blocks.back()->data();
    }
    for (const CarriedInfo& carried : graph.carried()) {
        const auto [place, isNew] = m_tensors.try_emplace(carried.name, Tensor{graph.typeOf(carried.value), next});
        if (isNew)
            next += alignedBytes(place->second.type);
        storage[carried.value] = place->second.data;
    }
}

void CarriedStore::applyUpdates(const Program& program)
{
    for (const StateUpdate& update : program.graph().carriedUpdates()) {
        Tensor& tensor = m_tensors.find(update.name)->second;
        std::byte* const from = program.address(update.value);
        if (from != tensor.data) // else it was changed in place
            m_backend.copyOnDevice(tensor.data, from, tensor.type.bytes());
    }
}

void CarriedStore::clear()
{
    static constexpr std::array<std::byte, 1 << 16> kZeros{};
    for (auto& [name, tensor] : m_tensors)
        for (std::size_t begin = 0; begin < tensor.type.bytes(); begin += kZeros.size())
            m_backend.copyToDevice(tensor.data + begin, kZeros.data(),
                                   std::min(kZeros.size(), tensor.type.bytes() - begin));
}

void CarriedStore::pickRows(std::span<const std::int32_t> parents)
{
    for (auto& [name, tensor] : m_tensors) {
        LB_ASSERT(tensor.type.shape.rank() > 0 && tensor.type.shape[0] == static_cast<std::int64_t>(parents.size()));
        m_backend.pickRows(tensor.data, tensor.type.bytes() / parents.size(), parents);
    }
}

std::vector<float> CarriedStore::read(std::string_view name) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        throw EngineError(ErrorKind::Internal, "no tensor named " + std::string(name) + " is carried");
    std::vector<float> result(static_cast<std::size_t>(found->second.type.shape.elements()));
    m_backend.copyToHost(result.data(), found->second.data, result.size() * sizeof(float));
    return result;
}

std::size_t CarriedStore::bytesFor(const Graph& graph)
{
    std::size_t total = 0;
    for (const CarriedInfo& carried : graph.carried())
        total += alignedBytes(graph.typeOf(carried.value));
    return total;
}

std::size_t CarriedStore::bytes() const
{
    std::size_t total = 0;
    for (const auto& block : m_blocks)
        total += block->bytes();
    return total;
}

} // namespace lb::engine
