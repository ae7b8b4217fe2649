#pragma once

class QMainWindow;

namespace lb::gui {

/// Opens the sheet of all keys beside the window, or brings it to the front: what stands in the menus, and what plots,
/// maps, strips and the console take while they have the focus.
void showKeySheet(QMainWindow& window);

} // namespace lb::gui
