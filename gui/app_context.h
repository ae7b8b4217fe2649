#pragma once

#include "experiments/datasets/dataset_registry.h"
#include "gui/action_registry.h"
#include "gui/devices/device_choice.h"
#include "gui/dialogs/questions.h"
#include "gui/language.h"
#include "gui/project/store_thread.h"
#include "gui/run_actions.h"
#include "gui/run_board.h"
#include "gui/tool_tip_help.h"
#include "widgets/theme/theme.h"

#include <QSettings>

#include <memory>

class QApplication;

namespace lb::gui {

/// What the program was asked for, and what tests put in its place.
struct AppSetup {
    QString projectFolder;
    QString settingsFile;                               ///< empty: the user's settings
    std::unique_ptr<experiments::RunLauncher> launcher; ///< null: real workers
    QString worker;                                     ///< that is asked for devices; empty: as workerProgram()
    std::unique_ptr<Questions> questions;               ///< null: real dialogs
    QString theme;                                      ///< "light", "dark", "system"; empty: as stored in the settings
    QString language;                                   ///< as languageChoices(); empty: as stored in the settings
};

enum class ThemeChoice { System, Light, Dark };

/// Builds and owns the long-lived objects; the only place that knows them all. The index, the controller of workers and
/// the launcher live inside the store's thread, so that the window never waits for a disk.
class AppContext {
public:
    AppContext(QApplication& application, AppSetup setup);
    ~AppContext();

    QSettings& settings() { return *m_settings; }
    widgets::Theme& theme() { return m_theme; }
    ActionRegistry& actions() { return m_actions; }
    StoreThread& store() { return m_store; }
    RunBoard& board() { return m_board; }
    RunActions& runs() { return m_runs; }
    DeviceChoice& devices() { return m_devices; }
    Questions& questions() { return *m_questions; }
    const experiments::DatasetRegistry& datasets() const { return m_datasets; }

    QString projectFolder() const { return m_projectFolder; }
    /// Opens another project in this window.
    void openProject(const QString& folder);

    ThemeChoice themeChoice() const { return m_themeChoice; }
    /// Applies and stores it.
    void setTheme(ThemeChoice choice);
    /// As languageChoices(). What is set is stored, and spoken from the next start on.
    QString languageChoice() const { return m_languageChoice; }
    void setLanguage(const QString& choice);

private:
    std::unique_ptr<QSettings> m_settings;
    QString m_languageChoice;
    Language m_language;       ///< before all that says a word
    ToolTipHelp m_toolTipHelp; ///< before the first widget
    ThemeChoice m_themeChoice;
    bool m_desktopIsDark;
    widgets::Theme m_theme;
    ActionRegistry m_actions;
    std::unique_ptr<Questions> m_questions;
    experiments::DatasetRegistry m_datasets;
    QString m_projectFolder;
    StoreThread m_store;
    RunBoard m_board;
    DeviceChoice m_devices;
    RunActions m_runs;
};

} // namespace lb::gui
