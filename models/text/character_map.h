#pragma once

#include "engine/core/error.h"
#include "models/text/aligned_text.h"
#include "models/text/piece_trie.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// What sentencepiece replaces in a text before it cuts it ("precompiled_charsmap"): the longest sequence of characters
/// that the map knows at each place becomes another one. Read by ourselves, with every step of the search inside the
/// map's bytes: the library's own search trusts them. Source of the format: sentencepiece's normalizer.cc and the
/// double array of darts-clone (a unit: a label, an offset to its children, or a value).
class CharacterMap {
public:
    /// At most 1 MiB; replacements are UTF-8 of at most 256 bytes. Corrupt or Unsupported, with a sentence.
    static engine::Result<CharacterMap> read(std::string_view bytes);
    /// As tokenizer.json keeps it.
    static engine::Result<CharacterMap> readBase64(std::string_view text);

    /// `text` must be valid UTF-8, and stays so. Pieces of `kept` are left as they are. What a sequence becomes has the
    /// whole sequence for its source. Throws EngineError when the result has more than 1 GiB.
    AlignedText applied(const AlignedText& text, const PieceTrie& kept = {}) const;

private:
    struct Match {
        std::size_t bytes = 0; ///< 0: nothing is known here
        std::string_view replacement;
    };
    Match longestAt(std::string_view text) const;
    bool isReplacement(std::size_t place) const;

    std::vector<std::uint32_t> m_units;
    std::string m_replacements; ///< each ends with a NUL
};

} // namespace lb::models
