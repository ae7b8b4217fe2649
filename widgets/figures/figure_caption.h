#pragma once

#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

namespace lb::widgets {

/// What a reader must know of a figure: quantities with units and scales, runs with seeds and their number, smoothing,
/// theory lines, what is cut off, and the command that draws it again (left out when empty). The spec's own caption
/// goes first when it has one.
QString figureCaption(const FigureSpec& spec, const FigureData& data, const QString& command);

/// "no smoothing" in a sentence.
QString smoothingSentence(const FigureSpec& spec);

} // namespace lb::widgets
