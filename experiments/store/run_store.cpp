#include "experiments/store/run_store.h"

#include "experiments/records/nearest.h"
#include "experiments/store/json_file.h"
#include "experiments/store/migrations.h"
#include "experiments/store/run_store_state.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

namespace lb::experiments {

namespace {

constexpr int kBusyMs = 3000; // writers of the index are brief

bool isWritable(const QString& folder)
{
    return ::eaccess(QFile::encodeName(folder).constData(), W_OK | X_OK) == 0;
}

Result<void> prepareFolder(const QString& project)
{
    const QString runs = project + QStringLiteral("/runs");
    if (!QDir().mkpath(runs)) {
        QString parent = project;
        while (!QFileInfo::exists(parent) && parent != QFileInfo(parent).path())
            parent = QFileInfo(parent).path();
        const ErrorKind kind = isWritable(parent) ? ErrorKind::Io : ErrorKind::ReadOnly;
        return fail(kind, QStringLiteral("The project folder %1 cannot be created.").arg(project));
    }
    if (!isWritable(project) || !isWritable(runs))
        return fail(ErrorKind::ReadOnly, QStringLiteral("The project folder %1 cannot be written.").arg(project));
    return {};
}

Result<std::unique_ptr<RunIndex>> openIndex(const QString& file)
{
    using Opened = Result<std::unique_ptr<RunIndex>>;
    return guarded(file, [&]() -> Opened {
        auto database = openForWriting(file, kBusyMs);
        // Several processes write the index: the log's fault with two writers (SQLite before 3.51.3) rules WAL out.
        askJournalMode(*database, "TRUNCATE");
        database->exec("PRAGMA synchronous = NORMAL"); // the folders hold all that cannot be said again
        if (const auto sound = quickCheck(*database, file); !sound)
            return tl::unexpected(sound.error());
        if (const auto migrated = migrate(*database, file, DatabaseKind::Index, indexMigrations()); !migrated)
            return tl::unexpected(migrated.error());
        return std::make_unique<RunIndex>(std::move(database));
    });
}

bool hasRunFolders(const QString& project)
{
    return !QDir(project + QStringLiteral("/runs")).isEmpty(QDir::Dirs | QDir::NoDotAndDotDot);
}

/// Runs whose name or id is `text` (`isWhole`) or begins with it.
QList<IndexRow> matches(const QList<IndexRow>& rows, const QString& text, bool isWhole)
{
    QList<IndexRow> found;
    for (const IndexRow& row : rows) {
        const QString& name = row.record.name;
        const QString& uid = row.record.uid;
        const bool isMatch = isWhole ? name == text || uid.compare(text, Qt::CaseInsensitive) == 0
                                     : name.startsWith(text) || uid.startsWith(text, Qt::CaseInsensitive);
        if (isMatch)
            found.append(row);
    }
    return found;
}

Error noSuchRun(const QString& text, const QStringList& names)
{
    constexpr qsizetype kListed = 5;
    const QString nearest = nearestOf(text, names);
    if (!nearest.isEmpty())
        return {ErrorKind::NotFound, QStringLiteral("There is no run \"%1\". Did you mean \"%2\"?").arg(text, nearest)};
    if (names.isEmpty())
        return {ErrorKind::NotFound, QStringLiteral("There is no run \"%1\": the project has no runs yet.").arg(text)};
    return {ErrorKind::NotFound, QStringLiteral("There is no run \"%1\". The newest are: %2.")
                                     .arg(text, names.mid(0, kListed).join(QStringLiteral(", ")))};
}

} // namespace

RunStore::RunStore()
    : m_state(std::make_unique<State>())
{
}

RunStore::~RunStore() = default;

Result<std::unique_ptr<RunStore>> RunStore::open(const QString& projectFolder)
{
    const QString project = QFileInfo(projectFolder).absoluteFilePath();
    if (const auto ready = prepareFolder(project); !ready)
        return tl::unexpected(ready.error());
    std::unique_ptr<RunStore> store(new RunStore);
    State& state = *store->m_state;
    state.project = project;
    state.indexFile = project + QStringLiteral("/project.sqlite");
    bool isNew = !QFileInfo::exists(state.indexFile);
    auto index = openIndex(state.indexFile);
    if (!index && index.error().kind == ErrorKind::Corrupt) {
        if (const auto kept = setAside(state.indexFile); !kept)
            return tl::unexpected(kept.error());
        index = openIndex(state.indexFile);
        isNew = true;
    }
    if (!index)
        return tl::unexpected(index.error());
    state.index = std::move(*index);
    if (isNew && hasRunFolders(project))
        if (const auto rebuilt = state.rebuild(); !rebuilt)
            return tl::unexpected(rebuilt.error());
    return store;
}

Result<std::unique_ptr<RunStore>> RunStore::openReadOnly(const QString& projectFolder)
{
    constexpr int kReaderBusyMs = 250;
    using Opened = Result<std::unique_ptr<RunStore>>;
    const QString project = QFileInfo(projectFolder).absoluteFilePath();
    if (!QFileInfo(project).isDir())
        return fail(ErrorKind::NotFound, QStringLiteral("There is no project folder %1.").arg(project));
    std::unique_ptr<RunStore> store(new RunStore);
    State& state = *store->m_state;
    state.project = project;
    state.isReadOnly = true;
    state.indexFile = project + QStringLiteral("/project.sqlite");
    const auto opened = guarded(state.indexFile, [&]() -> Result<void> {
        state.index = std::make_unique<RunIndex>(openForReading(state.indexFile, kReaderBusyMs));
        state.index->all();
        return {};
    });
    if (opened)
        return store;
    auto inMemory = openIndex(QStringLiteral(":memory:"));
    if (!inMemory)
        return tl::unexpected(inMemory.error());
    state.index = std::move(*inMemory);
    if (const auto rebuilt = state.rebuild(); !rebuilt)
        return tl::unexpected(rebuilt.error());
    return Opened(std::move(store));
}

QString RunStore::defaultProject(const QString& option)
{
    if (!option.isEmpty())
        return QFileInfo(option).absoluteFilePath();
    if (const QString fromEnvironment = qEnvironmentVariable("LATENTBENCH_PROJECT"); !fromEnvironment.isEmpty())
        return QFileInfo(fromEnvironment).absoluteFilePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/latentbench/default");
}

const QString& RunStore::projectFolder() const
{
    return m_state->project;
}

bool RunStore::isReadOnly() const
{
    return m_state->isReadOnly;
}

RunFolder RunStore::folder(const QString& uid) const
{
    return m_state->folder(uid);
}

Result<QList<RunRecord>> RunStore::list()
{
    return guarded(m_state->indexFile,
                   [&]() -> Result<QList<RunRecord>> { return m_state->reconcileInTurn(); });
}

Result<RunRecord> RunStore::find(const QString& text)
{
    return guarded(m_state->indexFile, [&]() -> Result<RunRecord> {
        const QList<IndexRow> rows = m_state->index->all();
        QList<IndexRow> found = matches(rows, text, true);
        if (found.isEmpty() && !text.isEmpty())
            found = matches(rows, text, false);
        if (found.isEmpty())
            return tl::unexpected(noSuchRun(text, m_state->index->names()));
        if (found.size() > 1)
            return fail(ErrorKind::InvalidArgument,
                        QStringLiteral("\"%1\" is the beginning of %2 runs, such as %3 and %4. Type more of the name.")
                            .arg(text)
                            .arg(found.size())
                            .arg(found[0].record.name, found[1].record.name));
        return m_state->reconcile({found.first()}, false).first();
    });
}

Result<RunSpec> RunStore::spec(const QString& uid) const
{
    const auto json = readJsonFile(folder(uid).spec());
    if (!json)
        return tl::unexpected(json.error());
    return RunSpec::fromJson(*json);
}

Result<RunRecord> RunStore::refresh(const QString& uid)
{
    const auto row = m_state->rowOf(uid);
    if (!row)
        return tl::unexpected(row.error());
    return guarded(m_state->indexFile, [&]() -> Result<RunRecord> { return m_state->reconcile({*row}, true).first(); });
}

Result<QStringList> RunStore::queue()
{
    return guarded(m_state->indexFile, [&]() -> Result<QStringList> { return m_state->index->queue(); });
}

Result<QString> RunStore::setting(const QString& key)
{
    return guarded(m_state->indexFile, [&]() -> Result<QString> { return m_state->index->setting(key); });
}

} // namespace lb::experiments
