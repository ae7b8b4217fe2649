#pragma once

#include "experiments/records/run_query.h"

#include <QSortFilterProxyModel>

namespace lb::widgets {

/// A tree of runs without those that a search (experiments/records/run_query.h) leaves out; a group stays while one of
/// its runs does.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunFilterModel(QObject* parent = nullptr);
    void setFilterText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    experiments::RunQuery m_query;
};

} // namespace lb::widgets
