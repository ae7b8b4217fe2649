#pragma once

#include "gui/app_context.h"
#include "gui/main_window.h"
#include "gui/run_board.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

namespace lb::tests {

constexpr int kPatienceMs = 120'000;

/// The window over a project as users have it: workers are real.
struct RealWindow {
    explicit RealWindow(const QString& project)
        : context(*qApp, setup(project, settings.filePath(QStringLiteral("settings.ini"))))
        , window(context)
    {
        window.resize(1440, 900);
        window.show();
        static_cast<void>(QTest::qWaitFor([&] { return context.board().isListed(); }, kPatienceMs));
    }
    static gui::AppSetup setup(const QString& project, const QString& settingsFile)
    {
        gui::AppSetup setup;
        setup.projectFolder = project;
        setup.settingsFile = settingsFile;
        return setup;
    }
    QTemporaryDir settings;
    gui::AppContext context;
    gui::MainWindow window;
};

} // namespace lb::tests
