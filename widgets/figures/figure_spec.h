#pragma once

#include "experiments/records/result.h"
#include "widgets/plots/axis_scale.h"
#include "widgets/plots/plot_types.h"
#include "widgets/plots/spread_kind.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace lb::widgets {

enum class FigureLegend { OnLines, Above, Inside, None };
enum class FigureColors { Runs, Greys };
enum class FigureFont { Sans, Serif };

/// One axis rectangle of a figure.
struct FigurePanel {
    QString metric;     ///< "train/kl": which points it shows
    QString title;      ///< "KL divergence": for captions and file names
    QString valueLabel; ///< "KL (nats)": beside the axis
    AxisScale::Kind scale = AxisScale::Kind::Linear;
    double threshold = AxisScale::kTextThreshold; ///< of a symlog scale
    std::optional<PlotRange> values{};            ///< absent: fitted
    QList<double> included{};                     ///< values that a fitted range always shows
    double tickStep = 0;                          ///< ticks at multiples of this; 0: chosen freely
    bool isStepped = false;                       ///< values hold until the next point
    bool isHeatMap = false;                       ///< one block per run of a vector metric
    bool operator==(const FigurePanel&) const = default;
};

/// A run as a figure names it.
struct FigureRun {
    QString uid;
    QString name;
    bool operator==(const FigureRun&) const = default;
};

/// Everything that decides what a figure looks like, but the points: equal specs over equal points give equal figures.
/// A value with a JSON form, which is what `latentbench --export-figure` takes.
struct FigureSpec {
    static constexpr int kVersion = 1;

    QList<FigurePanel> panels;
    QList<FigureRun> runs;
    int columns = 0; ///< of panels; 0: as many as fit
    double widthMm = 178;
    double heightMm = 60;
    double fontPt = 8;
    FigureFont font = FigureFont::Sans;
    double linePt = 0.75;
    FigureLegend legend = FigureLegend::OnLines;
    FigureColors colors = FigureColors::Runs;
    bool hasTheory = true;
    bool hasEvents = false;
    bool hasGrid = true;
    bool hasLetters = true; ///< a) b) c), where there are several panels
    XMode xMode = XMode::Step;
    AxisScale::Kind xScale = AxisScale::Kind::Linear;
    bool hasBest = false;         ///< a star at each curve's best raw value, where its metric has better and worse
    std::optional<PlotRange> x{}; ///< in units of the x mode; absent: all points
    /// Runs that are alike but for their seed are drawn as their mean with this band; absent: each run by itself. Has
    /// no effect on the time axis, where they get to a step at moments of their own.
    std::optional<SpreadKind> seeds{};
    double smoothing = 0;  ///< see DebiasedMean; 0: none
    bool isRobust = false; ///< a fitted y range leaves out the outermost 2 %
    int dpi = 300;         ///< of PNG
    QString caption{};     ///< of the user; empty: made from the rest
    bool operator==(const FigureSpec&) const = default;

    /// 1 or more: `columns`, or what a width of so many millimetres carries.
    int columnCount() const;
    int rowCount() const;
    bool hasLettersShown() const { return hasLetters && panels.size() > 1; }

    QJsonObject toJson() const;
    /// InvalidArgument with one sentence: a word that is not known, a number out of bounds, nothing to draw. Also takes
    /// an exported JSON file, which holds the spec under "figure".
    static experiments::Result<FigureSpec> fromJson(const QJsonObject& json);
};

/// A height that gives panels of about 3 : 2 for the spec's width and columns.
double pleasantHeightMm(const FigureSpec& spec);

} // namespace lb::widgets
