#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lb::models {

/// Partners for the shuffle gap: a permutation without fixed points (one cycle, Sattolo 1986) from the seed. One row
/// has no partner: {0}, whose gap is 0.
std::vector<std::uint32_t> derangement(std::int64_t rows, std::uint64_t seed);

/// Mean of -ln p(x|z of another x) less mean of -ln p(x|own z), nats: whether the decoder uses z at all. Below 0.1 the
/// posterior has collapsed, whatever KL and active units say; 2 to 12 when z is used. 0 for no rows.
double shuffleGap(std::span<const float> ownReconstruction, std::span<const float> shuffledReconstruction);
/// Standard error of that mean, from the spread of the rows; 0 for fewer than two.
double shuffleGapError(std::span<const float> ownReconstruction, std::span<const float> shuffledReconstruction);

} // namespace lb::models
