#include "gui/figures/headless_export.h"

#include "gui/figures/figure_export.h"
#include "gui/figures/figure_source.h"
#include "gui/report/report_data.h"
#include "widgets/figures/figure_caption.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <cstring>

namespace lb::gui {

using experiments::Error;
using experiments::ErrorKind;
using experiments::Result;
using experiments::RunStore;

namespace {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kBadInput = 2;

int report(const Error& error)
{
    std::fprintf(stderr, "latentbench: %s\n", qPrintable(error.detail));
    const bool isOurs =
        error.kind == ErrorKind::Io || error.kind == ErrorKind::OutOfMemory || error.kind == ErrorKind::Internal;
    return isOurs ? kFailed : kBadInput;
}

Result<void> exportFigure(RunStore& store, const AppOptions& options)
{
    const auto spec = readDescription(options.figure);
    if (!spec)
        return tl::unexpected(spec.error());
    QList<widgets::FigureFormat> formats; // all checked before the first is written
    for (const QString& file : options.outFiles) {
        const auto format = widgets::figureFormatOf(file);
        if (!format)
            return tl::unexpected(format.error());
        formats.append(*format);
    }
    const auto data = readFigure(store, *spec);
    if (!data)
        return tl::unexpected(data.error());
    const QString caption = widgets::figureCaption(
        *spec, *data, figureCommand(options.projectFolder, inlineDescription(*spec), options.outFiles));
    for (qsizetype i = 0; i < formats.size(); ++i)
        if (const auto done = writeWhole(options.outFiles[i], widgets::figureFile(*spec, *data, formats[i], caption));
            !done)
            return done;
    return {};
}

Result<void> exportReport(RunStore& store, const AppOptions& options)
{
    for (const QString& file : options.outFiles)
        if (const auto done =
                options.writesReportPage ? writeCollectedReport(store, file) : writeReport(store, options.report, file);
            !done)
            return done;
    return {};
}

} // namespace

bool asksForExport(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        for (const char* word : {"--export-figure", "--report", "--report-page"}) {
            const std::size_t length = std::strlen(word);
            // "--report-start" is another word.
            if (std::strncmp(argv[i], word, length) == 0 && (argv[i][length] == '\0' || argv[i][length] == '='))
                return true;
        }
    return false;
}

int exportHeadless(const AppOptions& options)
{
    if (!QFileInfo::exists(options.projectFolder)) // looking must not make a project
        return report(
            {ErrorKind::NotFound,
             QStringLiteral("There is no project in '%1'. Name its folder by --project.").arg(options.projectFolder)});
    auto store = RunStore::open(options.projectFolder);
    if (!store)
        store = RunStore::openReadOnly(options.projectFolder);
    if (!store)
        return report(store.error());
    const Result<void> done =
        options.figure.isEmpty() ? exportReport(**store, options) : exportFigure(**store, options);
    return done ? kDone : report(done.error());
}

} // namespace lb::gui
