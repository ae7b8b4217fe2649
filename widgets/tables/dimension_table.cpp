#include "widgets/tables/dimension_table.h"

#include "widgets/tables/tile_strip.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace lb::widgets {

namespace {

constexpr int kRowHeight = 26;
constexpr int kTile = 24;

} // namespace

class DimensionTable::Delegate : public QStyledItemDelegate {
public:
    Delegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    QString family;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), kRowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem plain = option;
        if (!index.data(DimensionModel::ActiveRole).toBool())
            plain.palette.setColor(QPalette::Text, m_theme.color(ColorRole::Disabled));
        QStyledItemDelegate::paint(painter, plain, index);
        if (index.column() == DimensionModel::Kl)
            paintBar(*painter, option.rect, index);
        else if (index.column() == DimensionModel::Strip)
            paintStrip(*painter, option.rect, index);
    }

private:
    void paintBar(QPainter& painter, const QRect& cell, const QModelIndex& index) const
    {
        constexpr int kNumber = 40;
        if (index.data(DimensionModel::ShareRole).toDouble() < 0) // no KL
            return;
        QRect groove = cell.adjusted(4, 0, -kNumber, 0);
        groove.setTop(cell.center().y() - 3);
        groove.setHeight(7);
        painter.fillRect(groove, m_theme.color(ColorRole::SoftBorder));
        groove.setWidth(qRound(groove.width() * index.data(DimensionModel::ShareRole).toDouble()));
        painter.fillRect(groove, m_theme.familyColor(family));
    }
    void paintStrip(QPainter& painter, const QRect& cell, const QModelIndex& index) const
    {
        const auto images = index.data(DimensionModel::ImagesRole).value<QList<QImage>>();
        painter.save();
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        for (int i = 0; i < images.size(); ++i)
            painter.drawImage(QRect(cell.left() + 2 + i * kTile, cell.top() + 1, kTile - 1, kTile - 1),
                              themedGrey(images[i], m_theme));
        painter.restore();
    }

    const Theme& m_theme;
};

DimensionTable::DimensionTable(const Theme& theme, QWidget* parent)
    : QTreeView(parent)
    , m_model(new DimensionModel(this))
    , m_delegate(new Delegate(theme, this))
{
    setObjectName(QStringLiteral("dimensionTable"));
    setAccessibleName(tr("Dimensions of the codes"));
    setToolTip(tr("A row chooses its dimension, a click on a header sorts."));
    setModel(m_model);
    setItemDelegate(m_delegate);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFont(theme.font(TextSize::Small));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    header()->setSectionsClickable(true);
    header()->setFont(theme.font(TextSize::Small));
    header()->setStretchLastSection(true);
    const int widths[] = {44, 100, 54, 48};
    for (int i = 0; i < 4; ++i)
        header()->resizeSection(i, widths[i]);
    connect(header(), &QHeaderView::sectionClicked, this, [this](int section) {
        if (section != DimensionModel::Strip)
            m_model->sortBy(static_cast<DimensionModel::Column>(section));
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid())
            emit dimensionChosen(m_model->dimensionOf(current.row()));
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void DimensionTable::setFamily(const QString& family)
{
    m_delegate->family = family;
    viewport()->update();
}

void DimensionTable::choose(int dimension)
{
    if (const int row = m_model->rowOf(dimension); row >= 0)
        setCurrentIndex(m_model->index(row, 0));
}

int DimensionTable::chosen() const
{
    return currentIndex().isValid() ? m_model->dimensionOf(currentIndex().row()) : -1;
}

} // namespace lb::widgets
