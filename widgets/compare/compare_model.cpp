#include "widgets/compare/compare_model.h"

#include "widgets/tables/row_changes.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {

constexpr qsizetype kManyChanges = 500; // rows that come or go: one by one they would take a view longer than all anew

/// Of the single changes that `applyRowChanges` finds below one group.
class SeedSignals {
public:
    using Begin = std::function<void(int, int)>;
    Begin remove, insert, move;
    std::function<void()> removed, inserted, moved;
    std::function<void(int)> change;
    void beginRemove(int row) { remove(row, row); }
    void endRemove() { removed(); }
    void beginInsert(int row) { insert(row, row); }
    void endInsert() { inserted(); }
    void beginMove(int from, int to) { move(from, to); }
    void endMove() { moved(); }
    void changed(int row) { change(row); }
};

QString oneLine(QString text)
{
    return text.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

} // namespace

bool CompareCell::operator==(const CompareCell& other) const
{
    const bool sameValue = value == other.value || (std::isnan(value) && std::isnan(other.value));
    return sameValue && text == other.text && delta == other.delta && direction == other.direction &&
           merit == other.merit && isBest == other.isBest && isDifferent == other.isDifferent;
}

CompareModel::CompareModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

CompareModel::~CompareModel() = default;

void CompareModel::set(const QList<CompareColumn>& columns, const QList<CompareRow>& rows, OnDemand wanted)
{
    const auto onDemand = std::make_shared<const OnDemand>(std::move(wanted));
    QHash<QString, int> place;
    place.reserve(rows.size());
    for (int i = 0; i < static_cast<int>(rows.size()); ++i)
        place.insert(rows[i].key, i);
    const auto kept = std::count_if(m_nodes.cbegin(), m_nodes.cend(),
                                    [&place](const auto& node) { return place.contains(node->row.key); });
    const qsizetype changes = std::ssize(m_nodes) + rows.size() - 2 * kept;
    if (columns != m_columns || changes > kManyChanges) {
        beginResetModel();
        m_columns = columns;
        m_nodes.clear();
        for (const CompareRow& row : rows)
            m_nodes.push_back(std::make_unique<Node>(Node{row, onDemand}));
        endResetModel();
        return;
    }
    removeGone(place);
    addNew(rows, onDemand);
    reorder(place);
    for (int i = 0; i < static_cast<int>(rows.size()); ++i)
        updateNode(i, {rows[i], onDemand});
}

/// Neighbours that go, go together: a view lays all its rows out again for each removal.
void CompareModel::removeGone(const QHash<QString, int>& place)
{
    const auto isKept = [&](int i) { return place.contains(m_nodes[static_cast<std::size_t>(i)]->row.key); };
    for (int last = static_cast<int>(m_nodes.size()) - 1; last >= 0; --last) {
        if (isKept(last))
            continue;
        int first = last;
        while (first > 0 && !isKept(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_nodes.erase(m_nodes.begin() + first, m_nodes.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void CompareModel::addNew(const QList<CompareRow>& rows, const std::shared_ptr<const OnDemand>& onDemand)
{
    QSet<QString> known;
    for (const auto& node : m_nodes)
        known.insert(node->row.key);
    QList<const CompareRow*> added;
    for (const CompareRow& row : rows)
        if (!known.contains(row.key))
            added.append(&row);
    if (added.isEmpty())
        return;
    const int end = static_cast<int>(m_nodes.size());
    beginInsertRows({}, end, end + static_cast<int>(added.size()) - 1);
    for (const CompareRow* row : std::as_const(added))
        m_nodes.push_back(std::make_unique<Node>(Node{*row, onDemand}));
    endInsertRows();
}

void CompareModel::reorder(const QHash<QString, int>& place)
{
    std::vector<std::size_t> wanted; // by the place now, the place to go to
    for (const auto& node : m_nodes)
        wanted.push_back(static_cast<std::size_t>(place.value(node->row.key)));
    if (std::is_sorted(wanted.cbegin(), wanted.cend()))
        return;
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex& index : before) {
        if (index.internalPointer()) // a seed stays where it is in its group
            after.append(index);
        else
            after.append(createIndex(static_cast<int>(wanted[static_cast<std::size_t>(index.row())]), index.column()));
    }
    std::vector<std::unique_ptr<Node>> moved(m_nodes.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        moved[wanted[i]] = std::move(m_nodes[i]);
    m_nodes = std::move(moved);
    changePersistentIndexList(before, after);
    emit layoutChanged();
}

void CompareModel::updateNode(int row, Node target)
{
    Node& node = *m_nodes[static_cast<std::size_t>(row)];
    if (node.seeds || node.seedCount() != target.seedCount()) // while node.row is still the one they were made for
        setSeeds(node, index(row, 0), target.madeSeeds());
    node.onDemand = std::move(target.onDemand);
    if (node.row == target.row)
        return;
    node.row = std::move(target.row);
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

QList<CompareRow>& CompareModel::Node::madeSeeds()
{
    if (!seeds)
        seeds = seedCount() > 0 ? onDemand->seedRows(row) : QList<CompareRow>();
    return *seeds;
}

void CompareModel::setSeeds(Node& node, const QModelIndex& parent, const QList<CompareRow>& seeds)
{
    QList<CompareRow>& rows = node.madeSeeds();
    if (rows == seeds)
        return;
    SeedSignals notify;
    notify.remove = [&](int first, int last) { beginRemoveRows(parent, first, last); };
    notify.removed = [this] { endRemoveRows(); };
    notify.insert = [&](int first, int last) { beginInsertRows(parent, first, last); };
    notify.inserted = [this] { endInsertRows(); };
    notify.move = [&](int from, int to) { beginMoveRows(parent, from, from, parent, to); };
    notify.moved = [this] { endMoveRows(); };
    notify.change = [&](int row) { emit dataChanged(index(row, 0, parent), index(row, columnCount() - 1, parent)); };
    applyRowChanges(
        rows, seeds, [](const CompareRow& row) { return row.key; }, notify);
}

void CompareModel::setShown(const QStringList& uids)
{
    QSet<QString> shown(uids.cbegin(), uids.cend());
    if (shown == m_shown)
        return;
    m_shown = std::move(shown);
    tellChecks();
}

void CompareModel::tellChecks()
{
    if (m_nodes.empty())
        return;
    const QList<int> roles{Qt::CheckStateRole};
    emit dataChanged(index(0, 0), index(rowCount() - 1, 0), roles);
    for (int i = 0; i < rowCount(); ++i) {
        const QModelIndex group = index(i, 0);
        if (const int count = rowCount(group); count > 0)
            emit dataChanged(index(0, 0, group), index(count - 1, 0, group), roles);
    }
}

const CompareRow* CompareModel::row(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    if (auto* group = static_cast<Node*>(index.internalPointer()))
        return &group->madeSeeds().at(index.row());
    return &m_nodes.at(static_cast<std::size_t>(index.row()))->row;
}

const CompareCell* CompareModel::cell(const QModelIndex& index) const
{
    const CompareRow* found = row(index);
    return found && index.column() < found->cells.size() ? &found->cells.at(index.column()) : nullptr;
}

QModelIndex CompareModel::indexOf(const QString& key, int column) const
{
    for (int i = 0; i < rowCount(); ++i) {
        Node& node = *m_nodes[static_cast<std::size_t>(i)];
        if (node.row.key == key)
            return index(i, column);
        if (node.seedCount() == 0 || !node.row.uids.contains(key)) // a seed's key is its uid
            continue;
        const QList<CompareRow>& seeds = node.madeSeeds();
        for (int j = 0; j < static_cast<int>(seeds.size()); ++j)
            if (seeds[j].key == key)
                return index(j, column, index(i, 0));
    }
    return {};
}

QModelIndex CompareModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column);
    return createIndex(row, column, m_nodes[static_cast<std::size_t>(parent.row())].get());
}

QModelIndex CompareModel::parent(const QModelIndex& child) const
{
    const auto* group = static_cast<const Node*>(child.internalPointer());
    if (!group)
        return {};
    const auto at = std::find_if(m_nodes.cbegin(), m_nodes.cend(), [group](const auto& n) { return n.get() == group; });
    return createIndex(static_cast<int>(at - m_nodes.cbegin()), 0);
}

int CompareModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_nodes.size());
    if (parent.internalPointer() || parent.column() > 0)
        return 0;
    return static_cast<int>(m_nodes[static_cast<std::size_t>(parent.row())]->seedCount());
}

int CompareModel::columnCount(const QModelIndex&) const
{
    return static_cast<int>(m_columns.size());
}

QVariant CompareModel::checkState(const CompareRow& row) const
{
    const auto shown =
        std::count_if(row.uids.cbegin(), row.uids.cend(), [this](const QString& uid) { return m_shown.contains(uid); });
    return shown == 0 ? Qt::Unchecked : shown == row.uids.size() ? Qt::Checked : Qt::PartiallyChecked;
}

QString CompareModel::wordsOf(const QModelIndex& index) const
{
    const auto* group = static_cast<const Node*>(index.internalPointer());
    const Node& node = group ? *group : *m_nodes[static_cast<std::size_t>(index.row())];
    return node.onDemand->words ? node.onDemand->words(*row(index), index.column()) : cell(index)->text;
}

QVariant CompareModel::data(const QModelIndex& index, int role) const
{
    const CompareRow* found = row(index);
    const CompareCell* own = cell(index);
    if (!found || !own)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return own->text;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return wordsOf(index);
    case Qt::TextAlignmentRole: {
        const CompareColumn::Kind kind = m_columns[index.column()].kind;
        const bool isNumber = kind == CompareColumn::Kind::Metric || kind == CompareColumn::Kind::Count ||
                              kind == CompareColumn::Kind::Time;
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    case Qt::CheckStateRole:
        return index.column() == 0 ? checkState(*found) : QVariant();
    default:
        return {};
    }
}

bool CompareModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const CompareRow* found = row(index);
    if (!found || role != Qt::CheckStateRole || index.column() != 0)
        return false;
    const bool isShown = value.toInt() == Qt::Checked;
    const QStringList uids = found->uids;
    for (const QString& uid : uids)
        isShown ? (void)m_shown.insert(uid) : (void)m_shown.remove(uid);
    tellChecks();
    emit shownToggled(uids, isShown);
    return true;
}

Qt::ItemFlags CompareModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == 0 ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const CompareColumn& column = m_columns[section];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole)
        return column.toolTip;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::AlignVCenter |
            (column.kind == CompareColumn::Kind::Metric || column.kind == CompareColumn::Kind::Time ? Qt::AlignRight
                                                                                                    : Qt::AlignLeft));
    return {};
}

QString CompareModel::tabSeparated() const
{
    const auto line = [this](const CompareRow& row) {
        QStringList words;
        for (const CompareCell& cell : row.cells)
            words.append(oneLine(cell.delta.isEmpty() ? cell.text : cell.text + QLatin1Char(' ') + cell.delta));
        return words.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QStringList titles;
    for (const CompareColumn& column : m_columns)
        titles.append(oneLine(column.title));
    QString text = titles.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const auto& node : m_nodes) {
        text += line(node->row);
        if (node->seedCount() == 0)
            continue;
        const QList<CompareRow> seeds = node->seeds ? *node->seeds : node->onDemand->seedRows(node->row); // not kept
        for (const CompareRow& seed : seeds)
            text += line(seed);
    }
    return text;
}

} // namespace lb::widgets
