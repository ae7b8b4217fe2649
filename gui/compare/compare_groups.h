#pragma once

#include "experiments/records/run_record.h"
#include "experiments/records/statistics.h"
#include "gui/compare/compare_figures.h"
#include "gui/compare/compare_settings.h"

namespace lb::gui {

/// A run, or runs that are alike but for their seed.
struct CompareGroup {
    QString key; ///< a run's uid, or "seeds:" and the settings' fingerprint
    QString name;
    QString family;
    QList<experiments::RunRecord> runs; ///< by rising seed
    bool isGroup() const { return runs.size() > 1; }
    QStringList uids() const;
};

/// What the table and the views below it show: runs that the filter lets through and that have been read, in groups.
struct CompareScene {
    QList<CompareGroup> groups;
    QStringList shown; ///< the selection: checked here and in the list of runs
    QString current;
    CompareSettings settings;
    CompareFigures data{};
    qsizetype allRuns = 0;               ///< before the filter
    QHash<QString, qsizetype> placeOf{}; ///< of a run's uid, the place of its group
    QStringList differing{};             ///< what `differingParameters` gives, found once
    QStringList varied{};                ///< of these, what `variedAmong` gives
    QStringList usual{};                 ///< what `usualMetrics` gives

    void setGroups(const QList<CompareGroup>& wanted);
    qsizetype runCount() const;
    const CompareGroup* group(const QString& key) const;
    const CompareGroup* groupOf(const QString& uid) const;
    const CompareGroup* baseline() const { return groupOf(settings.baseline); }
    /// Groups with at least one shown run, and only those of its runs.
    QList<CompareGroup> shownGroups() const;
    /// Of one run as the settings choose it; NaN where there is none.
    double value(const QString& uid, const QString& metric) const;
    std::vector<double> values(const CompareGroup& group, const QString& metric) const;
    /// Metrics that some run has, in the order of the known ones; vectors are not among them.
    QStringList metrics() const;
    /// Settings that some runs use: those of the latent and the objective first.
    QStringList parameters() const;
    /// Those in which runs of different groups differ.
    QStringList differingParameters() const;
    /// Of `keys`, those with at least two values among the runs that use them.
    QStringList variedAmong(QStringList keys) const;
};

/// Groups by settings without the seed, in the order the runs were made; each run alone when seeds are not grouped.
QList<CompareGroup> compareGroups(const QList<experiments::RunRecord>& runs, const CompareFigures& data,
                                  bool groupsSeeds);

/// "Reconstruction (nats)", with the split when it is not validation's.
QString metricTitle(const QString& metric);
/// The same in fewer letters, for heads of columns and choices: "Rec. (nats)".
QString metricShortTitle(const QString& metric);
/// The metric's title without unit.
QString metricName(const QString& metric);
/// "Fixed scale γ".
QString parameterTitle(const CompareFigures& data, const QString& key);
/// A setting's value as people read it; a dash where the run does not use it.
QString parameterText(const CompareFigures& data, const QString& uid, const QString& key);
/// "best val. ELBO", "last", "step 400".
QString valueChoiceText(const experiments::ValueChoice& choice);
/// The columns that usually tell most, of those that runs have.
QStringList usualMetrics(const CompareScene& scene);

} // namespace lb::gui
