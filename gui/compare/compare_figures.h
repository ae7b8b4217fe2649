#pragma once

#include "experiments/records/field_schema.h"
#include "experiments/records/run_figures.h"

#include <QHash>

#include <memory>
#include <vector>

namespace lb::gui {

/// Of more the comparison is made beside the window, and less often: it takes longer than the next run to be read.
constexpr qsizetype kManyComparedRuns = 1000;

/// A setting that a run uses, as people read it.
struct SettingText {
    QString key;
    QString text;
};

/// What was read of one run.
struct CompareRun {
    experiments::RunFigures figures;
    QString settingsKey; ///< the MD5 of experiments::settingsKey
    std::vector<double>
        bestValues{};                ///< by place of the metric, for ValueChoice::BestStep; NaN or beyond the end: none
    std::vector<quint32> settings{}; ///< by place of the key, the place of the text; 0 or beyond the end: not used
};

/// What was read of the project's runs, as a value: a copy is cheap and stays as it is, so another thread may read it.
/// Texts of settings are kept once, and told apart by their number: a comparison looks at each of them for each run.
class CompareFigures {
public:
    qsizetype waiting = 0; ///< runs that are still to be read

    void take(const QString& uid, CompareRun run, const QList<SettingText>& settings);
    /// Of any run's schema: the first with that key stays.
    void take(const QList<experiments::FieldSchema>& fields);

    qsizetype runCount() const { return m_runs.size(); }
    /// Null for a run that has not been read.
    std::shared_ptr<const CompareRun> run(const QString& uid) const { return m_runs.value(uid); }
    const experiments::RunFigures* figures(const QString& uid) const;
    /// Null for an unknown key.
    const experiments::FieldSchema* field(const QString& key) const;

    /// Keys of all settings that some run uses; a key's place never changes.
    const QStringList& keys() const { return m_keys; }
    /// Negative for an unknown key.
    qsizetype placeOf(const QString& key) const { return m_placeOfKey.value(key, -1); }
    /// The number of the run's text for the key at a place; 0 where the run does not use it. Equal texts of one key
    /// have equal numbers.
    static quint32 textNumber(const CompareRun& run, qsizetype place);
    /// Of all metrics that were read; negative for another.
    qsizetype placeOfMetric(const QString& metric) const { return m_placeOfMetric.value(metric, -1); }
    const QString& text(quint32 number) const { return m_texts[number]; }

private:
    QHash<QString, std::shared_ptr<const CompareRun>> m_runs; ///< by uid
    QHash<QString, experiments::FieldSchema> m_fields;
    QStringList m_keys;
    QHash<QString, qsizetype> m_placeOfKey;
    QStringList m_texts{QString()};
    QHash<QString, quint32> m_numberOfText;
    QHash<QString, qsizetype> m_placeOfMetric;
    QStringList m_metrics; ///< of the run before: thousands have the same
};

} // namespace lb::gui
