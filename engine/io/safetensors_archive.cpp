#include "engine/io/safetensors_archive.h"

#include "engine/io/safetensors_decode.h"
#include "engine/io/shard_index.h"

#include <new>
#include <set>

namespace lb::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kIndexBytes = std::uint64_t{16} << 20;

/// Adds a file and those of its tensors that `belongs` admits.
template <class Belongs>
Result<void> addFile(TensorArchive::Contents& contents, TensorArchive::File file, const Belongs& belongs)
{
    Result<LocatedSafetensors> located = locateSafetensors(*file.source, ElementTypes::All);
    if (!located)
        return fail(located.error().kind, file.name + ": " + located.error().detail);
    if (contents.metadata.empty())
        contents.metadata = std::move(located->header.metadata);
    const std::size_t number = contents.files.size();
    for (TensorEntry& entry : located->header.tensors) {
        if (!belongs(entry.name)) {
            contents.skipped.push_back(std::move(entry.name));
            continue;
        }
        const auto sum = located->header.checksums.find(entry.name);
        const bool hasSum = sum != located->header.checksums.end();
        contents.tensors.push_back({.name = std::move(entry.name),
                                    .dtype = std::move(entry.dtype),
                                    .shape = std::move(entry.shape),
                                    .file = number,
                                    .offset = located->dataOffset + entry.begin,
                                    .bytes = entry.end - entry.begin,
                                    .checksum = hasSum ? std::optional(sum->second) : std::nullopt});
    }
    contents.files.push_back(std::move(file));
    return {};
}

Result<TensorArchive::File> openNamed(const fs::path& path)
{
    Result<std::unique_ptr<ByteSource>> source = openFile(path);
    if (!source)
        return fail(source.error().kind, path.string() + ": " + source.error().detail);
    return TensorArchive::File{path.string(), std::move(*source)};
}

Result<TensorArchive> openSharded(const fs::path& path)
{
    const Result<std::string> text = readTextFile(path, kIndexBytes);
    if (!text)
        return tl::unexpected(text.error());
    const Result<std::map<std::string, std::string>> map = parseShardIndex(*text);
    if (!map)
        return fail(map.error().kind, path.string() + ": " + map.error().detail);
    std::set<std::string> files;
    for (const auto& [tensor, file] : *map)
        files.insert(file);
    TensorArchive::Contents contents;
    for (const std::string& name : files) {
        Result<TensorArchive::File> file = openNamed(path.parent_path() / name);
        if (!file)
            return tl::unexpected(file.error());
        const auto belongs = [&map, &name](const std::string& tensor) {
            const auto listed = map->find(tensor);
            return listed != map->end() && listed->second == name;
        };
        if (const Result<void> added = addFile(contents, std::move(*file), belongs); !added)
            return tl::unexpected(added.error());
    }
    if (contents.tensors.size() == map->size())
        return TensorArchive(std::move(contents));
    std::set<std::string_view> present;
    for (const TensorPlace& tensor : contents.tensors)
        present.insert(tensor.name);
    for (const auto& [tensor, file] : *map)
        if (!present.contains(tensor))
            return fail(ErrorKind::Corrupt, path.string() + ": it says that tensor \"" + tensor + "\" is in " + file +
                                                ", which does not hold it. Download the model's files again.");
    return TensorArchive(std::move(contents));
}

} // namespace

Result<TensorArchive> safetensorsArchive(TensorArchive::File file)
{
    TensorArchive::Contents contents;
    if (const auto added = addFile(contents, std::move(file), [](const std::string&) { return true; }); !added)
        return tl::unexpected(added.error());
    return TensorArchive(std::move(contents));
}

Result<TensorArchive> openSafetensors(const fs::path& path)
{
    try {
        if (path.filename().string().ends_with(".index.json"))
            return openSharded(path);
        Result<TensorArchive::File> file = openNamed(path);
        if (!file)
            return tl::unexpected(file.error());
        return safetensorsArchive(std::move(*file));
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::OutOfMemory, path.string() + ": there is not enough memory to read it");
    }
}

Result<std::string> readTextFile(const fs::path& path, std::uint64_t maxBytes)
{
    const Result<TensorArchive::File> file = openNamed(path);
    if (!file)
        return tl::unexpected(file.error());
    const std::uint64_t size = file->source->size();
    if (size > maxBytes)
        return fail(ErrorKind::Corrupt, path.string() + ": it is larger than " + std::to_string(maxBytes) +
                                            " bytes, which is too much for a file of its kind");
    std::string text(static_cast<std::size_t>(size), '\0');
    if (const Result<void> read = file->source->read(0, std::as_writable_bytes(std::span(text))); !read)
        return fail(read.error().kind, path.string() + ": " + read.error().detail);
    return text;
}

} // namespace lb::engine
