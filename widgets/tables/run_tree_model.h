#pragma once

#include "experiments/records/run_record.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace lb::widgets {

/// Groups and their runs. Fed with whole lists; tells its views single insertions, removals, moves and changes, never a
/// reset, so that selection and scrolling survive a tick. A run's check says that plots show it.
class RunTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, TrendColumn, ColumnCount };
    enum Role {
        UidRole = Qt::UserRole + 1, ///< empty for a group
        IsGroupRole,
        FamilyRole,
        IsStarredRole,
        SeedRole,
        StateRole,    ///< int(RunState)
        ProgressRole, ///< [0, 1], negative: none
        TrendRole,    ///< QList<double>
        CountRole,    ///< runs in the group
    };

    explicit RunTreeModel(QObject* parent = nullptr);
    ~RunTreeModel() override;

    /// All runs of the project, in the order to show; groups stand in the order of their first run. Runs without a
    /// group stand under "Runs".
    void setRuns(const QList<experiments::RunRecord>& runs);
    /// One run that changed; one that is not here yet is added at the end of its group.
    void updateRun(const experiments::RunRecord& run);
    /// The last values of the metric the tree shows as trend (at most some hundred).
    void setTrend(const QString& uid, const QList<double>& values);

    const experiments::RunRecord* run(const QString& uid) const;
    const experiments::RunRecord* run(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& uid) const;

    void setShown(const QString& uid, bool isShown);
    bool isShown(const QString& uid) const { return m_shown.contains(uid); }
    /// In tree order.
    QStringList shownUids() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void shownChanged(const QString& uid, bool isShown);

private:
    struct Group {
        QString name;
        QList<experiments::RunRecord> runs;
    };
    class ChildSignals;

    int rowOf(const Group* group) const;
    QModelIndex groupIndex(const Group* group) const;
    void setGroups(const QStringList& names);
    QVariant groupData(const Group& group, int column, int role) const;
    QVariant runData(const experiments::RunRecord& run, int column, int role) const;
    QVariant textOf(const experiments::RunRecord& run, int column) const;
    QString toolTipOf(const experiments::RunRecord& run) const;
    static QString groupNameOf(const experiments::RunRecord& run);

    std::vector<std::unique_ptr<Group>> m_groups; ///< pointers: an index keeps the address of its group
    QHash<QString, QList<double>> m_trends;
    QSet<QString> m_shown;
};

} // namespace lb::widgets
