#pragma once

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

/// What a plot must know of a run: its place in the legend, hue, dash, and how steps become epochs.
struct PlotRun {
    QString uid;
    QString name;
    QString family;
    qint64 seed = 1;
    QColor color;             ///< the user's choice; invalid: the family's hue
    double stepsPerEpoch = 0; ///< 0: unknown, the epoch axis then shows nothing for this run
    double itemsPerStep = 0;  ///< batch size
    bool operator==(const PlotRun&) const = default;
};

/// Step or time of a point to the x axis.
struct XMapping {
    XMode mode = XMode::Step;
    double perStep = 1; ///< epochs or examples in one step
    double startMs = 0; ///< the run's first point
    /// Steps, epochs, examples, or seconds since the run's first point.
    double map(double step, double timeMs) const
    {
        return mode == XMode::Time ? (timeMs - startMs) / 1000 : step * perStep;
    }
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
