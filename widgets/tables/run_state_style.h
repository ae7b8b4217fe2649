#pragma once

#include "experiments/records/run_record.h"
#include "widgets/theme/color_role.h"

namespace lb::widgets {

/// A state is always an icon and a word together, in one colour role.
struct RunStateStyle {
    QString word; ///< translated
    QString icon; ///< of resources/icons
    ColorRole role;
};

RunStateStyle runStateStyle(experiments::RunState state);

/// What stands behind the word: "step 8,140", "15 epochs", "epoch 22/40", or the first words of the reason it failed
/// for.
QString runStateDetail(const experiments::RunRecord& run);

/// "7 of 20 epochs without a better validation loss": of a run at work that ends when its patience does; else empty.
QString runPatience(const experiments::RunRecord& run);

/// Share done in [0, 1]; negative when unknown or nothing is going on.
double runProgress(const experiments::RunRecord& run);

} // namespace lb::widgets
