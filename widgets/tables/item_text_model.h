#pragma once

#include "experiments/records/metric_records.h"
#include "widgets/plots/plot_types.h"

#include <QAbstractTableModel>
#include <QHash>

namespace lb::widgets {

/// Validation items as rows; number, input, then one column per run with what it makes of the item.
class ItemTextModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NumberColumn, InputColumn, FirstRunColumn };

    using QAbstractTableModel::QAbstractTableModel;
    void setRuns(const QList<PlotRun>& runs);
    void setStrip(const QString& uid, const experiments::ItemStrip& strip);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QString input(int row) const;

private:
    int longestStrip() const;
    QString output(int row, int column) const;

    QList<PlotRun> m_runs;
    QHash<QString, experiments::ItemStrip> m_strips;
    int m_rows = 0;
};

} // namespace lb::widgets
