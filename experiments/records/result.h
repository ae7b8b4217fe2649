#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace lb::experiments {

/// The engine's kinds by the same names (engine/core/error.h), plus those of runs and stores.
enum class ErrorKind {
    InvalidArgument,
    NotFound,
    Corrupt,
    Unsupported,
    Io,
    OutOfMemory,
    NonFinite,
    Internal,
    Busy,       ///< another process holds it: a second worker on one run
    ReadOnly,   ///< the project cannot be written
    Newer,      ///< the file was written by a newer version
    DeviceLost, ///< a GPU stopped answering: another process goes on from the last checkpoint
};

/// "invalid-argument", "not-found", ...: what is written into files.
QString errorKindName(ErrorKind kind);
/// Internal for a word it does not know.
ErrorKind errorKindFromName(const QString& name);

/// `detail` is an English sentence with the offending values; the user's words are made in `gui` and `cli` from the
/// kind.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString detail;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, const QString& detail)
{
    return tl::unexpected<Error>(Error{kind, detail});
}

} // namespace lb::experiments
