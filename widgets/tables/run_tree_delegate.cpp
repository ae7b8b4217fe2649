#include "widgets/tables/run_tree_delegate.h"

#include "widgets/plots/sparkline.h"
#include "widgets/tables/cell_painting.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

namespace lb::widgets {

using experiments::RunState;

namespace {
constexpr int kRowHeight = 24;
constexpr int kGap = 6;
constexpr int kProgressHeight = 2;
constexpr int kStarWidth = 18;
constexpr int kIconWidth = 17;

Qt::CheckState checkOf(const QModelIndex& index)
{
    return static_cast<Qt::CheckState>(index.data(Qt::CheckStateRole).toInt());
}

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

QWidget* RunTreeDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    auto* editor = new QLineEdit(parent);
    editor->setObjectName(QStringLiteral("runNameEdit"));
    editor->setProperty("compact", true);
    editor->setFont(m_theme.font(TextSize::Small));
    editor->setAccessibleName(tr("Name of the run"));
    editor->setToolTip(tr("Return keeps the new name, Esc the old one."));
    return editor;
}

void RunTreeDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* line = static_cast<QLineEdit*>(editor);
    const QString name = index.data(Qt::EditRole).toString();
    if (!line->isModified() && line->text() != name) {
        line->setText(name);
        line->selectAll();
    }
}

void RunTreeDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex&) const
{
    QRect place = option.rect;
    place.setLeft(checkBoxRect(option.rect).right() + 2 * kGap + kSwatchWidth);
    place.setRight(editor->parentWidget()->width() - kGap);
    editor->setGeometry(place);
}

void RunTreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const bool isFold = index.data(RunTreeModel::IsFoldRole).toBool();
    if (index.data(RunTreeModel::IsGroupRole).toBool()) {
        if (isFold && option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
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
        isFold ? paintFoldState(*painter, option, index) : paintState(*painter, option, index);
        break;
    case RunTreeModel::ValueColumn:
        paintValue(*painter, option, index);
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
    QRect text = option.rect.adjusted(kGap, 0, -kGap, 0);
    if (index.data(RunTreeModel::IsFoldRole).toBool()) {
        const QRect box = checkBoxRect(option.rect);
        paintCheckBox(painter, m_theme, box, checkOf(index));
        text.setLeft(box.right() + kGap + 2);
        text.setRight(paintCount(painter, text, index) - kGap);
        const auto states = index.data(RunTreeModel::StatesRole).value<QList<StateCount>>();
        const QRect pairs(text.right() - statesWidth(states), text.top(), statesWidth(states), text.height());
        paintStates(painter, pairs, states);
        text.setRight(pairs.left() - kGap);
    } else {
        painter.setFont(m_theme.font(TextSize::Small));
        painter.setPen(m_theme.color(ColorRole::Muted));
        const QString count = countText(index.data(RunTreeModel::CountRole).toLongLong());
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, count);
        text.setRight(text.right() - painter.fontMetrics().horizontalAdvance(count) - kGap);
    }
    painter.setFont(m_theme.font(TextSize::Small, true));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
}

int RunTreeDelegate::paintCount(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    const QString count = QStringLiteral("n = ") + countText(index.data(RunTreeModel::CountRole).toLongLong());
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Muted));
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, count);
    return cell.right() - painter.fontMetrics().horizontalAdvance(count);
}

void RunTreeDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect box = checkBoxRect(option.rect);
    paintCheckBox(painter, m_theme, box, checkOf(index));
    QRect rest = option.rect;
    rest.setLeft(box.right() + kGap + 2);
    rest.setLeft(paintSwatch(painter, m_theme, rest, index.data(RunTreeModel::FamilyRole).toString(),
                             index.data(RunTreeModel::SeedRole).toLongLong()) +
                 kGap);
    if (index.data(RunTreeModel::IsFoldRole).toBool())
        rest.setRight(paintCount(painter, rest.adjusted(0, 0, -kGap, 0), index));
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

void RunTreeDelegate::paintWord(QPainter& painter, const QStyleOptionViewItem& option, RunState state) const
{
    const RunStateStyle style = runStateStyle(state);
    paintIcon(painter, m_theme, option.rect, style.icon, style.role);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(isSelected ? ColorRole::Text : ColorRole::Muted));
    const QRect text = option.rect.adjusted(kIconWidth, 0, 0, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(style.word, Qt::ElideRight, text.width()));
}

void RunTreeDelegate::paintProgress(QPainter& painter, const QStyleOptionViewItem& option, double progress) const
{
    if (progress < 0)
        return;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect groove(option.rect.left() + 1, option.rect.bottom() - kProgressHeight + 1, option.rect.width() - 10,
                       kProgressHeight);
    painter.fillRect(groove, m_theme.color(isSelected ? ColorRole::InfoEdge : ColorRole::SoftBorder));
    QRect done = groove;
    done.setWidth(qRound(groove.width() * progress));
    painter.fillRect(done, m_theme.color(ColorRole::SuccessText));
}

void RunTreeDelegate::paintState(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintWord(painter, option, static_cast<RunState>(index.data(RunTreeModel::StateRole).toInt()));
    paintProgress(painter, option, index.data(RunTreeModel::ProgressRole).toDouble());
}

int RunTreeDelegate::statesWidth(const QList<StateCount>& states) const
{
    const QFontMetrics metrics(m_theme.font(TextSize::Small));
    int width = 0;
    for (const StateCount& each : states)
        width += kIconWidth + metrics.horizontalAdvance(countText(each.count)) + kGap;
    return width;
}

void RunTreeDelegate::paintStates(QPainter& painter, const QRect& cell, const QList<StateCount>& states) const
{
    painter.setFont(m_theme.font(TextSize::Small));
    QRect rest = cell;
    for (const StateCount& each : states) {
        const RunStateStyle style = runStateStyle(each.state);
        const QString count = countText(each.count);
        const int width = kIconWidth + painter.fontMetrics().horizontalAdvance(count);
        if (width > rest.width())
            return; // the tooltip has them all
        paintIcon(painter, m_theme, rest, style.icon, style.role);
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(rest.adjusted(kIconWidth, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, count);
        rest.setLeft(rest.left() + width + kGap);
    }
}

void RunTreeDelegate::paintFoldState(QPainter& painter, const QStyleOptionViewItem& option,
                                     const QModelIndex& index) const
{
    const auto states = index.data(RunTreeModel::StatesRole).value<QList<StateCount>>();
    if (states.size() == 1)
        paintWord(painter, option, states.first().state);
    else
        paintStates(painter, option.rect, states);
    paintProgress(painter, option, index.data(RunTreeModel::ProgressRole).toDouble());
}

void RunTreeDelegate::paintValue(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(option.rect.adjusted(0, 0, -kGap, 0), Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
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
