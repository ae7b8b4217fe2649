#include "experiments/importing/image_decoder.h"

#include <QString>

#include <algorithm>
#include <array>
#include <memory>

#include <png.h>
#include <turbojpeg.h>

namespace lb::experiments {

namespace {

constexpr std::array<std::uint8_t, 8> kPng{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
constexpr std::array<std::uint8_t, 3> kJpeg{0xFF, 0xD8, 0xFF};

bool begins(std::span<const std::uint8_t> file, std::span<const std::uint8_t> mark)
{
    return file.size() >= mark.size() && std::equal(mark.begin(), mark.end(), file.begin());
}

Result<void> checkSize(std::int64_t height, std::int64_t width)
{
    if (height >= 1 && width >= 1 && height <= kMostPictureSide && width <= kMostPictureSide)
        return {};
    return fail(ErrorKind::Unsupported, QStringLiteral("it has %1 x %2 pixels; up to %3 on a side can be used")
                                            .arg(height)
                                            .arg(width)
                                            .arg(kMostPictureSide));
}

GreyImage blank(std::int64_t height, std::int64_t width)
{
    return {.height = height,
            .width = width,
            .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(height * width))};
}

Result<GreyImage> decodePng(std::span<const std::uint8_t> file)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    const auto broken = [&image] {
        const QString why = QString::fromLatin1(image.message);
        png_image_free(&image);
        return fail(ErrorKind::Corrupt, QStringLiteral("it is no whole PNG: %1").arg(why));
    };
    if (!png_image_begin_read_from_memory(&image, file.data(), file.size()))
        return broken();
    if (const auto fits = checkSize(image.height, image.width); !fits) {
        png_image_free(&image);
        return tl::unexpected(fits.error());
    }
    GreyImage grey = blank(image.height, image.width);
    grey.wasColored = (image.format & PNG_FORMAT_FLAG_COLOR) != 0;
    image.format = PNG_FORMAT_GRAY;
    const png_color black{0, 0, 0};
    if (!png_image_finish_read(&image, &black, grey.pixels.data(), 0, nullptr))
        return broken();
    return grey;
}

Result<GreyImage> decodeJpeg(std::span<const std::uint8_t> file)
{
    const std::unique_ptr<void, int (*)(tjhandle)> decoder(tjInitDecompress(), tjDestroy);
    const auto broken = [&decoder] {
        return fail(ErrorKind::Corrupt,
                    QStringLiteral("it is no whole JPEG: %1").arg(QString::fromLatin1(tjGetErrorStr2(decoder.get()))));
    };
    if (!decoder)
        return fail(ErrorKind::OutOfMemory, QStringLiteral("there is no memory to read it"));
    int width = 0, height = 0, sampling = 0, colours = 0;
    const auto size = static_cast<unsigned long>(file.size());
    if (tjDecompressHeader3(decoder.get(), file.data(), size, &width, &height, &sampling, &colours) != 0)
        return broken();
    if (const auto fits = checkSize(height, width); !fits)
        return tl::unexpected(fits.error());
    GreyImage grey = blank(height, width);
    grey.wasColored = colours != TJCS_GRAY;
    if (tjDecompress2(decoder.get(), file.data(), size, grey.pixels.data(), width, width, height, TJPF_GRAY,
                      TJFLAG_STOPONWARNING) != 0)
        return broken();
    return grey;
}

} // namespace

bool isPicture(std::span<const std::uint8_t> file)
{
    return begins(file, kPng) || begins(file, kJpeg);
}

Result<GreyImage> decodePicture(std::span<const std::uint8_t> file)
{
    if (begins(file, kPng))
        return decodePng(file);
    if (begins(file, kJpeg))
        return decodeJpeg(file);
    return fail(ErrorKind::Unsupported, QStringLiteral("it is neither PNG nor JPEG"));
}

} // namespace lb::experiments
