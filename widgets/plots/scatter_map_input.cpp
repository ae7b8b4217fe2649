// The part of ScatterMap that mouse and keys go to.
#include "widgets/plots/scatter_map.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

#include <cmath>
#include <utility>

namespace lb::widgets {

namespace {

constexpr double kReach = 7; // pixels from a point
constexpr double kZoomStep = 1.2;
constexpr double kKeyStep = 8; // pixels; with Shift four times as far

} // namespace

void ScatterMap::setTool(Tool tool)
{
    m_tool = tool;
    setCursor(tool == Tool::Pan ? Qt::OpenHandCursor : tool == Tool::Pick ? Qt::PointingHandCursor : Qt::CrossCursor);
}

void ScatterMap::zoom(double factor, QPointF pixel)
{
    constexpr double kLeast = 1e-9;
    constexpr double kMost = 1e9;
    const QPointF place = m_frame.toPlace(pixel);
    m_frame.scale = std::clamp(m_frame.scale * factor, kLeast, kMost);
    m_frame.centre += place - m_frame.toPlace(pixel); // what is under the mouse stays there
    m_isFitted = false;
    updateImage();
}

void ScatterMap::moveCursor(QPointF place)
{
    setCursorPlace(place);
    emit cursorMoved(place);
}

void ScatterMap::hover(QPointF pixel)
{
    const int point = plotRect().contains(pixel) ? pointAt(m_frame, m_positions, m_colors, pixel, kReach) : -1;
    if (point == m_hovered)
        return;
    m_hovered = point;
    update();
    emit hovered(point);
}

void ScatterMap::mousePressEvent(QMouseEvent* event)
{
    const bool isLeft = event->button() == Qt::LeftButton;
    if (!isLeft && event->button() != Qt::MiddleButton)
        return;
    m_dragFrom = event->position();
    if (!isLeft || m_tool == Tool::Pan)
        m_drag = Drag::Pan;
    else if (m_tool == Tool::Lasso || (event->modifiers() & Qt::ShiftModifier))
        m_drag = Drag::Lasso;
    else if (m_tool == Tool::Decode)
        m_drag = Drag::Cursor;
    else if (const int point = pointAt(m_frame, m_positions, m_colors, event->position(), 2 * kReach); point >= 0)
        emit picked(point);
    if (m_drag == Drag::Lasso)
        m_lasso = {event->position()};
    if (m_drag == Drag::Cursor)
        moveCursor(m_frame.toPlace(event->position()));
}

void ScatterMap::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::None) {
        hover(event->position());
    } else if (m_drag == Drag::Cursor) {
        moveCursor(m_frame.toPlace(event->position()));
    } else if (m_drag == Drag::Lasso) {
        m_lasso.append(event->position());
        update();
    } else {
        m_frame.centre -= m_frame.toPlace(event->position()) - m_frame.toPlace(m_dragFrom);
        m_dragFrom = event->position();
        m_isFitted = false;
        updateImage();
    }
}

void ScatterMap::mouseReleaseEvent(QMouseEvent*)
{
    const Drag done = std::exchange(m_drag, Drag::None);
    if (done == Drag::Cursor) {
        emit cursorReleased();
    } else if (done == Drag::Lasso) {
        const QList<QPointF> lasso = std::exchange(m_lasso, {});
        update();
        emit lassoed(pointsInside(m_frame, m_positions, m_colors, lasso)); // a click: nothing is inside
    }
}

void ScatterMap::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_tool == Tool::Pan)
        fit();
    else
        mousePressEvent(event);
}

void ScatterMap::wheelEvent(QWheelEvent* event)
{
    zoom(std::pow(kZoomStep, event->angleDelta().y() / 120.0), event->position());
}

void ScatterMap::keyPressEvent(QKeyEvent* event)
{
    const double step = (event->modifiers() & Qt::ShiftModifier) ? 4 * kKeyStep : kKeyStep;
    const auto by = [&](double x, double y) {
        moveCursor(m_cursor.value_or(m_frame.centre) + QPointF(x, y) / m_frame.scale);
        hover(m_frame.toPixel(*m_cursor));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return by(-step, 0);
    case Qt::Key_Right:
        return by(step, 0);
    case Qt::Key_Up:
        return by(0, step);
    case Qt::Key_Down:
        return by(0, -step);
    case Qt::Key_Plus:
        return zoom(kZoomStep, m_frame.rect.center());
    case Qt::Key_Minus:
        return zoom(1 / kZoomStep, m_frame.rect.center());
    case Qt::Key_Home:
        return fit();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_hovered >= 0)
            emit picked(m_hovered);
        return;
    case Qt::Key_Space:
        return emit playRequested();
    case Qt::Key_Escape:
        if (m_drag != Drag::None || !m_lasso.isEmpty()) {
            m_drag = Drag::None;
            m_lasso.clear();
            update();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void ScatterMap::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    hover({-1, -1});
}

void ScatterMap::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void ScatterMap::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace lb::widgets
