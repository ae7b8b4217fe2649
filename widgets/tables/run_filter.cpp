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
