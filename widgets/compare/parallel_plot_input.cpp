// Mouse and keys of ParallelPlot.
#include "widgets/compare/parallel_plot.h"
#include "widgets/theme/number_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <cmath>

namespace lb::widgets {

namespace {
constexpr double kNameHeight = 30;
constexpr double kReach = 14; // of an axis, for the mouse
constexpr double kClick = 3;  // less than this is no drag
} // namespace

void ParallelPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_axes.isEmpty())
        return;
    const QPointF at = event->position();
    m_dragAxis = axisAt(at.x());
    m_focusAxis = m_dragAxis;
    const View& view = viewAt(m_dragAxis);
    if (at.y() < kNameHeight) {
        m_drag = Drag::Name;
        m_dragFrom = m_dragX = at.x();
    } else if (std::abs(at.x() - axisX(m_dragAxis)) <= kReach) {
        m_dragFrom = valueAt(view, at.y());
        const bool isOnBrush = view.brush && view.brush->contains(m_dragFrom);
        m_drag = isOnBrush ? Drag::MoveBrush : Drag::NewBrush;
        m_dragBrush = view.brush.value_or(PlotRange{m_dragFrom, m_dragFrom});
    }
    m_dragX = at.x();
    update();
}

void ParallelPlot::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (m_drag == Drag::None) {
        const bool isOnAxis = !m_axes.isEmpty() && std::abs(at.x() - axisX(axisAt(at.x()))) <= kReach;
        setCursor(at.y() < kNameHeight ? Qt::OpenHandCursor : isOnAxis ? Qt::CrossCursor : Qt::ArrowCursor);
        return;
    }
    if (m_drag == Drag::Name) {
        m_dragX = at.x();
        update();
        return;
    }
    const View& view = viewAt(m_dragAxis);
    const double value = valueAt(view, at.y());
    if (m_drag == Drag::NewBrush) {
        setBrush(m_axes[m_dragAxis].id, PlotRange{m_dragFrom, value}, false);
        return;
    }
    // By places, so that a brush keeps its length on a logarithmic axis too.
    const double shift = view.scale.toPlace(value) - view.scale.toPlace(m_dragFrom);
    const auto moved = [&](double end) { return view.scale.fromPlace(view.scale.toPlace(end) + shift); };
    setBrush(m_axes[m_dragAxis].id, PlotRange{moved(m_dragBrush.lower), moved(m_dragBrush.upper)}, false);
}

void ParallelPlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_drag == Drag::None)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QString id = m_axes[m_dragAxis].id;
    if (drag == Drag::Name) {
        if (std::abs(m_dragX - m_dragFrom) > kClick)
            moveAxis(id, axisAt(m_dragX));
        update();
        return;
    }
    const View& view = viewAt(m_dragAxis);
    const bool isClick = drag == Drag::NewBrush && std::abs(pixelOf(view, m_dragFrom) - event->position().y()) < kClick;
    if (isClick && !view.brush)
        return;
    setBrush(id, isClick ? std::nullopt : view.brush);
}

void ParallelPlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_axes.isEmpty() || event->position().y() >= kNameHeight)
        return;
    const QString id = m_axes[axisAt(event->position().x())].id;
    event->modifiers().testFlag(Qt::ShiftModifier) ? setLog(id, !isLog(id)) : invert(id);
}

void ParallelPlot::nudgeBrush(bool up, bool resize)
{
    const View& view = viewAt(m_focusAxis);
    const double step = view.range.size() / 20 * (up != view.isInverted ? 1 : -1);
    PlotRange places{view.range.lower, view.range.lower + view.range.size() / 4};
    if (view.brush) {
        places = {view.scale.toPlace(view.brush->lower), view.scale.toPlace(view.brush->upper) + step};
        if (!resize)
            places.lower += step;
        places.upper = std::max(places.upper, places.lower);
    }
    setBrush(m_axes[m_focusAxis].id, PlotRange{view.scale.fromPlace(places.lower), view.scale.fromPlace(places.upper)});
}

void ParallelPlot::keyPressEvent(QKeyEvent* event)
{
    if (m_axes.isEmpty())
        return QWidget::keyPressEvent(event);
    const QString id = m_axes[m_focusAxis].id;
    const bool isMove = event->modifiers().testFlag(Qt::ControlModifier);
    const auto count = static_cast<int>(m_axes.size());
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int next = std::clamp(m_focusAxis + (event->key() == Qt::Key_Left ? -1 : 1), 0, count - 1);
        if (isMove)
            moveAxis(id, next);
        m_focusAxis = next;
        break;
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        nudgeBrush(event->key() == Qt::Key_Up, event->modifiers().testFlag(Qt::ShiftModifier));
        break;
    case Qt::Key_I:
        invert(id);
        break;
    case Qt::Key_L:
        setLog(id, !isLog(id));
        break;
    case Qt::Key_Escape:
        clearBrushes();
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    update();
}

bool ParallelPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !m_axes.isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int column = axisAt(help->pos().x());
        QToolTip::showText(help->globalPos(), help->pos().y() < kNameHeight ? m_axes[column].title : QString(), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::event(event);
}

} // namespace lb::widgets
