// The part of ScatterMap that shows points as little pictures.
#include "widgets/plots/scatter_map.h"
#include "widgets/plots/thumbnail_choice.h"
#include "widgets/tables/tile_strip.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {

constexpr int kPicture = 28;
constexpr int kFrame = 1;
constexpr int kGap = 2; // between pictures
constexpr int kWords = 128;
constexpr int kBar = 3; // in the colour of the point, before its words

} // namespace

void ScatterMap::setThumbnails(const QList<QImage>& images, const QStringList& texts)
{
    m_thumbnails = images;
    m_texts = texts;
    m_thumbnailPoints.clear();
    m_thumbnailImage = {};
    update();
}

void ScatterMap::setThumbnailsShown(bool shown)
{
    m_areThumbnailsShown = shown;
    m_thumbnailPoints.clear();
    m_thumbnailImage = {};
    update();
}

QSizeF ScatterMap::thumbnailSize() const
{
    if (!m_thumbnails.isEmpty())
        return QSizeF(kPicture, kPicture) + QSizeF(2 * kFrame + kGap, 2 * kFrame + kGap);
    return QSizeF(kWords + kGap, QFontMetrics(m_theme.font(TextSize::Tiny)).height() + 2 + kGap);
}

void ScatterMap::updateThumbnails()
{
    const auto known = static_cast<std::size_t>(std::max(m_thumbnails.size(), m_texts.size()));
    if (!m_areThumbnailsShown || known < m_colors.size()) { // pictures of other points
        m_thumbnailPoints.clear();
        m_thumbnailImage = {};
        return;
    }
    if (!m_thumbnailImage.isNull())
        return;
    m_thumbnailPoints = widgets::thumbnailPoints(m_frame, m_positions, m_colors, thumbnailSize(), m_thumbnailPoints);
    const qreal ratio = devicePixelRatioF();
    m_thumbnailImage = QImage((plotRect().size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_thumbnailImage.setDevicePixelRatio(ratio);
    m_thumbnailImage.fill(Qt::transparent);
    QPainter painter(&m_thumbnailImage);
    painter.translate(-plotRect().topLeft());
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (const int point : m_thumbnailPoints)
        paintThumbnail(painter, point);
}

void ScatterMap::paintThumbnail(QPainter& painter, int point) const
{
    const QColor color(m_colors[static_cast<std::size_t>(point)]);
    const QSizeF inside = thumbnailSize() - QSizeF(kGap, kGap);
    const QPointF middle = pixelOf(point);
    const QRect box(QPoint(qRound(middle.x() - inside.width() / 2), qRound(middle.y() - inside.height() / 2)),
                    inside.toSize());
    if (const QImage image = m_thumbnails.value(point); !image.isNull()) {
        painter.fillRect(box, color);
        painter.drawImage(box.adjusted(kFrame, kFrame, -kFrame, -kFrame), themedGrey(image, m_theme));
        return;
    }
    QColor ground = m_theme.color(ColorRole::Base);
    ground.setAlphaF(0.9F);
    const QRect room = box.adjusted(kBar + 3, 0, -1, 0);
    const QString words =
        painter.fontMetrics().elidedText(firstWords(m_texts.value(point)), Qt::ElideRight, room.width());
    painter.fillRect(
        QRect(box.topLeft(), QSize(kBar + 6 + painter.fontMetrics().horizontalAdvance(words), box.height())), ground);
    painter.fillRect(QRect(box.topLeft(), QSize(kBar, box.height())), color);
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(room, Qt::AlignVCenter, words);
}

} // namespace lb::widgets
