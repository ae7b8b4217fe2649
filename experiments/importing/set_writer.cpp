#include "experiments/importing/set_writer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>

namespace lb::experiments {

namespace {

QByteArray idxHeader(std::initializer_list<qint64> dims)
{
    QByteArray header("\0\0\x08", 3);
    header.append(static_cast<char>(dims.size()));
    for (const qint64 dim : dims) {
        char bytes[4];
        qToBigEndian(static_cast<quint32>(dim), bytes);
        header.append(bytes, sizeof(bytes));
    }
    return header;
}

Result<void> writeFile(const QString& path, const QByteArray& header, const void* bytes, qint64 size)
{
    QFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly | QIODevice::NewOnly) &&
                           file.write(header) == header.size() &&
                           (size == 0 || file.write(static_cast<const char*>(bytes), size) == size) && file.flush();
    if (!isWritten)
        return fail(ErrorKind::Io, QStringLiteral("The data set cannot be written: %1. Make room, then import again.")
                                       .arg(file.errorString()));
    return {};
}

Result<void> writeImages(const QDir& folder, const OwnSet& set, const engine::ImageSet& images)
{
    if (auto written =
            writeFile(folder.filePath(QStringLiteral("images.idx")), idxHeader({set.count, set.height, set.width}),
                      images.pixels.data(), static_cast<qint64>(images.pixels.size()));
        !written || !set.hasLabels)
        return written;
    std::vector<std::uint8_t> labels(images.labels.size());
    std::transform(images.labels.begin(), images.labels.end(), labels.begin(),
                   [](std::int32_t label) { return static_cast<std::uint8_t>(label); });
    return writeFile(folder.filePath(QStringLiteral("labels.idx")), idxHeader({set.count}), labels.data(),
                     static_cast<qint64>(labels.size()));
}

QString freeName(const QDir& folder, const QString& title)
{
    const QString base = ownSetName(title);
    QString name = base;
    for (int number = 2; QFileInfo::exists(folder.filePath(name)); ++number)
        name = base + QLatin1Char('-') + QString::number(number);
    return name;
}

} // namespace

Result<OwnSet> writeOwnSet(const QString& folder, OwnSet set, const engine::ImageSet& images, const std::string& text)
{
    const QDir parent(folder);
    QTemporaryDir aside(parent.filePath(QStringLiteral(".importing-XXXXXX")));
    if (!parent.mkpath(QStringLiteral(".")) ||
        (!aside.isValid() && !(aside = QTemporaryDir(parent.filePath(QStringLiteral(".importing-XXXXXX")))).isValid()))
        return fail(ErrorKind::ReadOnly,
                    QStringLiteral("The project's folder %1 cannot be written.").arg(QDir::toNativeSeparators(folder)));
    set.name = freeName(parent, set.title);
    const QDir place(aside.path());
    const QByteArray description = toJson(set);
    const auto written = set.kind == DatasetKind::Image ? writeImages(place, set, images)
                                                        : writeFile(place.filePath(QStringLiteral("sentences.txt")), {},
                                                                    text.data(), static_cast<qint64>(text.size()));
    if (!written)
        return tl::unexpected(written.error());
    if (const auto described = writeFile(place.filePath(QStringLiteral("data.json")), description, nullptr, 0);
        !described)
        return tl::unexpected(described.error());
    if (!QDir().rename(aside.path(), parent.filePath(set.name)))
        return fail(ErrorKind::Io,
                    QStringLiteral("The data set %1 cannot be put into the project's folder.").arg(set.name));
    aside.setAutoRemove(false);
    return set;
}

} // namespace lb::experiments
