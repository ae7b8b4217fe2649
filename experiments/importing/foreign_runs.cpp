#include "experiments/importing/foreign_runs.h"

#include "experiments/importing/event_file.h"
#include "experiments/importing/run_csv.h"
#include "experiments/importing/run_json.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>

namespace lb::experiments {

namespace {

constexpr qint64 kLargestTable = qint64{1} << 30;
constexpr qint64 kLargestJson = qint64{1} << 28; // its tree takes several times that
constexpr int kMostFiles = 10'000;
const QString kEventFiles = QStringLiteral("*tfevents*");

Result<void> addEvents(const QString& path, ForeignRun& run)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, file.errorString());
    return readEventFile(file, run);
}

Result<QByteArray> readWhole(const QString& path, qint64 largest)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, file.errorString());
    if (file.size() > largest)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("it is larger than %1 MiB; split it.").arg(largest >> 20));
    return file.readAll();
}

using Runs = std::vector<ForeignRun>;

Result<Runs> readTable(const QString& path, const QString& name)
{
    return readWhole(path, kLargestTable).and_then([&](const QByteArray& bytes) { return parseRunCsv(bytes, name); });
}

Result<Runs> readJson(const QString& path, const QString& name)
{
    return readWhole(path, kLargestJson)
        .and_then([&](const QByteArray& bytes) { return parseRunJson(bytes, name); })
        .map([](ForeignRun&& run) { return Runs{std::move(run)}; });
}

const QString kTrainerState = QStringLiteral("trainer_state.json");

/// The folder of a run that keeps its state in each of its checkpoints, too.
QDir runFolderOf(const QFileInfo& file)
{
    QDir folder = file.dir();
    if (file.fileName() == kTrainerState && folder.dirName().startsWith(QLatin1String("checkpoint-")))
        folder.cdUp();
    return folder;
}

/// Where a folder's part is called "events.out.tfevents...", its name says nothing: that of the folder does.
QString nameOf(const QFileInfo& file)
{
    const bool isEvents = file.fileName().contains(QLatin1String("tfevents"));
    const QString base = file.completeBaseName();
    const bool isMetrics = base == QLatin1String("metrics") || base == QLatin1String("trainer_state") ||
                           base == QLatin1String("history"); // Lightning's, Sacred's, transformers', Keras'
    return isEvents || isMetrics ? runFolderOf(file).dirName() : base;
}

Result<void> readFile(const QFileInfo& file, ForeignRuns& found)
{
    const QString suffix = file.suffix().toLower();
    const bool isTable = suffix == QLatin1String("csv") || suffix == QLatin1String("tsv");
    if (isTable || suffix == QLatin1String("json") || suffix == QLatin1String("jsonl")) {
        const QString path = file.absoluteFilePath();
        auto runs = isTable ? readTable(path, nameOf(file)) : readJson(path, nameOf(file));
        if (!runs)
            return tl::unexpected(runs.error());
        for (ForeignRun& run : *runs) {
            run.source = path;
            found.runs.push_back(std::move(run));
        }
        return {};
    }
    ForeignRun run;
    run.name = nameOf(file);
    run.source = file.absoluteFilePath();
    if (const auto read = addEvents(run.source, run); !read)
        return read;
    if (run.series.empty())
        return fail(ErrorKind::InvalidArgument, QStringLiteral("it holds no single numbers. ") + run.losses());
    found.runs.push_back(std::move(run));
    return {};
}

Result<ForeignRuns> readFolder(const QString& path)
{
    ForeignRuns found;
    const QDir root(path);
    const auto missing = [&](const QFileInfo& file, const Error& error) {
        found.unread.append(QStringLiteral("%1: %2").arg(root.relativeFilePath(file.filePath()), error.detail));
    };
    QMap<QString, QStringList> eventFiles; // by folder, in the order of their names, which is that of time
    QStringList tables;
    QMap<QString, QFileInfo> states; // by folder of the run: each checkpoint's holds all before it
    // Of JSON those with the usual names: folders of models are full of other ones.
    const QStringList patterns{kEventFiles,
                               QStringLiteral("*.csv"),
                               QStringLiteral("*.jsonl"),
                               QStringLiteral("metrics.json"),
                               QStringLiteral("history.json"),
                               kTrainerState};
    QDirIterator files(path, patterns, QDir::Files, QDirIterator::Subdirectories);
    for (int count = 0; files.hasNext() && count < kMostFiles; ++count) {
        const QFileInfo file(files.next());
        if (file.fileName().contains(QLatin1String("tfevents")))
            eventFiles[file.absolutePath()].append(file.absoluteFilePath());
        else if (file.fileName() == kTrainerState) {
            QFileInfo& largest = states[runFolderOf(file).absolutePath()];
            if (largest.filePath().isEmpty() || file.size() > largest.size())
                largest = file;
        } else
            tables.append(file.absoluteFilePath());
    }
    for (auto folder = eventFiles.begin(); folder != eventFiles.end(); ++folder) {
        folder->sort();
        ForeignRun run;
        const QString below = root.relativeFilePath(folder.key());
        run.name = below == QLatin1String(".") ? root.dirName() : below;
        run.source = folder.key();
        for (const QString& file : *folder)
            if (const auto read = addEvents(file, run); !read)
                missing(QFileInfo(file), read.error());
        if (!run.series.empty())
            found.runs.push_back(std::move(run));
    }
    for (const QFileInfo& state : std::as_const(states))
        tables.append(state.absoluteFilePath());
    tables.sort();
    for (const QString& table : tables)
        if (const auto read = readFile(QFileInfo(table), found); !read)
            missing(QFileInfo(table), read.error());
    if (found.runs.empty())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 holds no event files and no CSV or JSON files with numbers of runs. %2")
                        .arg(path, found.unread.mid(0, 3).join(QLatin1Char(' ')))
                        .trimmed());
    return found;
}

} // namespace

Result<ForeignRuns> readForeignRuns(const QString& path)
{
    const QFileInfo file(path);
    if (!file.exists())
        return fail(ErrorKind::NotFound, QStringLiteral("%1 does not exist.").arg(path));
    if (file.isDir())
        return readFolder(QDir(path).absolutePath());
    ForeignRuns found;
    if (const auto read = readFile(file, found); !read)
        return fail(read.error().kind, QStringLiteral("%1 cannot be imported: %2").arg(path, read.error().detail));
    return found;
}

} // namespace lb::experiments
