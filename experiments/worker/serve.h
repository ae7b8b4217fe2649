#pragma once

#include <QString>

namespace lb::experiments {

/// Listens on the local socket `name` (this user only), answers one client's requests one after another and returns
/// when the client goes away, or when none comes within ten seconds. Returns the exit code.
int serve(const QString& name, int threads);

} // namespace lb::experiments
