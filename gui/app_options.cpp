#include "gui/app_options.h"

#include "experiments/store/run_store.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace lb::gui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AppOptions", text);
}

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
        tr("A workbench for generative autoencoders. The same project is open to latentbench-cli."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption project(QStringLiteral("project"), tr("Folder of the project; made when it is not there."),
                                     tr("DIR"));
    const QCommandLineOption theme(QStringLiteral("theme"), tr("light, dark or system."), tr("NAME"));
    const QCommandLineOption page(QStringLiteral("page"), tr("Page to open: start, monitor, latent, samples, text, newrun or reading."),
                                  tr("NAME"));
    const QCommandLineOption size(QStringLiteral("size"), tr("Size of the window in pixels, such as 1440x900."),
                                  tr("WxH"));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"),
                                        tr("Writes a picture of the window and ends: for documents and tests."),
                                        tr("FILE"));
    const QCommandLineOption after(QStringLiteral("after"),
                                   tr("Milliseconds of quiet before the picture is taken (1500)."), tr("MS"),
                                   QStringLiteral("1500"));
    parser.addOptions({project, theme, page, size, screenshot, after});
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(help))
        return {std::nullopt, parser.helpText(), 0};
    if (parser.isSet(version))
        return {std::nullopt, QStringLiteral("latentbench " LB_VERSION "\n"), 0};
    if (!parser.positionalArguments().isEmpty())
        return wrong(tr("“%1” is not expected here. A project is named by --project.")
                         .arg(parser.positionalArguments().first()));

    AppOptions options;
    options.projectFolder = experiments::RunStore::defaultProject(parser.value(project));
    options.theme = parser.value(theme);
    if (!QStringList{QString(), QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("system")}.contains(
            options.theme))
        return wrong(tr("There is no theme “%1”: it is light, dark or system.").arg(options.theme));
    options.page = parser.value(page);
    if (!QStringList{QString(), QStringLiteral("start"), QStringLiteral("monitor"), QStringLiteral("latent"), QStringLiteral("samples"),
                     QStringLiteral("text"), QStringLiteral("newrun"), QStringLiteral("reading")}
             .contains(options.page))
        return wrong(tr("There is no page “%1”: it is start, monitor, latent, samples, text, newrun or reading.").arg(options.page));
    if (parser.isSet(size)) {
        const auto wanted = sizeFrom(parser.value(size));
        if (!wanted)
            return wrong(tr("“%1” is no size: write it like 1440x900.").arg(parser.value(size)));
        options.size = *wanted;
    }
    options.screenshotFile = parser.value(screenshot);
    options.screenshotAfterMs = parser.value(after).toInt();
    return {options, {}, 0};
}

} // namespace lb::gui
