#pragma once

#include "gui/run_board.h"

#include <QStringList>

namespace lb::gui {

/// The next step, in the one filled place of the tool bar.
struct PrimaryVerb {
    enum class Kind { RunDemo, Start, Pause, Continue };
    Kind kind = Kind::RunDemo;
    QStringList uids; ///< that it acts on
    QString text;     ///< "Pause", or what was just clicked: "Pausing"
    QString icon;
    bool isEnabled = true; ///< false while a click is being answered
};

/// Pure. At work: Pause, or Continue when all wait. Else the current run, when it can go on. Else what is queued. Else
/// the demo. `startingDemo`: it was clicked and its runs do not exist yet.
PrimaryVerb primaryVerb(const RunBoard& board, bool startingDemo);

} // namespace lb::gui
