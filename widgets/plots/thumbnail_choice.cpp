#include "widgets/plots/thumbnail_choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::widgets {

namespace {

/// A cell has the size of a picture: it holds the middle of one at most, and only its neighbours can reach into it.
class Pictures {
public:
    Pictures(const QRectF& rect, QSizeF size)
        : m_rect(rect)
        , m_size(size)
        , m_columns(static_cast<int>(std::ceil(rect.width() / size.width())) + 2)
        , m_rows(static_cast<int>(std::ceil(rect.height() / size.height())) + 2)
        , m_middles(static_cast<std::size_t>(m_columns * m_rows), kNone)
    {
    }

    bool add(QPointF middle)
    {
        const QSizeF half = m_size / 2;
        if (!m_rect.adjusted(half.width(), half.height(), -half.width(), -half.height()).contains(middle))
            return false;
        const int column = 1 + static_cast<int>((middle.x() - m_rect.left()) / m_size.width());
        const int row = 1 + static_cast<int>((middle.y() - m_rect.top()) / m_size.height());
        for (int y = row - 1; y <= row + 1; ++y)
            for (int x = column - 1; x <= column + 1; ++x) {
                const QPointF away = at(x, y) - middle;
                if (std::abs(away.x()) < m_size.width() && std::abs(away.y()) < m_size.height())
                    return false;
            }
        at(column, row) = middle;
        return true;
    }

private:
    static constexpr QPointF kNone{-1e9, -1e9};
    QPointF& at(int column, int row) { return m_middles[static_cast<std::size_t>(row * m_columns + column)]; }

    QRectF m_rect;
    QSizeF m_size;
    int m_columns;
    int m_rows;
    std::vector<QPointF> m_middles;
};

/// Steps through all indices below `count`, neighbours far apart: near the golden section, without a common divisor.
std::size_t strideOf(std::size_t count)
{
    auto stride = static_cast<std::size_t>(0.618 * static_cast<double>(count)) | 1;
    while (std::gcd(stride, count) > 1)
        stride += 2;
    return stride;
}

} // namespace

std::vector<int> thumbnailPoints(const MapFrame& frame, std::span<const float> positions, std::span<const QRgb> colors,
                                 QSizeF size, std::span<const int> before)
{
    const std::size_t count = std::min(colors.size(), positions.size() / 2);
    std::vector<int> chosen;
    if (count == 0 || size.width() < 1 || size.height() < 1 || frame.rect.isEmpty())
        return chosen;
    Pictures pictures(frame.rect, size);
    const auto add = [&](std::size_t i) {
        if (i < count && qAlpha(colors[i]) > 0 &&
            pictures.add(
                frame.toPixel({static_cast<double>(positions[2 * i]), static_cast<double>(positions[2 * i + 1])})))
            chosen.push_back(static_cast<int>(i));
    };
    for (const int point : before)
        add(static_cast<std::size_t>(point));
    const std::size_t stride = strideOf(count);
    for (std::size_t i = 0, at = 0; i < count; ++i, at = (at + stride) % count)
        add(at);
    return chosen;
}

QString firstWords(const QString& text, int most)
{
    const QString words = text.simplified();
    if (words.size() <= most)
        return words;
    const qsizetype end = words.lastIndexOf(QLatin1Char(' '), most - 1);
    return words.left(end > 0 ? end : most - 1) + QChar(0x2026);
}

} // namespace lb::widgets
