#pragma once

#include "widgets/figures/figure_layout.h"

class QPainter;

namespace lb::widgets {

/// Draws a figure whose units (FigureStyle) are the painter's. White paper is drawn below it.
void paintFigure(QPainter& painter, const FigureSpec& spec, const FigureData& data);
/// The same from a layout that is there already.
void paintLayout(QPainter& painter, const FigureStyle& style, const FigureSpec& spec, const FigureLayout& layout);

/// A picture with so many pixels per inch, as a screen at `zoom` or a PNG of the spec's dpi shows it. Several threads paint
/// a large one, a band of rows each.
QImage figureImage(const FigureSpec& spec, const FigureData& data, double pixelsPerInch);

} // namespace lb::widgets
