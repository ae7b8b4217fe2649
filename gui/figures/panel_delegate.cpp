#include "gui/figures/panel_delegate.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace lb::gui {

using widgets::ColorRole;

namespace {

constexpr int kRowHeight = 24;
constexpr int kGrip = 12;
constexpr int kGripRoom = 22;
constexpr int kPadding = 6;

QStyleOptionViewItem besideGrip(const QStyleOptionViewItem& option)
{
    QStyleOptionViewItem beside = option;
    beside.rect.adjust(kGripRoom, 0, 0, 0);
    return beside;
}

} // namespace

PanelDelegate::PanelDelegate(const widgets::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void PanelDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    QStyledItemDelegate::paint(painter, besideGrip(option), index);
    const QPixmap grip =
        m_theme.pixmap(QStringLiteral("grip"), ColorRole::Muted, kGrip, painter->device()->devicePixelRatioF());
    painter->drawPixmap(option.rect.left() + kPadding, option.rect.center().y() - kGrip / 2 + 1, grip);
    painter->save();
    painter->setPen(m_theme.color(ColorRole::Muted));
    painter->drawText(option.rect.adjusted(0, 0, -kPadding, 0), Qt::AlignRight | Qt::AlignVCenter,
                      index.data(LetterRole).toString());
    painter->restore();
}

QSize PanelDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), kRowHeight));
    return size;
}

bool PanelDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                const QModelIndex& index)
{
    return QStyledItemDelegate::editorEvent(event, model, besideGrip(option), index); // the check stands there
}

} // namespace lb::gui
