#pragma once

#include "experiments/records/metric_names.h"

#include <QColor>
#include <QString>

#include <cmath>
#include <optional>

namespace lb::widgets {

struct PlotRange {
    double lower = 0;
    double upper = 1;
    double size() const { return upper - lower; }
    bool contains(double value) const { return value >= lower && value <= upper; }
    bool operator==(const PlotRange&) const = default;
};

/// What the x axis counts. Points are stored by step and time; the rest follows.
enum class XMode { Step, Epoch, Examples, Time };

/// What a plot must know of a curve: the run and its place in the legend, hue, dash, how steps become epochs, and the
/// metric where the plot draws several.
struct PlotRun {
    QString uid;
    QString name;
    QString family; ///< decides the hue
    qint64 seed = 1;
    QColor color;             ///< of what is no run; invalid: the family's hue
    double stepsPerEpoch = 0; ///< 0: unknown, the epoch axis then shows nothing for this run
    double itemsPerStep = 0;  ///< batch size
    QString metric{};         ///< which of several metrics of a plot; empty: it has but one
    QString quantity{};       ///< the metric in words, where a plot has several
    int marker = 0;           ///< tells metrics of a plot apart, see paintCurveMarker
    experiments::MetricInfo::Better better{experiments::MetricInfo::Better::Neither}; ///< which end is its best value
    int dash = 0; ///< of the seed of this number; 0: of its own
    qint64 dashSeed() const { return dash > 0 ? dash : seed; }
    bool operator==(const PlotRun&) const = default;
};

/// How far values around a curve reach at a step.
struct SpreadPoint {
    double step = 0;
    double low = 0;
    double high = 0;
    bool operator==(const SpreadPoint&) const = default;
};

/// A constant of theory drawn across the plot in its run's hue: "BN-VAE floor γ²d/2 = 5.76".
struct TheoryLine {
    QString uid; ///< of the run whose hue it takes; empty: the reference colour
    QString label;
    double value = 0;
    bool labelAbove = false;
    bool operator==(const TheoryLine&) const = default;
};

/// A remark inside a plot, right-aligned: under `value`, above it, or at the bottom.
struct PlotNote {
    QString text;
    std::optional<double> value;
    bool isAbove = false;
    QString uid{}; ///< of the run whose hue it takes; empty: muted
    bool operator==(const PlotNote&) const = default;
};

} // namespace lb::widgets
