#pragma once

#include "gui/compare/compare_table.h"

namespace lb::gui {

/// All that a comparison is made of, as values: another thread may make it.
struct CompareWish {
    QList<experiments::RunRecord> runs; ///< of the project, newest first
    CompareFigures data;
    CompareSettings settings;
    QStringList shown;
    QString current; ///< a run's uid or a group's key
};

struct Comparison {
    CompareScene scene;
    CompareTable table;
};

/// The runs that the settings' filter lets through (archived ones only when it names them), in groups and as a table.
/// Pure.
Comparison buildComparison(const CompareWish& wish);

} // namespace lb::gui
