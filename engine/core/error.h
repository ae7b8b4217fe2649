#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace lb::engine {

/// What kind of thing went wrong: for code. The words for the user are made in `gui` and `cli` from it.
enum class ErrorKind {
    InvalidArgument, ///< a value from outside is not usable (a field, an option)
    NotFound,        ///< a file, data set or package is missing
    Corrupt,         ///< a file's content breaks its format or its checksum
    Unsupported,     ///< a valid thing this program cannot read or run
    Io,              ///< the operating system refused (permission, full disk)
    OutOfMemory,
    NonFinite, ///< a loss or gradient became NaN or infinite
    Internal,
};

/// Stable English word for a kind, used in files: "invalid-argument", "not-found", ...
std::string_view errorKindName(ErrorKind kind);

/// A failure as a value: the kind for code, an English sentence with the offending values for people.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string detail;
};

/// A value, or the reason there is none. For failures that are normal: files, specs, databases, devices.
template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string detail)
{
    return tl::unexpected<Error>(Error{kind, std::move(detail)});
}

/// Work cannot go on: device fault, library error, out of memory. Caught once per entry point.
class EngineError : public std::runtime_error {
public:
    EngineError(ErrorKind kind, const std::string& detail)
        : std::runtime_error(detail)
        , m_kind(kind)
    {
    }
    ErrorKind kind() const { return m_kind; }

private:
    ErrorKind m_kind;
};

/// A graph was composed wrongly: names the op, the offending shapes and the scope.
class ShapeError : public EngineError {
public:
    ShapeError(std::string_view op, std::string_view detail)
        : EngineError(ErrorKind::InvalidArgument, std::string(op) + ": " + std::string(detail))
        , m_detail(detail)
    {
    }
    /// The sentence without the op's name.
    const std::string& detail() const { return m_detail; }

private:
    std::string m_detail;
};

[[noreturn]] void assertionFailed(const char* expression, const char* file, int line);

} // namespace lb::engine

/// For our own mistakes only. Active when the build sets LB_ASSERTIONS.
#ifdef LB_ASSERTIONS
#define LB_ASSERT(expression)                                                                                          \
    ((expression) ? static_cast<void>(0) : ::lb::engine::assertionFailed(#expression, __FILE__, __LINE__))
#else
#define LB_ASSERT(expression) static_cast<void>(0)
#endif
