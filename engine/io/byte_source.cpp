#include "engine/io/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lb::engine {

namespace {

std::string systemText(int error)
{
    return std::generic_category().message(error);
}

tl::unexpected<Error> endsEarly()
{
    return fail(ErrorKind::Corrupt, "the file ended early: it was cut while it was being read");
}

class OpenFile : public ByteSource {
public:
    OpenFile(int descriptor, const struct stat& status)
        : m_descriptor(descriptor)
        , m_status(status)
    {
    }
    ~OpenFile() override { ::close(m_descriptor); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    std::uint64_t size() const override { return static_cast<std::uint64_t>(m_status.st_size); }

    Result<void> read(std::uint64_t offset, std::span<std::byte> out) const override
    {
        constexpr std::size_t kMaxRead = std::size_t{1} << 30; // the kernel moves at most 2 GiB a call
        while (!out.empty()) {
            const ssize_t got =
                ::pread(m_descriptor, out.data(), std::min(out.size(), kMaxRead), static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return fail(ErrorKind::Io, "reading failed: " + systemText(errno));
            if (got == 0)
                return endsEarly();
            out = out.subspan(static_cast<std::size_t>(got));
            offset += static_cast<std::uint64_t>(got);
        }
        return {};
    }

    Result<void> checkUnchanged() const override
    {
        struct stat now {};
        if (::fstat(m_descriptor, &now) != 0)
            return fail(ErrorKind::Io, "reading failed: " + systemText(errno));
        if (now.st_size != m_status.st_size || now.st_mtim.tv_sec != m_status.st_mtim.tv_sec ||
            now.st_mtim.tv_nsec != m_status.st_mtim.tv_nsec)
            return fail(ErrorKind::Corrupt, "the file was changed while it was being read. Try again.");
        return {};
    }

private:
    int m_descriptor;
    struct stat m_status;
};

class Memory : public ByteSource {
public:
    explicit Memory(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    {
    }
    std::uint64_t size() const override { return m_bytes.size(); }
    Result<void> read(std::uint64_t offset, std::span<std::byte> out) const override
    {
        if (offset > m_bytes.size() || out.size() > m_bytes.size() - offset)
            return endsEarly();
        if (!out.empty())
            std::memcpy(out.data(), m_bytes.data() + offset, out.size());
        return {};
    }
    Result<void> checkUnchanged() const override { return {}; }

private:
    std::span<const std::byte> m_bytes;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openFile(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(ErrorKind::NotFound, "there is no such file");
    if (descriptor < 0)
        return fail(ErrorKind::Io, "cannot be opened: " + systemText(errno));
    struct stat status {};
    const bool isKnown = ::fstat(descriptor, &status) == 0;
    auto file = std::make_unique<OpenFile>(descriptor, status);
    if (!isKnown)
        return fail(ErrorKind::Io, "cannot be looked at: " + systemText(errno));
    if (S_ISDIR(status.st_mode))
        return fail(ErrorKind::InvalidArgument, "is a folder. Choose a file inside it.");
    if (!S_ISREG(status.st_mode))
        return fail(ErrorKind::InvalidArgument, "is a pipe, socket or device, not a file");
    return file;
}

std::unique_ptr<ByteSource> memorySource(std::span<const std::byte> bytes)
{
    return std::make_unique<Memory>(bytes);
}

} // namespace lb::engine
