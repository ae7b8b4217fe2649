#include "widgets/plots/scatter_map.h"

#include "widgets/plots/axis_scale.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lb::widgets {

namespace {

constexpr int kLeft = 54;
constexpr int kRight = 10;
constexpr int kTop = 8;
constexpr int kBottom = 40;
constexpr int kPriorRings = 3;
constexpr double kHiddenShare = 0.02; // of values at each end that share a colour

} // namespace

ScatterMap::ScatterMap(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Map of codes"));
    connect(&theme, &Theme::changed, this, [this] {
        updateColors();
        updateImage();
    });
}

QRectF ScatterMap::plotRect() const
{
    return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

void ScatterMap::setPositions(const std::vector<float>& positions)
{
    const bool isOther = positions.size() != m_positions.size();
    m_positions = positions;
    if (isOther)
        m_hovered = m_linked = -1;
    updateColors();
    if (isOther || m_isFitted)
        fit();
    updateImage();
}

void ScatterMap::setClasses(const std::vector<int>& classes)
{
    m_classes = classes;
    updateColors();
    updateImage();
}

void ScatterMap::setHiddenClasses(const QList<int>& hidden)
{
    m_hidden = hidden;
    updateColors();
    updateImage();
}

void ScatterMap::setValues(const std::vector<float>& values)
{
    m_values = values;
    std::vector<float> sorted = values;
    sorted.erase(std::remove_if(sorted.begin(), sorted.end(), [](float value) { return !std::isfinite(value); }),
                 sorted.end());
    std::sort(sorted.begin(), sorted.end());
    if (!sorted.empty()) {
        const auto at = static_cast<std::size_t>(kHiddenShare * static_cast<double>(sorted.size() - 1));
        m_low = static_cast<double>(sorted[at]);
        m_high = static_cast<double>(sorted[sorted.size() - 1 - at]);
    }
    updateColors();
    updateImage();
}

void ScatterMap::updateColors()
{
    const std::size_t count = m_positions.size() / 2;
    m_colors.assign(count, m_theme.classColor(1).rgb());
    for (std::size_t i = 0; i < count; ++i) {
        const int own = i < m_classes.size() ? m_classes[i] : -1;
        if (own >= 0 && m_hidden.contains(own)) {
            m_colors[i] = 0;
        } else if (i < m_values.size()) {
            // From a quarter up: the lightest colours are the ground.
            const double t = (static_cast<double>(m_values[i]) - m_low) / std::max(m_high - m_low, 1e-12);
            m_colors[i] = m_theme.sequentialColor(0.25 + 0.75 * std::clamp(t, 0.0, 1.0)).rgb();
        } else if (own >= 0) {
            m_colors[i] = m_theme.classColor(own).rgb();
        }
    }
    updateAccessibleText();
}

bool ScatterMap::isDensity() const
{
    return m_isDensityAsked || visibleCount() > kMostDiscs;
}

int ScatterMap::visibleCount() const
{
    return static_cast<int>(std::count_if(m_colors.begin(), m_colors.end(), [](QRgb c) { return qAlpha(c) > 0; }));
}

void ScatterMap::updateAccessibleText()
{
    setAccessibleDescription(
        m_cursor ? tr("%1 points, cursor at %2, %3")
                       .arg(countText(visibleCount()), numberText(m_cursor->x(), 2), numberText(m_cursor->y(), 2))
                 : tr("%1 points").arg(countText(visibleCount())));
}

void ScatterMap::updateImage()
{
    m_image = {};
    m_selectionImage = {};
    m_thumbnailImage = {};
    update();
}

void ScatterMap::setAxisTitles(const QString& x, const QString& y)
{
    m_xTitle = x;
    m_yTitle = y;
    update();
}

void ScatterMap::setPriorShown(bool shown)
{
    m_isPriorShown = shown;
    if (m_isFitted)
        fit();
    update();
}

void ScatterMap::setDensityShown(bool shown)
{
    m_isDensityAsked = shown;
    updateImage();
}

void ScatterMap::setSelected(const std::vector<int>& points)
{
    m_selected = points;
    m_selectionImage = {};
    update();
}

void ScatterMap::setLinkedPoint(int point)
{
    if (point == std::exchange(m_linked, point))
        return;
    update();
}

void ScatterMap::setCursorImage(const QImage& image, const QString& text)
{
    m_cursorImage = image;
    m_cursorText = text;
    update();
}

void ScatterMap::setHoverCard(const QImage& image, const QString& text)
{
    m_hoverImage = image;
    m_hoverText = text;
    update();
}

void ScatterMap::setPath(const QList<QPointF>& path)
{
    m_path = path;
    update();
}

void ScatterMap::setMarks(const QList<std::pair<int, QString>>& marks)
{
    m_marks = marks;
    update();
}

void ScatterMap::fit()
{
    m_isFitted = true;
    m_thumbnailPoints.clear(); // the same view has the same pictures
    m_frame = MapFrame::fitted(plotRect(), m_positions, m_isPriorShown ? kPriorRings : 0);
    updateImage();
}

void ScatterMap::setCursorPlace(QPointF place)
{
    m_cursor = place;
    updateAccessibleText();
    update();
}

QPointF ScatterMap::pixelOf(int point) const
{
    const auto i = static_cast<std::size_t>(point) * 2;
    if (point < 0 || i + 1 >= m_positions.size())
        return {-1e6, -1e6};
    return m_frame.toPixel({static_cast<double>(m_positions[i]), static_cast<double>(m_positions[i + 1])});
}

void ScatterMap::resizeEvent(QResizeEvent*)
{
    if (m_isFitted)
        fit();
    else
        m_frame.rect = plotRect();
    updateImage();
}

void ScatterMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    paintAxes(painter);
    if (m_image.isNull() && !m_positions.empty()) {
        if (isDensity()) {
            QList<QRgb> ramp;
            for (int i = 0; i < 256; ++i)
                ramp.append(m_theme.sequentialColor(i / 255.0).rgb());
            m_image = densityImage(m_frame, m_positions, m_colors, ramp);
        } else {
            m_image = pointsImage(m_frame, m_positions, m_colors, devicePixelRatioF());
        }
    }
    painter.save();
    painter.setClipRect(plotRect());
    painter.drawImage(plotRect(), m_image);
    paintPrior(painter);
    updateThumbnails();
    painter.drawImage(plotRect(), m_thumbnailImage);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSelection(painter);
    paintPath(painter);
    paintMarks(painter);
    paintPointedAt(painter);
    paintCursor(painter);
    paintHover(painter);
    if (!m_lasso.isEmpty()) {
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 1.5));
        QColor fill = m_theme.color(ColorRole::Focus);
        fill.setAlphaF(0.12F);
        painter.setBrush(fill);
        painter.drawPolygon(m_lasso.constData(), static_cast<int>(m_lasso.size()));
    }
    painter.restore();
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void ScatterMap::paintAxes(QPainter& painter) const
{
    const QRectF area = plotRect();
    painter.setFont(m_theme.font(TextSize::Tiny));
    const QFontMetrics metrics(painter.font());
    const double step = niceStep(std::max(area.width(), area.height()) / m_frame.scale, 8);
    const QPointF low = m_frame.toPlace(area.bottomLeft());
    const QPointF high = m_frame.toPlace(area.topRight());
    const QPen grid(m_theme.color(ColorRole::PlotGrid), 1);
    for (double x = std::ceil(low.x() / step) * step; !m_positions.empty() && x <= high.x(); x += step) {
        const double pixel = std::round(m_frame.toPixel({x, 0}).x()) + 0.5;
        painter.setPen(grid);
        painter.drawLine(QPointF(pixel, area.top()), QPointF(pixel, area.bottom()));
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(pixel - 40, area.bottom() + 3, 80, metrics.height()), Qt::AlignHCenter,
                         tickText(x, step));
    }
    for (double y = std::ceil(low.y() / step) * step; !m_positions.empty() && y <= high.y(); y += step) {
        const double pixel = std::round(m_frame.toPixel({0, y}).y()) + 0.5;
        painter.setPen(grid);
        painter.drawLine(QPointF(area.left(), pixel), QPointF(area.right(), pixel));
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(0, pixel - 10, area.left() - 5, 20), Qt::AlignRight | Qt::AlignVCenter,
                         tickText(y, step));
    }
    painter.setPen(QPen(m_theme.color(ColorRole::PlotAxis), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.drawLine(area.topLeft(), area.bottomLeft());
    painter.setPen(m_theme.color(ColorRole::PlotTick));
    painter.drawText(QRectF(area.left(), height() - metrics.height() - 3, area.width(), metrics.height()),
                     Qt::AlignHCenter, m_xTitle);
    painter.save();
    painter.translate(4, area.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-area.height() / 2, 0, area.height(), metrics.height()), Qt::AlignHCenter, m_yTitle);
    painter.restore();
}

void ScatterMap::paintPrior(QPainter& painter) const
{
    if (!m_isPriorShown || m_positions.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_theme.color(ColorRole::PlotCrosshair), 1);
    pen.setDashPattern({5, 3});
    painter.setBrush(Qt::NoBrush);
    painter.setFont(m_theme.font(TextSize::Tiny));
    for (int ring = 1; ring <= kPriorRings; ++ring) {
        painter.setPen(pen);
        const double radius = ring * m_frame.scale;
        const QPointF middle = m_frame.toPixel({0, 0});
        painter.drawEllipse(middle, radius, radius);
        const QString label = tr("%1σ").arg(ring);
        const QPointF at = middle + QPointF(radius * 0.71, -radius * 0.71);
        const QRectF box(at - QPointF(10, 8), QSizeF(20, 16));
        QColor ground = m_theme.color(ColorRole::Base);
        ground.setAlphaF(0.8F);
        painter.fillRect(box, ground);
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(box, Qt::AlignCenter, label);
    }
}

} // namespace lb::widgets
