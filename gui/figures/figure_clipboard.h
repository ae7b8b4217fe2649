#pragma once

#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

namespace lb::gui {

/// Puts a figure on the clipboard as a picture and, for spreadsheets and editors, as CSV.
void copyFigure(const widgets::FigureSpec& spec, const widgets::FigureData& data);

} // namespace lb::gui
