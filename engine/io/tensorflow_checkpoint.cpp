#include "engine/io/tensorflow_checkpoint.h"

#include "engine/io/foreign_format.h"
#include "engine/io/tensorflow_index.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <system_error>

namespace lb::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kIndexSuffix = ".index";
constexpr std::string_view kDataMark = ".data-";

std::string fiveDigits(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    return std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
}

/// "X.data-00000-of-00001" without its end; empty when `name` is no such name.
std::string withoutDataEnd(const std::string& name)
{
    const std::size_t at = name.rfind(kDataMark);
    if (at == std::string::npos)
        return {};
    std::string form = name.substr(at + kDataMark.size());
    std::replace_if(
        form.begin(), form.end(), [](unsigned char letter) { return std::isdigit(letter); }, '0');
    return form == "00000-of-00000" ? name.substr(0, at) : std::string();
}

Result<fs::path> onlyIndexIn(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (it->path().filename().string().ends_with(kIndexSuffix))
            found.push_back(it->path());
    if (error)
        return fail(ErrorKind::Io, folder.string() + ": cannot be looked through: " + error.message());
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        return fail(ErrorKind::NotFound, folder.string() +
                                             ": there is no file whose name ends in \".index\" in it, as a "
                                             "TensorFlow checkpoint has");
    return fail(ErrorKind::InvalidArgument, folder.string() + ": there are " + std::to_string(found.size()) +
                                                " TensorFlow checkpoints in it. Choose the .index file of one.");
}

tl::unexpected<Error> failed(const fs::path& path, const Error& error)
{
    return fail(error.kind, path.string() + ": " + error.detail);
}

/// What stands there instead of an index, if it can be told.
Error indexError(const ByteSource& source, const Error& error)
{
    constexpr std::uint64_t kSniffedBytes = 512;
    std::vector<std::byte> beginning(static_cast<std::size_t>(std::min(source.size(), kSniffedBytes)));
    if (error.kind == ErrorKind::Corrupt && source.read(0, beginning))
        if (const auto meaning = describeForeign(beginning))
            return {ErrorKind::Unsupported, *meaning};
    return error;
}

Result<std::vector<TensorArchive::File>> openShards(const fs::path& prefix, std::uint64_t count)
{
    std::vector<TensorArchive::File> shards;
    for (std::uint64_t i = 0; i < count; ++i) {
        const fs::path path = prefix.string() + std::string(kDataMark) + fiveDigits(i) + "-of-" + fiveDigits(count);
        Result<std::unique_ptr<ByteSource>> source = openFile(path);
        if (!source)
            return failed(path, source.error());
        shards.push_back({path.string(), std::move(*source)});
    }
    return shards;
}

Result<TensorArchive> archiveOf(const TensorflowIndex& index, std::vector<TensorArchive::File> shards)
{
    TensorArchive::Contents contents{.format = TensorArchive::Format::Tensorflow, .files = std::move(shards)};
    for (const TensorflowVariable& variable : index.variables) {
        const TensorArchive::File& file = contents.files[static_cast<std::size_t>(variable.shard)];
        if (variable.offset + variable.bytes > file.source->size())
            return fail(ErrorKind::Corrupt, file.name + ": is too short for its variable \"" + variable.name +
                                                "\". The file was cut: copy or download it again.");
        if (isTrainingState(variable.name)) {
            contents.skipped.push_back(variable.name);
            continue;
        }
        contents.tensors.push_back({.name = variable.name,
                                    .dtype = variable.dtype,
                                    .shape = variable.shape,
                                    .file = static_cast<std::size_t>(variable.shard),
                                    .offset = variable.offset,
                                    .bytes = variable.bytes,
                                    .checksum = variable.checksum});
    }
    return TensorArchive(std::move(contents));
}

Result<TensorArchive> openIndex(const fs::path& path)
{
    const Result<std::unique_ptr<ByteSource>> source = openFile(path);
    if (!source)
        return failed(path, source.error());
    const Result<TensorflowIndex> index = readTensorflowIndex(**source);
    if (!index)
        return failed(path, indexError(**source, index.error()));
    const std::string whole = path.string();
    auto shards = openShards(whole.substr(0, whole.size() - kIndexSuffix.size()), index->shards);
    if (!shards)
        return tl::unexpected(shards.error());
    return archiveOf(*index, std::move(*shards));
}

} // namespace

bool isTrainingState(std::string_view name)
{
    static constexpr std::array<std::string_view, 13> kSlots{
        "/adam_m", "/adam_v", "/Adam",     "/Adam_1",  "/adafactor_v", "/adafactor_vr", "/adafactor_vc",
        "/lamb_m", "/lamb_v", "/Momentum", "/RMSProp", "/RMSProp_1",   "/Adagrad"};
    static constexpr std::array<std::string_view, 6> kCounters{
        "global_step",  "beta1_power",
        "beta2_power",  "save_counter/.ATTRIBUTES/VARIABLE_VALUE",
        "save_counter", "_CHECKPOINTABLE_OBJECT_GRAPH"};
    const auto endsName = [name](std::string_view slot) { return name.ends_with(slot); };
    return std::find(kCounters.begin(), kCounters.end(), name) != kCounters.end() ||
           std::any_of(kSlots.begin(), kSlots.end(), endsName) ||
           name.find("/.OPTIMIZER_SLOT/") != std::string_view::npos || name.ends_with("/global_step");
}

Result<fs::path> findTensorflowIndex(const fs::path& path)
{
    std::error_code ignored; // then it is no folder, and opening says why
    if (fs::is_directory(path, ignored))
        return onlyIndexIn(path);
    const std::string name = path.filename().string();
    if (name.ends_with(kIndexSuffix))
        return path;
    const std::string prefix = withoutDataEnd(name);
    const fs::path index = path.parent_path() / ((prefix.empty() ? name : prefix) + std::string(kIndexSuffix));
    if (!fs::exists(index, ignored))
        return fail(ErrorKind::NotFound, index.string() + ": is missing. A TensorFlow checkpoint needs its .index file "
                                                          "beside its data: copy it there.");
    return index;
}

Result<TensorArchive> openTensorflowCheckpoint(const fs::path& path)
{
    const Result<fs::path> index = findTensorflowIndex(path);
    if (!index)
        return tl::unexpected(index.error());
    try {
        return openIndex(*index);
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory, index->string() + ": there is not enough memory to read it");
    }
}

Result<TensorArchive> tensorflowArchive(const ByteSource& index, std::vector<TensorArchive::File> shards)
{
    const Result<TensorflowIndex> content = readTensorflowIndex(index);
    if (!content)
        return tl::unexpected(content.error());
    if (content->shards != shards.size())
        return fail(ErrorKind::Corrupt, "it names " + std::to_string(content->shards) + " data files and there are " +
                                            std::to_string(shards.size()));
    return archiveOf(*content, std::move(shards));
}

} // namespace lb::engine
