// What the cells of a RunTreeModel show.
#include "experiments/records/imported_run.h"
#include "experiments/records/run_query.h"
#include "widgets/tables/run_state_style.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/tables/run_tree_node.h"
#include "widgets/theme/number_text.h"

#include <algorithm>

namespace lb::widgets {

using experiments::RunRecord;

QVariant RunTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RunTreeNode& node = nodeOf(index);
    if (node.kind == RunTreeNode::Kind::Run)
        return runData(node.run, index.column(), role);
    return node.standsForRuns() ? foldData(index, runsOf(index), role) : groupData(node, index.column(), role);
}

QVariant RunTreeModel::groupData(const RunTreeNode& group, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == NameColumn ? QVariant(group.name) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1, %n runs", nullptr, static_cast<int>(group.runs().size())).arg(group.name);
    case IsGroupRole:
        return true;
    case IsFoldRole:
        return false;
    case IsArchiveRole:
        return group.isArchive;
    case CountRole:
        return static_cast<int>(group.runs().size());
    default:
        return {};
    }
}

QVariant RunTreeModel::foldTextOf(const RunTreeNode& fold, const FoldedRuns& runs, int column) const
{
    switch (column) {
    case NameColumn:
        return fold.name;
    case StateColumn:
        return stateCountsText(runs);
    case ValueColumn:
        return foldValueText(runs, m_valueMetric);
    default:
        return {};
    }
}

QVariant RunTreeModel::foldData(const QModelIndex& index, const FoldedRuns& runs, int role) const
{
    const RunTreeNode& fold = nodeOf(index);
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return foldTextOf(fold, runs, column);
    case Qt::CheckStateRole:
        return column == NameColumn ? QVariant(checkOf(runs)) : QVariant();
    case Qt::ToolTipRole:
        if (const QString detail = foldValueDetail(runs, m_valueMetric); column == ValueColumn && !detail.isEmpty())
            return detail;
        return foldToolTip(fold.name, runs);
    case Qt::AccessibleTextRole:
        if (column == NameColumn)
            return tr("%1, %n runs, %2", nullptr, static_cast<int>(runs.size())).arg(fold.name, stateCountsText(runs));
        return column == TrendColumn ? QVariant(tr("Trend")) : foldTextOf(fold, runs, column);
    case IsGroupRole:
        return fold.kind == RunTreeNode::Kind::Group;
    case IsFoldRole:
        return true;
    case FamilyRole:
        return runs.isEmpty() ? QString() : experiments::hueOf(*runs.first());
    case IsStarredRole:
        return std::all_of(runs.begin(), runs.end(),
                           [](const RunRecord* run) { return run->tags.contains(experiments::kStarTag); });
    case SeedRole:
        // A full line, unless one was chosen: the dashes tell seeds apart.
        return qint64{runs.isEmpty() || runs.first()->look.dash == 0 ? 1 : runs.first()->look.dash};
    case StatesRole:
        return QVariant::fromValue(stateCounts(runs));
    case ProgressRole:
        return foldProgress(runs);
    case TrendRole:
        return QVariant::fromValue(trendOf(runs));
    case CountRole:
        return static_cast<int>(runs.size());
    default:
        return {};
    }
}

QVariant RunTreeModel::textOf(const RunRecord& run, int column) const
{
    switch (column) {
    case NameColumn:
        return run.name;
    case StateColumn:
        return runStateStyle(run.state).word;
    case ValueColumn: {
        const auto value = run.last.constFind(m_valueMetric);
        return value == run.last.cend() ? QVariant() : QVariant(valueText(*value));
    }
    default:
        return {};
    }
}

QString RunTreeModel::toolTipOf(const RunRecord& run, int column) const
{
    if (const QString value = textOf(run, ValueColumn).toString(); column == ValueColumn && !value.isEmpty())
        return tr("%1: %2").arg(metricTitleWithUnit(m_valueMetric), value);
    const QString state = runStateStyle(run.state).word;
    const QString detail = runStateDetail(run);
    QString words = detail.isEmpty() ? state : tr("%1, %2", "state, detail").arg(state, detail);
    if (const QString patience = runPatience(run); !patience.isEmpty())
        words = tr("%1, %2", "state, detail").arg(words, patience);
    if (run.state == experiments::RunState::Finished && !run.stateReason.isEmpty())
        words = tr("%1. %2", "state, reason").arg(words, run.stateReason);
    if (experiments::isImported(run))
        return tr("%1: %2 Numbers alone: it cannot be continued.", "name, state").arg(run.name, words);
    return tr("%1: %2. Data: %3. Seed %4.").arg(run.name, words, run.dataset, countText(run.seed));
}

QVariant RunTreeModel::runData(const RunRecord& run, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return textOf(run, column);
    case Qt::CheckStateRole:
        return column == NameColumn ? QVariant(m_shown.contains(run.uid) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
        return toolTipOf(run, column);
    case Qt::AccessibleTextRole:
        if (column == NameColumn && run.tags.contains(experiments::kStarTag))
            return tr("%1, starred").arg(run.name);
        return column == TrendColumn ? QVariant(tr("Trend")) : textOf(run, column);
    case UidRole:
        return run.uid;
    case IsGroupRole:
    case IsFoldRole:
        return false;
    case FamilyRole:
        return experiments::hueOf(run);
    case IsStarredRole:
        return run.tags.contains(experiments::kStarTag);
    case SeedRole:
        return experiments::dashOf(run);
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

Qt::CheckState RunTreeModel::checkOf(const FoldedRuns& runs) const
{
    const auto shown =
        std::count_if(runs.begin(), runs.end(), [this](const RunRecord* run) { return m_shown.contains(run->uid); });
    if (shown == 0)
        return Qt::Unchecked;
    return shown == runs.size() ? Qt::Checked : Qt::PartiallyChecked;
}

QList<double> RunTreeModel::trendOf(const FoldedRuns& runs) const
{
    QList<QList<double>> trends;
    for (const RunRecord* run : runs)
        trends.append(m_trends.value(run->uid));
    return meanTrend(trends);
}

QVariant RunTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString titles[]{tr("Run"), tr("State"),
                           m_valueMetric.isEmpty() ? QString() : metricTitleWithUnit(m_valueMetric), tr("Trend")};
    return section >= 0 && section < ColumnCount ? QVariant(titles[section]) : QVariant();
}

} // namespace lb::widgets
