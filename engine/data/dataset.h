#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lb::engine {

/// Grey images as bytes, with labels (may be empty). Read-only once made; shared between threads by const reference.
struct ImageSet {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<std::uint8_t> pixels; ///< [count, height, width]; 255 becomes 1.0
    std::vector<std::int32_t> labels; ///< [count] or empty
    std::vector<std::string> classNames;

    std::size_t count() const
    {
        return height * width == 0 ? 0 : pixels.size() / static_cast<std::size_t>(height * width);
    }
};

/// Sentences as token ids without <s> and </s>; or, packed, windows of texts that stand one behind the other with those
/// marks among them, of which each overlaps the next by one token.
struct TextSet {
    // Those of our own vocabularies.
    static constexpr std::int32_t kPad = 0;
    static constexpr std::int32_t kBegin = 1; ///< <s>
    static constexpr std::int32_t kEnd = 2;   ///< </s>
    static constexpr std::int32_t kUnknown = 3;

    std::vector<std::vector<std::int32_t>> sentences;
    bool isPacked = false;
    /// The marks before and behind a text; -1: the vocabulary has none (windows alone can do without).
    std::int32_t begin = kBegin;
    std::int32_t end = kEnd;
    std::int32_t unknown = kUnknown;
    std::int32_t vocabularySize = 0;
    std::vector<std::string> labels; ///< empty, or one per sentence

    std::size_t count() const { return sentences.size(); }
    /// Tokens that are predicted of an item: all of a sentence and its end, all but the first of a window.
    std::size_t stepsOf(std::size_t item) const
    {
        const std::size_t size = sentences[item].size();
        return isPacked ? (size > 0 ? size - 1 : 0) : size + 1;
    }
};

} // namespace lb::engine
