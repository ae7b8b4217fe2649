#include "engine/io/atomic_file.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace lb::engine {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPartSuffix = ".part";

std::string systemText(int error)
{
    return std::generic_category().message(error);
}

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// One attempt at writing `path`; whatever it opened or made is gone when it is destroyed, except a finished file.
class Attempt {
public:
    Attempt(const fs::path& path, std::uint64_t bytes, FileCalls& files)
        : m_path(path)
        , m_bytes(bytes)
        , m_files(files)
    {
    }
    ~Attempt()
    {
        if (m_part >= 0)
            m_files.close(m_part);
        if (m_folder >= 0)
            m_files.close(m_folder);
        if (!m_partPath.empty())
            m_files.unlink(m_partPath.c_str());
    }
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    Result<void> run(const std::vector<std::span<const std::byte>>& pieces)
    {
        Result<void> done = openFolder();
        if (done)
            done = openPart();
        if (done)
            done = reserve();
        for (std::size_t i = 0; done && i < pieces.size(); ++i)
            done = write(pieces[i]);
        if (done)
            done = finish();
        return done;
    }

private:
    tl::unexpected<Error> failed(const std::string& what, int error) const
    {
        std::string detail = m_path.string() + ": " + what + " failed: " + systemText(error);
        if (error == ENOSPC || error == EDQUOT) {
            std::error_code ignored; // then 0 is shown, which is about right
            const fs::space_info space = fs::space(folderOf(m_path), ignored);
            detail = m_path.string() + ": there is not enough room on the volume of " + folderOf(m_path).string() +
                     ": " + std::to_string(m_bytes) + " bytes are needed and " +
                     std::to_string(ignored ? 0 : space.available) + " are free (" + systemText(error) +
                     "). Free some space and save again.";
        }
        return fail(ErrorKind::Io, detail);
    }

    Result<void> openFolder()
    {
        m_folder = m_files.open(folderOf(m_path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
        if (m_folder >= 0)
            return {};
        if (errno == ENOENT || errno == ENOTDIR)
            return fail(ErrorKind::NotFound, m_path.string() + ": the folder it should go to does not exist");
        return failed("opening the folder", errno);
    }

    Result<void> openPart()
    {
        constexpr int kAttempts = 1000; // names that a killed process with our number may have left
        for (int i = 0; i < kAttempts; ++i) {
            const std::string name =
                m_path.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(i) + std::string(kPartSuffix);
            m_part = m_files.open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
            if (m_part >= 0) {
                m_partPath = name;
                return {};
            }
            if (errno != EEXIST)
                break;
        }
        return failed("making a file in the folder", errno);
    }

    Result<void> reserve()
    {
        if (m_bytes == 0)
            return {};
        int error = EINTR;
        while (error == EINTR)
            error = m_files.allocate(m_part, static_cast<off_t>(m_bytes));
        const bool isUnknownHere = error == EOPNOTSUPP || error == EINVAL || error == ENOSYS;
        return error == 0 || isUnknownHere ? Result<void>() : failed("reserving room", error);
    }

    Result<void> write(std::span<const std::byte> bytes)
    {
        constexpr std::size_t kMaxWrite = std::size_t{1} << 30; // the kernel moves at most 2 GiB a call
        while (!bytes.empty()) {
            const ssize_t written = m_files.write(m_part, bytes.data(), std::min(bytes.size(), kMaxWrite));
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return failed("writing", written < 0 ? errno : EIO);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    Result<void> finish()
    {
        if (m_files.sync(m_part) != 0)
            return failed("bringing the data to the disk (fsync)", errno);
        if (m_files.close(std::exchange(m_part, -1)) != 0)
            return failed("closing the file", errno);
        if (m_files.rename(m_partPath.c_str(), m_path.c_str()) != 0)
            return failed("renaming the finished file", errno);
        m_partPath.clear();
        // Some file systems cannot sync a folder and say so with EINVAL: nothing more can be done there.
        if (m_files.sync(m_folder) != 0 && errno != EINVAL)
            return failed("the file is complete, but bringing its name to the disk (fsync of the folder)", errno);
        return {};
    }

    const fs::path& m_path;
    std::uint64_t m_bytes;
    FileCalls& m_files;
    int m_folder = -1;
    int m_part = -1;
    std::string m_partPath;
};

/// "NAME.PID-N.part"
bool isPartName(std::string_view name)
{
    const auto dropDigits = [&name] {
        const std::size_t before = name.size();
        while (!name.empty() && std::isdigit(static_cast<unsigned char>(name.back())))
            name.remove_suffix(1);
        return name.size() != before;
    };
    const auto drop = [&name](std::string_view end) {
        const bool fits = name.ends_with(end);
        name.remove_suffix(fits ? end.size() : 0);
        return fits;
    };
    return drop(kPartSuffix) && dropDigits() && drop("-") && dropDigits() && drop(".") && !name.empty();
}

} // namespace

int SystemFiles::open(const char* path, int flags, mode_t mode)
{
    return ::open(path, flags, mode);
}
int SystemFiles::allocate(int descriptor, off_t bytes)
{
    return ::posix_fallocate(descriptor, 0, bytes);
}
ssize_t SystemFiles::write(int descriptor, const void* bytes, std::size_t count)
{
    return ::write(descriptor, bytes, count);
}
int SystemFiles::sync(int descriptor)
{
    return ::fsync(descriptor);
}
int SystemFiles::close(int descriptor)
{
    return ::close(descriptor);
}
int SystemFiles::rename(const char* from, const char* to)
{
    return std::rename(from, to);
}
int SystemFiles::unlink(const char* path)
{
    return ::unlink(path);
}

Result<void> writeAtomically(const fs::path& path, const std::vector<std::span<const std::byte>>& pieces,
                             FileCalls& files)
{
    std::uint64_t bytes = 0;
    for (const std::span<const std::byte> piece : pieces)
        bytes += piece.size();
    return Attempt(path, bytes, files).run(pieces);
}

Result<int> removeAbandonedParts(const fs::path& folder)
{
    std::error_code error;
    int removed = 0;
    std::vector<fs::path> parts;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (isPartName(it->path().filename().string()) && it->symlink_status().type() == fs::file_type::regular)
            parts.push_back(it->path());
    for (const fs::path& part : parts)
        if (!error && fs::remove(part, error))
            ++removed;
    if (error)
        return fail(ErrorKind::Io, folder.string() + ": removing unfinished files failed: " + error.message());
    return removed;
}

} // namespace lb::engine
