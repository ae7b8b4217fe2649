#include "gui/app_context.h"
#include "gui/app_options.h"
#include "gui/figures/headless_export.h"
#include "gui/main_window.h"
#include "gui/screenshot.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <cstring>
#include <exception>

namespace {

void open(lb::gui::MainWindow& window, const lb::gui::AppOptions& options)
{
    using Page = lb::gui::MainWindow::Page;
    if (options.size.isValid())
        window.resize(options.size);
    if (options.page == QLatin1String("monitor"))
        window.showPage(Page::Monitor);
    else if (options.page == QLatin1String("compare"))
        window.showPage(Page::Compare);
    else if (options.page == QLatin1String("latent"))
        window.showPage(Page::Latent);
    else if (options.page == QLatin1String("samples"))
        window.showPage(Page::Samples);
    else if (options.page == QLatin1String("text"))
        window.showPage(Page::Text);
    else if (options.page == QLatin1String("reading"))
        window.showPage(Page::Reading);
    else if (options.page == QLatin1String("report"))
        window.showPage(Page::Report);
    else if (options.page == QLatin1String("data"))
        window.showPage(Page::Data);
    else if (options.page == QLatin1String("newrun"))
        window.showPage(Page::NewRun);
    else if (options.page == QLatin1String("start"))
        window.showPage(Page::Start);
    window.show();
}

/// The list is there and what it changed is painted: whatever waits in the event loop then has been done.
void reportStart(lb::gui::RunBoard& board)
{
    QObject::connect(&board, &lb::gui::RunBoard::runsListed, &board, [&board] {
        if (!board.isListed())
            return;
        QTimer::singleShot(0, &board, [] {
            std::puts("The window can be used.");
            QApplication::quit();
        });
    });
}

bool asksForWords(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        for (const char* word : {"--help", "-h", "--version", "-v"})
            if (std::strcmp(argv[i], word) == 0)
                return true;
    return false;
}

int print(const lb::gui::ParsedOptions& parsed)
{
    std::fputs(qPrintable(parsed.message), parsed.exitCode == 0 ? stdout : stderr);
    return parsed.exitCode;
}

int runProgram(int argc, char** argv)
{
    if (asksForWords(argc, argv)) { // needs no display
        const QCoreApplication words(argc, argv);
        return print(lb::gui::parseOptions(QCoreApplication::arguments()));
    }
    if (lb::gui::asksForExport(argc, argv)) // nor does this
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("latentbench"));
    QCoreApplication::setOrganizationName(QStringLiteral("latentbench"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LB_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Latentbench"));
    const lb::gui::ParsedOptions parsed = lb::gui::parseOptions(QCoreApplication::arguments());
    if (!parsed.options)
        return print(parsed);
    const lb::gui::AppOptions& options = *parsed.options;
    if (options.isHeadless())
        return lb::gui::exportHeadless(options);
    // A picture shows the window as it is made, not as somebody left it; measurements repeat.
    const QTemporaryDir pristine;
    const QString settings = options.screenshotFile.isEmpty() && !options.reportsStart
                                 ? QString()
                                 : pristine.filePath(QStringLiteral("settings.ini"));
    lb::gui::AppContext context(application, {.projectFolder = options.projectFolder,
                                              .settingsFile = settings,
                                              .theme = options.theme,
                                              .language = options.language});
    lb::gui::MainWindow window(context);
    open(window, options);
    if (!options.screenshotFile.isEmpty())
        new lb::gui::Screenshot(window, context.board(), options.screenshotFile, options.screenshotAfterMs);
    if (options.reportsStart)
        reportStart(context.board());
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return runProgram(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "Latentbench had to end: %s. Runs at work go on without the window.\n", error.what());
        return 1;
    }
}
