#pragma once

#include "experiments/records/run_query.h"
#include "widgets/tables/run_fold.h"

#include <QSortFilterProxyModel>

namespace lb::widgets {

/// A tree of runs without those that a search (experiments/records/run_query.h) leaves out; a group or a fold stays
/// while one of its runs does, and a fold then shows and shows or hides only those.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunFilterModel(QObject* parent = nullptr);
    void setFilterText(const QString& text);
    bool isFiltering() const { return !m_query.isEmpty(); }
    /// Of the run, or those the fold stands for and the search lets through; empty for a heading.
    QStringList uidsOf(const QModelIndex& index) const;

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    FoldedRuns matchingRuns(const QModelIndex& source) const;
    experiments::RunQuery m_query;
};

} // namespace lb::widgets
