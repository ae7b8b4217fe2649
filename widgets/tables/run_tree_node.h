#pragma once

#include "experiments/records/run_record.h"

#include <memory>
#include <span>
#include <vector>

namespace lb::widgets {

/// A row of the tree of runs: a group, a fold (runs of a group that differ in their seed alone) or a run.
struct RunTreeNode {
    enum class Kind { Root, Group, Fold, Run };
    Kind kind = Kind::Root;
    QString key;  ///< unique among its siblings, for life
    QString name; ///< of groups and folds; runs have theirs in the record
    /// Of a group: its runs are a grid or seeds of one, and the group is the row that stands for them.
    bool isGrid = false;
    bool isArchive = false;     ///< the group of archived runs
    experiments::RunRecord run; ///< Kind::Run alone
    RunTreeNode* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<RunTreeNode>> children;

    /// Several runs that one row stands for.
    bool standsForRuns() const { return kind == Kind::Fold || isGrid; }
    /// Of all runs at and below it, in order.
    std::vector<const RunTreeNode*> runs() const;
    void insert(int at, std::span<std::unique_ptr<RunTreeNode>> added);
    void insert(int at, std::unique_ptr<RunTreeNode> child) { insert(at, std::span(&child, 1)); }
    std::unique_ptr<RunTreeNode> take(int at);
    void move(int from, int to);
    /// Same kind, name and record: its row looks as that of `other` (children aside).
    bool looksLike(const RunTreeNode& other) const;

private:
    void number(int from);
};

/// The rows of a list of runs. Groups stand in the order of their first run; runs of a group in the order given, those
/// with equal settings and other seeds folded at the place of the first, by rising seed. Runs without a group stand
/// under `groupless`, archived ones under `archive` behind all others. The name of a fold is that of its first run
/// without the seed.
struct GroupTitles {
    QString groupless;
    QString archive;
};
std::unique_ptr<RunTreeNode> runTree(const QList<experiments::RunRecord>& runs, const GroupTitles& titles);

} // namespace lb::widgets
