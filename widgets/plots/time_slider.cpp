#include "widgets/plots/time_slider.h"

#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionSlider>

#include <algorithm>
#include <cstdlib>

namespace lb::widgets {

namespace {

constexpr int kStopReach = 4; // pixels
constexpr int kMarkHeight = 4;
constexpr int kHandleHeight = 14; // of the style sheet
constexpr int kHeight = kHandleHeight + 2 * (kMarkHeight + 2);

} // namespace

TimeSlider::TimeSlider(const Theme& theme, QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setMinimumHeight(kHeight);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TimeSlider::setStops(const QList<qint64>& stops)
{
    m_stops = stops;
    update();
}

TimeSlider::Track TimeSlider::track() const
{
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderGroove, this);
    const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
    return {groove.left() + handle.width() / 2, groove.width() - handle.width(), handle};
}

int TimeSlider::pixelOf(const Track& track, qint64 step) const
{
    return track.left +
           QStyle::sliderPositionFromValue(minimum(), maximum(), static_cast<int>(step), std::max(0, track.width));
}

int TimeSlider::valueAt(int pixel) const
{
    const Track along = track();
    for (const qint64 stop : m_stops)
        if (std::abs(pixelOf(along, stop) - pixel) <= kStopReach)
            return static_cast<int>(stop);
    return QStyle::sliderValueFromPosition(minimum(), maximum(), pixel - along.left, std::max(0, along.width));
}

void TimeSlider::paintEvent(QPaintEvent* event)
{
    QSlider::paintEvent(event);
    QPainter painter(this);
    painter.setPen(QPen(m_theme.color(ColorRole::Muted), 1));
    const Track along = track();
    int before = -2;
    for (const qint64 stop : m_stops) {
        const int pixel = pixelOf(along, stop);
        if (pixel - before < 2) // thousands of them are not drawn on top of each other
            continue;
        before = pixel;
        const int top = (height() + kHandleHeight) / 2 + 2;
        painter.drawLine(pixel, top, pixel, top + kMarkHeight - 1);
    }
}

void TimeSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !track().handle.contains(event->pos()))
        setValue(valueAt(event->pos().x()));
    QSlider::mousePressEvent(event); // the handle is under the mouse now: a drag goes on from here
}

void TimeSlider::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
        emit stopAsked(-1);
        return;
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
        emit stopAsked(1);
        return;
    case Qt::Key_Home:
        emit firstAsked();
        return;
    case Qt::Key_End:
        emit newestAsked();
        return;
    default:
        QSlider::keyPressEvent(event);
    }
}

} // namespace lb::widgets
