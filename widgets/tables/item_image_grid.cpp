#include "widgets/tables/item_image_grid.h"

#include "widgets/tables/cell_painting.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace lb::widgets {

namespace {
constexpr int kMargin = 8;
constexpr int kCellGap = 3;
constexpr int kSmallestCell = 18;
constexpr int kLargestCell = 48;
constexpr int kSamplesGap = 14;
} // namespace

ItemImageGrid::ItemImageGrid(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("itemImages"));
    setToolTip(tr("Each column is one validation image, each row a run. Double click opens the item."));
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
    layout.cell = std::clamp((height() - 2 * kMargin + kCellGap) / rows - kCellGap, kSmallestCell, kLargestCell);
    layout.samplesLeft = kMargin + layout.labelWidth + layout.items * (layout.cell + kCellGap) + kSamplesGap;
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
    painter.drawText(QRect(kMargin, kMargin, layout.labelWidth, layout.cell), Qt::AlignVCenter, tr("Input"));
    for (int i = 0; i < m_runs.size(); ++i) {
        QRect label(kMargin, kMargin + (i + 1) * pitch, layout.labelWidth - 6, layout.cell);
        label.setLeft(paintSwatch(painter, m_theme, label, m_runs[i].family, m_runs[i].seed) + 8);
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(label, Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_runs[i].name, Qt::ElideRight, label.width()));
    }
    if (layout.samples == 0)
        return;
    const int line = layout.samplesLeft - kSamplesGap / 2 - kCellGap / 2;
    painter.setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
    painter.drawLine(line, kMargin, line, kMargin + (static_cast<int>(m_runs.size()) + 1) * pitch - kCellGap);
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(QRect(layout.samplesLeft, kMargin, width() - layout.samplesLeft, layout.cell), Qt::AlignVCenter,
                     tr("Prior samples, the same %n codes z ~ N(0, I)", nullptr, layout.samples));
}

void ItemImageGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const Layout layout = layOut();
    paintLabels(painter, layout);
    const int left = kMargin + layout.labelWidth;
    const int pitch = layout.cell + kCellGap;
    for (int i = 0; i < m_runs.size(); ++i) {
        const Images images = m_images.value(m_runs[i].uid);
        if (i == 0)
            paintRow(painter, images.inputs, QPoint(left, kMargin), layout.items, layout.cell);
        paintRow(painter, images.outputs, QPoint(left, kMargin + (i + 1) * pitch), layout.items, layout.cell);
        paintRow(painter, images.samples, QPoint(layout.samplesLeft, kMargin + (i + 1) * pitch), layout.samples,
                 layout.cell);
    }
}

void ItemImageGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    const Layout layout = layOut();
    const int item = (event->pos().x() - kMargin - layout.labelWidth) / (layout.cell + kCellGap);
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
