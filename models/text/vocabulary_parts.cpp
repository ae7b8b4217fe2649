#include "models/text/vocabulary_parts.h"

#include "models/text/byte_level.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

Result<void> addEntries(const nlohmann::json& object, Vocabulary& vocabulary)
{
    if (!object.is_object())
        return fail(ErrorKind::Corrupt, "The vocabulary is damaged: it is not a list of tokens with their ids.");
    for (const auto& [piece, id] : object.items()) {
        if (!id.is_number_integer())
            return fail(ErrorKind::Corrupt,
                        fmt::format("The vocabulary is damaged: the id of \"{}\" is not a whole number.", piece));
        const bool fits = !id.is_number_unsigned() || id.get<std::uint64_t>() < std::uint64_t{Vocabulary::kMostIds};
        if (auto added = vocabulary.add(piece, fits ? id.get<std::int64_t>() : Vocabulary::kMostIds); !added)
            return added;
    }
    return {};
}

void addControlTokens(const SpecialTokens& specials, Vocabulary& vocabulary, std::vector<AddedToken>& added)
{
    for (const std::int32_t id : {specials.pad, specials.begin, specials.end, specials.unknown, specials.classification,
                                  specials.separator, specials.mask}) {
        if (id < 0)
            continue;
        vocabulary.makeControl(id);
        const auto same = [=](const AddedToken& token) { return token.id == id; };
        const auto known = std::find_if(added.begin(), added.end(), same);
        if (known != added.end())
            known->isControl = true;
        else
            added.push_back({.text = vocabulary.piece(id), .id = id});
    }
}

void addPieces(BytePairModel& model, const Vocabulary& vocabulary, bool isByteLevel)
{
    for (std::int32_t id = 0; id < vocabulary.size(); ++id) {
        if (!vocabulary.has(id) || vocabulary.isControl(id))
            continue;
        const std::string& piece = vocabulary.piece(id);
        if (const auto bytes = isByteLevel ? bytesOfPiece(piece) : piece)
            model.addPiece(*bytes, id);
    }
}

Result<void> addMerge(BytePairModel& model, const Vocabulary& vocabulary, std::string_view left, std::string_view right,
                      std::string_view continuing)
{
    const bool loses = !continuing.empty() && right.starts_with(continuing);
    const std::string both = std::string(left).append(right.substr(loses ? continuing.size() : 0));
    const std::int32_t leftId = vocabulary.find(left);
    const std::int32_t rightId = vocabulary.find(right);
    const std::int32_t merged = vocabulary.find(both);
    for (const auto& [id, name] :
         {std::pair{leftId, left}, std::pair{rightId, right}, std::pair{merged, std::string_view(both)}})
        if (id < 0)
            return fail(ErrorKind::Corrupt,
                        fmt::format("\"{}\" is no token of the vocabulary. Do both files belong together?", name));
    if (!vocabulary.isControl(leftId) && !vocabulary.isControl(rightId) && !vocabulary.isControl(merged))
        model.addMerge(leftId, rightId, merged);
    return {};
}

} // namespace lb::models
