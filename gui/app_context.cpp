#include "gui/app_context.h"

#include "gui/dialogs/window_questions.h"

#include <QApplication>
#include <QPalette>

namespace lb::gui {

namespace {

const QString kLanguageKey = QStringLiteral("language");
const QString kThemeKey = QStringLiteral("theme");

std::unique_ptr<QSettings> openSettings(const QString& file)
{
    if (file.isEmpty())
        return std::make_unique<QSettings>();
    return std::make_unique<QSettings>(file, QSettings::IniFormat);
}

ThemeChoice choiceFrom(const QString& word)
{
    return word == QLatin1String("dark")    ? ThemeChoice::Dark
           : word == QLatin1String("light") ? ThemeChoice::Light
                                            : ThemeChoice::System;
}

QString wordFor(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

widgets::ThemeMode modeOf(ThemeChoice choice, bool desktopIsDark)
{
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && desktopIsDark);
    return dark ? widgets::ThemeMode::Dark : widgets::ThemeMode::Light;
}

} // namespace

AppContext::AppContext(QApplication& application, AppSetup setup)
    : m_settings(openSettings(setup.settingsFile))
    , m_languageChoice(
          gui::languageChoice(setup.language.isEmpty() ? m_settings->value(kLanguageKey).toString() : setup.language))
    , m_language(application, m_languageChoice)
    , m_toolTipHelp(application)
    , m_themeChoice(choiceFrom(setup.theme.isEmpty() ? m_settings->value(kThemeKey).toString() : setup.theme))
    // Before our palette is set: the desktop's own.
    , m_desktopIsDark(QApplication::palette().color(QPalette::Window).lightness() < 128)
    , m_theme(modeOf(m_themeChoice, m_desktopIsDark))
    , m_actions(m_theme)
    , m_questions(setup.questions ? std::move(setup.questions) : std::make_unique<WindowQuestions>(m_theme))
    , m_projectFolder(setup.projectFolder)
    , m_store(setup.launcher ? std::move(setup.launcher) : std::make_unique<experiments::ProcessLauncher>())
    , m_board(m_store)
    , m_devices(*m_settings, experiments::workerProgram(setup.worker))
    , m_runs(m_store, m_board, m_devices)
{
    m_theme.apply(application);
}

AppContext::~AppContext() = default;

void AppContext::setLanguage(const QString& choice)
{
    m_languageChoice = gui::languageChoice(choice);
    m_settings->setValue(kLanguageKey, m_languageChoice);
}

void AppContext::openProject(const QString& folder)
{
    m_projectFolder = folder;
    m_board.forget();
    m_runs.undoStack().clear();
    m_store.post([folder](StoreReader& reader) { reader.open(folder); });
}

void AppContext::setTheme(ThemeChoice choice)
{
    m_themeChoice = choice;
    m_settings->setValue(kThemeKey, wordFor(choice));
    m_theme.setMode(modeOf(choice, m_desktopIsDark));
}

} // namespace lb::gui
