#include "widgets/tables/marked_text_delegate.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kPadding = 8;
}

MarkedTextDelegate::MarkedTextDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void MarkedTextDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    painter->setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->setFont(m_theme.font(TextSize::Small));
    const QRect cell = option.rect.adjusted(kPadding, 0, -4, -1);
    const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width());
    paintMarks(*painter, cell, index, text);
    painter->setPen(m_theme.color(index.data(QuietRole).toBool() ? ColorRole::Muted : ColorRole::Text));
    painter->drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, text);
    painter->restore();
}

void MarkedTextDelegate::paintMarks(QPainter& painter, const QRect& cell, const QModelIndex& index,
                                    const QString& shown) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QString whole = index.data().toString();
    painter.setPen(QPen(m_theme.color(ColorRole::WarningEdge), 1));
    painter.setBrush(m_theme.color(ColorRole::WarningFill));
    const qsizetype end = shown == whole ? whole.size() : shown.size() - 1; // without the ellipsis
    for (const experiments::WordMark& mark : index.data(MarksRole).value<QList<experiments::WordMark>>()) {
        if (mark.start + mark.length > end)
            break;
        const int left = cell.left() + metrics.horizontalAdvance(whole.left(mark.start));
        const int right = cell.left() + metrics.horizontalAdvance(whole.left(mark.start + mark.length));
        painter.drawRect(left - 2, cell.top() + 3, right - left + 3, cell.height() - 6);
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace lb::widgets
