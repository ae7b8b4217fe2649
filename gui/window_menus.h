#pragma once

#include "gui/action_registry.h"

#include <QList>

class QDockWidget;
class QMainWindow;

namespace lb::gui {

/// Fills the menu bar. `docks` are listed under View.
void buildMenus(QMainWindow& window, ActionRegistry& actions, const QList<QDockWidget*>& docks);

} // namespace lb::gui
