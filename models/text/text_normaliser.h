#pragma once

#include "models/text/character_map.h"
#include "models/text/split_pattern.h"
#include "models/text/unicode_text.h"

#include <memory>
#include <optional>

namespace lb::models {

/// One change of a text before it is split.
struct NormaliserStep {
    enum class Kind {
        Bert,         ///< the switches below
        Compose,      ///< `form`
        Lowercase,    ///< character by character
        StripAccents, ///< drops all combining marks
        StripBlanks,  ///< white space at the ends
        Replace,      ///< `pattern`, or what `expression` finds, by `content`
        Prepend,      ///< `content`, before a text that is not empty
        CharacterMap  ///< `map`
    };
    Kind kind = Kind::Compose;
    NormalForm form = NormalForm::Nfc;
    std::string pattern; ///< not empty
    std::string content; ///< valid UTF-8
    std::optional<SplitPattern> expression;
    std::shared_ptr<const models::CharacterMap> map; ///< shared: up to a MiB, and never changed
    bool atLeft = true;  ///< StripBlanks
    bool atRight = true;
    bool dropsControls = true; ///< Bert: NUL, U+FFFD and control characters; white space becomes blanks
    bool isolatesIdeographs = true;
    bool stripsAccents = true;
    bool lowersCase = true;
};

/// `text` must be valid UTF-8. Throws EngineError where SplitPattern::parts and CharacterMap::applied do.
AlignedText normalised(AlignedText text, const std::vector<NormaliserStep>& steps);

/// Chinese characters as BERT counts them: eight ranges, without kana and hangul.
bool isBertIdeograph(char32_t c);
/// ASCII that is neither letter, digit, blank nor control, and all that Unicode calls punctuation.
bool isBertPunctuation(char32_t c);

} // namespace lb::models
