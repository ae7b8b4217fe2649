#pragma once

#include "experiments/records/run_record.h"
#include "widgets/tables/run_fold.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <span>

namespace lb::widgets {

struct RunTreeNode;

/// Groups and their runs; runs of a group that differ in their seed alone are folded into one row, and a grid's group
/// stands for its runs (run_tree_node.h). Fed with whole lists; tells its views insertions, removals, moves and
/// changes, never a reset, so that selection and scrolling survive a tick. A run's check says that plots show it.
class RunTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, ValueColumn, TrendColumn, ColumnCount };
    enum Role {
        UidRole = Qt::UserRole + 1, ///< empty for a group and a fold
        IsGroupRole,
        IsFoldRole,    ///< stands for several runs: a fold, or the group of a grid
        IsArchiveRole, ///< the group of archived runs
        FamilyRole,
        IsStarredRole,
        SeedRole,
        StateRole,    ///< int(RunState)
        StatesRole,   ///< QList<StateCount>, of folds
        ProgressRole, ///< [0, 1], negative: none
        TrendRole,    ///< QList<double>
        CountRole,    ///< runs in the group or fold
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
    /// The metric of the value column: a run's last value, a fold's mean. Empty: the column has no values.
    void setValueMetric(const QString& metric);
    QString valueMetric() const { return m_valueMetric; }

    const experiments::RunRecord* run(const QString& uid) const;
    const experiments::RunRecord* run(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& uid) const;
    /// The run itself, or those a fold stands for; empty for a group that only heads its runs.
    FoldedRuns runsOf(const QModelIndex& index) const;
    /// What a fold's cell shows of some of its runs: of those that a search lets through.
    QVariant foldData(const QModelIndex& fold, const FoldedRuns& runs, int role) const;

    void setShown(const QStringList& uids, bool isShown);
    void showOnly(const QStringList& uids);
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
    void shownChanged(const QStringList& uids, bool isShown);
    /// A name was written into its row; the row keeps the old one until its run has the new one.
    void renameRequested(const QString& uid, const QString& name);

private:
    const RunTreeNode& nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const RunTreeNode& node, int column = NameColumn) const;
    /// Makes the children of `known` those of `wanted`, which it takes apart.
    void sync(RunTreeNode& known, RunTreeNode& wanted);
    /// The same children in the same order; true when some came or went.
    bool arrange(RunTreeNode& known, RunTreeNode& wanted);
    void removeStrangers(RunTreeNode& known, const RunTreeNode& wanted);
    void insert(RunTreeNode& parent, int row, std::span<std::unique_ptr<RunTreeNode>> added);
    /// The row has changed, and with it the folds around it.
    void tellChanged(const RunTreeNode& node, int firstColumn, int lastColumn, const QList<int>& roles = {});
    QVariant groupData(const RunTreeNode& group, int column, int role) const;
    QVariant runData(const experiments::RunRecord& run, int column, int role) const;
    QVariant textOf(const experiments::RunRecord& run, int column) const;
    QVariant foldTextOf(const RunTreeNode& fold, const FoldedRuns& runs, int column) const;
    QString toolTipOf(const experiments::RunRecord& run, int column) const;
    Qt::CheckState checkOf(const FoldedRuns& runs) const;
    QList<double> trendOf(const FoldedRuns& runs) const;

    std::unique_ptr<RunTreeNode> m_root;
    QHash<QString, RunTreeNode*> m_runs; ///< by uid
    QHash<QString, QList<double>> m_trends;
    QSet<QString> m_shown;
    QString m_valueMetric;
};

} // namespace lb::widgets
