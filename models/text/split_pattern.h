#pragma once

#include "engine/core/error.h"
#include "models/text/aligned_text.h"

#include <memory>
#include <string_view>
#include <vector>

namespace lb::models {

/// What becomes of the places where a pattern matches, in the words that a text falls into.
enum class SplitBehaviour {
    Isolated,           ///< words of their own
    Removed,            ///< in no word
    MergedWithPrevious, ///< the end of the word before; the second of two matches in a row is a word of its own
    MergedWithNext,     ///< the beginning of the word behind, likewise
    Contiguous          ///< matches in a row are one word
};

/// A part of a text: what a pattern matches, or what lies between.
struct SplitPart {
    ByteRange range;
    bool isMatch = false;
};
/// Appends the words that these parts, which cover a text in order, make.
void joinParts(std::vector<SplitPart> parts, SplitBehaviour behaviour, std::vector<ByteRange>& words);

/// A regular expression that a stranger wrote, by ICU: within limits of time and stack, so that none can hang the
/// program. "\s" is Unicode's White_Space, as in Oniguruma, which the writers of tokenizer.json files test with.
/// Immutable: may be used from several threads at once.
class SplitPattern {
public:
    static constexpr std::size_t kLongest = 4096;

    /// Unsupported, with a sentence, when it is too long or ICU does not understand it.
    static engine::Result<SplitPattern> expression(std::string_view pattern);
    /// Exactly this text.
    static engine::Result<SplitPattern> literal(std::string_view text);

    /// The parts of `text`, any bytes, in order; none is empty. Throws EngineError with a sentence for a text on which
    /// the search would take far more steps than its length explains.
    std::vector<SplitPart> parts(std::string_view text) const;

private:
    struct Compiled;
    static engine::Result<SplitPattern> compiled(std::string_view pattern, std::uint32_t flags);
    std::shared_ptr<const Compiled> m_compiled; ///< shared: copies of a step search with the same
};

} // namespace lb::models
