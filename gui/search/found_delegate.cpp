#include "gui/search/found_delegate.h"

#include "gui/search/found_model.h"
#include "widgets/tables/cell_painting.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::gui {

using widgets::ColorRole;
using widgets::TextSize;

namespace {

constexpr int kRowHeight = 28;
constexpr int kPadding = 10;
constexpr int kIconWidth = 22;

} // namespace

FoundDelegate::FoundDelegate(const widgets::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void FoundDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isEnabled = index.flags().testFlag(Qt::ItemIsEnabled);
    if (isSelected)
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    const ColorRole loud = isEnabled ? ColorRole::Text : ColorRole::Disabled;
    const ColorRole quiet = !isEnabled ? ColorRole::Disabled : isSelected ? ColorRole::Text : ColorRole::Muted;
    QRect cell = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    if (const QString icon = index.data(FoundModel::IconRole).toString(); !icon.isEmpty())
        widgets::paintIcon(*painter, m_theme, cell, icon, quiet);
    cell.setLeft(cell.left() + kIconWidth);
    painter->setFont(m_theme.font(TextSize::Small));
    painter->setPen(m_theme.color(quiet));
    const QString keys = index.data(FoundModel::KeysRole).toString();
    painter->drawText(cell, Qt::AlignRight | Qt::AlignVCenter, keys);
    if (!keys.isEmpty())
        cell.setRight(cell.right() - painter->fontMetrics().horizontalAdvance(keys) - kPadding);
    painter->setFont(m_theme.font(TextSize::Body));
    painter->setPen(m_theme.color(loud));
    const QString title = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width());
    painter->drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, title);
    cell.setLeft(cell.left() + painter->fontMetrics().horizontalAdvance(title) + kPadding);
    painter->setFont(m_theme.font(TextSize::Small));
    painter->setPen(m_theme.color(quiet));
    painter->drawText(
        cell, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data(FoundModel::KindRole).toString(), Qt::ElideRight, cell.width()));
    painter->restore();
}

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, kRowHeight};
}

} // namespace lb::gui
