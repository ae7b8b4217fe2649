#include "experiments/store/command_queue.h"

#include <QDir>
#include <QFile>
#include <QUuid>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace lb::experiments {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 10;

/// "0000000007-ID": the place in the queue, and what makes the name its writer's own. Others are still being written.
bool isWord(const std::string& name)
{
    return name.size() > kDigits && name[kDigits] == '-' &&
           std::all_of(name.begin(), name.begin() + kDigits, [](char c) { return c >= '0' && c <= '9'; });
}

/// The first (`isOldest`) or last word's file name; empty when there is none.
QString findWord(const RunFolder& folder, bool isOldest)
{
    std::string found;
    std::error_code error; // no folder, no words
    for (fs::directory_iterator it(folder.commands().toStdString(), error), end; !error && it != end;
         it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (isWord(name) && (found.empty() || (isOldest ? name < found : name > found)))
            found = name;
    }
    return QString::fromStdString(found);
}

} // namespace

Result<void> writeCommand(const RunFolder& folder, const QString& word)
{
    QDir().mkpath(folder.commands()); // when it fails, so does what follows
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QFile file(folder.commands() + QLatin1Char('/') + id + QStringLiteral(".part"));
    const QByteArray line = word.toUtf8() + '\n';
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(line) == line.size() && file.flush();
    file.close();
    // Two writers may take the same number: their names differ all the same.
    const qint64 place = findWord(folder, false).left(kDigits).toLongLong() + 1;
    const QString name = QStringLiteral("%1-%2").arg(place, static_cast<int>(kDigits), 10, QLatin1Char('0')).arg(id);
    if (!isWritten || !file.rename(folder.commands() + QLatin1Char('/') + name)) {
        const QString reason = file.errorString();
        file.remove();
        return fail(
            ErrorKind::Io,
            QStringLiteral("The command \"%1\" cannot be written to %2: %3.").arg(word, folder.commands(), reason));
    }
    return {};
}

QString takeCommand(const RunFolder& folder)
{
    const QString name = findWord(folder, true);
    if (name.isEmpty())
        return {};
    QFile file(folder.commands() + QLatin1Char('/') + name);
    QString word;
    if (file.open(QIODevice::ReadOnly))
        word = QString::fromUtf8(file.read(kLongestWord)).trimmed();
    return file.remove() ? word : QString(); // a word that stays would be obeyed for ever
}

void clearCommands(const RunFolder& folder)
{
    QDir(folder.commands()).removeRecursively();
}

} // namespace lb::experiments
