#include "widgets/plots/prior_plot.h"

#include "widgets/plots/axis_scale.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lb::widgets {

namespace {

double normalDensity(double x)
{
    return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}

} // namespace

PriorPlot::PriorPlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setToolTip(tr("Bars: draws from the posteriors of all items of the split, one each. Curve: the prior N(0, 1)."));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PriorPlot::setDimension(const QString& title, const QList<float>& densities, double reach, bool hasPrior)
{
    m_title = title;
    m_densities = densities;
    m_reach = reach;
    m_hasPrior = hasPrior;
    setAccessibleDescription(title);
    update();
}

void PriorPlot::setFamily(const QString& family)
{
    m_family = family;
    update();
}

void PriorPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Base));
    painter.setFont(m_theme.font(TextSize::Tiny));
    const int line = painter.fontMetrics().height();
    const QRectF area = QRectF(rect()).adjusted(12, line + 10, -12, -2 * line - 8);
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(QRectF(area.left(), 4, area.width(), line), Qt::AlignLeft, m_title);
    if (m_densities.isEmpty())
        return;
    const double top = 1.08 * std::max<double>(*std::max_element(m_densities.cbegin(), m_densities.cend()),
                                               m_hasPrior ? normalDensity(0) : 0);
    const auto x = [&](double value) { return area.center().x() + value / m_reach * area.width() / 2; };
    const auto y = [&](double density) { return area.bottom() - density / top * area.height(); };
    const double cell = 2 * m_reach / static_cast<double>(m_densities.size());
    QColor fill = m_theme.familyColor(m_family);
    fill.setAlphaF(0.45F);
    for (qsizetype i = 0; i < m_densities.size(); ++i) {
        const double left = x(-m_reach + static_cast<double>(i) * cell);
        painter.fillRect(QRectF(QPointF(left, y(static_cast<double>(m_densities[i]))),
                                QPointF(x(-m_reach + static_cast<double>(i + 1) * cell), area.bottom())),
                         fill);
    }
    const double step = niceStep(2 * m_reach, 6);
    for (double tick = std::ceil(-m_reach / step) * step; tick <= m_reach; tick += step) {
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(x(tick) - 30, area.bottom() + 2, 60, line), Qt::AlignHCenter, tickText(tick, step));
    }
    painter.drawText(QRectF(area.left(), area.bottom() + line + 2, area.width(), line), Qt::AlignHCenter, tr("z"));
    painter.setPen(QPen(m_theme.color(ColorRole::PlotAxis), 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (!m_hasPrior)
        return;
    QPainterPath curve;
    for (int i = 0; i <= 120; ++i) {
        const double value = m_reach * (i / 60.0 - 1);
        const QPointF at(x(value), y(normalDensity(value)));
        i == 0 ? curve.moveTo(at) : curve.lineTo(at);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_theme.color(ColorRole::PlotReference), 1);
    pen.setDashPattern({5, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve);
}

} // namespace lb::widgets
