#include "experiments/control/run_launcher.h"

#include "experiments/store/run_folder.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

namespace lb::experiments {

namespace {

constexpr qint64 kLongLog = 8 * 1024 * 1024;

void rotateLog(const RunFolder& folder)
{
    if (QFileInfo(folder.log()).size() < kLongLog)
        return;
    const QString older = folder.path() + QStringLiteral("/log.1.txt");
    QFile::remove(older);
    QFile::rename(folder.log(), older);
}

} // namespace

QString workerProgram(const QString& given)
{
    if (!given.isEmpty())
        return given;
    if (const QString fromEnvironment = qEnvironmentVariable("LATENTBENCH_WORKER"); !fromEnvironment.isEmpty())
        return fromEnvironment;
    return QCoreApplication::applicationDirPath() + QStringLiteral("/latentbench-worker");
}

ProcessLauncher::ProcessLauncher(QString program)
    : m_program(workerProgram(program))
{
}

Result<qint64> ProcessLauncher::launch(const QString& runFolder, const QStringList& arguments)
{
    const RunFolder folder(runFolder);
    if (!QFileInfo(m_program).isExecutable())
        return fail(ErrorKind::NotFound,
                    QStringLiteral("The worker program %1 is missing. LATENTBENCH_WORKER can name another place.")
                        .arg(m_program));
    rotateLog(folder);
    QProcess process;
    process.setProgram(m_program);
    process.setArguments(QStringList{QStringLiteral("train"), runFolder} + arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(folder.log(), QIODevice::Append);
    process.setStandardErrorFile(folder.log(), QIODevice::Append);
    qint64 pid = 0;
    // Detached in Qt's sense: forked twice and in a session of its own, so neither a closed terminal nor our end reach
    // it.
    if (!process.startDetached(&pid))
        return fail(
            ErrorKind::Io,
            QStringLiteral("The worker program %1 cannot be started: %2.").arg(m_program, process.errorString()));
    return pid;
}

} // namespace lb::experiments
