#include "widgets/tables/recent_runs_view.h"

#include "widgets/plots/sparkline.h"
#include "widgets/tables/cell_painting.h"
#include "widgets/tables/recent_runs_model.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace lb::widgets {

namespace {

constexpr int kRowHeight = 32;
constexpr int kHeaderHeight = 25;
constexpr int kPadding = 9;

class RecentRunsDelegate : public QStyledItemDelegate {
public:
    RecentRunsDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        if (isSelected)
            painter->fillRect(option.rect, m_theme.color(ColorRole::Selection));
        painter->setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        const ColorRole quiet = isSelected ? ColorRole::Text : ColorRole::Muted;
        QRect cell = option.rect.adjusted(kPadding, 0, -kPadding + 1, -1);
        painter->setFont(m_theme.font(TextSize::Small));
        switch (index.column()) {
        case RecentRunsModel::RunColumn:
            cell.setLeft(paintSwatch(*painter, m_theme, cell, index.data(RecentRunsModel::FamilyRole).toString(),
                                     index.data(RecentRunsModel::SeedRole).toLongLong()) +
                         9);
            paintWords(*painter, cell, index, quiet);
            break;
        case RecentRunsModel::StateColumn: {
            const auto state = static_cast<experiments::RunState>(index.data(RecentRunsModel::StateRole).toInt());
            paintIcon(*painter, m_theme, cell, runStateStyle(state).icon, runStateStyle(state).role);
            cell.setLeft(cell.left() + 17);
            paintWords(*painter, cell, index, quiet);
            break;
        }
        case RecentRunsModel::TrendColumn:
            paintSparkline(*painter, QRectF(cell).adjusted(0, 9, 0, -9),
                           index.data(RecentRunsModel::TrendRole).value<QList<double>>(),
                           m_theme.familyColor(index.data(RecentRunsModel::FamilyRole).toString()));
            break;
        default:
            painter->setPen(m_theme.color(index.column() == RecentRunsModel::ChangedColumn ? quiet : ColorRole::Text));
            painter->drawText(cell, index.data(Qt::TextAlignmentRole).toInt(),
                              painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width()));
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QFontMetrics metrics(m_theme.font(TextSize::Small));
        int width = metrics.horizontalAdvance(index.data().toString()) + 2 * kPadding;
        const QString detail = index.data(RecentRunsModel::DetailRole).toString();
        if (!detail.isEmpty())
            width += metrics.horizontalAdvance(detail) + 5;
        if (index.column() == RecentRunsModel::RunColumn)
            width += kSwatchWidth + 9;
        if (index.column() == RecentRunsModel::StateColumn)
            width += 17;
        Q_UNUSED(option)
        return {width, kRowHeight};
    }

private:
    /// A word, then quieter ones.
    void paintWords(QPainter& painter, const QRect& cell, const QModelIndex& index, ColorRole quiet) const
    {
        const QString word = painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, cell.width());
        painter.setPen(m_theme.color(ColorRole::Text));
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, word);
        const int used = painter.fontMetrics().horizontalAdvance(word) + 5;
        if (used >= cell.width())
            return;
        painter.setPen(m_theme.color(quiet));
        painter.drawText(cell.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(index.data(RecentRunsModel::DetailRole).toString(),
                                                          Qt::ElideRight, cell.width() - used));
    }

    const Theme& m_theme;
};

} // namespace

RecentRunsView::RecentRunsView(const Theme& theme, RecentRunsModel* model, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(QStringLiteral("recentRuns"));
    setAccessibleName(tr("Recent runs"));
    setToolTip(tr("Double click opens a run."));
    setProperty("panel", true);
    setModel(model);
    setItemDelegate(new RecentRunsDelegate(theme, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView* header = horizontalHeader();
    header->setFixedHeight(kHeaderHeight);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(RecentRunsModel::RunColumn, QHeaderView::Stretch);
    const std::pair<int, int> widths[]{{RecentRunsModel::DataColumn, 112}, {RecentRunsModel::StateColumn, 176},
                                       {RecentRunsModel::KlColumn, 48},    {RecentRunsModel::UnitsColumn, 56},
                                       {RecentRunsModel::TrendColumn, 86}, {RecentRunsModel::ChangedColumn, 116}};
    for (const auto& [column, width] : widths)
        header->resizeSection(column, width);
    connect(this, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { emit runActivated(index.data(RecentRunsModel::UidRole).toString()); });
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, change, this, [this] { updateGeometry(); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

QSize RecentRunsView::sizeHint() const
{
    return {780, kHeaderHeight + model()->rowCount() * kRowHeight + 2 * frameWidth()};
}

QSize RecentRunsView::minimumSizeHint() const
{
    return {480, sizeHint().height()};
}

} // namespace lb::widgets
