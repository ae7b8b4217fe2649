#include "experiments/store/json_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace lb::experiments {

Result<QJsonObject> readJsonFile(const QString& file)
{
    constexpr qint64 kLargest = 16 * 1024 * 1024;
    QFile input(file);
    if (!input.exists())
        return fail(ErrorKind::NotFound, QStringLiteral("%1 does not exist.").arg(file));
    if (!input.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be read: %2.").arg(file, input.errorString()));
    if (input.size() > kLargest)
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("%1 has %2 bytes, which is too much.").arg(file).arg(input.size()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(input.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorKind::Corrupt, QStringLiteral("%1 is not valid JSON at byte %2: %3.")
                                            .arg(file)
                                            .arg(error.offset)
                                            .arg(error.errorString()));
    if (!document.isObject())
        return fail(ErrorKind::Corrupt, QStringLiteral("%1 does not hold a JSON object.").arg(file));
    return document.object();
}

Result<void> writeJsonFile(const QString& file, const QJsonObject& object)
{
    QSaveFile output(file);
    if (!output.open(QIODevice::WriteOnly)) {
        const ErrorKind kind = output.error() == QFileDevice::PermissionsError ? ErrorKind::ReadOnly : ErrorKind::Io;
        return fail(kind, QStringLiteral("%1 cannot be written: %2.").arg(file, output.errorString()));
    }
    const QByteArray text = QJsonDocument(object).toJson();
    if (output.write(text) != text.size() || !output.commit())
        return fail(ErrorKind::Io, QStringLiteral("%1 cannot be written: %2.").arg(file, output.errorString()));
    return {};
}

} // namespace lb::experiments
