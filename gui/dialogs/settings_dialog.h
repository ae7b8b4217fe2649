#pragma once

#include "gui/action_registry.h"

#include <QDialog>

class QComboBox;
class QGridLayout;

namespace lb::gui {

/// The window's settings in one place: language, theme, what it asks and tells. Works through the verbs that the menus
/// have, so that both show the same; each takes effect at once.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(ActionRegistry& actions, bool startsWithStart, QWidget* parent);

signals:
    /// The start page is shown at start, or not.
    void startChosen(bool shown);

private:
    /// One of several verbs that exclude each other.
    void addChoice(QGridLayout& grid, const char* name, const QString& label, const QList<Verb>& verbs);
    void addCheck(QGridLayout& grid, QAction* action);
    void addCloseRow(QGridLayout& grid);

    ActionRegistry& m_actions;
};

} // namespace lb::gui
