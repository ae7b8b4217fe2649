#pragma once

#include "engine/backend/backend.h"
#include "engine/graph/graph.h"
#include "engine/graph/optimizer_state.h"
#include "engine/train/program.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lb::engine {

/// Named parameters, states, gradients and optimizer slots (F32) in flat device buffers, shared by the programs of all
/// shape buckets. Trainable tensors come first, those that decay before those that do not, so that an optimizer updates
/// them in two slices. Each tensor starts on 64 bytes; the gaps are zero and stay zero.
class ParameterStore {
public:
    static constexpr int kSlots = kOptimizerSlots;
    /// Floats that an optimizer keeps for a tensor, by slot.
    using SlotSizes = std::array<std::int64_t, kSlots>;

    /// Takes the parameters of `graph` (every bucket's graph must record the same ones) and draws their initial content
    /// from (seed, name): independent of recording order.
    ParameterStore(Backend& backend, const Graph& graph, std::uint64_t seed);

    /// Storage for a program over a graph with the same parameters. `gradients[i]` belongs to the i-th trainable
    /// parameter of `graph` (as trainableParameters() lists them) and may be null (then its gradient buffer stays
    /// zero); an empty list binds no gradients.
    ExternalStorage bind(const Graph& graph, const std::vector<Value>& gradients = {}) const;
    /// Copies the graph's state updates (running statistics) of a program that has run into the store.
    void applyStateUpdates(const Program& program);

    struct Tensor {
        std::string name;
        Shape shape;
        bool trainable = true;
        bool decays = true;
        std::size_t offset = 0; ///< in floats, in the trainable or the state buffer
        std::int64_t count() const { return shape.elements(); }
    };
    const std::vector<Tensor>& tensors() const { return m_tensors; }
    bool has(std::string_view name) const { return m_byName.contains(std::string(name)); }
    /// Content by name. An unknown name or another number of values is an EngineError.
    std::vector<float> read(std::string_view name) const;
    void write(std::string_view name, std::span<const float> values);
    /// Content into memory of just its size, allocating nothing; `slot`: an optimizer slot instead.
    void copyTo(std::span<std::byte> target, std::string_view name, std::optional<int> slot = {}) const;
    std::vector<float> readGradient(std::string_view name) const;
    /// Makes zeroed slots: sizes(tensor) floats for each trainable tensor. The optimizer's call; a store has none
    /// before.
    void reserveSlots(const std::function<SlotSizes(const Tensor&)>& sizes);
    /// Floats in a slot of a trainable tensor; 0 when the optimizer keeps none.
    std::int64_t slotCount(std::string_view name, int slot) const;
    std::size_t slotBytes() const;
    /// An optimizer slot of a trainable tensor.
    std::vector<float> readSlot(std::string_view name, int slot) const;
    void writeSlot(std::string_view name, int slot, std::span<const float> values);

    /// Flat slices for the optimizer: [0] decaying, [1] not decaying; either may be empty. Only with slots that are as
    /// large as the tensors, or that are not there (null).
    std::array<UpdateSlice, 2> slices() const;
    /// Neighbours in the flat buffers, from `begin` on; slots as above.
    UpdateSlice flat(std::int64_t begin, std::int64_t count) const;
    /// The flat buffer of a slot as large as the parameters, such as their average; null where there is none.
    float* slotBuffer(int slot) const;
    /// One trainable tensor, with null for slots of no size.
    UpdateSlice slice(const Tensor& tensor) const;
    /// Takes memory for a sum of gradients over several batches.
    void reserveGradientSum();
    /// Puts the gradients aside, adding to those put aside since `isFirst`; the last time, `isLast`, the gradients
    /// become the sum instead.
    void sumGradients(bool isFirst, bool isLast);
    /// Running statistics and frozen tensors, to put back after a step that was none.
    std::vector<float> readStates() const;
    void writeStates(std::span<const float> states);

    /// All gradients as one span of floats, for the global norm.
    const float* gradients() const;
    std::int64_t trainableFloats() const { return m_trainableFloats; }
    /// Number of trainable numbers without the alignment gaps: "parameters" as papers count them.
    std::int64_t parameterCount() const;
    std::size_t bytes() const;
    Backend& backend() const { return m_backend; }

private:
    const Tensor& tensor(std::string_view name) const;
    float* valuesOf(const Tensor& tensor) const;
    const Tensor& trainable(std::string_view name) const;
    /// Null where the optimizer keeps nothing.
    float* slotOf(const Tensor& tensor, int slot) const;
    std::size_t indexOf(const Tensor& tensor) const { return static_cast<std::size_t>(&tensor - m_tensors.data()); }
    std::vector<float> readFrom(const float* device, std::int64_t count) const;
    void writeTo(float* device, const Tensor& entry, std::int64_t count, std::span<const float> values);

    Backend& m_backend;
    std::vector<Tensor> m_tensors;
    std::unordered_map<std::string, std::size_t> m_byName;
    std::int64_t m_decayingFloats = 0;
    std::int64_t m_trainableFloats = 0;
    std::int64_t m_stateFloats = 0;
    std::unique_ptr<Buffer> m_values;
    std::unique_ptr<Buffer> m_gradients;
    std::unique_ptr<Buffer> m_gradientSum; ///< null unless reserved
    struct SlotPlace {
        std::int64_t offset = 0;
        std::int64_t count = 0;
    };
    std::vector<std::array<SlotPlace, kSlots>> m_slotPlaces; ///< by tensor
    std::unique_ptr<Buffer> m_slots[kSlots];                 ///< null: of no size
    std::unique_ptr<Buffer> m_states;
};

} // namespace lb::engine
