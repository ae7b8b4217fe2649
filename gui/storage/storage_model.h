#pragma once

#include "experiments/records/run_record.h"
#include "experiments/store/disk_use.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>

namespace lb::gui {

/// Bytes per run and kind. A run that is not measured yet has a dash. `SortRole` gives numbers.
class StorageModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        StateColumn,
        CheckpointColumn,
        MetricColumn,
        ArtifactColumn,
        RestColumn,
        TotalColumn,
        ColumnCount
    };
    enum Role { SortRole = Qt::UserRole + 1, UidRole };

    explicit StorageModel(QObject* parent = nullptr);
    /// Keeps what was measured of runs that stay.
    void setRuns(const QList<experiments::RunRecord>& runs);
    void setUse(const QString& uid, const experiments::DiskUse& use);
    /// Of the measured runs.
    qint64 total() const;
    qsizetype measured() const { return m_uses.size(); }
    QStringList unmeasured() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString uid;
        QString name;
        experiments::RunState state = experiments::RunState::Queued;
        bool operator==(const Row&) const = default;
    };
    std::optional<qint64> bytesOf(const Row& row, int column) const;

    QList<Row> m_rows;
    QHash<QString, qsizetype> m_places;
    QHash<QString, experiments::DiskUse> m_uses;
};

/// "1.2 MB", as people say it.
QString bytesText(qint64 bytes);

} // namespace lb::gui
