#include "widgets/tables/run_tree_delegate.h"

#include "widgets/plots/sparkline.h"
#include "widgets/tables/cell_painting.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kRowHeight = 24;
constexpr int kGap = 6;
constexpr int kProgressHeight = 2;
constexpr int kStarWidth = 18;
} // namespace

RunTreeDelegate::RunTreeDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize RunTreeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {60, kRowHeight};
}

void RunTreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    if (index.data(RunTreeModel::IsGroupRole).toBool()) {
        paintGroup(*painter, option, index);
        painter->restore();
        return;
    }
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Alternate));
    switch (index.column()) {
    case RunTreeModel::StateColumn:
        paintState(*painter, option, index);
        break;
    case RunTreeModel::TrendColumn:
        paintTrend(*painter, option, index);
        break;
    default:
        paintName(*painter, option, index);
    }
    painter->restore();
}

void RunTreeDelegate::paintGroup(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect row = option.rect;
    painter.setFont(m_theme.font(TextSize::Small, true));
    painter.setPen(m_theme.color(ColorRole::Text));
    const QString count = countText(index.data(RunTreeModel::CountRole).toLongLong());
    const QRect text = row.adjusted(kGap, 0, -40, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(row.adjusted(0, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter, count);
}

void RunTreeDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect box = checkBoxRect(option.rect);
    paintCheckBox(painter, m_theme, box, index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
    QRect rest = option.rect;
    rest.setLeft(box.right() + kGap + 2);
    rest.setLeft(paintSwatch(painter, m_theme, rest, index.data(RunTreeModel::FamilyRole).toString(),
                             index.data(RunTreeModel::SeedRole).toLongLong()) +
                 kGap);
    if (index.data(RunTreeModel::IsStarredRole).toBool()) {
        rest.setRight(rest.right() - kStarWidth);
        paintIcon(painter, m_theme, QRect(rest.right() + 1, rest.top(), kStarWidth, rest.height()),
                  QStringLiteral("star"), ColorRole::WarningText);
    }
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rest.width() - 4));
}

void RunTreeDelegate::paintState(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto state = static_cast<experiments::RunState>(index.data(RunTreeModel::StateRole).toInt());
    const RunStateStyle style = runStateStyle(state);
    paintIcon(painter, m_theme, option.rect, style.icon, style.role);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(isSelected ? ColorRole::Text : ColorRole::Muted));
    const QRect text = option.rect.adjusted(17, 0, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(style.word, Qt::ElideRight, text.width()));
    const double progress = index.data(RunTreeModel::ProgressRole).toDouble();
    if (progress < 0)
        return;
    const QRect groove(option.rect.left() + 1, option.rect.bottom() - kProgressHeight + 1, option.rect.width() - 10,
                       kProgressHeight);
    painter.fillRect(groove, m_theme.color(isSelected ? ColorRole::InfoEdge : ColorRole::SoftBorder));
    QRect done = groove;
    done.setWidth(qRound(groove.width() * progress));
    painter.fillRect(done, m_theme.color(ColorRole::SuccessText));
}

void RunTreeDelegate::paintTrend(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRectF place = QRectF(option.rect).adjusted(2, 6, -6, -6);
    paintSparkline(painter, place, index.data(RunTreeModel::TrendRole).value<QList<double>>(),
                   m_theme.familyColor(index.data(RunTreeModel::FamilyRole).toString()));
}

bool RunTreeDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                  const QModelIndex& index)
{
    if (!index.flags().testFlag(Qt::ItemIsUserCheckable))
        return false;
    const auto toggle = [&] {
        const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    };
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        return key == Qt::Key_Space && toggle();
    }
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    // The whole left end of the row toggles: 14 px are hard to hit.
    const QRect reach = checkBoxRect(option.rect).adjusted(-4, -6, 6, 6);
    return mouse->button() == Qt::LeftButton && reach.contains(mouse->position().toPoint()) && toggle();
}

} // namespace lb::widgets
