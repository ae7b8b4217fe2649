#include "widgets/tables/run_tree_node.h"

#include "experiments/records/run_figures.h"
#include "experiments/records/run_query.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <iterator>
#include <utility>

namespace lb::widgets {

using experiments::RunRecord;

namespace {

using Runs = QList<const RunRecord*>;

const QString kArchiveKey = QStringLiteral("archive");

void collect(const RunTreeNode& node, std::vector<const RunTreeNode*>& runs)
{
    if (node.kind == RunTreeNode::Kind::Run)
        runs.push_back(&node);
    for (const auto& child : node.children)
        collect(*child, runs);
}

std::unique_ptr<RunTreeNode> makeNode(RunTreeNode::Kind kind, const QString& key, const QString& name)
{
    auto node = std::make_unique<RunTreeNode>();
    node->kind = kind;
    node->key = key;
    node->name = name;
    return node;
}

void appendRun(RunTreeNode& parent, const RunRecord& run)
{
    auto node = makeNode(RunTreeNode::Kind::Run, run.uid, {});
    node->run = run;
    parent.insert(static_cast<int>(parent.children.size()), std::move(node));
}

/// Runs of a group by the row they share; a second run of the same seed repeats it and stands alone.
class Alike {
public:
    explicit Alike(const Runs& runs)
    {
        QSet<std::pair<QString, qint64>> seen;
        for (const RunRecord* run : runs) {
            const std::pair mark(run->settings, run->seed);
            const bool isRepeat = seen.contains(mark);
            seen.insert(mark);
            m_keys.append(run->settings.isEmpty() || isRepeat ? run->uid : run->settings);
            m_runs[m_keys.last()].append(run);
        }
    }
    qsizetype size() const { return m_runs.size(); }
    /// Those of the row of the run at `place`, by rising seed; empty when they were taken before.
    Runs take(qsizetype place)
    {
        Runs members = m_runs.take(m_keys[place]);
        std::stable_sort(members.begin(), members.end(),
                         [](const RunRecord* a, const RunRecord* b) { return a->seed < b->seed; });
        return members;
    }

private:
    QStringList m_keys; ///< of each run
    QHash<QString, Runs> m_runs;
};

void fillGroup(RunTreeNode& group, const Runs& runs)
{
    Alike alike(runs);
    group.isGrid = !group.isArchive && runs.size() > 1 &&
                   std::all_of(runs.begin(), runs.end(),
                               [](const RunRecord* run) { return run->takesTurns && !run->group.isEmpty(); });
    const bool isOneFold = group.isGrid && alike.size() == 1; // the group itself stands for its seeds
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const Runs members = alike.take(i);
        RunTreeNode* parent = &group;
        if (members.size() > 1 && !isOneFold) {
            group.insert(static_cast<int>(group.children.size()),
                         makeNode(RunTreeNode::Kind::Fold, QStringLiteral("fold:") + runs[i]->settings,
                                  experiments::nameWithoutSeed(members.first()->name)));
            parent = group.children.back().get();
        }
        for (const RunRecord* member : members)
            appendRun(*parent, *member);
    }
}

} // namespace

std::vector<const RunTreeNode*> RunTreeNode::runs() const
{
    std::vector<const RunTreeNode*> result;
    collect(*this, result);
    return result;
}

void RunTreeNode::number(int from)
{
    for (std::size_t i = static_cast<std::size_t>(from); i < children.size(); ++i)
        children[i]->row = static_cast<int>(i);
}

void RunTreeNode::insert(int at, std::span<std::unique_ptr<RunTreeNode>> added)
{
    for (const auto& child : added)
        child->parent = this;
    children.insert(children.begin() + at, std::move_iterator(added.begin()), std::move_iterator(added.end()));
    number(at);
}

std::unique_ptr<RunTreeNode> RunTreeNode::take(int at)
{
    std::unique_ptr<RunTreeNode> child = std::move(children[static_cast<std::size_t>(at)]);
    children.erase(children.begin() + at);
    number(at);
    return child;
}

void RunTreeNode::move(int from, int to)
{
    insert(to, take(from));
}

bool RunTreeNode::looksLike(const RunTreeNode& other) const
{
    return kind == other.kind && name == other.name && isGrid == other.isGrid && isArchive == other.isArchive &&
           run == other.run;
}

std::unique_ptr<RunTreeNode> runTree(const QList<RunRecord>& runs, const GroupTitles& titles)
{
    QStringList names;
    QHash<QString, Runs> byGroup;
    Runs archived;
    for (const RunRecord& run : runs) {
        if (experiments::isArchived(run)) {
            archived.append(&run);
            continue;
        }
        Runs& group = byGroup[run.group.isEmpty() ? titles.groupless : run.group];
        if (group.isEmpty())
            names.append(run.group.isEmpty() ? titles.groupless : run.group);
        group.append(&run);
    }
    auto root = std::make_unique<RunTreeNode>();
    const auto add = [&root](const QString& key, const QString& name, const Runs& members) {
        root->insert(static_cast<int>(root->children.size()), makeNode(RunTreeNode::Kind::Group, key, name));
        root->children.back()->isArchive = key == kArchiveKey;
        fillGroup(*root->children.back(), members);
    };
    for (const QString& name : std::as_const(names))
        add(QStringLiteral("group:") + name, name, byGroup.value(name));
    if (!archived.isEmpty())
        add(kArchiveKey, titles.archive, archived);
    return root;
}

} // namespace lb::widgets
