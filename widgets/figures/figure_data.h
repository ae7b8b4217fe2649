#pragma once

#include "experiments/records/metric_records.h"
#include "widgets/plots/plot_types.h"

#include <QHash>
#include <QList>
#include <QString>

namespace lb::widgets {

/// What is recorded of one run, as far as a figure shows it; or the mean of runs that are alike but for their seed.
struct FigureRunData {
    PlotRun run;
    QString dataset;
    QHash<QString, QList<experiments::MetricPoint>> points{};  ///< by metric, steps rising
    QHash<QString, QList<experiments::VectorPoint>> vectors{}; ///< by metric
    QList<experiments::RunEvent> events{};
    QList<qint64> seeds{};                       ///< of a mean: those it is of; else empty
    QHash<QString, QList<SpreadPoint>> spread{}; ///< of a mean: the band around it, by metric
    bool isAveraged = false; ///< its curves are in a mean; it is here, after all others, for its vectors alone
};

/// The points behind a figure: everything that is drawn or written and is not in its spec.
struct FigureData {
    QString project;                            ///< for file names and captions
    QList<FigureRunData> runs{};                ///< in the order of the spec
    QHash<QString, QList<TheoryLine>> theory{}; ///< by metric
    /// By metric: how what is drawn differs from what is stored, in words; "Code entropy less the estimator's bias".
    QHash<QString, QString> remarks{};
};

} // namespace lb::widgets
