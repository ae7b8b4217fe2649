#include "widgets/tables/tile_strip.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace lb::widgets {

namespace {

constexpr int kGap = 4;
constexpr int kCaption = 16;
constexpr int kTextRow = 22;

} // namespace

QImage themedGrey(const QImage& image, const Theme& theme)
{
    QImage shown = image;
    if (!theme.isDark())
        shown.invertPixels();
    return shown;
}

TileStrip::TileStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TileStrip::setTiles(const QList<Tile>& tiles)
{
    m_tiles = tiles;
    m_current = 0;
    m_hovered = -1;
    describe();
    updateGeometry();
    update();
    emit tilesChanged();
}

void TileStrip::describe()
{
    QStringList words;
    for (qsizetype i = 0; i < std::min<qsizetype>(m_tiles.size(), 12); ++i)
        words.append(m_tiles[i].text.isEmpty() ? m_tiles[i].caption : m_tiles[i].text);
    setAccessibleDescription(words.join(QStringLiteral("; ")));
}

void TileStrip::setCell(int pixels)
{
    m_cell = pixels;
    updateGeometry();
    update();
}

void TileStrip::setRowLimit(int rows)
{
    m_rowLimit = rows;
    updateGeometry();
    update();
}

bool TileStrip::hasCaptions() const
{
    return std::any_of(m_tiles.cbegin(), m_tiles.cend(), [](const Tile& tile) { return !tile.caption.isEmpty(); });
}

QSize TileStrip::cellSize(int width) const
{
    return isText() ? QSize(width, kTextRow) : QSize(m_cell, m_cell + (hasCaptions() ? kCaption : 0));
}

int TileStrip::columnsIn(int width) const
{
    return isText() ? 1 : std::max(1, (width + kGap) / (m_cell + kGap));
}

int TileStrip::shownCount(int width) const
{
    const auto count = static_cast<int>(m_tiles.size());
    return m_rowLimit > 0 ? std::min(count, m_rowLimit * columnsIn(width)) : count;
}

int TileStrip::heightForWidth(int width) const
{
    const int columns = columnsIn(width);
    const int rows = (shownCount(width) + columns - 1) / columns;
    const int gap = isText() ? 0 : kGap;
    return std::max(1, rows) * (cellSize(width).height() + gap) - gap;
}

QSize TileStrip::sizeHint() const
{
    return {240, heightForWidth(std::max(width(), 120))};
}

QSize TileStrip::minimumSizeHint() const
{
    return {m_cell, heightForWidth(std::max(width(), 120))};
}

QRect TileStrip::cellRect(int tile) const
{
    const int columns = columnsIn(width());
    const QSize size = cellSize(width());
    const int gap = isText() ? 0 : kGap;
    return {QPoint((tile % columns) * (size.width() + gap), (tile / columns) * (size.height() + gap)), size};
}

int TileStrip::tileAt(QPoint position) const
{
    for (int i = 0; i < shownCount(width()); ++i)
        if (cellRect(i).contains(position))
            return i;
    return -1;
}

void TileStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        updateGeometry();
}

void TileStrip::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    for (int i = 0; i < shownCount(width()); ++i)
        if (cellRect(i).intersects(event->rect()))
            paintTile(painter, i);
}

void TileStrip::paintTile(QPainter& painter, int index) const
{
    const Tile& tile = m_tiles[index];
    const QRect cell = cellRect(index);
    if (tile.image.isNull()) {
        painter.setFont(m_theme.font(TextSize::Small));
        const int room = tile.caption.isEmpty() ? 0 : 52;
        painter.setPen(m_theme.color(ColorRole::Muted));
        painter.drawText(cell.adjusted(0, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter, tile.caption);
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(cell.adjusted(2, 0, -room, 0), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(tile.text, Qt::ElideRight, cell.width() - room - 2));
    } else {
        const QRect frame(cell.topLeft(), QSize(m_cell, m_cell));
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(frame.adjusted(1, 1, -1, -1), themedGrey(tile.image, m_theme));
        painter.setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
        painter.drawRect(frame.adjusted(0, 0, -1, -1));
        painter.setFont(m_theme.font(TextSize::Tiny));
        painter.setPen(m_theme.color(ColorRole::Muted));
        painter.drawText(QRect(cell.left(), frame.bottom() + 1, cell.width(), kCaption), Qt::AlignCenter,
                         painter.fontMetrics().elidedText(tile.caption, Qt::ElideRight, cell.width()));
    }
    if ((hasFocus() && index == m_current) || (tile.id >= 0 && tile.id == m_linked)) {
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 2));
        painter.drawRect(cell.adjusted(1, 1, -1, -1));
    }
}

void TileStrip::setLinked(int id)
{
    if (id == m_linked)
        return;
    update(linkedRect());
    m_linked = id;
    update(linkedRect());
}

QRect TileStrip::linkedRect() const
{
    for (int i = 0; i < shownCount(width()) && m_linked >= 0; ++i)
        if (m_tiles[i].id == m_linked)
            return cellRect(i);
    return {};
}

void TileStrip::hover(int id)
{
    if (id != std::exchange(m_hovered, id))
        emit hovered(id);
}

void TileStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressed >= 0 && event->buttons().testFlag(Qt::LeftButton) &&
        (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance())
        emit dragRequested(std::exchange(m_pressed, -1));
    const int tile = tileAt(event->pos());
    hover(tile < 0 ? -1 : m_tiles[tile].id);
}

void TileStrip::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    hover(-1);
}

void TileStrip::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    hover(-1);
}

bool TileStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int tile = tileAt(help->pos());
        if (tile >= 0 && !m_tiles[tile].text.isEmpty()) {
            QToolTip::showText(help->globalPos(), m_tiles[tile].text, this);
            return true;
        }
    }
    return QWidget::event(event);
}

void TileStrip::mousePressEvent(QMouseEvent* event)
{
    const int tile = tileAt(event->pos());
    if (tile < 0)
        return;
    m_current = tile;
    m_pressed = event->button() == Qt::LeftButton ? m_tiles[tile].id : -1;
    m_pressedAt = event->pos();
    update();
    emit activated(m_tiles[tile].id);
}

void TileStrip::keyPressEvent(QKeyEvent* event)
{
    const int columns = columnsIn(width());
    int step = 0;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        step = event->key() == Qt::Key_Left ? -1 : 1;
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        step = event->key() == Qt::Key_Up ? -columns : columns;
    if (step != 0) {
        m_current = std::clamp(m_current + step, 0, std::max(0, shownCount(width()) - 1));
        update();
        hover(m_current < m_tiles.size() ? m_tiles[m_current].id : -1);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Space) && m_current < m_tiles.size()) {
        emit activated(m_tiles[m_current].id);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace lb::widgets
