#include "experiments/control/run_launcher.h"

#include "experiments/store/run_folder.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

namespace lb::experiments {

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
