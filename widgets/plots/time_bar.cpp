#include "widgets/plots/time_bar.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <numeric>

namespace lb::widgets {

namespace {

constexpr int kBarHeight = 14;
constexpr int kGap = 8;
constexpr int kSwatch = 10;

} // namespace

TimeBar::TimeBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int TimeBar::lineHeight() const
{
    return QFontMetrics(m_theme.font(TextSize::Small)).height() + 3;
}

QSize TimeBar::sizeHint() const
{
    return {320, kBarHeight + kGap + static_cast<int>(std::max<qsizetype>(m_pieces.size(), 4)) * lineHeight()};
}

void TimeBar::setPieces(const QList<Piece>& pieces)
{
    if (m_pieces == pieces)
        return;
    m_pieces = pieces;
    QStringList told;
    for (const Piece& piece : pieces)
        told.append(tr("%1 %2 ms").arg(piece.name, numberText(piece.ms, 2)));
    setAccessibleDescription(told.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void TimeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(TextSize::Small));
    const double sum = std::accumulate(m_pieces.cbegin(), m_pieces.cend(), 0.0,
                                       [](double before, const Piece& piece) { return before + piece.ms; });
    const QRectF bar(0, 0, width(), kBarHeight);
    painter.fillRect(bar, m_theme.color(ColorRole::SoftBorder));
    double left = 0;
    int top = kBarHeight + kGap;
    for (qsizetype i = 0; i < m_pieces.size(); ++i) {
        const Piece& piece = m_pieces.at(i);
        const QColor color = m_theme.classColor(static_cast<int>(i));
        const double share = sum > 0 ? piece.ms / sum : 0;
        painter.fillRect(QRectF(left, 0, share * width(), kBarHeight), color);
        left += share * width();
        painter.fillRect(QRectF(0, top + (lineHeight() - kSwatch) / 2.0, kSwatch, kSwatch), color);
        const QRectF line(kSwatch + 6, top, width() - kSwatch - 6, lineHeight());
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, piece.name);
        painter.drawText(
            line, Qt::AlignRight | Qt::AlignVCenter,
            tr("%1 ms    %2 %")
                .arg(numberText(piece.ms, 2), numberText(100 * share, 0).rightJustified(3, QChar(0x2007))));
        top += lineHeight();
    }
}

} // namespace lb::widgets
