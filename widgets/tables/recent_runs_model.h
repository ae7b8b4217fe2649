#pragma once

#include "experiments/records/run_record.h"

#include <QAbstractTableModel>
#include <QHash>

namespace lb::widgets {

/// The runs that changed last, newest first: for the start page. Fed with whole lists, tells single row changes.
class RecentRunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { RunColumn, DataColumn, StateColumn, KlColumn, UnitsColumn, TrendColumn, ChangedColumn, ColumnCount };
    enum Role {
        UidRole = Qt::UserRole + 1,
        FamilyRole,
        SeedRole,
        StateRole,
        DetailRole, ///< the quieter words behind the name or the state
        TrendRole,
    };

    explicit RecentRunsModel(QObject* parent = nullptr);

    /// Any order, any number; the `limit` newest that are not archived are kept.
    void setRuns(const QList<experiments::RunRecord>& runs);
    void setLimit(int limit) { m_limit = limit; }
    void setTrend(const QString& uid, const QList<double>& values);
    /// Milliseconds since 1970 against which "yesterday" is told; 0: the clock at each paint.
    void setNow(qint64 nowMs) { m_nowMs = nowMs; }

    const experiments::RunRecord& run(int row) const { return m_runs[row]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const experiments::RunRecord& run, int column) const;
    QString changedText(qint64 changedMs) const;

    QList<experiments::RunRecord> m_runs;
    QHash<QString, QList<double>> m_trends;
    int m_limit = 8;
    qint64 m_nowMs = 0;
};

} // namespace lb::widgets
