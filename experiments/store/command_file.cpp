#include "experiments/store/command_file.h"

#include <QFile>
#include <QSaveFile>

#include <cstdio>

#include <unistd.h>

namespace lb::experiments {

Result<void> writeCommand(const RunFolder& folder, const QString& word)
{
    QSaveFile file(folder.command());
    const QByteArray line = word.toUtf8() + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(line) != line.size() || !file.commit())
        return fail(ErrorKind::Io, QStringLiteral("The command \"%1\" cannot be written to %2: %3.")
                                       .arg(word, folder.command(), file.errorString()));
    return {};
}

QString takeCommand(const RunFolder& folder)
{
    const QByteArray name = QFile::encodeName(folder.command());
    if (::access(name.constData(), F_OK) != 0)
        return {};
    // Renamed before it is read: a word that arrives in between is a new file and stays for the next look.
    const QString taken = folder.command() + QStringLiteral(".taken");
    if (std::rename(name.constData(), QFile::encodeName(taken).constData()) != 0)
        return {};
    constexpr qint64 kLongestWord = 64;
    QFile file(taken);
    QString word;
    if (file.open(QIODevice::ReadOnly))
        word = QString::fromUtf8(file.read(kLongestWord)).trimmed();
    file.remove();
    return word;
}

} // namespace lb::experiments
