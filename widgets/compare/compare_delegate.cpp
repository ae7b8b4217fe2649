#include "widgets/compare/compare_delegate.h"

#include "widgets/compare/compare_model.h"
#include "widgets/tables/cell_painting.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kRowHeight = 24;
constexpr int kGap = 6;
constexpr int kArrow = 8;
constexpr int kPad = 8;

void paintElided(QPainter& painter, const QRect& rect, const QString& text, Qt::Alignment side = Qt::AlignLeft)
{
    painter.drawText(rect, side | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

/// A small open arrow head, as wide as high.
void paintArrow(QPainter& painter, QPointF centre, int direction)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(painter.pen().color(), 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const double up = direction > 0 ? 1 : -1;
    painter.drawPolyline(QPolygonF{centre + QPointF(-2.5, 1.25 * up), centre + QPointF(0, -1.25 * up),
                                   centre + QPointF(2.5, 1.25 * up)});
    painter.restore();
}

} // namespace

CompareDelegate::CompareDelegate(const Theme& theme, const CompareModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

QSize CompareDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {60, kRowHeight};
}

void CompareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const CompareRow* row = m_model.row(index);
    const CompareCell* cell = m_model.cell(index);
    if (!row || !cell)
        return;
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, m_theme.color(ColorRole::Alternate));
    switch (m_model.columns()[index.column()].kind) {
    case CompareColumn::Kind::Name:
        paintName(*painter, option, *row, index.data(Qt::CheckStateRole).toInt());
        break;
    case CompareColumn::Kind::State:
        paintState(*painter, option.rect, *row);
        break;
    case CompareColumn::Kind::Metric:
        paintNumber(*painter, option, *cell);
        break;
    default:
        paintWords(*painter, option, *cell);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(m_theme.color(ColorRole::Focus), 1));
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

void CompareDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option, const CompareRow& row,
                                int check) const
{
    const QRect box = checkBoxRect(option.rect.adjusted(2, 0, 0, 0));
    paintCheckBox(painter, m_theme, box, static_cast<Qt::CheckState>(check));
    if (check == Qt::PartiallyChecked)
        painter.fillRect(QRect(box.left() + 3, box.center().y(), box.width() - 6, 2), m_theme.color(ColorRole::Accent));
    QRect rest = option.rect;
    rest.setLeft(box.right() + kGap + 2);
    rest.setLeft(paintSwatch(painter, m_theme, rest, row.family, row.seed) + kGap);
    const bool isGroup = row.uids.size() > 1;
    painter.setFont(m_theme.font(TextSize::Small, isGroup || row.isBaseline));
    painter.setPen(m_theme.color(ColorRole::Text));
    rest.setRight(rest.right() - 4);
    paintElided(painter, rest, row.name);
    if (!row.isBaseline)
        return;
    rest.setLeft(rest.left() + painter.fontMetrics().horizontalAdvance(row.name) + kGap);
    if (rest.width() < 20)
        return;
    paintIcon(painter, m_theme, rest, QStringLiteral("pin"), ColorRole::Link);
    painter.setFont(m_theme.font(TextSize::Tiny));
    painter.setPen(m_theme.color(ColorRole::Muted));
    paintElided(painter, rest.adjusted(17, 0, 0, 0), tr("baseline"));
}

void CompareDelegate::paintState(QPainter& painter, const QRect& rect, const CompareRow& row) const
{
    const RunStateStyle style = runStateStyle(row.state);
    const QRect inside = rect.adjusted(kPad, 0, -2, 0);
    paintIcon(painter, m_theme, inside, style.icon, style.role);
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Text));
    paintElided(painter, inside.adjusted(18, 0, 0, 0), style.word);
}

void CompareDelegate::paintNumber(QPainter& painter, const QStyleOptionViewItem& option, const CompareCell& cell) const
{
    QRect number = option.rect.adjusted(kPad, 0, -kDeltaWidth - kPad, 0);
    painter.setFont(m_theme.font(TextSize::Small, cell.isBest));
    painter.setPen(m_theme.color(ColorRole::Text));
    painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, cell.text);
    if (cell.isBest) {
        const int width = painter.fontMetrics().horizontalAdvance(cell.text);
        painter.fillRect(QRect(number.right() - width + 1, number.bottom() - 3, width, 2),
                         m_theme.color(ColorRole::Text));
    }
    if (cell.delta.isEmpty())
        return;
    painter.setFont(m_theme.font(TextSize::Tiny));
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter.setPen(m_theme.color(cell.merit > 0   ? ColorRole::SuccessText
                                 : cell.merit < 0 ? ColorRole::ErrorText
                                 : isSelected     ? ColorRole::Text
                                                  : ColorRole::Muted));
    const QRect second(number.right() + 4, option.rect.top(), kDeltaWidth - kArrow, option.rect.height());
    painter.drawText(second, Qt::AlignRight | Qt::AlignVCenter, cell.delta);
    if (cell.direction != 0)
        paintArrow(painter, QPointF(second.right() + 2 + kArrow / 2.0, second.center().y() + 1), cell.direction);
}

void CompareDelegate::paintWords(QPainter& painter, const QStyleOptionViewItem& option, const CompareCell& cell) const
{
    if (cell.isDifferent && !option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(option.rect.adjusted(1, 1, -1, -2), m_theme.color(ColorRole::WarningFill));
    painter.setFont(m_theme.font(TextSize::Small));
    painter.setPen(m_theme.color(ColorRole::Text));
    paintElided(painter, option.rect.adjusted(kPad, 0, -4, 0), cell.text);
}

bool CompareDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                  const QModelIndex& index)
{
    if (index.column() != 0 || event->type() != QEvent::MouseButtonRelease)
        return false; // Space is the view's, whatever column has the focus
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const QRect reach = checkBoxRect(option.rect.adjusted(2, 0, 0, 0)).adjusted(-4, -6, 6, 6);
    if (mouse->button() != Qt::LeftButton || !reach.contains(mouse->position().toPoint()))
        return false;
    const bool isChecked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isChecked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace lb::widgets
