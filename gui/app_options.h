#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace lb::gui {

/// The window's command line.
struct AppOptions {
    QString projectFolder;  ///< resolved: --project, LATENTBENCH_PROJECT, or the default
    QString theme;          ///< empty: as stored
    QString language;       ///< empty: as stored
    QString page;           ///< "start", "monitor", "compare", ... as parseOptions knows them; empty: as it fits
    QSize size;             ///< invalid: as it was left
    QString screenshotFile; ///< empty: none; else the picture is written and the program ends
    int screenshotAfterMs = 1500;
    bool reportsStart = false;     ///< prints a line once the window can be used, then ends
    QString figure;                ///< --export-figure: a description, as a file or as JSON text; empty: none
    QStringList report;            ///< --report: runs; empty: none
    bool writesReportPage = false; ///< --report-page: the figures that were collected
    QStringList outFiles;          ///< of either
    bool isHeadless() const { return !figure.isEmpty() || !report.isEmpty() || writesReportPage; }
};

/// What the command line asked for, or the text to print and the exit code (help, version, a wrong word).
struct ParsedOptions {
    std::optional<AppOptions> options;
    QString message;
    int exitCode = 0;
};

ParsedOptions parseOptions(const QStringList& arguments);

} // namespace lb::gui
