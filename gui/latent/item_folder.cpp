#include "gui/latent/item_folder.h"

#include "gui/latent/path_frames.h"

#include <QDir>
#include <QSaveFile>

namespace lb::gui {

using experiments::Result;

namespace {

Result<void> writeBytes(const QString& file, const QByteArray& bytes)
{
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit())
        return {};
    return experiments::fail(experiments::ErrorKind::Io,
                             QStringLiteral("'%1' cannot be written: %2.").arg(file, out.errorString()));
}

Result<void> writeAll(const QDir& folder, const ItemFolder& wanted)
{
    QByteArray sentences;
    for (const ItemFolder::Item& item : wanted.items) {
        if (item.image.isNull()) {
            sentences += item.sentence.toUtf8() + '\n';
            continue;
        }
        QImage picture = item.image;
        picture.invertPixels(); // on paper, as all pictures
        const auto written =
            writePicture(folder.filePath(fileName(item.name) + QStringLiteral(".png")), picture, wanted.facts);
        if (!written)
            return written;
    }
    if (!sentences.isEmpty())
        if (const auto written = writeBytes(folder.filePath(QStringLiteral("items.txt")), sentences); !written)
            return written;
    return writeBytes(folder.filePath(QStringLiteral("codes.csv")), wanted.table);
}

} // namespace

Result<QString> writeItemFolder(const ItemFolder& wanted)
{
    const Result<QString> folder = newFolder(QDir(wanted.folder), fileName(wanted.name));
    if (!folder)
        return folder;
    if (const Result<void> written = writeAll(QDir(*folder), wanted); !written) {
        QDir(*folder).removeRecursively(); // made above, for these alone
        return tl::unexpected(written.error());
    }
    return folder;
}

} // namespace lb::gui
