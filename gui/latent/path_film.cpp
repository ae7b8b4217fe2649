#include "gui/latent/path_film.h"

#include <QBuffer>
#include <QFont>
#include <QFontMetrics>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;

namespace {

constexpr int kGreys = 256;
constexpr int kFrameTime = 5; // hundredths of a second
constexpr int kMostPlaces = 24;
constexpr int kPerRow = 8;
constexpr double kCellMm = 24;
constexpr double kMarginMm = 8;
constexpr double kLineMm = 6;
constexpr double kSentencesMm = 180;
constexpr int kDpi = 300;
constexpr int kPoints = 8;

Result<void> writeFile(const QString& file, const QByteArray& content)
{
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(content) == content.size() && out.commit())
        return {};
    return experiments::fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(file, out.errorString()));
}

int appendBytes(GifFileType* gif, const GifByteType* bytes, int count)
{
    static_cast<QByteArray*>(gif->UserData)->append(reinterpret_cast<const char*>(bytes), count);
    return count;
}

struct GifClose {
    void operator()(GifFileType* gif) const noexcept { EGifCloseFile(gif, nullptr); }
};
struct MapFree {
    void operator()(ColorMapObject* map) const noexcept { GifFreeMapObject(map); }
};

bool putLooping(GifFileType* gif)
{
    const std::array<GifByteType, 3> forEver{1, 0, 0};
    return EGifPutExtensionLeader(gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK &&
           EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0") == GIF_OK &&
           EGifPutExtensionBlock(gif, static_cast<int>(forEver.size()), forEver.data()) == GIF_OK &&
           EGifPutExtensionTrailer(gif) == GIF_OK;
}

bool putFrame(GifFileType* gif, QImage frame)
{
    const GraphicsControlBlock control{.DisposalMode = DISPOSE_DO_NOT,
                                       .UserInputFlag = false,
                                       .DelayTime = kFrameTime,
                                       .TransparentColor = NO_TRANSPARENT_COLOR};
    std::array<GifByteType, 4> bytes{};
    EGifGCBToExtension(&control, bytes.data());
    if (EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, static_cast<int>(bytes.size()), bytes.data()) != GIF_OK ||
        EGifPutImageDesc(gif, 0, 0, frame.width(), frame.height(), false, nullptr) != GIF_OK)
        return false;
    for (int y = 0; y < frame.height(); ++y)
        if (EGifPutLine(gif, frame.scanLine(y), frame.width()) != GIF_OK)
            return false;
    return true;
}

/// Places of a strip: both ends and evenly between.
QList<qsizetype> placesOf(qsizetype frames)
{
    const qsizetype count = std::min<qsizetype>(frames, kMostPlaces);
    QList<qsizetype> places;
    for (qsizetype i = 0; i < count; ++i)
        places.append(count < 2 ? 0 : (i * (frames - 1) + (count - 1) / 2) / (count - 1));
    return places;
}

QString positionOf(qsizetype frame, qsizetype frames)
{
    return QString::number(frames < 2 ? 0.0 : static_cast<double>(frame) / static_cast<double>(frames - 1), 'f', 2);
}

} // namespace

Result<void> writePathGif(const PathFrames& frames, const QString& file)
{
    const qsizetype count = frames.count();
    QList<QImage> pictures;
    for (qsizetype i = 0; i < count; ++i)
        pictures.append(pathPicture(frames, i).convertToFormat(QImage::Format_Grayscale8));
    const std::unique_ptr<ColorMapObject, MapFree> greys(GifMakeMapObject(kGreys, nullptr));
    QByteArray content;
    int error = 0;
    std::unique_ptr<GifFileType, GifClose> gif(EGifOpen(&content, appendBytes, &error));
    if (count == 0 || !greys || !gif)
        return experiments::fail(ErrorKind::Io, QStringLiteral("'%1' cannot be made: there is no path.").arg(file));
    for (int i = 0; i < kGreys; ++i)
        greys->Colors[i].Red = greys->Colors[i].Green = greys->Colors[i].Blue = static_cast<GifByteType>(i);
    EGifSetGifVersion(gif.get(), true);
    bool isDone =
        EGifPutScreenDesc(gif.get(), pictures[0].width(), pictures[0].height(), 8, 0, greys.get()) == GIF_OK &&
        putLooping(gif.get());
    for (qsizetype i = 0; i < count; ++i)
        isDone = isDone && putFrame(gif.get(), pictures[i]);
    for (qsizetype i = count - 2; i > 0; --i) // and back
        isDone = isDone && putFrame(gif.get(), pictures[i]);
    isDone = isDone && EGifCloseFile(gif.release(), &error) == GIF_OK;
    if (!isDone)
        return experiments::fail(ErrorKind::Io, QStringLiteral("'%1' cannot be made as a GIF.").arg(file));
    return writeFile(file, content);
}

Result<void> writePathStrip(const PathFrames& frames, const QString& file)
{
    const QList<qsizetype> places = placesOf(frames.count());
    const bool isText = frames.images.isEmpty();
    const auto rows = static_cast<double>(isText ? places.size() : (places.size() + kPerRow - 1) / kPerRow);
    const double rowMm = isText ? kLineMm : kCellMm + kLineMm;
    const double widthMm = isText ? kSentencesMm : kPerRow * kCellMm;
    QBuffer content;
    content.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&content);
    pdf.setResolution(kDpi);
    pdf.setTitle(frames.name);
    pdf.setCreator(QStringLiteral("Latentbench " LB_VERSION));
    pdf.setPageMargins({0, 0, 0, 0});
    pdf.setPageSize(
        QPageSize(QSizeF(widthMm + 2 * kMarginMm, rows * rowMm + kLineMm + 2 * kMarginMm), QPageSize::Millimeter));
    QPainter painter(&pdf);
    QFont font;
    font.setPointSize(kPoints);
    painter.setFont(font);
    constexpr double kDots = kDpi / 25.4; // of a millimetre
    const auto area = [](double x, double y, double width, double height) {
        return QRectF((kMarginMm + x) * kDots, (kMarginMm + y) * kDots, width * kDots, height * kDots);
    };
    painter.drawText(area(0, 0, widthMm, kLineMm), Qt::AlignLeft | Qt::AlignTop, frames.name);
    for (qsizetype i = 0; i < places.size(); ++i) {
        const QString position = positionOf(places[i], frames.count());
        if (isText) {
            const QRectF line = area(0, kLineMm + static_cast<double>(i) * kLineMm, widthMm, kLineMm);
            painter.drawText(line, Qt::AlignVCenter, position);
            const QRectF words = line.adjusted(14 * kDots, 0, 0, 0);
            painter.drawText(
                words, Qt::AlignVCenter,
                QFontMetricsF(font, &pdf).elidedText(frames.sentences[places[i]], Qt::ElideRight, words.width()));
            continue;
        }
        const double x = static_cast<double>(i % kPerRow) * kCellMm;
        const double y = kLineMm + static_cast<double>(i / kPerRow) * rowMm;
        painter.drawImage(area(x + 0.5, y, kCellMm - 1, kCellMm - 1), pathPicture(frames, places[i]));
        painter.drawText(area(x, y + kCellMm - 1, kCellMm, kLineMm), Qt::AlignHCenter | Qt::AlignTop, position);
    }
    painter.end();
    return writeFile(file, content.data());
}

} // namespace lb::gui
