#pragma once

#include "gui/tool_strip.h"

#include <QDockWidget>
#include <QObject>

class QMainWindow;
class QSettings;

namespace lb::gui {

/// Where docks are: kept between programs, hidden on pages that have none, folded by side, reset. When the window is
/// too narrow for the centre, the right side hides first.
class WindowLayout : public QObject {
    Q_OBJECT
public:
    WindowLayout(QMainWindow& window, ToolStrip& tools, QSettings& settings);

    void addSide(ToolStrip::Side side, const QList<QDockWidget*>& docks);
    /// After all sides were added: remembers the first layout, then takes back the stored one.
    void start();
    void setDocksShown(bool shown);
    void reset();
    void save();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void toggle(ToolStrip::Side side);
    bool isSideShown(ToolStrip::Side side) const;
    void updateButtons();
    void yieldToCentre();

    QMainWindow& m_window;
    ToolStrip& m_tools;
    QSettings& m_settings;
    QList<QDockWidget*> m_sides[3];
    QByteArray m_first;
    QByteArray m_hidden; ///< of the pages with docks, while a page without is shown
    bool m_areShown = true;
    bool m_rightYielded = false; ///< hidden by lack of room, not by the user
};

} // namespace lb::gui
