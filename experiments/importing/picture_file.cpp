#include "experiments/importing/picture_file.h"

#include "experiments/datasets/file_bytes.h"
#include "experiments/importing/image_decoder.h"
#include "experiments/importing/image_fit.h"

#include <QFileInfo>

namespace lb::experiments {

namespace {

constexpr qint64 kLargestPicture = qint64{64} << 20;

} // namespace

Result<GreyImage> readPicture(const QString& path)
{
    const auto bytes = readFileBytes(path, kLargestPicture);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return decodePicture(
        {reinterpret_cast<const std::uint8_t*>(bytes->constData()), static_cast<std::size_t>(bytes->size())});
}

Result<FittedPicture> readFittedPicture(const QString& path, qint64 height, qint64 width)
{
    const auto picture = readPicture(path);
    if (!picture) {
        const bool isOfContent =
            picture.error().kind == ErrorKind::Corrupt || picture.error().detail.startsWith(QStringLiteral("it "));
        return fail(ErrorKind::InvalidArgument,
                    isOfContent ? QStringLiteral("%1 cannot be used as a picture: %2. Choose a PNG or JPEG file.")
                                      .arg(QFileInfo(path).fileName(), picture.error().detail)
                                : picture.error().detail);
    }
    return FittedPicture{.image = fitted(*picture, height, width),
                         .height = picture->height,
                         .width = picture->width,
                         .wasColored = picture->wasColored};
}

} // namespace lb::experiments
