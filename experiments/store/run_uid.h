#pragma once

#include <QString>

namespace lb::experiments {

/// 26 characters (Crockford's base 32): 48 bits of milliseconds, then 80 random bits. Sorts by creation time; within
/// one process later ones are larger even in the same millisecond. Layout as in ULID.
QString makeRunUid();
bool isRunUid(const QString& text);

} // namespace lb::experiments
