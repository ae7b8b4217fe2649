#include "gui/figures/figure_export.h"

#include "experiments/preview/train_command.h"
#include "experiments/store/json_file.h"
#include "gui/figures/figure_source.h"
#include "widgets/figures/figure_caption.h"

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

namespace lb::gui {

using experiments::ErrorKind;
using experiments::Result;
using widgets::FigureSpec;

namespace {

constexpr qsizetype kLongestName = 120; // characters; file systems end at 255 bytes

/// "validation/active_units" -> "active-units".
QString shortMetric(const QString& metric)
{
    return metric.section(QLatin1Char('/'), -1).replace(QLatin1Char('_'), QLatin1Char('-'));
}

QString tamed(const QString& name)
{
    QString tame;
    for (const QChar letter : name) {
        const bool isKept = letter.isLetterOrNumber() || QStringLiteral("._-+").contains(letter);
        tame += isKept ? letter : QLatin1Char('-');
    }
    while (tame.startsWith(QLatin1Char('.')) || tame.startsWith(QLatin1Char('-')))
        tame.remove(0, 1);
    tame.truncate(kLongestName);
    return tame.isEmpty() ? QStringLiteral("figure") : tame;
}

} // namespace

QString figureFileName(const QString& nameTemplate, const FigureSpec& spec, const QString& project, const QDate& date)
{
    QStringList metrics;
    for (const widgets::FigurePanel& panel : spec.panels)
        metrics.append(shortMetric(panel.metric));
    QStringList runs;
    for (const widgets::FigureRun& run : spec.runs)
        runs.append(run.name);
    QString name = nameTemplate;
    name.replace(QStringLiteral("{project}"), project)
        .replace(QStringLiteral("{metric}"), metrics.join(QLatin1Char('-')))
        .replace(QStringLiteral("{runs}"), runs.join(QLatin1Char('-')))
        .replace(QStringLiteral("{date}"), date.toString(Qt::ISODate));
    return tamed(name);
}

Result<void> writeWhole(const QString& file, const QByteArray& bytes)
{
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit())
        return {};
    return experiments::fail(
        ErrorKind::Io,
        QStringLiteral("'%1' cannot be written: %2. Choose another folder or name.").arg(file, out.errorString()));
}

Result<QStringList> writeFigure(experiments::RunStore& store, const FigureOrder& order)
{
    const auto data = readFigure(store, order.spec);
    if (!data)
        return tl::unexpected(data.error());
    if (!QDir().mkpath(order.folder))
        return experiments::fail(
            ErrorKind::Io, QStringLiteral("The folder '%1' cannot be made. Choose another one.").arg(order.folder));
    const QString base = QDir(order.folder).filePath(order.name);
    QStringList written;
    for (const widgets::FigureFormat format : order.formats) {
        const QString file = base + QLatin1Char('.') + widgets::figureEnding(format);
        if (const auto done = writeWhole(file, widgets::figureFile(order.spec, *data, format, order.caption)); !done)
            return tl::unexpected(done.error());
        written.append(file);
    }
    const QString description = base + kDescriptionEnding;
    if (const auto done = writeWhole(description, QJsonDocument(order.spec.toJson()).toJson()); !done)
        return tl::unexpected(done.error());
    written.append(description);
    return written;
}

QString figureCommand(const QString& projectFolder, const QString& description, const QStringList& files)
{
    QStringList words{QStringLiteral("latentbench"), QStringLiteral("--project"), projectFolder,
                      QStringLiteral("--export-figure"), description};
    for (const QString& file : files)
        words << QStringLiteral("--out") << file;
    return experiments::shellCommand(words);
}

QString inlineDescription(const FigureSpec& spec)
{
    return QString::fromUtf8(QJsonDocument(spec.toJson()).toJson(QJsonDocument::Compact));
}

Result<FigureSpec> readDescription(const QString& fileOrJson)
{
    if (!fileOrJson.trimmed().startsWith(QLatin1Char('{'))) {
        const auto json = experiments::readJsonFile(fileOrJson);
        return json ? FigureSpec::fromJson(*json) : tl::unexpected(json.error());
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(fileOrJson.toUtf8(), &problem);
    if (!document.isObject())
        return experiments::fail(ErrorKind::InvalidArgument,
                                 QStringLiteral("The description of the figure is not JSON: %1 at character %2.")
                                     .arg(problem.errorString())
                                     .arg(problem.offset));
    return FigureSpec::fromJson(document.object());
}

} // namespace lb::gui
