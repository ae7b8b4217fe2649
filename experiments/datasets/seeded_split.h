#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace lb::experiments {

struct SplitSizes {
    std::size_t train = 0; ///< capped by what the other two leave
    std::size_t validation = 0;
    std::size_t test = 0;
};

/// Positions 0 .. count-1, each in at most one list.
struct Split {
    std::vector<std::uint32_t> train;
    std::vector<std::uint32_t> validation;
    std::vector<std::uint32_t> test;
};

/// Takes test, then validation, then train from one shuffle of 0 .. count-1 by `seed`: another number of training items
/// leaves the other two lists as they are, and the longer training list begins with the shorter.
Split seededSplit(std::size_t count, const SplitSizes& sizes, std::uint64_t seed);

/// A tenth each, at most `mostHeldOut`, for validation and test; `limit` (0: all) of the rest for training.
SplitSizes sizesFor(std::size_t count, std::size_t limit, std::size_t mostHeldOut);

/// SHA-256 (hex) over the lists' lengths and members.
QString splitHash(const Split& split);

} // namespace lb::experiments
