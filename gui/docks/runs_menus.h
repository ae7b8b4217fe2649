#pragma once

#include <QString>

#include <functional>

class QMenu;
class QWidget;

namespace lb::gui {

class Questions;
class RunBoard;
class RunListSettings;

/// The search field, as its menu sees it.
struct SearchField {
    std::function<QString()> text;
    std::function<void(const QString&)> setText;
};

/// Saved searches: pick, save the current one, rename, delete.
void fillSearchMenu(QMenu& menu, RunListSettings& settings, Questions& questions, const SearchField& field);

/// What stands behind the states: the trend, or a metric's values.
void fillValueMenu(QMenu& menu, RunListSettings& settings, const RunBoard& board);

} // namespace lb::gui
