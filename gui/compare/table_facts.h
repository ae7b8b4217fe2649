#pragma once

#include "experiments/records/statistics.h"
#include "gui/compare/compare_groups.h"
#include "widgets/compare/compare_model.h"

#include <memory>
#include <vector>

namespace lb::gui {

/// What all rows of a table of the comparison share, found once. Columns are told by their place.
struct TableFacts {
    CompareScene scene;
    QList<widgets::CompareColumn> columns;
    QStringList variedLabels{}; ///< of the scene's `varied`, for "Differs in"
    const CompareGroup* baseline = nullptr;
    QString referenceName{};                   ///< of the baseline, or of the first group where there is none
    QStringList referenceTexts{};              ///< of a setting's column, the reference's value
    std::vector<experiments::Summary> bases{}; ///< of a metric's, the baseline's values
    std::vector<int> meritSigns{};             ///< of a metric's, 1 where more is better, -1 where less is
    std::vector<QString> errors{};             ///< of a metric's, the metric of its standard error

    /// The standard error of a run's estimate; NaN for a group of seeds, and for what is no estimate.
    double errorOf(const CompareGroup& group, int column) const;
};

/// Words of the table in the language of the window; marked with QT_TRANSLATE_NOOP("CompareTable", ...).
QString tableWords(const char* text);

std::shared_ptr<const TableFacts> factsOf(const CompareScene& scene);

/// One of the group's runs as a group of its own: the row below it.
CompareGroup aloneOf(const CompareGroup& group, qsizetype run);
/// "γ 0.6", "β 4": the settings that vary, as this group has them.
QStringList variedWords(const TableFacts& facts, const CompareGroup& group);
/// How long the group's runs trained; `n` 0 where no step was timed.
experiments::Summary trainingTime(const CompareGroup& group);

} // namespace lb::gui
