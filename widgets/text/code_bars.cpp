#include "widgets/text/code_bars.h"

#include "widgets/plots/axis_scale.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lb::widgets {

namespace {

constexpr int kLeft = 44;
constexpr int kRight = 10;
constexpr int kTop = 8;
constexpr int kBottom = 36;      // tick labels and what they count
constexpr double kNarrowest = 7; // of a pair with its gap, in pixels

double at(const QList<double>& values, int index)
{
    return index < values.size() ? values[index] : std::nan("");
}

QString shown(double value)
{
    return std::isnan(value) ? kNoValue : valueText(value);
}

} // namespace

CodeBars::CodeBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("codeBars"));
    setAccessibleName(tr("Codes of the two sentences"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CodeBars::setCodes(const Code& first, const Code& second)
{
    if (first == m_first && second == m_second)
        return;
    m_first = first;
    m_second = second;
    orderDimensions();
    setAccessibleDescription(tr("%n dimension(s)", nullptr, static_cast<int>(m_order.size())));
    update();
}

void CodeBars::setBetween(const QList<double>& code)
{
    m_between = code;
    update();
}

void CodeBars::clear()
{
    setCodes({}, {});
    setBetween({});
}

void CodeBars::orderDimensions()
{
    m_order.resize(std::max(m_first.mean.size(), m_second.mean.size()));
    std::iota(m_order.begin(), m_order.end(), 0);
    const auto kl = [this](int dimension) {
        const double first = at(m_first.kl, dimension);
        const double second = at(m_second.kl, dimension);
        return (std::isnan(first) ? 0 : first) + (std::isnan(second) ? 0 : second);
    };
    std::stable_sort(m_order.begin(), m_order.end(), [&](int a, int b) { return kl(a) > kl(b); });
}

QRectF CodeBars::plotRect() const
{
    return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

QList<int> CodeBars::shownDimensions() const
{
    const auto room = static_cast<qsizetype>(std::max(1.0, plotRect().width() / kNarrowest));
    return m_order.mid(0, room);
}

double CodeBars::extent() const
{
    double most = 0.5; // codes near zero look near zero
    for (const QList<double>* values : {&m_first.mean, &m_second.mean, &m_between})
        for (const double value : *values)
            if (std::isfinite(value))
                most = std::max(most, std::abs(value));
    return most * 1.08;
}

void CodeBars::paintAxes(QPainter& painter, const QRectF& plot, double extent) const
{
    painter.setFont(m_theme.font(TextSize::Tiny));
    const AxisScale scale(AxisScale::Kind::Linear);
    const std::vector<double> ticks = scale.ticks({-extent, extent}, 3, 0);
    const double spacing = ticks.size() > 1 ? ticks[1] - ticks[0] : 0;
    for (const double tick : ticks) {
        const double y = std::round(plot.center().y() - tick / extent * plot.height() / 2) + 0.5;
        painter.setPen(QPen(m_theme.color(tick == 0 ? ColorRole::PlotAxis : ColorRole::PlotGrid), 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(m_theme.color(ColorRole::PlotTick));
        painter.drawText(QRectF(0, y - 10, kLeft - 6, 20), Qt::AlignRight | Qt::AlignVCenter, tickText(tick, spacing));
    }
    const bool hasKl = !m_first.kl.isEmpty() || !m_second.kl.isEmpty();
    const qsizetype shown = shownDimensions().size();
    QString words = hasKl ? tr("Dimension, by falling KL") : tr("Dimension");
    if (shown < m_order.size())
        words = tr("%1 (%2 of %3)").arg(words, countText(shown), countText(m_order.size()));
    painter.setPen(m_theme.color(ColorRole::PlotTick));
    painter.drawText(QRectF(plot.left(), plot.bottom() + 19, plot.width(), 16), Qt::AlignCenter, words);
    painter.save();
    painter.translate(10, plot.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-60, -8, 120, 16), Qt::AlignCenter, tr("mean of z"));
    painter.restore();
}

void CodeBars::paintPairs(QPainter& painter, const QRectF& plot, double extent) const
{
    const QList<int> dimensions = shownDimensions();
    const double step = plot.width() / static_cast<double>(dimensions.size());
    const double bar = std::clamp(step * 0.4, 1.0, 12.0);
    const double zero = std::round(plot.center().y());
    const double scale = plot.height() / 2 / extent;
    // As many labels as there is room for.
    const int labelWidth = painter.fontMetrics().horizontalAdvance(QStringLiteral("000"));
    const int every = std::max(1, qCeil(labelWidth / step));
    for (qsizetype i = 0; i < dimensions.size(); ++i) {
        const double centre = plot.left() + (static_cast<double>(i) + 0.5) * step;
        const auto paintBar = [&](double value, double left, int color) {
            if (std::isfinite(value))
                painter.fillRect(QRectF(left, zero, bar, -value * scale).normalized(), m_theme.classColor(color));
        };
        paintBar(at(m_first.mean, dimensions[i]), centre - bar, kFirstColor);
        paintBar(at(m_second.mean, dimensions[i]), centre, kSecondColor);
        if (const double between = at(m_between, dimensions[i]); std::isfinite(between)) {
            painter.setPen(QPen(m_theme.color(ColorRole::PlotReference), 2));
            const double y = zero - between * scale;
            painter.drawLine(QPointF(centre - bar - 1, y), QPointF(centre + bar + 1, y));
        }
        if (i % every == 0) {
            painter.setPen(m_theme.color(ColorRole::PlotTick));
            painter.drawText(QRectF(centre - 20, plot.bottom() + 3, 40, 16), Qt::AlignCenter,
                             countText(dimensions[i] + 1));
        }
    }
}

void CodeBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF plot = plotRect();
    if (m_order.isEmpty() || plot.width() < 20 || plot.height() < 20)
        return;
    const double most = extent();
    paintAxes(painter, plot, most);
    paintPairs(painter, plot, most);
}

QString CodeBars::toolTipAt(const QPoint& position) const
{
    const QRectF plot = plotRect();
    const QList<int> dimensions = shownDimensions();
    const double place = (position.x() - plot.left()) / plot.width() * static_cast<double>(dimensions.size());
    if (m_order.isEmpty() || place < 0 || place >= static_cast<double>(dimensions.size()))
        return {};
    const int dimension = dimensions[static_cast<qsizetype>(place)];
    const auto line = [&](const QString& name, const Code& code) {
        QString text = tr("%1: mean %2").arg(name, shown(at(code.mean, dimension)));
        if (!code.deviation.isEmpty())
            text += tr(", deviation %1").arg(shown(at(code.deviation, dimension)));
        if (!code.kl.isEmpty())
            text += tr(", KL %1 nats").arg(shown(at(code.kl, dimension)));
        return text;
    };
    QStringList lines{tr("Dimension %1").arg(dimension + 1), line(tr("A"), m_first), line(tr("B"), m_second)};
    if (!m_between.isEmpty())
        lines += tr("between them: %1").arg(shown(at(m_between, dimension)));
    return lines.join(QLatin1Char('\n'));
}

bool CodeBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const QString text = toolTipAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace lb::widgets
