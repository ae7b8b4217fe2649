#include "experiments/control/process_state.h"

#include <QFile>

#include <cerrno>
#include <csignal>

namespace lb::experiments {

bool isProcessAlive(qint64 pid)
{
    if (pid <= 0 || (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH))
        return false;
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return true; // no such file system here: what kill says is all there is to know
    // "pid (name) state ...": the name may hold anything, so the state is found from the last parenthesis.
    const QByteArray line = file.readAll();
    const qsizetype end = line.lastIndexOf(')');
    const char state = end >= 0 && end + 2 < line.size() ? line.at(end + 2) : 'R';
    return state != 'Z' && state != 'X';
}

} // namespace lb::experiments
