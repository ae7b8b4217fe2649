#pragma once

#include "experiments/records/run_record.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace lb::widgets {

/// One column of the comparison.
struct CompareColumn {
    enum class Kind { Name, Count, Differs, State, Parameter, Metric, Time };
    Kind kind = Kind::Name;
    QString id;    ///< "name", a setting's key, or a metric's name
    QString title; ///< "KL (nats)"
    QString toolTip;
    bool operator==(const CompareColumn&) const = default;
};

/// What one cell says.
struct CompareCell {
    QString text;
    QString delta;                                           ///< "+6.34", "± 0.06": second, smaller words
    double value = std::numeric_limits<double>::quiet_NaN(); ///< to sort by
    int direction = 0;                                       ///< arrow of the delta: −1 down, 1 up
    int merit = 0;                                           ///< of the delta: 1 better, −1 worse
    bool isBest = false;
    bool isDifferent = false; ///< from the baseline, or where there is none among the rows
    bool operator==(const CompareCell& other) const;
};

/// A run, or runs that differ in their seed alone.
struct CompareRow {
    QString key; ///< unique among all rows; a run's is its uid
    QString name;
    QString family;
    qint64 seed = 0;  ///< dash of the swatch; 0: solid
    QStringList uids; ///< of more than one: a group of seeds
    experiments::RunState state = experiments::RunState::Finished;
    bool isBaseline = false;
    QList<CompareCell> cells; ///< one per column
    bool operator==(const CompareRow&) const = default;
};

/// Rows in the order to show, seeds below their group. A row's check says that views show it. The rows of seeds are
/// made when one of them is looked at: thousands of runs in closed groups cost nothing.
class CompareModel : public QAbstractItemModel {
    Q_OBJECT
public:
    /// What is made only for the rows that somebody looks at.
    struct OnDemand {
        /// One row for each of the group's uids, in the order to show. Without it groups have no rows below them.
        std::function<QList<CompareRow>(const CompareRow& group)> seedRows;
        /// A cell in words, for tooltips and screen readers. Without it they are the cell's text.
        std::function<QString(const CompareRow& row, int column)> words;
    };

    explicit CompareModel(QObject* parent = nullptr);
    ~CompareModel() override;

    /// Rows come, go, move and change one by one; other columns, or hundreds of rows at once, reset the model.
    void set(const QList<CompareColumn>& columns, const QList<CompareRow>& rows, OnDemand onDemand = {});
    void setShown(const QStringList& uids);

    const QList<CompareColumn>& columns() const { return m_columns; }
    const CompareRow* row(const QModelIndex& index) const;
    const CompareCell* cell(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& key, int column = 0) const;
    /// All as tab-separated values: a header, then a line per row; seeds follow their group. Whole words, no arrows.
    QString tabSeparated() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void shownToggled(const QStringList& uids, bool isShown);

private:
    struct Node {
        CompareRow row;
        std::shared_ptr<const OnDemand> onDemand; ///< of the same moment as `row`
        std::optional<QList<CompareRow>> seeds{}; ///< once one was looked at

        qsizetype seedCount() const
        {
            return seeds ? seeds->size() : onDemand->seedRows && row.uids.size() > 1 ? row.uids.size() : 0;
        }
        QList<CompareRow>& madeSeeds();
    };
    void removeGone(const QHash<QString, int>& place);
    void addNew(const QList<CompareRow>& rows, const std::shared_ptr<const OnDemand>& onDemand);
    void reorder(const QHash<QString, int>& place);
    void updateNode(int row, Node target);
    void setSeeds(Node& node, const QModelIndex& parent, const QList<CompareRow>& seeds);
    QVariant checkState(const CompareRow& row) const;
    QString wordsOf(const QModelIndex& index) const;
    void tellChecks();

    QList<CompareColumn> m_columns;
    std::vector<std::unique_ptr<Node>> m_nodes; ///< an index of a seed keeps the address of its group
    QSet<QString> m_shown;
};

} // namespace lb::widgets
