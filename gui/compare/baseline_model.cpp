#include "gui/compare/baseline_model.h"

namespace lb::gui {

void BaselineModel::set(const QStringList& names, const QStringList& uids)
{
    if (names == m_names && uids == m_uids)
        return;
    beginResetModel();
    m_names = names;
    m_uids = uids;
    endResetModel();
}

int BaselineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_names.size());
}

QVariant BaselineModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return m_names.at(index.row());
    return role == Qt::UserRole ? QVariant(m_uids.at(index.row())) : QVariant();
}

} // namespace lb::gui
