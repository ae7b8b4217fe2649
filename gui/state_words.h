#pragma once

#include "gui/run_board.h"
#include "widgets/theme/color_role.h"

#include <QString>

namespace lb::gui {

/// A run's state as icon, word and colour, the same everywhere. A pending command goes before the state: "pausing".
struct StateWords {
    QString icon;
    QString text;
    widgets::ColorRole role = widgets::ColorRole::Text;
};

StateWords stateWords(experiments::RunState state, PendingCommand pending = PendingCommand::None);

/// "evaluating 3/5", "epoch 22/40", "not a number at step 311": what is worth saying beside the state; may be empty.
QString stateRemark(const experiments::RunRecord& run, const RunHistory& history);

} // namespace lb::gui
