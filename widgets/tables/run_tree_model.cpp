#include "widgets/tables/run_tree_model.h"

#include "experiments/records/run_query.h"
#include "widgets/tables/row_changes.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/theme/number_text.h"

#include <algorithm>

namespace lb::widgets {

using experiments::RunRecord;

class RunTreeModel::ChildSignals {
public:
    ChildSignals(RunTreeModel& model, const Group* group)
        : m_model(model)
        , m_group(group)
    {
    }
    void beginRemove(int row) { m_model.beginRemoveRows(parent(), row, row); }
    void endRemove() { m_model.endRemoveRows(); }
    void beginInsert(int row) { m_model.beginInsertRows(parent(), row, row); }
    void endInsert() { m_model.endInsertRows(); }
    void beginMove(int from, int to) { m_model.beginMoveRows(parent(), from, from, parent(), to); }
    void endMove() { m_model.endMoveRows(); }
    void changed(int row)
    {
        emit m_model.dataChanged(m_model.index(row, 0, parent()), m_model.index(row, ColumnCount - 1, parent()));
    }

private:
    QModelIndex parent() const { return m_model.groupIndex(m_group); }
    RunTreeModel& m_model;
    const Group* m_group;
};

RunTreeModel::RunTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

RunTreeModel::~RunTreeModel() = default;

QString RunTreeModel::groupNameOf(const RunRecord& run)
{
    return run.group.isEmpty() ? tr("Runs") : run.group;
}

int RunTreeModel::rowOf(const Group* group) const
{
    for (std::size_t i = 0; i < m_groups.size(); ++i)
        if (m_groups[i].get() == group)
            return static_cast<int>(i);
    return -1;
}

QModelIndex RunTreeModel::groupIndex(const Group* group) const
{
    return createIndex(rowOf(group), 0, nullptr);
}

void RunTreeModel::setRuns(const QList<RunRecord>& runs)
{
    QStringList names;
    QHash<QString, QList<RunRecord>> byGroup;
    for (const RunRecord& run : runs) {
        const QString name = groupNameOf(run);
        if (!byGroup.contains(name))
            names.append(name);
        byGroup[name].append(run);
    }
    setGroups(names);
    for (const auto& group : m_groups) {
        const qsizetype before = group->runs.size();
        applyRowChanges(
            group->runs, byGroup.value(group->name), [](const RunRecord& run) { return run.uid; },
            ChildSignals(*this, group.get()));
        if (group->runs.size() != before)
            emit dataChanged(groupIndex(group.get()), groupIndex(group.get()), {CountRole, Qt::DisplayRole});
    }
}

void RunTreeModel::setGroups(const QStringList& names)
{
    for (int i = static_cast<int>(m_groups.size()) - 1; i >= 0; --i) {
        if (names.contains(m_groups[static_cast<std::size_t>(i)]->name))
            continue;
        beginRemoveRows({}, i, i);
        m_groups.erase(m_groups.begin() + i);
        endRemoveRows();
    }
    for (int i = 0; i < names.size(); ++i) {
        const auto known = std::find_if(m_groups.begin() + i, m_groups.end(),
                                        [&names, i](const auto& group) { return group->name == names[i]; });
        if (known == m_groups.end()) {
            beginInsertRows({}, i, i);
            auto group = std::make_unique<Group>();
            group->name = names[i];
            m_groups.insert(m_groups.begin() + i, std::move(group));
            endInsertRows();
        } else if (known != m_groups.begin() + i) {
            const int from = static_cast<int>(known - m_groups.begin());
            beginMoveRows({}, from, from, {}, i);
            std::rotate(m_groups.begin() + i, known, known + 1);
            endMoveRows();
        }
    }
}

void RunTreeModel::updateRun(const RunRecord& run)
{
    const QModelIndex index = indexOf(run.uid);
    auto* group = static_cast<Group*>(index.internalPointer());
    if (!group || group->name != groupNameOf(run)) {
        QList<RunRecord> all;
        for (const auto& each : m_groups)
            all.append(each->runs);
        all.removeIf([&](const RunRecord& known) { return known.uid == run.uid; });
        all.append(run);
        setRuns(all);
    } else if (group->runs[index.row()] != run) {
        group->runs[index.row()] = run;
        ChildSignals(*this, group).changed(index.row());
    }
}

void RunTreeModel::setTrend(const QString& uid, const QList<double>& values)
{
    if (m_trends.value(uid) == values)
        return;
    m_trends.insert(uid, values);
    if (const QModelIndex index = indexOf(uid); index.isValid()) {
        const QModelIndex cell = index.siblingAtColumn(TrendColumn);
        emit dataChanged(cell, cell, {TrendRole});
    }
}

const RunRecord* RunTreeModel::run(const QString& uid) const
{
    for (const auto& group : m_groups)
        for (const RunRecord& run : group->runs)
            if (run.uid == uid)
                return &run;
    return nullptr;
}

const RunRecord* RunTreeModel::run(const QModelIndex& index) const
{
    const auto* group = static_cast<const Group*>(index.internalPointer());
    if (!index.isValid() || !group || index.row() >= group->runs.size())
        return nullptr;
    return &group->runs[index.row()];
}

QModelIndex RunTreeModel::indexOf(const QString& uid) const
{
    for (const auto& group : m_groups)
        for (int row = 0; row < group->runs.size(); ++row)
            if (group->runs[row].uid == uid)
                return createIndex(row, 0, group.get());
    return {};
}

void RunTreeModel::setShown(const QString& uid, bool isShown)
{
    if (m_shown.contains(uid) == isShown)
        return;
    if (isShown)
        m_shown.insert(uid);
    else
        m_shown.remove(uid);
    if (const QModelIndex index = indexOf(uid); index.isValid())
        emit dataChanged(index, index, {Qt::CheckStateRole});
    emit shownChanged(uid, isShown);
}

QStringList RunTreeModel::shownUids() const
{
    QStringList uids;
    for (const auto& group : m_groups)
        for (const RunRecord& run : group->runs)
            if (m_shown.contains(run.uid))
                uids.append(run.uid);
    return uids;
}

QModelIndex RunTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, nullptr);
    return createIndex(row, column, m_groups[static_cast<std::size_t>(parent.row())].get());
}

QModelIndex RunTreeModel::parent(const QModelIndex& child) const
{
    const auto* group = static_cast<const Group*>(child.internalPointer());
    return child.isValid() && group ? groupIndex(group) : QModelIndex();
}

int RunTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalPointer() || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())]->runs.size());
}

int RunTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant RunTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (const RunRecord* found = run(index))
        return runData(*found, index.column(), role);
    return groupData(*m_groups[static_cast<std::size_t>(index.row())], index.column(), role);
}

QVariant RunTreeModel::groupData(const Group& group, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == NameColumn ? QVariant(group.name) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1, %n runs", nullptr, static_cast<int>(group.runs.size())).arg(group.name);
    case IsGroupRole:
        return true;
    case CountRole:
        return static_cast<int>(group.runs.size());
    default:
        return {};
    }
}

QVariant RunTreeModel::textOf(const RunRecord& run, int column) const
{
    if (column == NameColumn)
        return run.name;
    return column == StateColumn ? QVariant(runStateStyle(run.state).word) : QVariant();
}

QString RunTreeModel::toolTipOf(const RunRecord& run) const
{
    const QString state = runStateStyle(run.state).word;
    const QString detail = runStateDetail(run);
    const QString words = detail.isEmpty() ? state : tr("%1, %2", "state, detail").arg(state, detail);
    return tr("%1: %2. Data: %3. Seed %4.").arg(run.name, words, run.dataset, countText(run.seed));
}

QVariant RunTreeModel::runData(const RunRecord& run, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return textOf(run, column);
    case Qt::CheckStateRole:
        return column == NameColumn ? QVariant(m_shown.contains(run.uid) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
        return toolTipOf(run);
    case Qt::AccessibleTextRole:
        if (column == NameColumn && run.tags.contains(experiments::kStarTag))
            return tr("%1, starred").arg(run.name);
        return column == TrendColumn ? QVariant(tr("Trend")) : textOf(run, column);
    case UidRole:
        return run.uid;
    case IsGroupRole:
        return false;
    case FamilyRole:
        return run.family;
    case IsStarredRole:
        return run.tags.contains(experiments::kStarTag);
    case SeedRole:
        return run.seed;
    case StateRole:
        return static_cast<int>(run.state);
    case ProgressRole:
        return runProgress(run);
    case TrendRole:
        return QVariant::fromValue(m_trends.value(run.uid));
    default:
        return {};
    }
}

bool RunTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const RunRecord* found = run(index);
    if (!found || role != Qt::CheckStateRole || index.column() != NameColumn)
        return false;
    setShown(found->uid, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags RunTreeModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!index.internalPointer())
        return Qt::ItemIsEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == NameColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant RunTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[]{tr("Run"), tr("State"), tr("Trend")};
    return section >= 0 && section < ColumnCount ? QVariant(titles[section]) : QVariant();
}

} // namespace lb::widgets
