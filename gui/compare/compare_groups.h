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
    QList<experiments::RunRecord> runs;                  ///< by rising seed
    std::vector<std::shared_ptr<const CompareRun>> read; ///< of each of them; null where it has not been read
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
    QStringList metrics{};    ///< that some run has, in the order of the known ones; vectors are not among them
    QStringList parameters{}; ///< settings that some runs use: those of the latent and the objective first
    QStringList differing{};  ///< of these, those in which runs of different groups differ
    QStringList varied{};     ///< of these, those with at least two values among the runs that use them
    QStringList usual{};      ///< what `usualMetrics` gives

    /// Takes groups of `data`'s runs, and finds what they have and where they differ.
    void setGroups(QList<CompareGroup> wanted);
    qsizetype runCount() const;
    const CompareGroup* group(const QString& key) const;
    const CompareGroup* groupOf(const QString& uid) const;
    const CompareGroup* baseline() const { return groupOf(settings.baseline); }
    /// Groups with at least one shown run, and only those of its runs.
    QList<CompareGroup> shownGroups() const;
    /// Of one run as the settings choose it; NaN where there is none.
    double value(const CompareRun* run, const QString& metric) const;
    double value(const QString& uid, const QString& metric) const { return value(data.run(uid).get(), metric); }
    /// Of a metric as above, or of a setting that is a number; NaN where there is none.
    double quantity(const CompareRun* run, const QString& id) const;
    std::vector<double> values(const CompareGroup& group, const QString& metric) const;

private:
    void findMetrics();
    void findParameters();
};

/// Groups by settings without the seed, in the order the runs were made; each run alone when seeds are not grouped.
QList<CompareGroup> compareGroups(const std::vector<const experiments::RunRecord*>& runs, const CompareFigures& data,
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
QString parameterText(const CompareFigures& data, const CompareRun* run, const QString& key);
/// Of a metric or a setting.
QString quantityTitle(const CompareScene& scene, const QString& id);
/// "best val. ELBO", "last", "step 400".
QString valueChoiceText(const experiments::ValueChoice& choice);
/// The columns that usually tell most, of those that runs have.
QStringList usualMetrics(const CompareScene& scene);

} // namespace lb::gui
