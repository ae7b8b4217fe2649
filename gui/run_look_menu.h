#pragma once

#include "experiments/records/run_record.h"

#include <functional>

class QMenu;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// What the two menus do, with the hue or dash that is chosen; empty and 0: a run's own.
struct LookChoices {
    std::function<void(const QString& hue)> setHue;
    std::function<void(int dash)> setDash;
};

/// "Colour" with a swatch of each family's colour, and "Dash"; what `run` has is checked.
void addLookMenus(QMenu& menu, const widgets::Theme& theme, const experiments::RunRecord& run,
                  const LookChoices& choices);

} // namespace lb::gui
