#pragma once

#include "engine/core/philox.h"
#include "engine/io/atomic_file.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

namespace lb::tests {

/// The system's calls, kept as a list, with a failure (or the death of the process) at a chosen one.
class FailingFiles : public engine::FileCalls {
public:
    static constexpr int kKilled = 77;

    void failFrom(int position, int error, bool isForGood)
    {
        m_position = position;
        m_error = error;
        m_isForGood = isForGood;
    }
    void killAt(int position) { failFrom(position, 0, false); }
    bool hasFired() const { return m_hasFired; }

    int open(const char* path, int flags, mode_t mode) override
    {
        return fires("open") ? refuse() : m_system.open(path, flags, mode);
    }
    int allocate(int descriptor, off_t bytes) override
    {
        return fires("allocate") ? m_error : m_system.allocate(descriptor, bytes);
    }
    ssize_t write(int descriptor, const void* bytes, std::size_t count) override
    {
        return fires("write") ? refuse() : m_system.write(descriptor, bytes, count);
    }
    int sync(int descriptor) override { return fires("sync") ? refuse() : m_system.sync(descriptor); }
    int close(int descriptor) override
    {
        const bool isFailing = fires("close");
        const int closed = m_system.close(descriptor); // the descriptor is gone also where close fails
        return isFailing ? refuse() : closed;
    }
    int rename(const char* from, const char* to) override
    {
        return fires("rename") ? refuse() : m_system.rename(from, to);
    }
    int unlink(const char* path) override { return fires("unlink") ? refuse() : m_system.unlink(path); }

    std::vector<std::string> calls;

private:
    bool fires(const char* call)
    {
        const int position = static_cast<int>(calls.size());
        calls.emplace_back(call);
        const bool isFailing = m_position >= 0 && (m_isForGood ? position >= m_position : position == m_position);
        m_hasFired = m_hasFired || isFailing;
        if (isFailing && m_error == 0)
            ::_exit(kKilled);
        return isFailing;
    }
    int refuse() const
    {
        errno = m_error;
        return -1;
    }

    engine::SystemFiles m_system;
    int m_position = -1;
    int m_error = 0;
    bool m_isForGood = false;
    bool m_hasFired = false;
};

/// Writes less than it was given, and is interrupted again and again, as a seed has it.
class ShortWritingFiles : public engine::SystemFiles {
public:
    explicit ShortWritingFiles(std::uint64_t seed)
        : m_random({seed, 0}, 0)
    {
    }
    ssize_t write(int descriptor, const void* bytes, std::size_t count) override
    {
        if (m_random.below(3) == 0) {
            errno = EINTR;
            return -1;
        }
        const std::size_t some = 1 + m_random.below(static_cast<std::uint32_t>(count));
        return SystemFiles::write(descriptor, bytes, some);
    }
    int allocate(int descriptor, off_t bytes) override
    {
        return m_random.below(2) == 0 ? EINTR : SystemFiles::allocate(descriptor, bytes);
    }

private:
    engine::RandomStream m_random;
};

inline void writePlainly(const std::filesystem::path& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary) << content;
}

inline std::string readPlainly(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace lb::tests
