#pragma once

#include "gui/app_options.h"

namespace lb::gui {

/// `--export-figure` and `--report`: does the work without a window, prints a sentence where it cannot, and returns the
/// exit code of the command line (0 done, 1 failed, 2 wrong input). Needs a QGuiApplication; offscreen will do.
int exportHeadless(const AppOptions& options);

/// These arguments ask for it: main then needs no display.
bool asksForExport(int argc, char** argv);

} // namespace lb::gui
