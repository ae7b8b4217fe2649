// The help and the settings of MainWindow.
#include "gui/app_context.h"
#include "gui/dialogs/settings_dialog.h"
#include "gui/docks/inspector_dock.h"
#include "gui/docks/queue_dock.h"
#include "gui/docks/runs_dock.h"
#include "gui/main_window.h"
#include "gui/pages/reading_page.h"
#include "gui/pages/start_page.h"

#include <QApplication>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>

namespace lb::gui {

QString MainWindow::pageName(Page page)
{
    switch (page) {
    case Page::Start:
        return QStringLiteral("start");
    case Page::Monitor:
        return QStringLiteral("monitor");
    case Page::Compare:
        return QStringLiteral("compare");
    case Page::Latent:
        return QStringLiteral("latent");
    case Page::Samples:
        return QStringLiteral("samples");
    case Page::Text:
        return QStringLiteral("text");
    case Page::Report:
        return QStringLiteral("report");
    case Page::Data:
        return QStringLiteral("data");
    case Page::NewRun:
        return QStringLiteral("new-run");
    case Page::Reading:
        break;
    }
    return QStringLiteral("kl-vanishing");
}

ReadingPage& MainWindow::reading() const
{
    return *static_cast<ReadingPage*>(m_pages->widget(static_cast<int>(Page::Reading)));
}

void MainWindow::nameReadingTab()
{
    const QString name = reading().name();
    m_tabs->setTabText(static_cast<int>(Page::Reading), name == QLatin1String("kl-vanishing") ? tr("KL vanishing")
                                                        : name.isEmpty()                      ? tr("About")
                                                                                              : tr("Help"));
}

void MainWindow::read(const QString& help)
{
    showPage(Page::Reading);
    reading().showHelp(help);
}

void MainWindow::showAbout()
{
    showPage(Page::Reading);
    reading().showAbout();
}

void MainWindow::showHelp()
{
    const QWidget* focus = QApplication::focusWidget();
    const auto isIn = [focus](const QWidget* dock) { return focus && dock->isAncestorOf(focus); };
    if (isIn(m_runsDock) || isIn(m_queueDock))
        return read(QStringLiteral("runs"));
    for (const QDockWidget* dock : findChildren<QDockWidget*>())
        if (isIn(dock)) // it tells of those beside it too
            return read(QStringLiteral("inspector"));
    if (m_page != Page::Reading) // what is read is the help
        read(pageName(m_page));
}

void MainWindow::showSettings()
{
    auto* settings = findChild<SettingsDialog*>();
    if (!settings) {
        settings =
            new SettingsDialog(m_actions, m_context.settings().value(QLatin1String(kShowStart), true).toBool(), this);
        connect(settings, &SettingsDialog::startChosen, m_start, &StartPage::setShownAtStart);
        connect(settings, &SettingsDialog::startChosen, this,
                [this](bool shown) { m_context.settings().setValue(QLatin1String(kShowStart), shown); });
    }
    settings->show();
    settings->raise();
    settings->activateWindow();
}

} // namespace lb::gui
