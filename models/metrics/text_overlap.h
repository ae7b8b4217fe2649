#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lb::models {

using TokenSequence = std::vector<std::int32_t>;

/// Different n-grams over all n-grams of the set; 0 when there is none. Source: Li et al. 2016.
double distinctN(std::span<const TokenSequence> samples, std::size_t n);

/// BLEU of `candidate` against `references` with equal weights on 1..n, counts clipped by the best reference, and
/// smoothing "method1" (a count of 0 becomes 0.1); 0 when no word matches. Source: Papineni et al. 2002, Chen & Cherry
/// 2014.
double bleu(const TokenSequence& candidate, std::span<const TokenSequence* const> references, std::size_t n);

/// Mean BLEU-n of each sample against the others: low means varied. Grows with the number of references, so it is
/// fixed: each sample is compared with at most `maximumReferences` others, the first ones. NaN for fewer than two
/// samples.
double selfBleu(std::span<const TokenSequence> samples, std::size_t n, std::size_t maximumReferences = 500);

} // namespace lb::models
