#include "models/metrics/answer_overlap.h"

#include <algorithm>
#include <map>
#include <vector>

namespace lb::models {

std::size_t longestCommonRun(std::u32string_view a, std::u32string_view b)
{
    std::vector<std::size_t> row(b.size() + 1); // of runs that end at a[i], b[j]
    std::size_t longest = 0;
    for (const char32_t c : a)
        for (std::size_t j = b.size(); j > 0; --j) {
            row[j] = c == b[j - 1] ? row[j - 1] + 1 : 0;
            longest = std::max(longest, row[j]);
        }
    return longest;
}

std::size_t longestCommonSubsequence(std::u32string_view a, std::u32string_view b)
{
    std::vector<std::size_t> row(b.size() + 1); // of a so far and the first j of b
    for (const char32_t c : a) {
        std::size_t diagonal = 0;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = c == b[j - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
            diagonal = above;
        }
    }
    return row.back();
}

std::size_t commonCharacters(std::u32string_view a, std::u32string_view b)
{
    std::map<char32_t, std::size_t> counts;
    for (const char32_t c : a)
        ++counts[c];
    std::size_t common = 0;
    for (const char32_t c : b) {
        const auto found = counts.find(c);
        if (found == counts.end() || found->second == 0)
            continue;
        --found->second;
        ++common;
    }
    return common;
}

double overlapF1(std::size_t common, std::size_t sizeOfA, std::size_t sizeOfB)
{
    const std::size_t sizes = sizeOfA + sizeOfB;
    return sizes == 0 ? 0.0 : 2.0 * static_cast<double>(common) / static_cast<double>(sizes);
}

} // namespace lb::models
