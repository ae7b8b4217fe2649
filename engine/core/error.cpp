#include "engine/core/error.h"

#include <cstdio>
#include <cstdlib>

namespace lb::engine {

std::string_view errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::InvalidArgument:
        return "invalid-argument";
    case ErrorKind::NotFound:
        return "not-found";
    case ErrorKind::Corrupt:
        return "corrupt";
    case ErrorKind::Unsupported:
        return "unsupported";
    case ErrorKind::Io:
        return "io";
    case ErrorKind::OutOfMemory:
        return "out-of-memory";
    case ErrorKind::NonFinite:
        return "non-finite";
    case ErrorKind::Internal:
        return "internal";
    }
    return "internal";
}

void assertionFailed(const char* expression, const char* file, int line)
{
    std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
    std::abort();
}

} // namespace lb::engine
