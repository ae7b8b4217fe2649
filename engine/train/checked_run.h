#pragma once

#include "engine/backend/backend.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace lb::engine {

/// The numbers that one part of a model made in a run: of all floating outputs of its nodes.
struct ScopeRange {
    std::string scope; ///< "encoder/lstm"; of the backward pass "backward:encoder/lstm"
    /// Of the finite ones. least > most: there was none.
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
    std::int64_t values = 0;
    std::int64_t notFinite = 0;
    bool operator==(const ScopeRange&) const = default;

    void add(const ScopeRange& other);
};

/// What a checked run saw.
struct CheckedRun {
    std::string place;              ///< the first node that made a NaN or infinity, in words; empty: none did
    std::vector<ScopeRange> scopes; ///< in the order in which they first ran

    /// The range of that scope, which is made when it is new.
    ScopeRange& of(const std::string& scope);
    /// The same run's next part.
    void add(const CheckedRun& other);
};

/// Of a value on the device, which is waited for; of whole numbers, nothing. On the host a part at a time.
ScopeRange rangeOf(Backend& backend, const TensorType& type, const std::byte* address);

} // namespace lb::engine
