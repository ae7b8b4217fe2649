#pragma once

#include "widgets/tables/run_tree_model.h"

#include <QStringList>

namespace lb::test {

/// Of all runs in a tree, from top to bottom.
inline QStringList uids(const QAbstractItemModel& model, const QModelIndex& parent = {})
{
    QStringList found;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (const QString uid = index.data(widgets::RunTreeModel::UidRole).toString(); !uid.isEmpty())
            found.append(uid);
        found += uids(model, index);
    }
    return found;
}

} // namespace lb::test
