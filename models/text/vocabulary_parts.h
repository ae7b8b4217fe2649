#pragma once

#include "models/text/byte_pair_model.h"
#include "models/text/pipeline_tokenizer.h"

#include <nlohmann/json_fwd.hpp>

namespace lb::models {

/// The entries of a JSON object, token to id.
engine::Result<void> addEntries(const nlohmann::json& object, Vocabulary& vocabulary);

/// Makes control tokens of all that have a role, in `vocabulary` and in `added`.
void addControlTokens(const SpecialTokens& specials, Vocabulary& vocabulary, std::vector<AddedToken>& added);

/// All pieces but the control tokens, as text or, at byte level, as the bytes that they stand for.
void addPieces(BytePairModel& model, const Vocabulary& vocabulary, bool isByteLevel);

/// Corrupt when one of the two, or what they make, is no token. `continuing` is a prefix that the right one loses
/// ("##"). A merge that makes a control token is left out: no text may write one.
engine::Result<void> addMerge(BytePairModel& model, const Vocabulary& vocabulary, std::string_view left,
                              std::string_view right, std::string_view continuing = {});

} // namespace lb::models
