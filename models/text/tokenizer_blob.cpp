#include "models/text/tokenizer_blob.h"

#include "models/text/byte_pair_tokenizer.h"
#include "models/text/foreign_json.h"
#include "models/text/unicode_text.h"
#include "models/text/wordpiece_tokenizer.h"

#include <fmt/format.h>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;

namespace {

constexpr const char* kMark = "latentbench_tokenizer"; // no tokenizer.json has it
constexpr int kVersion = 1;

} // namespace

engine::Result<std::string> storedTokenizer(const StoredTokenizer& stored)
{
    for (const std::string* file : {&stored.vocabulary, &stored.merges, &stored.settings})
        if (!isUtf8(*file))
            return fail(ErrorKind::Corrupt, "A file of the tokenizer is damaged: it holds bytes that are not UTF-8.");
    const nlohmann::json json{{kMark, kVersion},         {"kind", stored.kind},
                              {"flag", stored.flag},     {"vocabulary", stored.vocabulary},
                              {"merges", stored.merges}, {"settings", stored.settings}};
    return json.dump();
}

engine::Result<std::unique_ptr<Tokenizer>> loadJsonTokenizer(std::string_view bytes)
{
    const auto json = parseForeignJson(bytes, "The tokenizer file");
    if (!json)
        return tl::unexpected(json.error());
    const nlohmann::json* version = entryOf(*json, kMark);
    if (version && *version != kVersion)
        return fail(
            ErrorKind::Unsupported,
            fmt::format("The tokenizer was stored by another version of Latentbench, in its form {}; this one reads "
                        "form {}.",
                        version->dump(), kVersion));
    const std::string kind = version ? textOr(*json, "kind", "") : std::string(kTokenizerJsonKind);
    const bool flag = flagOr(*json, "flag", false);
    if (version && kind == kBytePairKind)
        return makeBytePairTokenizer({textOr(*json, "vocabulary", ""), textOr(*json, "merges", ""), flag});
    if (version && kind == kWordPieceKind)
        return makeWordPieceTokenizer({textOr(*json, "vocabulary", ""), flag});
    return fail(ErrorKind::Unsupported, fmt::format("There is no tokenizer of the kind \"{}\".", kind));
}

} // namespace lb::models
