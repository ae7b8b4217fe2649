#pragma once

#include "models/text/split_pattern.h"

#include <optional>
#include <string>

namespace lb::models {

/// One rule of how a text falls into words that no token crosses.
struct SplitStep {
    enum class Kind {
        ByteLevel,   ///< GPT-2's words; `addsPrefix`: a blank before the first; `splits`: else the text stays whole
        Bert,        ///< at white space, each punctuation character alone
        Words,       ///< runs of word characters and runs of others; white space is dropped
        Blanks,      ///< at white space, which is dropped
        Metaspace,   ///< blanks become `mark`; `splits`: each begins a word; `prefix`
        Punctuation, ///< at each punctuation character, as `behaviour` says
        Digits,      ///< runs of digits, or each alone when `alone`
        Pattern      ///< where `pattern` matches, or does not when `inverts`, as `behaviour` says
    };
    enum class Prefix { Never, First, Always };
    Kind kind = Kind::Blanks;
    bool addsPrefix = false;
    bool splits = true;
    bool alone = false;
    bool inverts = false;
    SplitBehaviour behaviour = SplitBehaviour::Isolated;
    std::optional<SplitPattern> pattern;
    Prefix prefix = Prefix::Always;    ///< where Metaspace puts a mark before a word that has none
    std::string mark = "\xE2\x96\x81"; ///< U+2581
};

struct SplitText {
    AlignedText text;
    std::vector<ByteRange> words; ///< of `text`, in order, not empty
};

/// `isFirst`: the text is not what follows a control token. Throws EngineError where SplitPattern::parts does.
SplitText splitWords(AlignedText text, const std::vector<SplitStep>& steps, bool isFirst);

} // namespace lb::models
