#include "widgets/tables/run_tree_view.h"

#include "widgets/tables/run_filter.h"
#include "widgets/tables/run_tree_delegate.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/theme/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QPainter>

namespace lb::widgets {

namespace {
constexpr int kIndent = 11;
constexpr int kStateWidth = 88;
constexpr int kTrendWidth = 46;
} // namespace

RunTreeView::RunTreeView(const Theme& theme, RunTreeModel* model, QWidget* parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_runs(model)
    , m_filter(new RunFilterModel(this))
{
    setObjectName(QStringLiteral("runTree"));
    setAccessibleName(tr("Runs"));
    setToolTip(tr("A check shows the run in the plots (Space). Double click opens it."));
    m_filter->setSourceModel(model);
    setModel(m_filter);
    setItemDelegate(new RunTreeDelegate(theme, this));
    setHeaderHidden(true);
    setIndentation(kIndent);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(20);
    header()->setSectionResizeMode(RunTreeModel::NameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(RunTreeModel::StateColumn, QHeaderView::Fixed);
    header()->setSectionResizeMode(RunTreeModel::TrendColumn, QHeaderView::Fixed);
    header()->resizeSection(RunTreeModel::StateColumn, kStateWidth);
    header()->resizeSection(RunTreeModel::TrendColumn, kTrendWidth);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& group, int first, int last) {
        if (group.isValid())
            expand(group); // its first runs have come
        else
            span(first, last);
    });
    connect(m_filter, &QAbstractItemModel::rowsMoved, this, [this] { span(0, m_filter->rowCount() - 1); });
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const QString uid = index.data(RunTreeModel::UidRole).toString();
        if (!uid.isEmpty())
            emit runActivated(uid);
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    span(0, m_filter->rowCount() - 1);
    expandAll();
}

void RunTreeView::span(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        setFirstColumnSpanned(row, {}, true);
        expand(m_filter->index(row, 0));
    }
}

void RunTreeView::setFilterText(const QString& text)
{
    m_filter->setFilterText(text);
    expandAll();
}

QString RunTreeView::currentUid() const
{
    return currentIndex().data(RunTreeModel::UidRole).toString();
}

QStringList RunTreeView::selectedUids() const
{
    QStringList uids;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        uids.append(index.data(RunTreeModel::UidRole).toString());
    return uids;
}

void RunTreeView::setCurrentUid(const QString& uid)
{
    const QModelIndex index = m_filter->mapFromSource(m_runs->indexOf(uid));
    if (index.isValid())
        setCurrentIndex(index);
}

void RunTreeView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    const QString uid = current.data(RunTreeModel::UidRole).toString();
    if (uid != previous.data(RunTreeModel::UidRole).toString())
        emit currentRunChanged(uid);
}

void RunTreeView::contextMenuEvent(QContextMenuEvent* event)
{
    const QString uid = indexAt(event->pos()).data(RunTreeModel::UidRole).toString();
    if (!uid.isEmpty())
        emit menuRequested(uid, event->globalPos());
}

void RunTreeView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.data(RunTreeModel::IsGroupRole).toBool()) {
        painter->fillRect(option.rect, m_theme.color(ColorRole::Alternate));
        painter->setPen(QPen(m_theme.color(ColorRole::SoftBorder), 1));
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    QTreeView::drawRow(painter, option, index);
}

void RunTreeView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (!index.data(RunTreeModel::IsGroupRole).toBool()) {
        if (selectionModel()->isSelected(index))
            painter->fillRect(rect, m_theme.color(ColorRole::Selection));
        return;
    }
    constexpr int kArrow = 12;
    const QPixmap arrow = m_theme.pixmap(isExpanded(index) ? QStringLiteral("down") : QStringLiteral("right"),
                                         ColorRole::Muted, kArrow, devicePixelRatioF());
    painter->drawPixmap(rect.left() + 3, rect.center().y() - kArrow / 2 + 1, arrow);
}

} // namespace lb::widgets
