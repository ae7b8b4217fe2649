#pragma once

#include "gui/action_registry.h"

#include <QToolBar>

class QSettings;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class CommandSearch;
class DeviceChoice;

/// The tool bar: the state button in its fixed place, the verbs of running, the device, toggles of docks and theme.
class ToolStrip : public QToolBar {
    Q_OBJECT
public:
    ToolStrip(const widgets::Theme& theme, ActionRegistry& actions, QSettings& settings, DeviceChoice& devices,
              QWidget* parent);

    enum class Side { Left, Bottom, Right };
    /// Checked while docks of that side are shown.
    QToolButton* sideButton(Side side) const { return m_sides[static_cast<int>(side)]; }
    QToolButton* stateButton() const { return m_state; }
    CommandSearch& search() const { return *m_search; }
    /// Pages with a filled button of their own take the fill from the state button.
    void setStateButtonFilled(bool filled);

signals:
    void themeToggled();

private:
    void addStateButton();
    QToolButton* addVerb(Verb verb);
    QToolButton* addSide(const QString& icon, const QString& name, const QString& toolTip);

    const widgets::Theme& m_theme;
    ActionRegistry& m_actions;
    QToolButton* m_state = nullptr;
    CommandSearch* m_search = nullptr;
    QToolButton* m_sides[3] = {};
};

} // namespace lb::gui
