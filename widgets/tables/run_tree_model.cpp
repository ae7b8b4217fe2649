#include "widgets/tables/run_tree_model.h"

#include "experiments/records/run_query.h"
#include "widgets/tables/run_tree_node.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lb::widgets {

using experiments::RunRecord;
using Kind = RunTreeNode::Kind;

RunTreeModel::RunTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<RunTreeNode>())
{
}

RunTreeModel::~RunTreeModel() = default;

const RunTreeNode& RunTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? *static_cast<const RunTreeNode*>(index.internalPointer()) : *m_root;
}

QModelIndex RunTreeModel::indexOf(const RunTreeNode& node, int column) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, column, const_cast<RunTreeNode*>(&node));
}

void RunTreeModel::setRuns(const QList<RunRecord>& runs)
{
    const std::unique_ptr<RunTreeNode> wanted = runTree(runs, {.groupless = tr("Runs"), .archive = tr("Archive")});
    sync(*m_root, *wanted);
}

namespace {

bool haveSameKeys(const RunTreeNode& a, const RunTreeNode& b)
{
    return std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                      [](const auto& left, const auto& right) { return left->key == right->key; });
}

} // namespace

void RunTreeModel::removeStrangers(RunTreeNode& known, const RunTreeNode& wanted)
{
    QSet<QString> keys;
    for (const auto& child : wanted.children)
        keys.insert(child->key);
    for (int row = static_cast<int>(known.children.size()) - 1; row >= 0; --row) {
        const RunTreeNode& child = *known.children[static_cast<std::size_t>(row)];
        if (keys.contains(child.key))
            continue;
        for (const RunTreeNode* run : child.runs())
            if (m_runs.value(run->key) == run) // else it stands elsewhere by now
                m_runs.remove(run->key);
        beginRemoveRows(indexOf(known), row, row);
        known.take(row);
        endRemoveRows();
    }
}

void RunTreeModel::insert(RunTreeNode& parent, int row, std::span<std::unique_ptr<RunTreeNode>> added)
{
    for (const auto& child : added)
        for (const RunTreeNode* run : child->runs())
            m_runs.insert(run->key, const_cast<RunTreeNode*>(run));
    beginInsertRows(indexOf(parent), row, row + static_cast<int>(added.size()) - 1);
    parent.insert(row, added);
    endInsertRows();
}

bool RunTreeModel::arrange(RunTreeNode& known, RunTreeNode& wanted)
{
    const std::size_t before = known.children.size();
    removeStrangers(known, wanted);
    bool hasNews = known.children.size() != before;
    QSet<QString> present;
    for (const auto& child : known.children)
        present.insert(child->key);
    const auto isKnown = [&](const auto& child) { return present.contains(child->key); };
    for (auto next = wanted.children.begin(); next != wanted.children.end(); ++next) {
        const auto row = static_cast<int>(next - wanted.children.begin());
        if (const auto end = std::find_if(next, wanted.children.end(), isKnown); end != next) {
            insert(known, row, {next, end}); // neighbours at once: a view lays itself out after each insertion
            hasNews = true;
            next = end - 1;
            continue;
        }
        int from = row;
        while (known.children[static_cast<std::size_t>(from)]->key != (*next)->key)
            ++from;
        if (from == row)
            continue;
        beginMoveRows(indexOf(known), from, from, indexOf(known), row);
        known.move(from, row);
        endMoveRows();
    }
    return hasNews;
}

void RunTreeModel::sync(RunTreeNode& known, RunTreeNode& wanted)
{
    const bool hasNews = !haveSameKeys(known, wanted) && arrange(known, wanted);
    for (std::size_t row = 0; row < wanted.children.size(); ++row) {
        if (!wanted.children[row])
            continue; // has moved in whole
        RunTreeNode& own = *known.children[row];
        RunTreeNode& next = *wanted.children[row];
        if (!own.looksLike(next)) {
            own.name = next.name;
            own.isGrid = next.isGrid;
            own.isArchive = next.isArchive;
            own.run = next.run;
            tellChanged(own, NameColumn, ColumnCount - 1);
        }
        sync(own, next);
    }
    if (hasNews && &known != m_root.get())
        tellChanged(known, NameColumn, ColumnCount - 1); // its count
}

void RunTreeModel::tellChanged(const RunTreeNode& node, int firstColumn, int lastColumn, const QList<int>& roles)
{
    emit dataChanged(indexOf(node, firstColumn), indexOf(node, lastColumn), roles);
    for (const RunTreeNode* above = node.parent; above; above = above->parent)
        if (above->standsForRuns())
            emit dataChanged(indexOf(*above, firstColumn), indexOf(*above, lastColumn), roles);
}

void RunTreeModel::updateRun(const RunRecord& run)
{
    RunTreeNode* node = m_runs.value(run.uid);
    const auto stands = [](const RunRecord& record) {
        return std::tuple(record.group, record.settings, record.seed, record.takesTurns, record.name,
                          experiments::isArchived(record));
    };
    if (node && stands(node->run) == stands(run)) {
        if (node->run == run)
            return;
        node->run = run;
        return tellChanged(*node, NameColumn, ColumnCount - 1);
    }
    QList<RunRecord> all;
    for (const RunTreeNode* each : m_root->runs())
        if (each != node)
            all.append(each->run);
    all.append(run);
    setRuns(all);
}

void RunTreeModel::setTrend(const QString& uid, const QList<double>& values)
{
    if (m_trends.value(uid) == values)
        return;
    m_trends.insert(uid, values);
    if (const RunTreeNode* node = m_runs.value(uid))
        tellChanged(*node, TrendColumn, TrendColumn, {TrendRole});
}

void RunTreeModel::setValueMetric(const QString& metric)
{
    if (metric == m_valueMetric)
        return;
    m_valueMetric = metric;
    const auto tell = [this](const auto& self, const RunTreeNode& parent) -> void {
        if (parent.children.empty())
            return;
        emit dataChanged(indexOf(*parent.children.front(), ValueColumn), indexOf(*parent.children.back(), ValueColumn));
        for (const auto& child : parent.children)
            self(self, *child);
    };
    tell(tell, *m_root);
    emit headerDataChanged(Qt::Horizontal, ValueColumn, ValueColumn);
}

const RunRecord* RunTreeModel::run(const QString& uid) const
{
    const RunTreeNode* node = m_runs.value(uid);
    return node ? &node->run : nullptr;
}

const RunRecord* RunTreeModel::run(const QModelIndex& index) const
{
    const RunTreeNode& node = nodeOf(index);
    return node.kind == Kind::Run ? &node.run : nullptr;
}

QModelIndex RunTreeModel::indexOf(const QString& uid) const
{
    const RunTreeNode* node = m_runs.value(uid);
    return node ? indexOf(*node) : QModelIndex();
}

FoldedRuns RunTreeModel::runsOf(const QModelIndex& index) const
{
    const RunTreeNode& node = nodeOf(index);
    FoldedRuns runs;
    if (node.kind == Kind::Run || node.standsForRuns())
        for (const RunTreeNode* run : node.runs())
            runs.append(&run->run);
    return runs;
}

void RunTreeModel::setShown(const QStringList& uids, bool isShown)
{
    QStringList changed;
    for (const QString& uid : uids) {
        if (m_shown.contains(uid) == isShown)
            continue;
        changed.append(uid);
        if (isShown)
            m_shown.insert(uid);
        else
            m_shown.remove(uid);
        if (const RunTreeNode* node = m_runs.value(uid))
            tellChanged(*node, NameColumn, NameColumn, {Qt::CheckStateRole});
    }
    if (!changed.isEmpty())
        emit shownChanged(changed, isShown);
}

void RunTreeModel::showOnly(const QStringList& uids)
{
    const QSet<QString> wanted(uids.begin(), uids.end());
    const QSet<QString> gone = m_shown - wanted;
    setShown(QStringList(gone.begin(), gone.end()), false);
    setShown(uids, true);
}

QStringList RunTreeModel::shownUids() const
{
    QStringList uids;
    for (const RunTreeNode* node : m_root->runs())
        if (m_shown.contains(node->key))
            uids.append(node->key);
    return uids;
}

QModelIndex RunTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return indexOf(*nodeOf(parent).children[static_cast<std::size_t>(row)], column);
}

QModelIndex RunTreeModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(*nodeOf(child).parent) : QModelIndex();
}

int RunTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int RunTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool RunTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (const RunRecord* written = run(index); written && role == Qt::EditRole && index.column() == NameColumn) {
        emit renameRequested(written->uid, value.toString().trimmed());
        return true;
    }
    QStringList uids;
    for (const RunRecord* run : runsOf(index))
        uids.append(run->uid);
    if (uids.isEmpty() || role != Qt::CheckStateRole || index.column() != NameColumn)
        return false;
    setShown(uids, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags RunTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const RunTreeNode& node = nodeOf(index);
    if (node.kind == Kind::Group && !node.isGrid)
        return Qt::ItemIsEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (node.kind == Kind::Run)
        flags |= Qt::ItemNeverHasChildren;
    if (node.kind == Kind::Run && index.column() == NameColumn)
        flags |= Qt::ItemIsEditable;
    if (index.column() == NameColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace lb::widgets
