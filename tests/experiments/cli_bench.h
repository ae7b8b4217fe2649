#pragma once

#include "tests/support/tiny_project.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace lb::tests {

/// What the command line said.
struct Answer {
    int code = -1;
    QString out;
    QString err;
};

inline Answer ask(const TinyProject& project, QStringList words)
{
    constexpr int kLongMs = 120'000;
    words = QStringList{QStringLiteral("--project"), project.path() + QStringLiteral("/project")} + words;
    QProcess cli;
    cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"), words);
    cli.waitForFinished(kLongMs);
    return {cli.exitCode(), QString::fromUtf8(cli.readAllStandardOutput()),
            QString::fromUtf8(cli.readAllStandardError())};
}

inline Answer ask(const TinyProject& project, const char* words)
{
    return ask(project, QString::fromLatin1(words).split(QLatin1Char(' ')));
}

inline QString specFile(const TinyProject& project)
{
    const QString path = project.path() + QStringLiteral("/spec.json");
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(project.spec().toJson()).toJson());
    return path;
}

/// Trains the tiny spec through the command line under the name "tiny".
inline Answer trainTiny(const TinyProject& project)
{
    return ask(project, {QStringLiteral("train"), QStringLiteral("--spec"), specFile(project), QStringLiteral("--name"),
                         QStringLiteral("tiny")});
}

inline QList<QJsonObject> jsonLines(const QString& text)
{
    QList<QJsonObject> result;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        result.append(QJsonDocument::fromJson(line.toUtf8()).object());
    return result;
}

} // namespace lb::tests
