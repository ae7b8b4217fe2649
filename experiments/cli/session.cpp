#include "experiments/cli/session.h"

#include <cstdio>

namespace lb::experiments {

Result<RunAtStep> runAtStep(const QString& text)
{
    const qsizetype at = text.indexOf(QLatin1Char('@'));
    if (at < 0)
        return RunAtStep{.run = text};
    bool isNumber = false;
    const qint64 step = text.mid(at + 1).toLongLong(&isNumber);
    if (!isNumber || step < 0)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("'%1' is no step of a run. Say RUN@STEP, such as %2@1000.")
                        .arg(text.mid(at + 1), text.left(at)));
    return RunAtStep{.run = text.left(at), .step = step};
}

QString Session::dataFolder() const
{
    return RunStore::defaultProject(project) + QStringLiteral("/datasets");
}

Result<RunStore*> Session::store()
{
    if (!m_store || m_store->isReadOnly()) {
        Result<std::unique_ptr<RunStore>> opened = RunStore::open(RunStore::defaultProject(project));
        if (!opened)
            return tl::unexpected(opened.error());
        m_store = std::move(*opened);
    }
    return m_store.get();
}

Result<RunStore*> Session::storeToRead()
{
    if (const Result<RunStore*> writable = store())
        return writable;
    Result<std::unique_ptr<RunStore>> opened = RunStore::openReadOnly(RunStore::defaultProject(project));
    if (!opened)
        return tl::unexpected(opened.error());
    m_store = std::move(*opened);
    return m_store.get();
}

Result<FoundRun> Session::run(const QString& text)
{
    const Result<RunStore*> found = store();
    if (!found)
        return tl::unexpected(found.error());
    return (*found)->find(text).map([&](const RunRecord& run) { return FoundRun{*found, run}; });
}

Result<FoundRun> Session::runToRead(const QString& text)
{
    const Result<RunStore*> store = storeToRead();
    if (!store)
        return tl::unexpected(store.error());
    return (*store)->find(text).map([&](const RunRecord& run) { return FoundRun{*store, run}; });
}

RunController& Session::controller()
{
    if (!m_controller)
        m_controller = std::make_unique<RunController>(*m_store, m_launcher);
    return *m_controller;
}

int reportError(const Error& error)
{
    std::fprintf(stderr, "latentbench-cli: %s\n", qPrintable(error.detail));
    switch (error.kind) {
    case ErrorKind::InvalidArgument:
    case ErrorKind::NotFound:
    case ErrorKind::Corrupt:
    case ErrorKind::Unsupported:
    case ErrorKind::Busy:
    case ErrorKind::ReadOnly:
    case ErrorKind::Newer:
        return kExitBadInput;
    case ErrorKind::Io:
    case ErrorKind::OutOfMemory:
    case ErrorKind::NonFinite:
    case ErrorKind::Internal:
    case ErrorKind::DeviceLost:
        return kExitFailed;
    }
    return kExitFailed;
}

} // namespace lb::experiments
