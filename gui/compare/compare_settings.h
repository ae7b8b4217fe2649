#pragma once

#include "experiments/records/run_figures.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace lb::gui {

/// What the user chose on the Compare page.
struct CompareSettings {
    QString filter;
    experiments::ValueChoice value;                       ///< of every column
    QHash<QString, experiments::ValueChoice> ownValues{}; ///< by metric: columns that differ from it
    QString baseline;                                     ///< uid of a run, whose group is it; empty: none
    bool groupsSeeds = true;
    bool showsDeltas = true;
    bool showsOnlyDifferences = true;
    QStringList metrics;    ///< columns; empty: those that usually tell most
    QStringList parameters; ///< columns; empty: all
    QStringList hidden;     ///< ids of other columns that are not shown: "n" "differs" "state" "time"
    QString sortColumn;     ///< empty: as the runs were made
    bool isDescending = false;

    experiments::ValueChoice valueOf(const QString& metric) const { return ownValues.value(metric, value); }
};

} // namespace lb::gui
