#pragma once

#include <QString>

namespace lb::experiments {

/// Connects to the local socket `name`, on which the starting program listens, answers its requests one after another
/// and returns when it goes away. Returns the exit code.
int serve(const QString& name, int threads);

} // namespace lb::experiments
