#include "gui/app_options.h"

#include "experiments/store/run_store.h"
#include "gui/language.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace lb::gui {

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(AppOptions)
};

std::optional<QSize> sizeFrom(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    bool isWidth = false;
    bool isHeight = false;
    const QSize size(parts.value(0).toInt(&isWidth), parts.value(1).toInt(&isHeight));
    if (parts.size() != 2 || !isWidth || !isHeight || size.width() < 320 || size.height() < 240 ||
        size.width() > 16384 || size.height() > 16384)
        return std::nullopt;
    return size;
}

ParsedOptions wrong(const QString& sentence)
{
    return {std::nullopt, sentence + QLatin1Char('\n'), 2};
}

} // namespace

ParsedOptions parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Words::tr("A workbench for generative autoencoders. The same project is open to latentbench-cli."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption project(QStringLiteral("project"),
                                     Words::tr("Folder of the project; made when it is not there."), Words::tr("DIR"));
    const QCommandLineOption theme(QStringLiteral("theme"), Words::tr("light, dark or system."), Words::tr("NAME"));
    const QCommandLineOption language(QStringLiteral("language"), Words::tr("en, zh or system."), Words::tr("CODE"));
    const QCommandLineOption page(
        QStringLiteral("page"),
        Words::tr("Page to open: start, monitor, compare, latent, samples, text, report, data, newrun or reading."),
        Words::tr("NAME"));
    const QCommandLineOption size(QStringLiteral("size"), Words::tr("Size of the window in pixels, such as 1440x900."),
                                  Words::tr("WxH"));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"),
                                        Words::tr("Writes a picture of the window and ends: for documents and tests."),
                                        Words::tr("FILE"));
    const QCommandLineOption after(QStringLiteral("after"),
                                   Words::tr("Milliseconds of quiet before the picture is taken (1500)."),
                                   Words::tr("MS"), QStringLiteral("1500"));
    const QCommandLineOption reportStart(
        QStringLiteral("report-start"),
        Words::tr("Prints a line once the window can be used and ends: for measuring it."));
    const QCommandLineOption figure(
        QStringLiteral("export-figure"),
        Words::tr("Draws a figure from its description, a JSON file or JSON text, and ends; needs "
                  "no display."),
        Words::tr("SPEC"));
    const QCommandLineOption report(
        QStringLiteral("report"),
        Words::tr("Writes a report of a run, as HTML or PDF, and ends. May be repeated for several."),
        Words::tr("RUN"));
    const QCommandLineOption reportPage(
        QStringLiteral("report-page"),
        Words::tr("Writes the figures that were sent to the report, as HTML or PDF, and ends."));
    const QCommandLineOption out(
        QStringLiteral("out"),
        Words::tr("What to write: .pdf, .svg, .png, .tex, .csv or .json; .html or .pdf of a report. May be "
                  "repeated."),
        Words::tr("FILE"));
    parser.addOptions(
        {project, theme, language, page, size, screenshot, after, reportStart, figure, report, reportPage, out});
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(help))
        return {std::nullopt, parser.helpText(), 0};
    if (parser.isSet(version))
        return {std::nullopt, QStringLiteral("latentbench " LB_VERSION "\n"), 0};
    if (!parser.positionalArguments().isEmpty())
        return wrong(Words::tr("“%1” is not expected here. A project is named by --project.")
                         .arg(parser.positionalArguments().first()));

    AppOptions options;
    options.projectFolder = experiments::RunStore::defaultProject(parser.value(project));
    options.theme = parser.value(theme);
    if (!QStringList{QString(), QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("system")}.contains(
            options.theme))
        return wrong(Words::tr("There is no theme “%1”: it is light, dark or system.").arg(options.theme));
    options.language = parser.value(language);
    if (!options.language.isEmpty() && !languageChoices().contains(options.language))
        return wrong(Words::tr("There is no language “%1”: it is en, zh or system.").arg(options.language));
    options.page = parser.value(page);
    if (!QStringList{QString(), QStringLiteral("start"), QStringLiteral("monitor"), QStringLiteral("compare"),
                     QStringLiteral("latent"), QStringLiteral("samples"), QStringLiteral("text"),
                     QStringLiteral("report"), QStringLiteral("data"), QStringLiteral("newrun"),
                     QStringLiteral("reading")}
             .contains(options.page))
        return wrong(Words::tr("There is no page “%1”: it is start, monitor, compare, latent, samples, text, report, "
                               "data, newrun or reading.")
                         .arg(options.page));
    if (parser.isSet(size)) {
        const auto wanted = sizeFrom(parser.value(size));
        if (!wanted)
            return wrong(Words::tr("“%1” is no size: write it like 1440x900.").arg(parser.value(size)));
        options.size = *wanted;
    }
    options.screenshotFile = parser.value(screenshot);
    options.reportsStart = parser.isSet(reportStart);
    options.screenshotAfterMs = parser.value(after).toInt();
    options.figure = parser.value(figure);
    options.report = parser.values(report);
    options.outFiles = parser.values(out);
    options.writesReportPage = parser.isSet(reportPage);
    if (int(!options.figure.isEmpty()) + int(!options.report.isEmpty()) + int(options.writesReportPage) > 1)
        return wrong(Words::tr("Ask for a figure or for a report, one at a time."));
    if (options.isHeadless() && options.outFiles.isEmpty())
        return wrong(Words::tr("Say where to write it, such as --out figure.pdf."));
    return {options, {}, 0};
}

} // namespace lb::gui
