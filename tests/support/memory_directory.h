#pragma once

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace lb::tests {

/// A temporary folder in memory where the system has a place for it. For tests of stores and processes: a killed
/// process loses no more there than on a disk, and nobody waits for syncs.
class MemoryDirectory : public QTemporaryDir {
public:
    MemoryDirectory()
        : QTemporaryDir(place() + QStringLiteral("/latentbench-test-XXXXXX"))
    {
    }

private:
    static QString place()
    {
        const QString memory = QStringLiteral("/dev/shm");
        return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    }
};

} // namespace lb::tests
