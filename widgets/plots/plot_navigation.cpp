#include "widgets/plots/plot_navigation.h"

#include "widgets/plots/plot_link.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>

#include "widgets/plots/custom_plot.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {
constexpr double kZoomPerNotch = 0.8;
constexpr qint64 kWheelGestureMs = 400;
constexpr int kPinReach = 5; // pixels
constexpr int kSmallestBox = 6;
} // namespace

PlotNavigation::PlotNavigation(QCustomPlot* canvas, PlotLink* link, QObject* plot)
    : m_canvas(canvas)
    , m_link(link)
    , m_plot(plot)
{
    m_canvas->installEventFilter(this);
    m_canvas->setMouseTracking(true);
}

PlotRange PlotNavigation::xNow() const
{
    const QCPRange range = m_canvas->xAxis->range();
    return {range.lower, range.upper};
}

PlotRange PlotNavigation::yNow() const
{
    const QCPRange range = m_canvas->yAxis->range();
    return {range.lower, range.upper};
}

double PlotNavigation::xAt(int pixel) const
{
    return m_link->xScale().fromPlace(m_canvas->xAxis->pixelToCoord(pixel));
}

PlotRange PlotNavigation::valuesOf(PlotRange places) const
{
    const AxisScale scale = m_link->xScale();
    return {scale.fromPlace(places.lower), scale.fromPlace(places.upper)};
}

bool PlotNavigation::isInside(QPoint position) const
{
    return m_canvas->axisRect()->rect().contains(position);
}

bool PlotNavigation::eventFilter(QObject*, QEvent* event)
{
    if (!m_link)
        return false;
    switch (event->type()) {
    case QEvent::Wheel:
        wheel(*static_cast<QWheelEvent*>(event));
        event->accept();
        return true;
    case QEvent::MouseButtonPress:
        press(*static_cast<QMouseEvent*>(event));
        return static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    case QEvent::MouseMove:
        move(*static_cast<QMouseEvent*>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(*static_cast<QMouseEvent*>(event));
        return static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    case QEvent::MouseButtonDblClick:
        m_gesture = Gesture::None;
        m_link->fitPlot(m_plot);
        return true;
    case QEvent::Leave:
        m_link->setCursor(std::nullopt);
        return false;
    default:
        return false;
    }
}

void PlotNavigation::zoom(double factor, std::optional<QPoint> around, bool isY, bool continues)
{
    const PlotRange now = isY ? yNow() : xNow();
    double center = (now.lower + now.upper) / 2;
    if (around)
        center = isY ? m_canvas->yAxis->pixelToCoord(around->y()) : m_canvas->xAxis->pixelToCoord(around->x());
    const PlotRange next{center + (now.lower - center) * factor, center + (now.upper - center) * factor};
    // Below this the doubles of a long run's steps no longer tell neighbours apart.
    if (next.size() < 1e-9 * std::max(1.0, std::abs(center)) || next.size() > 1e15)
        return;
    if (isY)
        m_link->setView(m_link->xRange(), m_plot, next, continues);
    else
        m_link->setView(valuesOf(next), m_plot, m_link->yRange(m_plot), continues);
}

void PlotNavigation::wheel(const QWheelEvent& event)
{
    const QPoint position = event.position().toPoint();
    // With Alt, or on some systems with Shift, the wheel reports sideways.
    const int delta = event.angleDelta().y() != 0 ? event.angleDelta().y() : event.angleDelta().x();
    if (delta == 0)
        return;
    const bool isY = m_zoomsY && event.modifiers().testFlag(Qt::ControlModifier);
    const bool continues = m_sinceWheel.isValid() && m_sinceWheel.elapsed() < kWheelGestureMs;
    m_sinceWheel.start();
    zoom(std::pow(kZoomPerNotch, delta / 120.0), position, isY, continues);
}

void PlotNavigation::press(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton || !isInside(event.pos()))
        return;
    m_gesture = event.modifiers().testFlag(Qt::ShiftModifier) ? Gesture::Box : Gesture::Pan;
    m_hasMoved = false;
    m_pressedAt = event.pos();
    m_pressedX = xNow();
    m_pressedY = yNow();
    if (m_gesture == Gesture::Box) {
        if (!m_band)
            m_band = new QRubberBand(QRubberBand::Rectangle, m_canvas);
        m_band->setGeometry(QRect(m_pressedAt, QSize()));
        m_band->show();
    }
}

void PlotNavigation::move(const QMouseEvent& event)
{
    if (m_gesture == Gesture::None) {
        if (isInside(event.pos()))
            m_link->setCursor(xAt(event.pos().x()), m_plot);
        else
            m_link->setCursor(std::nullopt);
        return;
    }
    if (m_gesture == Gesture::Box) {
        const QRect inside = m_canvas->axisRect()->rect();
        QRect box = QRect(m_pressedAt, event.pos()).normalized().intersected(inside);
        if (!m_zoomsY)
            box = QRect(box.left(), inside.top(), box.width(), inside.height());
        m_band->setGeometry(box);
        return;
    }
    if (!m_hasMoved && (event.pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    const QRect rect = m_canvas->axisRect()->rect();
    const double dx = m_pressedX.size() * (event.pos().x() - m_pressedAt.x()) / rect.width();
    const double dy = m_pressedY.size() * (event.pos().y() - m_pressedAt.y()) / rect.height();
    std::optional<PlotRange> y = m_link->yRange(m_plot);
    if (y && m_zoomsY)
        y = PlotRange{m_pressedY.lower + dy, m_pressedY.upper + dy};
    m_link->setView(valuesOf({m_pressedX.lower - dx, m_pressedX.upper - dx}), m_plot, y, m_hasMoved);
    m_hasMoved = true;
}

void PlotNavigation::release(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton)
        return;
    const Gesture gesture = m_gesture;
    m_gesture = Gesture::None;
    if (gesture == Gesture::Box) {
        m_band->hide();
        zoomBox(m_band->geometry());
    } else if (gesture == Gesture::Pan && !m_hasMoved) {
        emit clicked(event.pos());
    }
}

void PlotNavigation::zoomBox(const QRect& box)
{
    if (box.width() < kSmallestBox || box.height() < kSmallestBox)
        return;
    std::optional<PlotRange> y;
    if (m_zoomsY)
        y = PlotRange{m_canvas->yAxis->pixelToCoord(box.bottom() + 1), m_canvas->yAxis->pixelToCoord(box.top())};
    m_link->setView(PlotRange{xAt(box.left()), xAt(box.right() + 1)}, m_plot, y);
}

void PlotNavigation::togglePin(QPoint position)
{
    if (!m_link)
        return;
    const std::optional<double> pinned = m_link->pinned();
    const double place = pinned ? m_link->xScale().toPlace(*pinned) : 0;
    const bool isOnPin = pinned && std::abs(m_canvas->xAxis->coordToPixel(place) - position.x()) <= kPinReach;
    m_link->setPinned(isOnPin ? std::nullopt : std::optional(xAt(position.x())));
}

void PlotNavigation::moveCursor(int direction)
{
    const PlotRange now = xNow();
    const AxisScale scale = m_link->xScale();
    const double middle = (now.lower + now.upper) / 2;
    const double at = m_link->cursor() ? scale.toPlace(*m_link->cursor()) : middle;
    const double from = std::isnan(at) ? middle : at;
    const double step = now.size() / std::max(1, m_canvas->axisRect()->width());
    m_link->setCursor(scale.fromPlace(std::clamp(from + direction * step, now.lower, now.upper)), m_plot);
}

bool PlotNavigation::handleKey(const QKeyEvent& event)
{
    if (!m_link)
        return false;
    const int far = event.modifiers().testFlag(Qt::ControlModifier) ? 10 : 1;
    switch (event.key()) {
    case Qt::Key_Home:
        m_link->fit();
        return true;
    case Qt::Key_Backspace:
        m_link->back();
        return true;
    case Qt::Key_Escape:
        if (!m_link->pinned())
            return false;
        m_link->setPinned(std::nullopt);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kZoomPerNotch, std::nullopt, false, false);
        return true;
    case Qt::Key_Minus:
        zoom(1 / kZoomPerNotch, std::nullopt, false, false);
        return true;
    case Qt::Key_Left:
        moveCursor(-far);
        return true;
    case Qt::Key_Right:
        moveCursor(far);
        return true;
    default:
        return false;
    }
}

} // namespace lb::widgets
