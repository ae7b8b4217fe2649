#include "widgets/plots/trend_rows.h"

#include "widgets/plots/sparkline.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {

constexpr int kRowHeight = 24;
constexpr int kNameWidth = 190;
constexpr int kValueWidth = 120;
constexpr int kGap = 10;

} // namespace

TrendRows::TrendRows(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TrendRows::sizeHint() const
{
    return {480, kRowHeight * static_cast<int>(std::max<qsizetype>(1, m_rows.size()))};
}

void TrendRows::setRows(const QList<Row>& rows)
{
    if (m_rows == rows)
        return;
    m_rows = rows;
    QStringList told;
    for (const Row& row : rows)
        if (!row.values.isEmpty())
            told.append(QStringLiteral("%1 %2 %3").arg(row.name, valueText(row.values.last()), row.unit));
    setAccessibleDescription(told.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void TrendRows::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(TextSize::Small));
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows.at(i);
        const QRect line(0, static_cast<int>(i) * kRowHeight, width(), kRowHeight);
        painter.setPen(m_theme.color(ColorRole::Muted));
        painter.drawText(line.adjusted(0, 0, kNameWidth - width(), 0), Qt::AlignLeft | Qt::AlignVCenter, row.name);
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                         row.values.isEmpty()
                             ? kNoValue
                             : QStringLiteral("%1 %2").arg(valueText(row.values.last()), row.unit).trimmed());
        paintSparkline(painter, QRectF(line).adjusted(kNameWidth, 5, -kValueWidth - kGap, -5), row.values,
                       m_theme.color(ColorRole::PlotAxis));
    }
}

} // namespace lb::widgets
