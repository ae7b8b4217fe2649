#include "engine/io/sorted_table.h"

#include "engine/core/protobuf_fields.h"
#include "engine/io/crc32c.h"

#include <snappy.h>

#include <array>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lb::engine {

namespace limits = sorted_table_limits;

namespace {

constexpr std::uint64_t kFooterBytes = 48;
constexpr std::uint64_t kMagic = 0xDB4775248B80FB57;
constexpr std::uint64_t kTrailerBytes = 5; ///< kind, checksum
constexpr std::size_t kWordBytes = 4;

tl::unexpected<Error> damaged(const std::string& what)
{
    return fail(ErrorKind::Corrupt, what + ". The file is damaged: copy or download it again.");
}

std::uint32_t wordAt(const char* bytes)
{
    std::uint32_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

struct BlockHandle {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t end() const { return offset + size + kTrailerBytes; } ///< only for handles that were checked
};

struct Footer {
    BlockHandle metaindex;
    BlockHandle index;
};

/// A number in the one form a writer gives it: otherwise some flipped bits would change nothing.
std::optional<std::uint64_t> takeShortestVarint(std::string_view& rest)
{
    const std::string_view before = rest;
    const std::optional<std::uint64_t> value = takeVarint(rest);
    const std::size_t taken = before.size() - rest.size();
    if (!value || (taken > 1 && before[taken - 1] == '\0'))
        return std::nullopt;
    return value;
}

std::optional<BlockHandle> takeHandle(std::string_view& rest)
{
    const std::optional<std::uint64_t> offset = takeShortestVarint(rest);
    const std::optional<std::uint64_t> size = offset ? takeShortestVarint(rest) : std::nullopt;
    if (!size || *offset > limits::kFileBytes || *size > limits::kFileBytes)
        return std::nullopt;
    return BlockHandle{*offset, *size};
}

Result<Footer> readFooter(const ByteSource& file)
{
    if (file.size() < kFooterBytes)
        return fail(ErrorKind::Corrupt, "is no TensorFlow checkpoint index: it has " + std::to_string(file.size()) +
                                            " bytes only. Copy or download it again.");
    if (file.size() > limits::kFileBytes)
        return fail(ErrorKind::Corrupt, "is no TensorFlow checkpoint index: it is larger than 64 MiB");
    std::array<char, kFooterBytes> bytes{};
    if (const auto read = file.read(file.size() - kFooterBytes, std::as_writable_bytes(std::span(bytes))); !read)
        return tl::unexpected(read.error());
    std::uint64_t magic = 0;
    std::memcpy(&magic, bytes.data() + kFooterBytes - sizeof magic, sizeof magic);
    if (magic != kMagic)
        return fail(ErrorKind::Corrupt, "does not end as a TensorFlow checkpoint index does. The file was cut or is of "
                                        "another kind: copy or download it again.");
    std::string_view rest(bytes.data(), kFooterBytes - sizeof magic);
    const std::optional<BlockHandle> metaindex = takeHandle(rest);
    const std::optional<BlockHandle> index = metaindex ? takeHandle(rest) : std::nullopt;
    if (!index || rest.find_first_not_of('\0') != std::string_view::npos)
        return damaged("its last 48 bytes do not say where its blocks are");
    if (metaindex->end() != index->offset || index->end() != file.size() - kFooterBytes)
        return damaged("its blocks do not fill the file");
    return Footer{*metaindex, *index};
}

/// Reads blocks and keeps account of what they unpack to.
class BlockReader {
public:
    explicit BlockReader(const ByteSource& file)
        : m_file(file)
    {
    }

    /// `handle` lies inside the file.
    Result<std::string> read(const BlockHandle& handle)
    {
        std::string bytes(static_cast<std::size_t>(handle.size + kTrailerBytes), '\0');
        if (const auto done = m_file.read(handle.offset, std::as_writable_bytes(std::span(bytes))); !done)
            return tl::unexpected(done.error());
        const auto size = static_cast<std::size_t>(handle.size);
        const std::uint32_t sum = crc32c(std::as_bytes(std::span(bytes).first(size + 1)));
        if (wordAt(bytes.data() + size + 1) != maskedCrc32c(sum))
            return damaged("the checksum of its block at byte " + std::to_string(handle.offset) + " does not fit");
        const char kind = bytes[size];
        bytes.resize(size);
        if (kind == 1)
            return unpack(bytes, handle);
        if (kind != 0)
            return fail(ErrorKind::Unsupported,
                        "its block at byte " + std::to_string(handle.offset) + " is packed in an unknown way");
        return charge(bytes.size()) ? Result<std::string>(std::move(bytes)) : tooLarge();
    }

private:
    bool charge(std::uint64_t bytes)
    {
        m_unpacked += bytes;
        return m_unpacked <= limits::kUnpackedBytes;
    }
    static tl::unexpected<Error> tooLarge()
    {
        return fail(ErrorKind::Corrupt, "its blocks unpack to more than 64 MiB");
    }

    Result<std::string> unpack(const std::string& packed, const BlockHandle& handle)
    {
        constexpr std::size_t kMaxExpansion = 22; // three bytes stand for at most 64
        const std::string where = "its block at byte " + std::to_string(handle.offset);
        std::size_t length = 0;
        if (!snappy::GetUncompressedLength(packed.data(), packed.size(), &length) ||
            length > packed.size() * kMaxExpansion)
            return damaged(where + " has a length that its packed bytes cannot hold");
        if (!charge(length))
            return tooLarge();
        std::string content(length, '\0');
        if (!snappy::RawUncompress(packed.data(), packed.size(), content.data()))
            return damaged(where + " cannot be unpacked");
        return content;
    }

    const ByteSource& m_file;
    std::uint64_t m_unpacked = 0;
};

/// The part of a block that holds entries. Restart offsets serve searching and are only checked for order.
Result<std::string_view> entriesOf(std::string_view block)
{
    if (block.size() < kWordBytes)
        return damaged("a block of its is too short");
    const std::uint64_t count = wordAt(block.data() + block.size() - kWordBytes);
    const std::uint64_t tail = (count + 1) * kWordBytes;
    if (count == 0 || tail > block.size())
        return damaged("a block of its has a wrong number of restart offsets");
    const std::string_view entries = block.substr(0, block.size() - static_cast<std::size_t>(tail));
    std::uint64_t least = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint32_t offset = wordAt(block.data() + entries.size() + i * kWordBytes);
        const bool fits = i == 0 ? offset == 0 : offset >= least && offset < entries.size();
        if (!fits)
            return damaged("a block of its has restart offsets out of order");
        least = std::uint64_t{offset} + 1;
    }
    return entries;
}

/// The next entry's value; `key` becomes its key. Empty where the bytes break the format.
std::optional<std::string_view> takeEntry(std::string_view& rest, std::string& key)
{
    const std::optional<std::uint64_t> shared = takeVarint(rest);
    const std::optional<std::uint64_t> fresh = shared ? takeVarint(rest) : std::nullopt;
    const std::optional<std::uint64_t> length = fresh ? takeVarint(rest) : std::nullopt;
    if (!length || *shared > key.size() || *fresh > rest.size() || *length > rest.size() - *fresh ||
        *shared + *fresh > limits::kKeyBytes)
        return std::nullopt;
    key.resize(static_cast<std::size_t>(*shared));
    key.append(rest.substr(0, static_cast<std::size_t>(*fresh)));
    const std::string_view value = rest.substr(static_cast<std::size_t>(*fresh), static_cast<std::size_t>(*length));
    rest.remove_prefix(static_cast<std::size_t>(*fresh + *length));
    return value;
}

/// What the index block says of a data block: no key of it comes behind `lastKey`.
struct IndexedBlock {
    std::string lastKey;
    BlockHandle handle;
};

Result<std::vector<IndexedBlock>> readIndex(BlockReader& blocks, const Footer& footer)
{
    const Result<std::string> block = blocks.read(footer.index);
    if (!block)
        return tl::unexpected(block.error());
    std::vector<IndexedBlock> result;
    std::uint64_t position = 0;
    const Result<void> walked = visitTableBlock(*block, [&](std::string_view key, std::string_view value) {
        const std::optional<BlockHandle> handle = takeHandle(value);
        if (!handle || !value.empty() || handle->offset != position || handle->end() > footer.metaindex.offset)
            return Result<void>(damaged("its index names a block that is not there"));
        position = handle->end();
        result.push_back({std::string(key), *handle});
        return Result<void>();
    });
    if (!walked)
        return tl::unexpected(walked.error());
    if (position != footer.metaindex.offset)
        return damaged("its index does not name all of its blocks");
    return result;
}

/// Passes entries on while the whole table keeps its order and its limits.
class EntryGuard {
public:
    explicit EntryGuard(const EntryVisitor& visit)
        : m_visit(visit)
    {
    }

    Result<void> take(std::string_view key, std::string_view value)
    {
        if (m_count > 0 && key <= m_last)
            return damaged("its entries are out of order");
        m_keyBytes += key.size();
        if (++m_count > limits::kEntries || m_keyBytes > limits::kAllKeyBytes)
            return fail(ErrorKind::Corrupt, "it has more entries than a checkpoint may have (200000)");
        m_last = key;
        return m_visit(key, value);
    }
    /// A block has ended for which the index gives `bound`; it held something since `countBefore`.
    Result<void> endBlock(std::uint64_t countBefore, const std::string& bound)
    {
        if (m_count == countBefore)
            return damaged("a block of its is empty");
        if (m_last > bound)
            return damaged("its index does not fit its blocks");
        m_last = bound; // the next block begins behind it
        return {};
    }
    std::uint64_t count() const { return m_count; }

private:
    const EntryVisitor& m_visit;
    std::string m_last;
    std::uint64_t m_count = 0;
    std::uint64_t m_keyBytes = 0;
};

} // namespace

Result<void> visitTableBlock(std::string_view block, const EntryVisitor& visit)
{
    const Result<std::string_view> entries = entriesOf(block);
    if (!entries)
        return tl::unexpected(entries.error());
    std::string key;
    for (std::string_view rest = *entries; !rest.empty();) {
        const std::optional<std::string_view> value = takeEntry(rest, key);
        if (!value)
            return damaged("an entry of its is cut or has a name of more than 512 bytes");
        if (const Result<void> taken = visit(key, *value); !taken)
            return taken;
    }
    return {};
}

Result<void> visitSortedTable(const ByteSource& file, const EntryVisitor& visit)
{
    const Result<Footer> footer = readFooter(file);
    if (!footer)
        return tl::unexpected(footer.error());
    BlockReader blocks(file);
    const Result<std::string> metaindex = blocks.read(footer->metaindex); // empty in practice; only its sum matters
    if (!metaindex)
        return tl::unexpected(metaindex.error());
    const Result<std::vector<IndexedBlock>> index = readIndex(blocks, *footer);
    if (!index)
        return tl::unexpected(index.error());
    EntryGuard guard(visit);
    for (const IndexedBlock& place : *index) {
        const Result<std::string> block = blocks.read(place.handle);
        if (!block)
            return tl::unexpected(block.error());
        const std::uint64_t before = guard.count();
        Result<void> done = visitTableBlock(
            *block, [&guard](std::string_view key, std::string_view value) { return guard.take(key, value); });
        if (done)
            done = guard.endBlock(before, place.lastKey);
        if (!done)
            return done;
    }
    return file.checkUnchanged();
}

} // namespace lb::engine
