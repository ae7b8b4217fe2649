#include "tests/engine/bundle_writer.h"

#include "engine/core/protobuf_fields.h"
#include "engine/io/crc32c.h"

#include <snappy.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <span>
#include <stdexcept>

namespace lb::tests {

using engine::StoredTensor;

namespace {

constexpr std::size_t kTrailer = 5;
constexpr std::size_t kFooter = 48;

std::string word(std::uint32_t value)
{
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

std::uint32_t maskedSum(std::string_view bytes)
{
    return engine::maskedCrc32c(engine::crc32c(std::as_bytes(std::span(bytes))));
}

std::uint64_t typeNumber(const std::string& dtype)
{
    static const std::map<std::string, std::uint64_t> kNumbers{{"F32", 1}, {"F64", 2},   {"I32", 3}, {"U8", 4},
                                                               {"I64", 9}, {"BF16", 14}, {"F16", 19}};
    return kNumbers.at(dtype);
}

std::string entryOf(const StoredTensor& tensor, std::uint64_t shard, std::uint64_t offset)
{
    std::string shape;
    for (const std::int64_t extent : tensor.shape)
        shape += bytesField(2, numberField(1, static_cast<std::uint64_t>(extent)));
    const std::string_view data(reinterpret_cast<const char*>(tensor.data.data()), tensor.data.size());
    return numberField(1, typeNumber(tensor.dtype)) + bytesField(2, shape) + numberField(3, shard) +
           numberField(4, offset) + numberField(5, tensor.data.size()) + varint(6 << 3 | 5) + word(maskedSum(data));
}

void save(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush())
        throw std::runtime_error("cannot write " + path.string());
}

void resealAt(std::string& file, std::uint64_t offset, std::uint64_t size)
{
    if (offset > file.size() || size > file.size() - offset || file.size() - offset - size < kTrailer)
        return;
    const std::string sum = word(maskedSum(std::string_view(file).substr(offset, size + 1)));
    file.replace(offset + size + 1, sum.size(), sum);
}

std::string padded(std::uint64_t number)
{
    const std::string digits = std::to_string(number);
    return std::string(5 - digits.size(), '0') + digits;
}

} // namespace

std::string varint(std::uint64_t number)
{
    std::string bytes;
    for (; number >= 0x80; number >>= 7)
        bytes += static_cast<char>((number & 0x7F) | 0x80);
    return bytes + static_cast<char>(number);
}

std::string numberField(std::uint64_t field, std::uint64_t value)
{
    return value == 0 ? std::string() : varint(field << 3) + varint(value);
}

std::string bytesField(std::uint64_t field, const std::string& bytes)
{
    return varint(field << 3 | 2) + varint(bytes.size()) + bytes;
}

std::string blockOf(const std::vector<std::pair<std::string, std::string>>& entries)
{
    std::string block;
    std::string last;
    for (const auto& [key, value] : entries) {
        const auto differs = std::mismatch(key.begin(), key.end(), last.begin(), last.end());
        const auto shared = static_cast<std::size_t>(differs.first - key.begin());
        block += varint(shared) + varint(key.size() - shared) + varint(value.size()) + key.substr(shared) + value;
        last = key;
    }
    return block + word(0) + word(1);
}

std::string sealedBlock(const std::string& content, char kind)
{
    const std::string bytes = content + kind;
    return bytes + word(maskedSum(bytes));
}

std::string tableOf(const std::vector<std::pair<std::string, std::string>>& entries, const BundleForm& form)
{
    std::string file;
    const auto add = [&](const std::string& content) {
        std::string packed;
        if (form.isPacked)
            snappy::Compress(content.data(), content.size(), &packed);
        const std::string& stored = form.isPacked ? packed : content;
        const std::string handle = varint(file.size()) + varint(stored.size());
        file += sealedBlock(stored, form.isPacked ? '\1' : '\0');
        return handle;
    };
    std::vector<std::pair<std::string, std::string>> index;
    for (std::size_t at = 0; at < entries.size(); at += form.blockEntries) {
        const std::size_t end = std::min(entries.size(), at + form.blockEntries);
        index.emplace_back(entries[end - 1].first, add(blockOf({entries.begin() + static_cast<std::ptrdiff_t>(at),
                                                                entries.begin() + static_cast<std::ptrdiff_t>(end)})));
    }
    std::string footer = add(blockOf({}));
    footer += add(blockOf(index));
    footer.resize(kFooter - 8, '\0');
    return file + footer + word(0x8B80FB57U) + word(0xDB477524U);
}

Bundle makeBundle(const std::map<std::string, StoredTensor>& tensors, const BundleForm& form)
{
    Bundle bundle{.shards = std::vector<std::string>(form.shards)};
    std::map<std::string, std::string> entries;
    std::size_t number = 0;
    for (const auto& [name, tensor] : tensors) {
        const std::size_t shard = number++ % form.shards;
        entries[name] = entryOf(tensor, shard, bundle.shards[shard].size());
        bundle.shards[shard].append(reinterpret_cast<const char*>(tensor.data.data()), tensor.data.size());
    }
    entries[""] =
        form.headerEntry.empty() ? numberField(1, form.shards) + bytesField(3, numberField(1, 1)) : form.headerEntry;
    for (const auto& [name, message] : form.extraEntries)
        entries[name] = message;
    bundle.index = tableOf({entries.begin(), entries.end()}, form);
    return bundle;
}

void Bundle::write(const std::filesystem::path& prefix) const
{
    save(prefix.string() + ".index", index);
    for (std::size_t i = 0; i < shards.size(); ++i)
        save(prefix.string() + ".data-" + padded(i) + "-of-" + padded(shards.size()), shards[i]);
}

void resealTable(std::string& file)
{
    if (file.size() < kFooter)
        return;
    const std::string footer = file.substr(file.size() - kFooter);
    std::string_view rest = footer;
    std::uint64_t handles[4] = {};
    for (std::uint64_t& number : handles) {
        const auto value = engine::takeVarint(rest);
        if (!value)
            return;
        number = *value;
    }
    resealAt(file, handles[0], handles[1]);
    resealAt(file, handles[2], handles[3]);
    // Blocks follow one another from the start; their ends are what the index block's values say.
    const std::string index = handles[2] <= file.size() ? file.substr(handles[2], handles[3]) : std::string();
    rest = index;
    while (!rest.empty()) {
        const auto shared = engine::takeVarint(rest);
        const auto fresh = shared ? engine::takeVarint(rest) : std::nullopt;
        const auto length = fresh ? engine::takeVarint(rest) : std::nullopt;
        if (!length || *fresh > rest.size() || *length > rest.size() - *fresh)
            return;
        std::string_view handle = rest.substr(*fresh, *length);
        rest.remove_prefix(*fresh + *length);
        const auto offset = engine::takeVarint(handle);
        const auto size = offset ? engine::takeVarint(handle) : std::nullopt;
        if (!size)
            return;
        resealAt(file, *offset, *size);
    }
}

} // namespace lb::tests
