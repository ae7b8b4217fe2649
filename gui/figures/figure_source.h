#pragma once

#include "experiments/store/run_store.h"
#include "widgets/figures/figure_data.h"
#include "widgets/figures/figure_spec.h"

namespace lb::gui {

/// Reads the points that a figure shows, every stored one. For the store's thread, or a program without a window.
/// NotFound for a run that is not there; one that has recorded nothing yet has no points.
experiments::Result<widgets::FigureData> readFigure(experiments::RunStore& store, const widgets::FigureSpec& spec);

} // namespace lb::gui
