#include "widgets/tables/run_filter.h"

#include "widgets/tables/run_tree_model.h"

namespace lb::widgets {

RunFilterModel::RunFilterModel(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void RunFilterModel::setFilterText(const QString& text)
{
    const experiments::RunQuery query(text);
    if (query == m_query)
        return;
    m_query = query;
    invalidateFilter();
}

FoldedRuns RunFilterModel::matchingRuns(const QModelIndex& source) const
{
    const auto* model = qobject_cast<const RunTreeModel*>(sourceModel());
    FoldedRuns runs = model ? model->runsOf(source) : FoldedRuns();
    runs.removeIf([this](const experiments::RunRecord* run) { return !m_query.matches(*run); });
    return runs;
}

QStringList RunFilterModel::uidsOf(const QModelIndex& index) const
{
    QStringList uids;
    if (index.isValid())
        for (const experiments::RunRecord* run : matchingRuns(mapToSource(index)))
            uids.append(run->uid);
    return uids;
}

QVariant RunFilterModel::data(const QModelIndex& index, int role) const
{
    const auto* model = qobject_cast<const RunTreeModel*>(sourceModel());
    const QModelIndex source = mapToSource(index);
    if (!model || m_query.isEmpty() || !source.data(RunTreeModel::IsFoldRole).toBool())
        return QSortFilterProxyModel::data(index, role);
    return model->foldData(source, matchingRuns(source), role);
}

bool RunFilterModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    auto* model = qobject_cast<RunTreeModel*>(sourceModel());
    if (!model || role != Qt::CheckStateRole || !index.data(RunTreeModel::IsFoldRole).toBool())
        return QSortFilterProxyModel::setData(index, value, role);
    model->setShown(uidsOf(index), value.toInt() == Qt::Checked);
    return true;
}

bool RunFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto* model = qobject_cast<const RunTreeModel*>(sourceModel());
    if (!model || m_query.isEmpty())
        return true;
    // A group alone never matches: it is kept by the runs inside it.
    const experiments::RunRecord* run = model->run(model->index(row, 0, parent));
    return run && m_query.matches(*run);
}

} // namespace lb::widgets
