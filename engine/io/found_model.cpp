#include "engine/io/found_model.h"

#include "engine/io/foreign_format.h"
#include "engine/io/safetensors_archive.h"
#include "engine/io/tensorflow_checkpoint.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace lb::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kConfigBytes = std::uint64_t{16} << 20;
constexpr std::size_t kMaxFiles = 100'000;
constexpr std::string_view kShardIndexEnd = ".safetensors.index.json";

tl::unexpected<Error> refuse(const fs::path& path, ErrorKind kind, const std::string& words)
{
    return fail(kind, path.string() + ": " + words);
}

/// The names in a folder, sorted.
Result<std::vector<std::string>> namesIn(const fs::path& folder)
{
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator it(folder.empty() ? "." : folder, error), end; !error && it != end;
         it.increment(error)) {
        if (names.size() == kMaxFiles)
            return refuse(folder, ErrorKind::InvalidArgument,
                          "has more than 100000 files. Choose a model's file in it.");
        names.push_back(it->path().filename().string());
    }
    if (error)
        return refuse(folder, ErrorKind::Io, "cannot be looked through: " + error.message());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> ending(const std::vector<std::string>& names, std::string_view end)
{
    std::vector<std::string> result;
    std::copy_if(names.begin(), names.end(), std::back_inserter(result),
                 [end](const std::string& name) { return name.ends_with(end) && name.size() > end.size(); });
    return result;
}

bool isVocabulary(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> kNames{
        "tokenizer.json", "tokenizer_config.json", "vocab.json", "merges.txt",
        "vocab.txt",      "encoder.json",          "vocab.bpe",  "special_tokens_map.json"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || name.ends_with(".model");
}

/// A configuration of something else than the model.
bool isOtherConfig(std::string_view name)
{
    static constexpr std::array<std::string_view, 6> kWords{"tokenizer", "generation",    "preprocessor",
                                                            "processor", "sentence_bert", "adapter"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [name](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

Result<std::optional<fs::path>> findConfig(const fs::path& folder, const std::vector<std::string>& names)
{
    for (const char* usual : {"config.json", "bert_config.json", "hparams.json"})
        if (std::binary_search(names.begin(), names.end(), usual))
            return folder / usual;
    std::vector<std::string> candidates;
    for (const std::string& name : ending(names, ".json"))
        if (name.find("config") != std::string::npos && !isOtherConfig(name))
            candidates.push_back(name);
    if (candidates.size() > 1)
        return refuse(folder, ErrorKind::InvalidArgument,
                      "has several files that may be the model's configuration, such "
                      "as " +
                          candidates[0] + " and " + candidates[1] + ". Name the right one config.json.");
    return candidates.empty() ? std::optional<fs::path>() : folder / candidates.front();
}

Result<FoundModel> withNeighbours(FoundModel model)
{
    const fs::path folder = model.weights.parent_path();
    const Result<std::vector<std::string>> names = namesIn(folder);
    if (!names)
        return tl::unexpected(names.error());
    const Result<std::optional<fs::path>> config = findConfig(folder, *names);
    if (!config)
        return tl::unexpected(config.error());
    model.config = *config;
    for (const std::string& name : *names)
        if (isVocabulary(name))
            model.vocabularies.push_back(folder / name);
    return model;
}

/// A file of no kind that is read: says what it is, by its first bytes or else by its name.
tl::unexpected<Error> refuseForeign(const fs::path& path)
{
    constexpr std::uint64_t kSniffedBytes = 512;
    const Result<std::unique_ptr<ByteSource>> source = openFile(path);
    if (!source)
        return refuse(path, source.error().kind, source.error().detail);
    std::vector<std::byte> beginning(static_cast<std::size_t>(std::min((*source)->size(), kSniffedBytes)));
    if (const Result<void> read = (*source)->read(0, beginning); !read)
        return refuse(path, read.error().kind, read.error().detail);
    if (const auto meaning = describeForeign(beginning))
        return refuse(path, ErrorKind::Unsupported, *meaning);
    const std::string end = path.extension().string();
    if (end == ".bin" || end == ".pt" || end == ".pth" || end == ".ckpt" || end == ".pkl")
        return refuse(path, ErrorKind::Unsupported,
                      "has the name of a PyTorch file, which runs code when it is opened and is never read. Convert it "
                      "where it was made, with safetensors.torch.save_file(model.state_dict(), \"model.safetensors\"), "
                      "and open the result.");
    if (end == ".h5" || end == ".keras" || end == ".msgpack" || end == ".onnx" || end == ".pb")
        return refuse(path, ErrorKind::Unsupported,
                      "is of a kind (" + end +
                          ") that is not read. Only .safetensors files and TensorFlow "
                          "checkpoints are.");
    return refuse(path, ErrorKind::Unsupported,
                  "is no model: neither a .safetensors file nor part of a TensorFlow checkpoint");
}

/// A checkpoint of this program says so in its metadata.
Result<FoundModel> safetensorsModel(const fs::path& path)
{
    const Result<TensorArchive> archive = openSafetensors(path);
    if (!archive)
        return tl::unexpected(archive.error());
    if (archive->metadata().contains("lb.spec"))
        return FoundModel{.kind = FoundModel::Kind::OwnCheckpoint, .weights = path};
    return withNeighbours({.kind = FoundModel::Kind::Safetensors, .weights = path});
}

Result<FoundModel> tensorflowModel(const fs::path& path)
{
    const Result<fs::path> index = findTensorflowIndex(path);
    if (!index)
        return tl::unexpected(index.error());
    if (const Result<TensorArchive> archive = openTensorflowCheckpoint(*index); !archive)
        return tl::unexpected(archive.error());
    return withNeighbours({.kind = FoundModel::Kind::Tensorflow, .weights = *index});
}

Result<FoundModel> modelInFolder(const fs::path& folder)
{
    const Result<std::vector<std::string>> names = namesIn(folder);
    if (!names)
        return tl::unexpected(names.error());
    const std::vector<std::string> sharded = ending(*names, kShardIndexEnd);
    const std::vector<std::string> whole = ending(*names, ".safetensors");
    for (const char* usual : {"model.safetensors.index.json", "model.safetensors"})
        if (std::binary_search(names->begin(), names->end(), usual))
            return safetensorsModel(folder / usual);
    if (sharded.size() == 1)
        return safetensorsModel(folder / sharded.front());
    if (sharded.size() + whole.size() > 1)
        return refuse(folder, ErrorKind::InvalidArgument,
                      "has several models in it. Choose one of its .safetensors files.");
    if (whole.size() == 1)
        return safetensorsModel(folder / whole.front());
    if (!ending(*names, ".index").empty())
        return tensorflowModel(folder);
    for (const char* end :
         {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".h5", ".keras", ".gguf", ".msgpack", ".onnx", ".pb"})
        if (const std::vector<std::string> foreign = ending(*names, end); !foreign.empty())
            return refuseForeign(folder / foreign.front());
    return refuse(folder, ErrorKind::NotFound,
                  "has no model in it: neither a .safetensors file nor the .index file of a TensorFlow checkpoint");
}

/// Part of a TensorFlow checkpoint by its name alone, or by the .index beside it.
bool isTensorflowName(const fs::path& path)
{
    const std::string name = path.filename().string();
    std::error_code ignored; // then there is none
    return name.ends_with(".index") || name.find(".data-") != std::string::npos ||
           fs::exists(path.string() + ".index", ignored);
}

} // namespace

Result<FoundModel> findModel(const fs::path& path)
{
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status))
        return modelInFolder(path);
    const std::string name = path.filename().string();
    if (isTensorflowName(path))
        return tensorflowModel(path);
    if (name.ends_with(".meta") && isTensorflowName(fs::path(path).replace_extension()))
        return tensorflowModel(fs::path(path).replace_extension());
    if (!fs::exists(status))
        return refuse(path, ErrorKind::NotFound, "there is no file or folder of this name");
    if (name.ends_with(".safetensors") || name.ends_with(kShardIndexEnd))
        return safetensorsModel(path);
    if (name == "config.json" || name == "bert_config.json" || name == "hparams.json")
        return modelInFolder(path.parent_path());
    return refuseForeign(path);
}

Result<TensorArchive> openModel(const FoundModel& model)
{
    return model.kind == FoundModel::Kind::Tensorflow ? openTensorflowCheckpoint(model.weights)
                                                      : openSafetensors(model.weights);
}

Result<std::optional<TransformerConfig>> readConfig(const FoundModel& model)
{
    if (!model.config)
        return std::optional<TransformerConfig>();
    const Result<std::string> text = readTextFile(*model.config, kConfigBytes);
    if (!text)
        return tl::unexpected(text.error());
    Result<TransformerConfig> config = parseTransformerConfig(*text);
    if (!config)
        return refuse(*model.config, config.error().kind, config.error().detail);
    return std::optional(std::move(*config));
}

} // namespace lb::engine
