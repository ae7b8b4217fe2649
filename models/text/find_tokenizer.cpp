#include "models/text/find_tokenizer.h"

#include "models/text/byte_pair_tokenizer.h"
#include "models/text/foreign_json.h"
#include "models/text/tokenizer_json.h"
#include "models/text/wordpiece_tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace lb::models {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{32} << 20;

using Made = Result<std::unique_ptr<Tokenizer>>;

class Folder {
public:
    explicit Folder(const fs::path& path)
        : m_path(path)
    {
    }

    bool has(const char* name) const
    {
        std::error_code ignored;
        return fs::is_regular_file(m_path / name, ignored);
    }

    Result<std::string> read(const fs::path& name) const
    {
        const fs::path path = m_path / name;
        std::error_code error;
        const std::uintmax_t size = fs::file_size(path, error);
        if (!error && size > kLargestFile)
            return fail(ErrorKind::Unsupported,
                        fmt::format("\"{}\" has {} bytes; files of tokenizers up to {} can be read.", path.string(),
                                    size, kLargestFile));
        std::ifstream file(path, std::ios::binary);
        std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
        if (error || !file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
            return fail(ErrorKind::Io, fmt::format("\"{}\" cannot be read. May you read it?", path.string()));
        return bytes;
    }

    /// Files whose names end with ".model", by name.
    std::vector<fs::path> models() const
    {
        std::vector<fs::path> found;
        std::error_code error;
        for (fs::directory_iterator entry(m_path, error), end; !error && entry != end; entry.increment(error))
            if (entry->path().extension() == ".model" && entry->is_regular_file(error))
                found.push_back(entry->path().filename());
        std::sort(found.begin(), found.end());
        return found;
    }

    std::string name() const { return m_path.string(); }
    bool isThere() const
    {
        std::error_code ignored;
        return fs::is_directory(m_path, ignored);
    }

private:
    const fs::path& m_path;
};

/// tokenizer_config.json, if there is one.
struct Settings {
    std::string bytes;
    nlohmann::json json = nlohmann::json::object();
};

Result<Settings> readSettings(const Folder& folder)
{
    Settings settings;
    if (!folder.has("tokenizer_config.json"))
        return settings;
    auto bytes = folder.read("tokenizer_config.json");
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto json = parseForeignJson(*bytes, "The tokenizer_config.json");
    if (!json)
        return tl::unexpected(json.error());
    settings = {std::move(*bytes), std::move(*json)};
    return settings;
}

Made fromPairs(const Folder& folder, const Settings& settings, const char* vocabulary, const char* merges)
{
    // Other kinds use the same file names with another rule for words: their ids would be wrong without a sign of it.
    constexpr std::array<std::string_view, 4> kKnown{"", "GPT2Tokenizer", "RobertaTokenizer", "BartTokenizer"};
    std::string kind = textOr(settings.json, "tokenizer_class", "");
    if (kind.ends_with("Fast"))
        kind.resize(kind.size() - 4);
    if (std::find(kKnown.begin(), kKnown.end(), kind) == kKnown.end())
        return fail(
            ErrorKind::Unsupported,
            fmt::format("The tokenizer_config.json asks for a {}, which {} and {} alone do not describe. Put its "
                        "tokenizer.json there too.",
                        kind.substr(0, 100), vocabulary, merges));
    auto first = folder.read(vocabulary);
    auto second = folder.read(merges);
    if (!first || !second)
        return tl::unexpected(first ? second.error() : first.error());
    return makeBytePairTokenizer(
        {std::move(*first), std::move(*second), flagOr(settings.json, "add_prefix_space", false)});
}

Made fromWordPieces(const Folder& folder, const Settings& settings)
{
    auto vocabulary = folder.read("vocab.txt");
    if (!vocabulary)
        return tl::unexpected(vocabulary.error());
    const bool lowers = flagOr(settings.json, "do_lower_case", !isCasedVocabulary(*vocabulary));
    return makeWordPieceTokenizer({std::move(*vocabulary), lowers});
}

Made fromJson(const Folder& folder, const Settings& settings)
{
    auto tokenizer = folder.read("tokenizer.json");
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    return makeTokenizerFromJson({std::move(*tokenizer), settings.bytes});
}

Made fromModel(const Folder& folder)
{
    const std::vector<fs::path> models = folder.models();
    if (models.size() > 1)
        return fail(ErrorKind::NotFound,
                    fmt::format("\"{}\" has several .model files, \"{}\" and \"{}\" among them. Leave the one of the "
                                "tokenizer there.",
                                folder.name(), models[0].string(), models[1].string()));
    auto bytes = folder.read(models.front());
    if (!bytes)
        return tl::unexpected(bytes.error());
    return loadTokenizer(*bytes);
}

/// What there is of a pair of files that is not complete.
std::string halves(const Folder& folder)
{
    for (const auto& [one, other] : {std::pair{"vocab.json", "merges.txt"}, std::pair{"merges.txt", "vocab.json"},
                                     std::pair{"encoder.json", "vocab.bpe"}, std::pair{"vocab.bpe", "encoder.json"}})
        if (folder.has(one) && !folder.has(other))
            return fmt::format(" {} is there, but {} is missing.", one, other);
    return {};
}

} // namespace

Result<std::unique_ptr<Tokenizer>> findTokenizer(const fs::path& path)
{
    const Folder folder(path);
    if (!folder.isThere())
        return fail(ErrorKind::NotFound, fmt::format("There is no folder \"{}\".", folder.name()));
    const auto settings = readSettings(folder);
    if (!settings)
        return tl::unexpected(settings.error());
    if (folder.has("tokenizer.json"))
        return fromJson(folder, *settings);
    if (folder.has("vocab.json") && folder.has("merges.txt"))
        return fromPairs(folder, *settings, "vocab.json", "merges.txt");
    if (folder.has("encoder.json") && folder.has("vocab.bpe"))
        return fromPairs(folder, *settings, "encoder.json", "vocab.bpe");
    if (folder.has("vocab.txt"))
        return fromWordPieces(folder, *settings);
    if (!folder.models().empty())
        return fromModel(folder);
    return fail(ErrorKind::NotFound,
                fmt::format("There is no tokenizer in \"{}\".{} Put the files there that came with the weights: "
                            "tokenizer.json, vocab.json with merges.txt, vocab.txt, or a .model of sentencepiece.",
                            folder.name(), halves(folder)));
}

} // namespace lb::models
