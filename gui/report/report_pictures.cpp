#include "gui/report/report_pictures.h"

#include <QBuffer>
#include <QPainter>

#include <algorithm>

namespace lb::gui {

using experiments::ItemStrip;

namespace {

constexpr int kScale = 2; // pixels for one of the data
constexpr int kGap = 4;
constexpr int kColumns = 8;
constexpr QColor kFrame(236, 236, 236); // so that white items have an edge
constexpr int kLargestSide = 1024; // of an item: what is larger is no image of ours

/// White for missing or short bytes: a strip of a damaged file.
QImage tile(const QByteArray& bytes, int width, int height)
{
    QImage image(width, height, QImage::Format_Grayscale8);
    image.fill(255);
    if (bytes.size() < static_cast<qsizetype>(width) * height)
        return image;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.scanLine(y)[x] =
                static_cast<uchar>(255 - static_cast<uchar>(bytes[static_cast<qsizetype>(y) * width + x]));
    return image;
}

QImage gridOf(const QList<QByteArray>& tiles, int columns, int width, int height)
{
    if (tiles.isEmpty() || width < 1 || height < 1 || width > kLargestSide || height > kLargestSide)
        return {};
    const int rows = static_cast<int>((tiles.size() + columns - 1) / columns);
    const int cellWidth = width * kScale + kGap;
    const int cellHeight = height * kScale + kGap;
    QImage grid(columns * cellWidth + kGap, rows * cellHeight + kGap, QImage::Format_Grayscale8);
    grid.fill(Qt::white);
    QPainter painter(&grid);
    for (qsizetype i = 0; i < tiles.size(); ++i) {
        const QRect cell(static_cast<int>(i) % columns * cellWidth + kGap,
                         static_cast<int>(i) / columns * cellHeight + kGap, width * kScale, height * kScale);
        painter.fillRect(cell.adjusted(-kGap, -kGap, kGap, kGap), kFrame);
        painter.drawImage(cell, tile(tiles[i], width, height));
    }
    return grid;
}

} // namespace

QImage itemGrid(const ItemStrip& strip)
{
    QList<QByteArray> tiles;
    const int columns = std::clamp(static_cast<int>(strip.items.size()), 1, kColumns);
    const qsizetype shown = std::min<qsizetype>(strip.items.size(), columns);
    for (qsizetype i = 0; i < shown; ++i)
        tiles.append(strip.items[i].inputImage);
    for (qsizetype i = 0; i < shown; ++i)
        tiles.append(strip.items[i].outputImage);
    return strip.height > 0 ? gridOf(tiles, columns, strip.width, strip.height) : QImage();
}

QImage sampleGrid(const ItemStrip& strip)
{
    return strip.height > 0 ? gridOf(strip.samples, kColumns, strip.width, strip.height) : QImage();
}

QByteArray pngOf(const QImage& image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace lb::gui
