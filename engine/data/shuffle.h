#pragma once

#include "engine/data/batch_source.h"

#include <cstdint>
#include <mutex>
#include <vector>

namespace lb::engine {

/// Throws EngineError(InvalidArgument), saying what to do, unless `items` can be served in batches of these options.
void checkBatchOptions(const std::vector<std::uint32_t>& items, std::size_t itemsInSet, const BatchOptions& options);

/// Number of batches of `options.rows` rows from `items` items.
std::int64_t batchCount(std::size_t items, const BatchOptions& options);

/// The last result of a pure function of the epoch, kept because all batches of an epoch ask for the same one.
/// Thread safe.
template <class T>
class EpochCache {
public:
    /// Calls `use(value)` with the value of `epoch`, made by `make(epoch)` when it is not the one kept.
    template <class Make, class Use>
    auto with(std::int64_t epoch, const Make& make, const Use& use) const
    {
        const std::lock_guard lock(m_valueMutex);
        if (m_epoch != epoch) {
            m_epoch = -1; // should `make` throw, nothing half-made is kept
            m_value = make(epoch);
            m_epoch = epoch;
        }
        return use(m_value);
    }

private:
    mutable std::mutex m_valueMutex; ///< guards both
    mutable std::int64_t m_epoch = -1;
    mutable T m_value{};
};

} // namespace lb::engine
