#pragma once

#include <cstddef>
#include <string_view>

namespace lb::models {

/// How much of an answer is that of the key, in characters. The three tasks of the Chinese LIC 2020 contest measure it
/// in three ways, and one in place of another gives other scores:

/// Reading comprehension: the longest run of characters that stands in both. (Its script calls it LCS.)
std::size_t longestCommonRun(std::u32string_view a, std::u32string_view b);
/// Event extraction, as the published baseline measures: the most characters that stand in both in this order.
std::size_t longestCommonSubsequence(std::u32string_view a, std::u32string_view b);
/// Event extraction, as the contest measures: characters in common, each as often as in the one that has fewer.
std::size_t commonCharacters(std::u32string_view a, std::u32string_view b);

/// 2 common / (|a| + |b|); 0 for two empty answers.
double overlapF1(std::size_t common, std::size_t sizeOfA, std::size_t sizeOfB);

} // namespace lb::models
