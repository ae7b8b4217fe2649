#include "widgets/plots/path_plot.h"

#include "widgets/plots/axis_scale.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::widgets {

namespace {

constexpr int kLeft = 46;
constexpr int kRight = 12;
constexpr int kTop = 8;
constexpr int kBottom = 34;
constexpr double kStep = 0.01;
constexpr double kWideStep = 0.1;

} // namespace

PathPlot::PathPlot(const Theme& theme, const Words& words, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_words(words)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(words.yTitle);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

double PathPlot::valueAt(const Curve& curve, double position)
{
    const std::size_t count = curve.values.size();
    if (count == 0 || position < curve.first - 1e-9 || position > 1 - curve.first + 1e-9)
        return std::numeric_limits<double>::quiet_NaN();
    const double span = 1 - 2 * curve.first;
    if (count == 1 || span <= 0)
        return curve.values.front();
    const double place = std::clamp((position - curve.first) / span, 0.0, 1.0) * static_cast<double>(count - 1);
    const auto left = std::min(static_cast<std::size_t>(place), count - 2);
    const double share = place - static_cast<double>(left);
    return (1 - share) * curve.values[left] + share * curve.values[left + 1];
}

void PathPlot::setCurves(const QList<Curve>& curves)
{
    if (curves == m_curves)
        return;
    m_curves = curves;
    setReference(m_reference, m_referenceText); // the scale is of both
}

void PathPlot::setReference(std::optional<double> value, const QString& text)
{
    m_reference = value;
    m_referenceText = text;
    constexpr double kForWords = 1.3; // they stand above the line
    double most = kForWords * value.value_or(0);
    for (const Curve& curve : std::as_const(m_curves))
        for (const double y : curve.values)
            if (std::isfinite(y))
                most = std::max(most, y);
    const double step = niceStep(std::max(most, 1e-9), 4);
    m_top = std::ceil(1.05 * most / step) * step;
    if (m_top <= 0)
        m_top = 1;
    describe();
    update();
}

void PathPlot::setPosition(double position)
{
    m_position = std::clamp(position, 0.0, 1.0);
    describe();
    update();
}

void PathPlot::describe()
{
    QStringList words;
    for (const Curve& curve : std::as_const(m_curves))
        if (const double value = valueAt(curve, m_position); std::isfinite(value))
            words.append(curve.name + QLatin1Char(' ') + numberText(value, 2));
    setAccessibleDescription(tr("at %1: %2").arg(numberText(m_position, 2), words.join(QStringLiteral("; "))));
}

QRectF PathPlot::plotRect() const
{
    return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

QPointF PathPlot::pixelOf(double position, double value) const
{
    const QRectF area = plotRect();
    return {area.left() + position * area.width(), area.bottom() - value / m_top * area.height()};
}

void PathPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    painter.setFont(m_theme.font(TextSize::Tiny));
    paintAxes(painter);
    paintCurves(painter);
    paintReference(painter); // its words stand above the curves
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(ColorRole::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void PathPlot::paintAxes(QPainter& painter) const
{
    const QRectF area = plotRect();
    const int line = painter.fontMetrics().height();
    const double yStep = niceStep(m_top, 4);
    for (double y = 0; y <= m_top + 1e-9; y += yStep) {
        const double pixel = std::round(pixelOf(0, y).y()) + 0.5;
        painter.setPen(QPen(m_theme.color(ColorRole::PlotGrid), 1));
        painter.drawLine(QPointF(area.left(), pixel), QPointF(area.right(), pixel));
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(0, pixel - line, area.left() - 5, 2 * line), Qt::AlignRight | Qt::AlignVCenter,
                         tickText(y, yStep));
    }
    constexpr double kTick = 0.2;
    for (int i = 0; i <= 5; ++i) {
        const double pixel = std::round(pixelOf(i * kTick, 0).x()) + 0.5;
        painter.setPen(QPen(m_theme.color(ColorRole::PlotGrid), 1));
        painter.drawLine(QPointF(pixel, area.top()), QPointF(pixel, area.bottom()));
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(pixel - 30, area.bottom() + 2, 60, line), Qt::AlignHCenter, tickText(i * kTick, kTick));
    }
    painter.drawText(QRectF(area.left(), height() - line - 2, area.width(), line), Qt::AlignHCenter, m_words.xTitle);
    painter.setPen(QPen(m_theme.color(ColorRole::PlotAxis), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.drawLine(area.topLeft(), area.bottomLeft());
    painter.save();
    painter.setPen(m_theme.color(ColorRole::PlotTick));
    painter.translate(2, area.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-area.height() / 2 - kBottom, 0, area.height() + 2 * kBottom, line), Qt::AlignHCenter,
                     m_words.yTitle);
    painter.restore();
}

void PathPlot::paintReference(QPainter& painter) const
{
    if (!m_reference)
        return;
    QPen pen(m_theme.color(ColorRole::PlotReference), 1);
    pen.setDashPattern({5, 3});
    painter.setPen(pen);
    const double y = pixelOf(0, *m_reference).y();
    painter.drawLine(QPointF(plotRect().left(), y), QPointF(plotRect().right(), y));
    const QFontMetrics metrics(painter.font());
    const bool isAbove = y - metrics.height() - 2 > plotRect().top();
    const QRectF box(plotRect().left() + 6, isAbove ? y - metrics.height() - 2 : y + 2,
                     metrics.horizontalAdvance(m_referenceText) + 4, metrics.height());
    QColor ground = m_theme.color(ColorRole::Base);
    ground.setAlphaF(0.85F);
    painter.fillRect(box, ground);
    painter.setPen(m_theme.color(ColorRole::PlotTick));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, m_referenceText);
}

void PathPlot::paintCurves(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const Curve& curve : m_curves) {
        painter.setPen(m_theme.runPen(curve.family, curve.seed));
        QPolygonF line;
        const auto last = static_cast<double>(std::max<std::size_t>(2, curve.values.size()) - 1);
        for (std::size_t i = 0; i < curve.values.size(); ++i)
            if (std::isfinite(curve.values[i]))
                line.append(
                    pixelOf(curve.first + static_cast<double>(i) / last * (1 - 2 * curve.first), curve.values[i]));
        painter.drawPolyline(line);
    }
    if (m_curves.isEmpty())
        return;
    const double x = pixelOf(m_position, 0).x();
    painter.setPen(QPen(m_theme.color(ColorRole::PlotCrosshair), 1));
    painter.drawLine(QPointF(x, plotRect().top()), QPointF(x, plotRect().bottom()));
    painter.setBrush(m_theme.color(ColorRole::Base));
    for (const Curve& curve : m_curves) {
        const double value = valueAt(curve, m_position);
        if (!std::isfinite(value))
            continue;
        painter.setPen(QPen(m_theme.familyColor(curve.family), 1.5));
        painter.drawEllipse(pixelOf(m_position, value), 3, 3);
    }
}

void PathPlot::choose(double position)
{
    const double before = m_position;
    setPosition(position);
    if (m_position != before)
        emit positionChosen(m_position);
}

void PathPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose((event->position().x() - plotRect().left()) / plotRect().width());
}

void PathPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        choose((event->position().x() - plotRect().left()) / plotRect().width());
}

void PathPlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(m_position - kStep);
    case Qt::Key_Right:
        return choose(m_position + kStep);
    case Qt::Key_PageUp:
        return choose(m_position + kWideStep);
    case Qt::Key_PageDown:
        return choose(m_position - kWideStep);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(1);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace lb::widgets
