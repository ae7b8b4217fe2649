#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace lb::models {

/// A table from 64-bit keys to small values in one block: a vocabulary's merges and a trie's edges are millions of
/// entries that are written once and then read at random, where a node for each would cost memory and time.
template <class Value>
class FlatMap {
public:
    static constexpr std::uint64_t kNoKey = ~std::uint64_t{0}; ///< must not be inserted

    /// False when the key is there already; its value stays.
    bool insert(std::uint64_t key, Value value)
    {
        if (2 * (m_size + 1) > m_slots.size())
            grow();
        Slot& slot = m_slots[find(key)];
        if (slot.key == key)
            return false;
        slot = {key, value};
        ++m_size;
        return true;
    }

    /// Null when there is no such key.
    const Value* at(std::uint64_t key) const
    {
        if (m_slots.empty())
            return nullptr;
        const Slot& slot = m_slots[find(key)];
        return slot.key == key ? &slot.value : nullptr;
    }

private:
    struct Slot {
        std::uint64_t key = kNoKey;
        Value value{};
    };

    std::size_t find(std::uint64_t key) const
    {
        std::uint64_t hash = key * 0x9E3779B97F4A7C15U; // Fibonacci hashing: the top bits are the mixed ones
        hash ^= hash >> 32;
        std::size_t place = static_cast<std::size_t>(hash) & (m_slots.size() - 1);
        while (m_slots[place].key != key && m_slots[place].key != kNoKey)
            place = (place + 1) & (m_slots.size() - 1);
        return place;
    }

    void grow()
    {
        std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(m_slots.empty() ? 16 : 2 * m_slots.size()));
        for (const Slot& slot : old)
            if (slot.key != kNoKey)
                m_slots[find(slot.key)] = slot;
    }

    std::vector<Slot> m_slots; ///< a power of two, at most half full
    std::size_t m_size = 0;
};

} // namespace lb::models
