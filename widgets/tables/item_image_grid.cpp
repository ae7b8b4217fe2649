#include "widgets/tables/item_image_grid.h"

#include "widgets/tables/cell_painting.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {
constexpr int kMargin = 8;
constexpr int kCellGap = 3;
constexpr int kSmallestCell = 18;
constexpr int kLargestCell = 48;
constexpr int kSamplesGap = 14;
constexpr double kMostZoom = 16;
constexpr double kZoomStep = 1.25;
constexpr double kWheelNotch = 120;
constexpr int kKeyStep = 40;
} // namespace

ItemImageGrid::ItemImageGrid(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("itemImages"));
    setToolTip(
        tr("Each column is one validation image, each row a run. Double click opens the item. The wheel, + and -, "
           "zoom all of them together; 0 shows all."));
    setWhatsThis(toolTip());
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, &ItemImageGrid::rebuild);
}

void ItemImageGrid::setRuns(const QList<PlotRun>& runs)
{
    m_runs = runs;
    updateGeometry();
    update();
}

void ItemImageGrid::setStrip(const QString& uid, const experiments::ItemStrip& strip)
{
    m_strips.insert(uid, strip);
    rebuild();
}

void ItemImageGrid::setGreys(Greys greys)
{
    m_greys = greys;
    rebuild();
}

QImage ItemImageGrid::toImage(const QByteArray& bytes, const experiments::ItemStrip& strip) const
{
    if (strip.width <= 0 || strip.height <= 0 || bytes.size() != qsizetype{strip.width} * strip.height)
        return {};
    QImage image(reinterpret_cast<const uchar*>(bytes.constData()), strip.width, strip.height, strip.width,
                 QImage::Format_Grayscale8);
    image = image.copy(); // the bytes belong to the record
    const bool isPaper = m_greys == Greys::Paper || (m_greys == Greys::ByTheme && !m_theme.isDark());
    if (isPaper)
        image.invertPixels();
    return image;
}

void ItemImageGrid::rebuild()
{
    m_images.clear();
    for (auto it = m_strips.cbegin(); it != m_strips.cend(); ++it) {
        Images& images = m_images[it.key()];
        for (const experiments::ItemStrip::Item& item : it->items) {
            images.inputs.append(toImage(item.inputImage, *it));
            images.outputs.append(toImage(item.outputImage, *it));
        }
        for (const QByteArray& sample : it->samples)
            images.samples.append(toImage(sample, *it));
    }
    update();
}

ItemImageGrid::Layout ItemImageGrid::layOut() const
{
    Layout layout;
    const QFontMetrics metrics(m_theme.font(TextSize::Small));
    int names = metrics.horizontalAdvance(tr("Input"));
    for (const PlotRun& run : m_runs) {
        names = std::max(names, metrics.horizontalAdvance(run.name));
        layout.items = std::max(layout.items, static_cast<int>(m_images.value(run.uid).outputs.size()));
        layout.samples = std::max(layout.samples, static_cast<int>(m_images.value(run.uid).samples.size()));
    }
    layout.labelWidth = std::min(names + kSwatchWidth + 16, 150);
    const int rows = 1 + static_cast<int>(m_runs.size());
    const int fitted = std::clamp((height() - 2 * kMargin + kCellGap) / rows - kCellGap, kSmallestCell, kLargestCell);
    layout.cell = qRound(fitted * m_zoom);
    layout.origin = QPoint(kMargin + layout.labelWidth, kMargin) - m_offset;
    layout.samplesLeft = layout.origin.x() + layout.items * (layout.cell + kCellGap) + kSamplesGap;
    if (m_zoom > 1)
        return layout; // what does not fit is moved into sight
    const int room = (width() - layout.samplesLeft - kMargin) / (layout.cell + kCellGap);
    layout.samples = std::clamp(room, 0, layout.samples);
    return layout;
}

void ItemImageGrid::paintRow(QPainter& painter, const QList<QImage>& images, QPoint corner, int count, int cell) const
{
    for (int i = 0; i < count; ++i) {
        const QRect frame(corner.x() + i * (cell + kCellGap), corner.y(), cell, cell);
        painter.setPen(QPen(m_theme.color(ColorRole::Border), 1));
        painter.setBrush(m_theme.color(ColorRole::Base));
        painter.drawRect(frame.adjusted(0, 0, -1, -1));
        if (i < images.size() && !images[i].isNull())
            painter.drawImage(frame.adjusted(1, 1, -1, -1), images[i]);
    }
}

void ItemImageGrid::paintLabels(QPainter& painter, const Layout& layout) const
{
    painter.setFont(m_theme.font(TextSize::Small));
    const int pitch = layout.cell + kCellGap;
    painter.setPen(m_theme.color(ColorRole::Text));
    const int top = layout.origin.y();
    painter.drawText(QRect(kMargin, top, layout.labelWidth, layout.cell), Qt::AlignVCenter, tr("Input"));
    for (int i = 0; i < m_runs.size(); ++i) {
        QRect label(kMargin, top + (i + 1) * pitch, layout.labelWidth - 6, layout.cell);
        label.setLeft(paintSwatch(painter, m_theme, label, m_runs[i].family, m_runs[i].dashSeed()) + 8);
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(label, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_runs[i].name, Qt::ElideRight, label.width()));
    }
    if (layout.samples == 0)
        return;
    painter.setClipRect(rect().adjusted(kMargin + layout.labelWidth, 0, 0, 0));
    const int line = layout.samplesLeft - kSamplesGap / 2 - kCellGap / 2;
    painter.setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
    painter.drawLine(line, top, line, top + (static_cast<int>(m_runs.size()) + 1) * pitch - kCellGap);
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(QRect(layout.samplesLeft, top, width() - layout.samplesLeft, layout.cell), Qt::AlignVCenter,
                     tr("Prior samples, the same %n codes z ~ N(0, I)", nullptr, layout.samples));
}

void ItemImageGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const Layout layout = layOut();
    paintLabels(painter, layout);
    painter.setClipRect(rect().adjusted(kMargin + layout.labelWidth, 0, 0, 0)); // names stay readable
    const int pitch = layout.cell + kCellGap;
    for (int i = 0; i < m_runs.size(); ++i) {
        const Images images = m_images.value(m_runs[i].uid);
        if (i == 0)
            paintRow(painter, images.inputs, layout.origin, layout.items, layout.cell);
        const int top = layout.origin.y() + (i + 1) * pitch;
        paintRow(painter, images.outputs, {layout.origin.x(), top}, layout.items, layout.cell);
        paintRow(painter, images.samples, {layout.samplesLeft, top}, layout.samples, layout.cell);
    }
}

QRect ItemImageGrid::cellRect(int row, int item) const
{
    const Layout layout = layOut();
    const int pitch = layout.cell + kCellGap;
    return {layout.origin + QPoint(item * pitch, row * pitch), QSize(layout.cell, layout.cell)};
}

void ItemImageGrid::setZoom(double zoom, QPoint about)
{
    const Layout before = layOut();
    m_zoom = std::clamp(zoom, 1.0, kMostZoom);
    const Layout after = layOut();
    const QPointF place = about - before.origin;
    const double grown = static_cast<double>(after.cell + kCellGap) / (before.cell + kCellGap);
    moveTo(m_zoom > 1 ? m_offset + (place * (grown - 1)).toPoint() : QPoint());
}

void ItemImageGrid::moveTo(QPoint offset)
{
    m_offset = {};
    const Layout layout = layOut();
    const int pitch = layout.cell + kCellGap;
    const QPoint most(layout.samplesLeft + layout.samples * pitch + kMargin - width(),
                      layout.origin.y() + (1 + static_cast<int>(m_runs.size())) * pitch + kMargin - height());
    m_offset = {std::clamp(offset.x(), 0, std::max(0, most.x())), std::clamp(offset.y(), 0, std::max(0, most.y()))};
    update();
}

void ItemImageGrid::wheelEvent(QWheelEvent* event)
{
    setZoom(m_zoom * std::pow(kZoomStep, event->angleDelta().y() / kWheelNotch), event->position().toPoint());
    event->accept();
}

void ItemImageGrid::mousePressEvent(QMouseEvent* event)
{
    m_draggedFrom = event->pos() + m_offset;
}

void ItemImageGrid::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && m_zoom > 1)
        moveTo(m_draggedFrom - event->pos());
}

void ItemImageGrid::keyPressEvent(QKeyEvent* event)
{
    const QPoint corner(layOut().labelWidth + kMargin, 0);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setZoom(m_zoom * kZoomStep, corner);
    case Qt::Key_Minus:
        return setZoom(m_zoom / kZoomStep, corner);
    case Qt::Key_0:
        return setZoom(1, corner);
    case Qt::Key_Left:
        return moveTo(m_offset - QPoint(kKeyStep, 0));
    case Qt::Key_Right:
        return moveTo(m_offset + QPoint(kKeyStep, 0));
    case Qt::Key_Up:
        return moveTo(m_offset - QPoint(0, kKeyStep));
    case Qt::Key_Down:
        return moveTo(m_offset + QPoint(0, kKeyStep));
    default:
        QWidget::keyPressEvent(event);
    }
}

void ItemImageGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    moveTo(m_offset);
}

void ItemImageGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Layout layout = layOut();
    const int item = (event->pos().x() - layout.origin.x()) / (layout.cell + kCellGap);
    if (event->pos().x() >= kMargin + layout.labelWidth && item < layout.items)
        emit itemActivated(item);
}

QSize ItemImageGrid::sizeHint() const
{
    return {700, 2 * kMargin + (1 + static_cast<int>(m_runs.size())) * (34 + kCellGap)};
}

QSize ItemImageGrid::minimumSizeHint() const
{
    return {320, 2 * kMargin + (1 + static_cast<int>(m_runs.size())) * (kSmallestCell + kCellGap)};
}

} // namespace lb::widgets
