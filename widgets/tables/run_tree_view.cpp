#include "widgets/tables/run_tree_view.h"

#include "widgets/tables/run_filter.h"
#include "widgets/tables/run_tree_delegate.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/theme/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QPainter>
#include <QSet>

namespace lb::widgets {

namespace {
constexpr int kIndent = 11;
constexpr int kStateWidth = 88;
constexpr int kValueWidth = 52;
constexpr int kTrendWidth = 46;

bool isFold(const QModelIndex& index)
{
    return index.data(RunTreeModel::IsFoldRole).toBool();
}

/// Folds and the archive: what is inside is seen when it is asked for.
bool isClosedAtFirst(const QModelIndex& index)
{
    return isFold(index) || index.data(RunTreeModel::IsArchiveRole).toBool();
}
} // namespace

RunTreeView::RunTreeView(const Theme& theme, RunTreeModel* model, QWidget* parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_runs(model)
    , m_filter(new RunFilterModel(this))
{
    setObjectName(QStringLiteral("runTree"));
    setAccessibleName(tr("Runs"));
    setToolTip(
        tr("A check shows the run in the plots (Space). Double click opens it, a slow second click edits its name."));
    m_filter->setSourceModel(model);
    setModel(m_filter);
    setItemDelegate(new RunTreeDelegate(theme, this));
    setHeaderHidden(true);
    setIndentation(kIndent);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::SelectedClicked);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(20);
    header()->setSectionResizeMode(RunTreeModel::NameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(RunTreeModel::StateColumn, QHeaderView::Fixed);
    header()->setSectionResizeMode(RunTreeModel::ValueColumn, QHeaderView::Fixed);
    header()->setSectionResizeMode(RunTreeModel::TrendColumn, QHeaderView::Fixed);
    header()->resizeSection(RunTreeModel::StateColumn, kStateWidth);
    header()->resizeSection(RunTreeModel::ValueColumn, kValueWidth);
    header()->resizeSection(RunTreeModel::TrendColumn, kTrendWidth);
    setValueColumnShown(false);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& group, int first, int last) {
        if (!group.isValid())
            span(first, last);
        else if (first == 0 && last == m_filter->rowCount(group) - 1 && !isClosedAtFirst(group))
            expand(group); // its first runs have come
    });
    connect(this, &QAbstractItemView::activated, this, &RunTreeView::activate);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (const QModelIndex seen = seenFor(currentIndex()); seen != currentIndex() && seen == index)
            setCurrentIndex(seen);
    });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    span(0, m_filter->rowCount() - 1);
}

void RunTreeView::span(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex group = m_filter->index(row, 0);
        setExpanded(group, m_filter->isFiltering() || !isClosedAtFirst(group));
    }
    for (int row = first; row <= last; ++row)
        setFirstColumnSpanned(row, {}, true); // lays out what waits, so once all are expanded
}

void RunTreeView::setValueColumnShown(bool isShown)
{
    header()->setSectionHidden(RunTreeModel::ValueColumn, !isShown);
    header()->setSectionHidden(RunTreeModel::TrendColumn, isShown);
}

bool RunTreeView::isFiltering() const
{
    return m_filter->isFiltering();
}

void RunTreeView::setFilterText(const QString& text)
{
    const bool wasFiltering = m_filter->isFiltering();
    m_filter->setFilterText(text);
    if (m_filter->isFiltering()) {
        expandAll(); // what was found is seen
    } else if (wasFiltering) {
        collapseAll();
        span(0, m_filter->rowCount() - 1);
    }
}

void RunTreeView::activate(const QModelIndex& index)
{
    const QModelIndex row = index.siblingAtColumn(RunTreeModel::NameColumn);
    const QString uid = row.data(RunTreeModel::UidRole).toString();
    if (!uid.isEmpty())
        emit runActivated(uid);
    else if (isFold(row))
        setExpanded(row, !isExpanded(row));
}

QModelIndex RunTreeView::seenFor(const QModelIndex& index) const
{
    QModelIndex seen = index;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        if (isFold(above) && !isExpanded(above))
            seen = above;
    return seen;
}

QString RunTreeView::currentUid() const
{
    return m_filter->uidsOf(currentIndex()).isEmpty() ? QString() : m_currentUid;
}

QStringList RunTreeView::selectedUids() const
{
    QStringList uids;
    QSet<QString> known; // a fold and a run of it may both be selected
    for (const QModelIndex& index : selectionModel()->selectedRows())
        for (const QString& uid : m_filter->uidsOf(index))
            if (!known.contains(uid)) {
                known.insert(uid);
                uids.append(uid);
            }
    return uids;
}

void RunTreeView::setCurrentUid(const QString& uid)
{
    const QModelIndex index = seenFor(m_filter->mapFromSource(m_runs->indexOf(uid)));
    if (!index.isValid())
        return;
    m_currentUid = uid;
    if (index != currentIndex().siblingAtColumn(RunTreeModel::NameColumn))
        setCurrentIndex(index);
}

void RunTreeView::reveal(const QString& uid)
{
    const QModelIndex index = m_filter->mapFromSource(m_runs->indexOf(uid));
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        expand(above);
    setCurrentUid(uid);
}

void RunTreeView::editName(const QString& uid)
{
    reveal(uid);
    const QModelIndex index = m_filter->mapFromSource(m_runs->indexOf(uid));
    if (!index.isValid())
        return;
    scrollTo(index);
    edit(index);
}

bool RunTreeView::isPutAway(const QString& uid) const
{
    QModelIndex top = m_filter->mapFromSource(m_runs->indexOf(uid));
    while (top.parent().isValid())
        top = top.parent();
    return top.data(RunTreeModel::IsArchiveRole).toBool() && !isExpanded(top);
}

void RunTreeView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    const QStringList uids = m_filter->uidsOf(current);
    if (uids.contains(m_currentUid))
        return;
    m_currentUid = uids.value(0);
    emit currentRunChanged(m_currentUid);
}

void RunTreeView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    emit selectedRunsChanged(selectedUids());
}

void RunTreeView::contextMenuEvent(QContextMenuEvent* event)
{
    const QStringList uids = m_filter->uidsOf(indexAt(event->pos()));
    if (!uids.isEmpty())
        emit menuRequested(uids.contains(m_currentUid) ? m_currentUid : uids.first(), event->globalPos());
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
    const bool isGroup = index.data(RunTreeModel::IsGroupRole).toBool();
    if (selectionModel()->isSelected(index))
        painter->fillRect(rect, m_theme.color(ColorRole::Selection));
    if (!isGroup && !isFold(index))
        return;
    constexpr int kArrow = 12;
    const QPixmap arrow = m_theme.pixmap(isExpanded(index) ? QStringLiteral("down") : QStringLiteral("right"),
                                         ColorRole::Muted, kArrow, devicePixelRatioF());
    painter->drawPixmap(rect.right() - kIndent + (isFold(index) ? 1 : 4), rect.center().y() - kArrow / 2 + 1, arrow);
}

} // namespace lb::widgets
