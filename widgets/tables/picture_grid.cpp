#include "widgets/tables/picture_grid.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace lb::widgets {

PictureGrid::PictureGrid(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Ctrl+C copies the grid, a drag takes it out as a picture, the menu saves it."));
    setWhatsThis(toolTip());
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PictureGrid::setRows(const PictureRows& rows)
{
    if (rows == m_rows)
        return;
    m_rows = rows;
    updateShown();
    const QPoint before = m_current;
    m_current = QPoint(-1, -1);
    setCurrent(before.x() < 0 ? QPoint(0, 0) : before);
    describe();
    updateGeometry();
    update();
}

void PictureGrid::describe()
{
    QStringList words;
    for (const PictureRow& row : std::as_const(m_rows.rows)) {
        QStringList captions;
        for (const PictureCell& cell : row.cells)
            if (!cell.caption.isEmpty() && captions.size() < 12)
                captions.append(cell.caption);
        words.append(captions.isEmpty()
                         ? tr("%1: %n picture(s)", nullptr, static_cast<int>(row.cells.size())).arg(row.title)
                         : row.title + QStringLiteral(": ") + captions.join(QStringLiteral(", ")));
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
}

void PictureGrid::setTitlesShown(bool shown)
{
    m_areTitlesShown = shown;
    updateShown();
    updateGeometry();
    update();
}

void PictureGrid::updateShown()
{
    m_shown = m_rows;
    if (!m_areTitlesShown)
        m_shown.columns.clear();
}

void PictureGrid::setFillHeight(int pixels)
{
    if (pixels == m_fillHeight)
        return;
    m_fillHeight = pixels;
    updateGeometry();
    update();
}

void PictureGrid::setCurrent(QPoint cell)
{
    if (m_rows.rows.isEmpty()) {
        m_current = QPoint(-1, -1);
        return;
    }
    const int row = std::clamp(cell.x(), 0, static_cast<int>(m_rows.rows.size()) - 1);
    const int column = std::clamp(cell.y(), 0, std::max(0, static_cast<int>(m_rows.rows[row].cells.size()) - 1));
    if (QPoint(row, column) == m_current)
        return;
    m_current = QPoint(row, column);
    update();
    emit currentChanged(m_current);
}

void PictureGrid::setMarkedColumn(int column)
{
    m_marked = column;
    update();
}

PictureLayout PictureGrid::layoutFor(int width) const
{
    return {m_shown, {.width = width, .height = m_fillHeight}, m_theme.font(TextSize::Tiny)};
}

int PictureGrid::heightForWidth(int width) const
{
    return std::max(1, layoutFor(width).size().height());
}

QSize PictureGrid::sizeHint() const
{
    return {360, heightForWidth(std::max(width(), 200))};
}

QSize PictureGrid::minimumSizeHint() const
{
    const PictureLayout layout = layoutFor(std::max(width(), 200));
    return {m_rows.isWrapped ? 120 : std::min(layout.size().width(), 120), layout.size().height()};
}

QImage PictureGrid::picture(const QString& caption) const
{
    return pictureOf(m_rows, m_theme.font(TextSize::Small),
                     {.perLine = m_rows.isWrapped ? layoutFor(width()).columnsPerLine() : 0, .caption = caption});
}

void PictureGrid::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_theme.color(ColorRole::Base));
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const PictureLayout layout = layoutFor(width());
    layout.paint(painter, m_shown, m_theme.mode(), event->rect());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.color(ColorRole::Focus), 2));
    for (int row = 0; row < m_rows.rows.size(); ++row)
        if (m_marked >= 0 && m_marked < m_rows.rows[row].cells.size())
            painter.drawRect(layout.imageRect(row, m_marked).adjusted(0, 0, -1, -1));
    if (hasFocus() && m_current.x() >= 0 && m_current.y() < m_rows.rows[m_current.x()].cells.size())
        painter.drawRect(layout.imageRect(m_current.x(), m_current.y()).adjusted(1, 1, -1, -1));
}

bool PictureGrid::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint cell = layoutFor(width()).cellAt(help->pos());
        if (cell.x() >= 0 && !m_rows.rows[cell.x()].cells[cell.y()].toolTip.isEmpty()) {
            QToolTip::showText(help->globalPos(), m_rows.rows[cell.x()].cells[cell.y()].toolTip, this);
            return true;
        }
    }
    return QWidget::event(event);
}

void PictureGrid::mousePressEvent(QMouseEvent* event)
{
    const QPoint cell = layoutFor(width()).cellAt(event->pos());
    m_mayDrag = event->button() == Qt::LeftButton && cell.x() >= 0;
    m_pressed = event->pos();
    if (cell.x() >= 0)
        setCurrent(cell);
}

void PictureGrid::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_mayDrag || (event->pos() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    m_mayDrag = false;
    emit dragRequested();
}

void PictureGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPoint cell = layoutFor(width()).cellAt(event->pos());
    if (cell.x() >= 0)
        emit activated(cell);
}

void PictureGrid::move(int rows, int columns)
{
    const auto count = static_cast<int>(m_rows.rows.size());
    int row = m_current.x() + rows;
    int column = m_current.y() + columns;
    if (m_rows.isWrapped && count > 0 && (row < 0 || row >= count)) { // to the line above or below
        column += rows * layoutFor(width()).columnsPerLine();
        row = (row + count) % count;
        if (column < 0 || column >= m_rows.rows[row].cells.size())
            return;
    }
    setCurrent({row, column});
}

void PictureGrid::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        emit copyRequested();
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        move(0, event->key() == Qt::Key_Left ? -1 : 1);
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        move(event->key() == Qt::Key_Up ? -1 : 1, 0);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current.x() >= 0)
        emit activated(m_current);
    else
        QWidget::keyPressEvent(event);
}

void PictureGrid::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_rows.rows.isEmpty())
        emit menuRequested(event->globalPos());
}

void PictureGrid::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        updateGeometry();
}

} // namespace lb::widgets
