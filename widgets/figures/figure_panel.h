#pragma once

#include "widgets/figures/figure_curves.h"
#include "widgets/figures/figure_layout.h"

// The steps of a figure's layout inside one panel; for figure_layout.cpp alone.
namespace lb::widgets {

/// What the steps share.
struct FigureWork {
    const FigureSpec& spec;
    const FigureData& data;
    const FigureStyle& style;
    int mostColumns;
};

/// Scale, ranges and whether values are cut; no places yet.
void rangePanel(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out);
/// Ticks for a plot of this size: their number depends on it.
void tickPanel(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out);
/// Curves, theory lines and events inside `out.plot`.
void drawPanel(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out, bool namesEvents);
/// Blocks of a heat map inside `out.plot`.
void fillHeatMap(const FigureWork& work, const FigurePanel& panel, FigureLayout::Panel& out);
/// Names beside the lines, where they cover least.
void labelLines(const FigureWork& work, FigureLayout::Panel& out);

/// Width of words in the figure's font.
double textWidth(const FigureStyle& style, const QString& text, double factor = 1, bool bold = false);

/// Five points around a place, one above it.
QPolygonF starShape(QPointF middle, double radius);

inline constexpr double kStarRadius = 0.42; ///< em
inline constexpr double kTickSize = 0.9;    ///< of the figure's font

} // namespace lb::widgets
