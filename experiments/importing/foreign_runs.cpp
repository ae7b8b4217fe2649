#include "experiments/importing/foreign_runs.h"

#include "experiments/importing/event_file.h"
#include "experiments/importing/run_csv.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>

namespace lb::experiments {

namespace {

constexpr qint64 kLargestCsv = qint64{1} << 30;
constexpr int kMostFiles = 10'000;
const QString kEventFiles = QStringLiteral("*tfevents*");

Result<void> addEvents(const QString& path, ForeignRun& run)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, file.errorString());
    return readEventFile(file, run);
}

Result<std::vector<ForeignRun>> readCsv(const QString& path, const QString& name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, file.errorString());
    if (file.size() > kLargestCsv)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("it is larger than 1 GiB; split it."));
    const QByteArray bytes = file.readAll();
    auto runs = parseRunCsv(bytes, name);
    if (runs)
        for (ForeignRun& run : *runs)
            run.source = path;
    return runs;
}

/// Where a folder's part is called "events.out.tfevents...", its name says nothing: that of the folder does.
QString nameOf(const QFileInfo& file)
{
    const bool isEvents = file.fileName().contains(QLatin1String("tfevents"));
    const bool isMetrics = file.fileName() == QLatin1String("metrics.csv"); // Lightning's
    return isEvents || isMetrics ? file.dir().dirName() : file.completeBaseName();
}

Result<void> readFile(const QFileInfo& file, ForeignRuns& found)
{
    if (file.suffix().toLower() == QLatin1String("csv") || file.suffix().toLower() == QLatin1String("tsv")) {
        auto runs = readCsv(file.absoluteFilePath(), nameOf(file));
        if (!runs)
            return tl::unexpected(runs.error());
        for (ForeignRun& run : *runs)
            found.runs.push_back(std::move(run));
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
    QDirIterator files(path, {kEventFiles, QStringLiteral("*.csv")}, QDir::Files, QDirIterator::Subdirectories);
    for (int count = 0; files.hasNext() && count < kMostFiles; ++count) {
        const QFileInfo file(files.next());
        if (file.fileName().contains(QLatin1String("tfevents")))
            eventFiles[file.absolutePath()].append(file.absoluteFilePath());
        else
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
    tables.sort();
    for (const QString& table : tables)
        if (const auto read = readFile(QFileInfo(table), found); !read)
            missing(QFileInfo(table), read.error());
    if (found.runs.empty())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("%1 holds no event files and no CSV files with numbers. %2")
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
