#include "experiments/datasets/byte_source.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

namespace lb::experiments {

namespace {

class PlainSource final : public ByteSource {
public:
    explicit PlainSource(std::span<const std::uint8_t> file)
        : m_rest(file)
    {
    }

    Result<std::size_t> read(std::span<std::uint8_t> target) override
    {
        const std::size_t count = std::min(target.size(), m_rest.size());
        std::copy_n(m_rest.begin(), count, target.begin());
        m_rest = m_rest.subspan(count);
        return count;
    }

private:
    std::span<const std::uint8_t> m_rest;
};

class GzipSource final : public ByteSource {
public:
    explicit GzipSource(std::span<const std::uint8_t> file)
        : m_rest(file)
    {
        constexpr int kGzipOnly = 16;
        m_isReady = inflateInit2(&m_stream, MAX_WBITS + kGzipOnly) == Z_OK;
    }
    ~GzipSource() override
    {
        if (m_isReady)
            inflateEnd(&m_stream);
    }
    GzipSource(const GzipSource&) = delete;
    GzipSource& operator=(const GzipSource&) = delete;

    Result<std::size_t> read(std::span<std::uint8_t> target) override
    {
        if (!m_isReady)
            return fail(ErrorKind::OutOfMemory, QStringLiteral("There is no memory to unpack the file."));
        std::size_t filled = 0;
        while (filled < target.size() && !m_isAtEnd) {
            const auto step = inflateSome(target.subspan(filled));
            if (!step)
                return step;
            filled += *step;
        }
        return filled;
    }

private:
    Result<std::size_t> inflateSome(std::span<std::uint8_t> target)
    {
        constexpr std::size_t kMostAtOnce = std::numeric_limits<uInt>::max();
        const auto given = static_cast<uInt>(std::min(m_rest.size(), kMostAtOnce));
        const auto room = static_cast<uInt>(std::min(target.size(), kMostAtOnce));
        m_stream.next_in = m_rest.data();
        m_stream.avail_in = given;
        m_stream.next_out = target.data();
        m_stream.avail_out = room;
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        m_rest = m_rest.subspan(given - m_stream.avail_in);
        const std::size_t written = room - m_stream.avail_out;
        m_consumed += given - m_stream.avail_in;
        m_produced += written;
        if (status == Z_STREAM_END)
            return endMember(written);
        if (status == Z_BUF_ERROR || (status == Z_OK && m_rest.empty() && written == 0))
            return fail(ErrorKind::Corrupt, QStringLiteral("The gzip file is cut off: its end is missing."));
        if (status == Z_MEM_ERROR)
            return fail(ErrorKind::OutOfMemory, QStringLiteral("There is no memory to unpack the file."));
        if (status != Z_OK)
            return fail(ErrorKind::Corrupt,
                        QStringLiteral("The gzip file is damaged near byte %1 (%2).")
                            .arg(m_consumed)
                            .arg(QString::fromLatin1(m_stream.msg ? m_stream.msg : "wrong checksum")));
        if (m_produced > kFreeOutput && m_produced / kMostRatio > m_consumed)
            return fail(ErrorKind::Unsupported,
                        QStringLiteral("The gzip file unpacks to more than %1 times its size; no data set does that.")
                            .arg(kMostRatio));
        return written;
    }

    /// gzip files may be glued together; what follows the last one must be nothing.
    Result<std::size_t> endMember(std::size_t written)
    {
        if (m_rest.empty()) {
            m_isAtEnd = true;
            return written;
        }
        if (!isGzip(m_rest) || inflateReset(&m_stream) != Z_OK)
            return fail(ErrorKind::Corrupt, QStringLiteral("There are foreign bytes behind the end of the gzip data."));
        return written;
    }

    static constexpr std::uint64_t kFreeOutput = std::uint64_t{16} << 20;
    static constexpr std::uint64_t kMostRatio = 200;

    std::span<const std::uint8_t> m_rest;
    z_stream m_stream{};
    bool m_isReady = false;
    bool m_isAtEnd = false;
    std::uint64_t m_consumed = 0;
    std::uint64_t m_produced = 0;
};

} // namespace

bool isGzip(std::span<const std::uint8_t> file)
{
    return file.size() >= 2 && file[0] == 0x1F && file[1] == 0x8B;
}

bool unpackWhole(std::span<const std::uint8_t> file, std::span<std::uint8_t> target)
{
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> unpacker(
        libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    std::size_t consumed = 0;
    return unpacker && isGzip(file) &&
           libdeflate_gzip_decompress_ex(unpacker.get(), file.data(), file.size(), target.data(), target.size(),
                                         &consumed, nullptr) == LIBDEFLATE_SUCCESS &&
           consumed == file.size();
}

std::unique_ptr<ByteSource> openBytes(std::span<const std::uint8_t> file)
{
    if (isGzip(file))
        return std::make_unique<GzipSource>(file);
    return std::make_unique<PlainSource>(file);
}

} // namespace lb::experiments
