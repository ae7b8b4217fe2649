#include "engine/train/parameter_store.h"

#include "engine/core/error.h"
#include "engine/core/philox.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace lb::engine {

namespace {

constexpr std::uint32_t kInitialSite = 1;
constexpr std::size_t kFloatsPerLine = MemoryPlan::kAlignment / sizeof(float);

/// FNV-1a, 64 bits: a fixed function of the name, unlike std::hash.
std::uint64_t hashOf(std::string_view name)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char letter : name)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
    return hash;
}

/// content[i] = next(stream) for a stream that makes `perBlock` numbers of each of its blocks. Several threads take a
/// range each; the numbers do not depend on how many.
template <class Next>
void drawParallel(std::span<float> content, RandomKey key, std::size_t perBlock, const Next& next)
{
    constexpr std::size_t kWorthAThread = 65'536; // a millisecond
    constexpr std::size_t kMostThreads = 8;
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t threads =
        std::clamp<std::size_t>(content.size() / kWorthAThread, 1, std::min(cores, kMostThreads));
    const auto some = [&](std::size_t piece) {
        const auto edge = [&](std::size_t at) { return content.size() * at / threads / perBlock * perBlock; };
        const std::size_t end = piece + 1 == threads ? content.size() : edge(piece + 1);
        RandomStream random(key, kInitialSite, edge(piece) / perBlock);
        for (std::size_t i = edge(piece); i < end; ++i)
            content[i] = next(random);
    };
    std::vector<std::jthread> others;
    for (std::size_t piece = 1; piece < threads; ++piece)
        others.emplace_back(some, piece);
    some(0);
}

/// `width`: the extent of the last axis.
std::vector<float> initialContent(const ParameterInfo& info, std::int64_t count, std::int64_t width, std::uint64_t seed)
{
    std::vector<float> content(static_cast<std::size_t>(count));
    const RandomKey key{seed, hashOf(info.name)};
    const auto scale = static_cast<float>(info.initializer.scale);
    switch (info.initializer.kind) {
    case Initializer::Kind::Constant:
        std::fill(content.begin(), content.end(), scale);
        break;
    case Initializer::Kind::Uniform:
        drawParallel(content, key, 4, [=](RandomStream& random) { return (2.0F * random.uniform() - 1.0F) * scale; });
        break;
    case Initializer::Kind::Normal: // of two words each
        drawParallel(content, key, 2, [=](RandomStream& random) { return random.normal() * scale; });
        break;
    case Initializer::Kind::Identity:
        for (std::size_t i = 0; i < content.size(); i += static_cast<std::size_t>(width) + 1)
            content[i] = scale;
        break;
    }
    return content;
}

/// Decaying, trainable but not decaying, not trainable.
int groupOf(const ParameterInfo& info)
{
    return !info.trainable ? 2 : info.decays ? 0 : 1;
}

std::unique_ptr<Buffer> allocateFloats(Backend& backend, std::int64_t count)
{
    return backend.allocate(static_cast<std::size_t>(std::max<std::int64_t>(count, kFloatsPerLine)) * sizeof(float));
}

float* floatsOf(const std::unique_ptr<Buffer>& buffer)
{
    return reinterpret_cast<float*>(buffer->data());
}

} // namespace

ParameterStore::ParameterStore(Backend& backend, const Graph& graph, std::uint64_t seed)
    : m_backend(backend)
{
    std::vector<ParameterInfo> infos = graph.parameters();
    std::stable_sort(infos.begin(), infos.end(),
                     [](const ParameterInfo& a, const ParameterInfo& b) { return groupOf(a) < groupOf(b); });
    for (const ParameterInfo& info : infos) {
        const TensorType& type = graph.typeOf(info.value);
        if (type.dtype != DType::F32)
            throw EngineError(ErrorKind::Unsupported, "parameter " + info.name + " is " +
                                                          std::string(dtypeName(type.dtype)) +
                                                          "; parameters are kept in f32");
        std::int64_t& end = info.trainable ? m_trainableFloats : m_stateFloats;
        m_byName.emplace(info.name, m_tensors.size());
        m_tensors.push_back({info.name, type.shape, info.trainable, info.decays, static_cast<std::size_t>(end)});
        end += paddedFloats(type.shape.elements());
        if (groupOf(info) == 0)
            m_decayingFloats = m_trainableFloats;
    }
    m_values = allocateFloats(backend, m_trainableFloats);
    m_gradients = allocateFloats(backend, m_trainableFloats);
    m_slotPlaces.resize(m_tensors.size());
    m_states = allocateFloats(backend, m_stateFloats);
    for (std::size_t i = 0; i < infos.size(); ++i) {
        const Shape& shape = m_tensors[i].shape;
        const std::int64_t width = shape.rank() == 0 ? 1 : shape[-1];
        write(infos[i].name, initialContent(infos[i], m_tensors[i].count(), width, seed));
    }
}

const ParameterStore::Tensor& ParameterStore::tensor(std::string_view name) const
{
    const auto found = m_byName.find(std::string(name));
    if (found == m_byName.end())
        throw EngineError(ErrorKind::NotFound, "the model has no tensor named " + std::string(name));
    return m_tensors[found->second];
}

float* ParameterStore::valuesOf(const Tensor& tensor) const
{
    return floatsOf(tensor.trainable ? m_values : m_states) + tensor.offset;
}

const ParameterStore::Tensor& ParameterStore::trainable(std::string_view name) const
{
    const Tensor& entry = tensor(name);
    if (!entry.trainable)
        throw EngineError(ErrorKind::InvalidArgument,
                          entry.name + " is not trained: it has neither a gradient nor optimizer slots");
    return entry;
}

void ParameterStore::reserveSlots(const std::function<SlotSizes(const Tensor&)>& sizes)
{
    std::int64_t ends[kSlots]{};
    for (const Tensor& entry : m_tensors) {
        const SlotSizes wanted = entry.trainable ? sizes(entry) : SlotSizes{};
        for (std::size_t slot = 0; slot < kSlots; ++slot) {
            m_slotPlaces[indexOf(entry)][slot] = {ends[slot], wanted[slot]};
            ends[slot] += paddedFloats(wanted[slot]);
        }
    }
    for (std::size_t slot = 0; slot < kSlots; ++slot)
        m_slots[slot] = ends[slot] > 0 ? allocateFloats(m_backend, ends[slot]) : nullptr;
}

float* ParameterStore::slotOf(const Tensor& tensor, int slot) const
{
    if (slot < 0 || slot >= kSlots)
        throw EngineError(ErrorKind::InvalidArgument, "there is no optimizer slot " + std::to_string(slot));
    const SlotPlace& place = m_slotPlaces[indexOf(tensor)][static_cast<std::size_t>(slot)];
    return place.count > 0 ? floatsOf(m_slots[slot]) + place.offset : nullptr;
}

std::int64_t ParameterStore::slotCount(std::string_view name, int slot) const
{
    const Tensor& entry = trainable(name);
    return slotOf(entry, slot) ? m_slotPlaces[indexOf(entry)][static_cast<std::size_t>(slot)].count : 0;
}

std::size_t ParameterStore::slotBytes() const
{
    std::size_t total = 0;
    for (const std::unique_ptr<Buffer>& slot : m_slots)
        total += slot ? slot->bytes() : 0;
    return total;
}

ExternalStorage ParameterStore::bind(const Graph& graph, const std::vector<Value>& gradients) const
{
    ExternalStorage storage;
    std::size_t trainables = 0;
    for (const ParameterInfo& info : graph.parameters()) {
        const Tensor& entry = tensor(info.name);
        const TensorType& type = graph.typeOf(info.value);
        if (!(type == TensorType{entry.shape, DType::F32}) || info.trainable != entry.trainable)
            throw EngineError(ErrorKind::InvalidArgument,
                              "parameter " + info.name + " is " + std::string(dtypeName(type.dtype)) +
                                  type.shape.text() + " in this graph and f32" + entry.shape.text() + " in the store");
        storage[info.value] = reinterpret_cast<std::byte*>(valuesOf(entry));
        if (!info.trainable)
            continue;
        const std::size_t index = trainables++;
        if (index >= gradients.size() || gradients[index].isNull())
            continue;
        if (!(gradients[index].type() == type))
            throw EngineError(ErrorKind::Internal, "the gradient of " + info.name + " is " +
                                                       gradients[index].shape().text() + ", not " + type.shape.text());
        storage[gradients[index].id()] = reinterpret_cast<std::byte*>(floatsOf(m_gradients) + entry.offset);
    }
    if (!gradients.empty() && gradients.size() != trainables)
        throw EngineError(ErrorKind::Internal, std::to_string(gradients.size()) + " gradients for " +
                                                   std::to_string(trainables) + " trainable parameters");
    return storage;
}

void ParameterStore::applyStateUpdates(const Program& program)
{
    for (const StateUpdate& update : program.graph().stateUpdates()) {
        const Tensor& entry = tensor(update.name);
        const std::size_t size = static_cast<std::size_t>(entry.count()) * sizeof(float);
        m_backend.copyOnDevice(reinterpret_cast<std::byte*>(valuesOf(entry)), program.address(update.value), size);
    }
}

std::vector<float> ParameterStore::readFrom(const float* device, std::int64_t count) const
{
    std::vector<float> content(static_cast<std::size_t>(count));
    m_backend.copyToHost(content.data(), reinterpret_cast<const std::byte*>(device), content.size() * sizeof(float));
    return content;
}

void ParameterStore::writeTo(float* device, const Tensor& entry, std::int64_t count, std::span<const float> values)
{
    if (values.size() != static_cast<std::size_t>(count))
        throw EngineError(ErrorKind::InvalidArgument, entry.name + " with the shape " + entry.shape.text() + " takes " +
                                                          std::to_string(count) + " numbers here, got " +
                                                          std::to_string(values.size()));
    if (count == 0)
        return;
    m_backend.copyToDevice(reinterpret_cast<std::byte*>(device), values.data(), values.size_bytes());
}

std::vector<float> ParameterStore::read(std::string_view name) const
{
    const Tensor& entry = tensor(name);
    return readFrom(valuesOf(entry), entry.count());
}

void ParameterStore::copyTo(std::span<std::byte> target, std::string_view name, std::optional<int> slot) const
{
    const Tensor& entry = tensor(name);
    const std::int64_t count = slot ? slotCount(name, *slot) : entry.count();
    LB_ASSERT(target.size() == static_cast<std::size_t>(count) * sizeof(float));
    if (count > 0)
        m_backend.copyToHost(target.data(),
                             reinterpret_cast<const std::byte*>(slot ? slotOf(entry, *slot) : valuesOf(entry)),
                             target.size());
}

void ParameterStore::write(std::string_view name, std::span<const float> values)
{
    const Tensor& entry = tensor(name);
    writeTo(valuesOf(entry), entry, entry.count(), values);
}

std::vector<float> ParameterStore::readGradient(std::string_view name) const
{
    const Tensor& entry = trainable(name);
    return readFrom(floatsOf(m_gradients) + entry.offset, entry.count());
}

std::vector<float> ParameterStore::readSlot(std::string_view name, int number) const
{
    const std::int64_t count = slotCount(name, number);
    return count == 0 ? std::vector<float>() : readFrom(slotOf(tensor(name), number), count);
}

void ParameterStore::writeSlot(std::string_view name, int number, std::span<const float> values)
{
    const std::int64_t count = slotCount(name, number);
    writeTo(slotOf(tensor(name), number), tensor(name), count, values);
}

std::array<UpdateSlice, 2> ParameterStore::slices() const
{
    return {flat(0, m_decayingFloats), flat(m_decayingFloats, m_trainableFloats - m_decayingFloats)};
}

UpdateSlice ParameterStore::flat(std::int64_t begin, std::int64_t count) const
{
    return {floatsOf(m_values) + begin, floatsOf(m_gradients) + begin,
            m_slots[0] ? floatsOf(m_slots[0]) + begin : nullptr, m_slots[1] ? floatsOf(m_slots[1]) + begin : nullptr,
            count};
}

float* ParameterStore::slotBuffer(int slot) const
{
    const auto& buffer = m_slots[slot];
    return buffer ? floatsOf(buffer) : nullptr;
}

void ParameterStore::reserveGradientSum()
{
    if (!m_gradientSum)
        m_gradientSum = allocateFloats(m_backend, m_trainableFloats);
}

void ParameterStore::sumGradients(bool isFirst, bool isLast)
{
    const OptimizerKernels& kernels = m_backend.optimizerKernels();
    if (isFirst && isLast)
        return;
    if (isFirst)
        kernels.blend(floatsOf(m_gradientSum), floatsOf(m_gradients), 1.0F, m_trainableFloats);
    else if (isLast)
        kernels.add(floatsOf(m_gradients), floatsOf(m_gradientSum), m_trainableFloats);
    else
        kernels.add(floatsOf(m_gradientSum), floatsOf(m_gradients), m_trainableFloats);
}

std::vector<float> ParameterStore::readStates() const
{
    return readFrom(floatsOf(m_states), m_stateFloats);
}

void ParameterStore::writeStates(std::span<const float> states)
{
    LB_ASSERT(states.size() == static_cast<std::size_t>(m_stateFloats));
    m_backend.copyToDevice(m_states->data(), states.data(), states.size_bytes());
}

UpdateSlice ParameterStore::slice(const Tensor& tensor) const
{
    const auto offset = static_cast<std::ptrdiff_t>(tensor.offset);
    return {valuesOf(tensor), floatsOf(m_gradients) + offset, slotOf(tensor, 0), slotOf(tensor, 1), tensor.count()};
}

const float* ParameterStore::gradients() const
{
    return floatsOf(m_gradients);
}

std::int64_t ParameterStore::parameterCount() const
{
    std::int64_t count = 0;
    for (const Tensor& entry : m_tensors)
        count += entry.trainable ? entry.count() : 0;
    return count;
}

std::size_t ParameterStore::bytes() const
{
    return m_values->bytes() + m_gradients->bytes() + m_states->bytes() + slotBytes() +
           (m_gradientSum ? m_gradientSum->bytes() : 0);
}

} // namespace lb::engine
