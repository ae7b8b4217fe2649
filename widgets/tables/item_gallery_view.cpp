#include "widgets/tables/item_gallery_view.h"

#include "widgets/tables/item_gallery_model.h"
#include "widgets/tables/picture_rows.h"
#include "widgets/theme/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace lb::widgets {

namespace {

constexpr int kSide = 56;
constexpr int kPadding = 4;
constexpr int kCaption = 16;
constexpr int kTextHeight = 46;

} // namespace

class ItemGalleryView::Delegate : public QStyledItemDelegate {
public:
    Delegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    void setText(bool isText) { m_isText = isText; }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return m_isText ? QSize(320, kTextHeight) : QSize(2 * kSide + 3 * kPadding, kSide + 2 * kPadding + kCaption);
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        const QRect cell = option.rect;
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(cell, m_theme.color(ColorRole::Selection));
        painter->setFont(m_theme.font(m_isText ? TextSize::Small : TextSize::Tiny));
        m_isText ? paintText(*painter, cell, index) : paintImages(*painter, cell, index);
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(m_theme.color(ColorRole::Focus), 2));
            painter->drawRect(cell.adjusted(1, 1, -1, -1));
        }
        painter->restore();
    }

private:
    void paintImages(QPainter& painter, const QRect& cell, const QModelIndex& index) const
    {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        int left = cell.left() + kPadding;
        for (const int role : {ItemGalleryModel::InputRole, ItemGalleryModel::OutputRole}) {
            const QRect frame(left, cell.top() + kPadding, kSide, kSide);
            const auto image = index.data(role).value<QImage>();
            if (!image.isNull())
                painter.drawImage(frame.adjusted(1, 1, -1, -1), shownImage({.image = image}, m_theme.mode()));
            painter.setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
            painter.drawRect(frame.adjusted(0, 0, -1, -1));
            left += kSide + kPadding;
        }
        painter.setPen(m_theme.color(ColorRole::Text));
        const QRect words(cell.left(), cell.bottom() - kCaption - 1, cell.width(), kCaption);
        painter.drawText(words, Qt::AlignCenter,
                         painter.fontMetrics().elidedText(index.data(ItemGalleryModel::CaptionRole).toString(),
                                                          Qt::ElideRight, words.width()));
    }

    void paintText(QPainter& painter, const QRect& cell, const QModelIndex& index) const
    {
        constexpr int kNumber = 90;
        const QRect upper = cell.adjusted(8, 2, -kNumber, -cell.height() / 2);
        const QRect lower = cell.adjusted(8, cell.height() / 2 - 2, -kNumber, -2);
        const auto draw = [&](const QRect& line, int role, ColorRole colour) {
            painter.setPen(m_theme.color(colour));
            painter.drawText(
                line, Qt::AlignVCenter,
                painter.fontMetrics().elidedText(index.data(role).toString(), Qt::ElideRight, line.width()));
        };
        draw(upper, ItemGalleryModel::InputTextRole, ColorRole::Muted);
        draw(lower, ItemGalleryModel::OutputTextRole, ColorRole::Text);
        painter.drawText(cell.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter,
                         index.data(ItemGalleryModel::CaptionRole).toString());
        painter.setPen(m_theme.color(ColorRole::SoftBorder));
        painter.drawLine(cell.bottomLeft(), cell.bottomRight());
    }

    const Theme& m_theme;
    bool m_isText = false;
};

ItemGalleryView::ItemGalleryView(const Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_delegate(new Delegate(theme, this))
{
    setItemDelegate(m_delegate);
    setFrameShape(NoFrame);
    setUniformItemSizes(true);
    setResizeMode(Adjust);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setText(false);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void ItemGalleryView::setText(bool isText)
{
    m_delegate->setText(isText);
    setFlow(isText ? TopToBottom : LeftToRight);
    setWrapping(!isText);
    scheduleDelayedItemsLayout();
}

void ItemGalleryView::startDrag(Qt::DropActions)
{
    emit dragRequested();
}

void ItemGalleryView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        emit copyRequested();
    else
        QListView::keyPressEvent(event);
}

void ItemGalleryView::contextMenuEvent(QContextMenuEvent* event)
{
    if (model() && model()->rowCount() > 0)
        emit menuRequested(event->globalPos());
}

} // namespace lb::widgets
