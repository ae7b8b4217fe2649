#include "experiments/training/image_grid.h"

#include <QFile>

#include <algorithm>
#include <cstring>

#include <png.h>

namespace lb::experiments {

Result<void> writeImageGrid(const QString& path, const DecodedItems& items, int columns)
{
    if (items.images.isEmpty() || columns < 1)
        return fail(ErrorKind::InvalidArgument, QStringLiteral("There are no images to write."));
    constexpr char kSeparator = '\x80';
    const int count = static_cast<int>(items.images.size());
    const int across = std::min(columns, count);
    const int down = (count + across - 1) / across;
    const int width = across * (items.width + 1) - 1;
    const int height = down * (items.height + 1) - 1;
    QByteArray grey(static_cast<qsizetype>(width) * height, kSeparator);
    for (int i = 0; i < count; ++i) {
        const int left = i % across * (items.width + 1);
        const int top = i / across * (items.height + 1);
        for (int row = 0; row < items.height; ++row)
            std::memcpy(grey.data() + static_cast<qsizetype>(top + row) * width + left,
                        items.images[i].constData() + static_cast<qsizetype>(row) * items.width,
                        static_cast<std::size_t>(items.width));
    }
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_GRAY;
    if (!png_image_write_to_file(&image, QFile::encodeName(path).constData(), 0, grey.constData(), 0, nullptr))
        return fail(ErrorKind::Io,
                    QStringLiteral("'%1' could not be written: %2.").arg(path, QString::fromLatin1(image.message)));
    return {};
}

} // namespace lb::experiments
