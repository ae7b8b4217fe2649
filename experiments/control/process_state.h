#pragma once

#include <QtGlobal>

namespace lb::experiments {

/// Whether a process is at work. One that has ended but was not collected by its parent (a zombie) is not: the parent
/// of a detached worker is the system's first process, which in containers may collect late or never.
bool isProcessAlive(qint64 pid);

} // namespace lb::experiments
