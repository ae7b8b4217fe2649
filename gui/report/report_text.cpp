#include "gui/report/report_text.h"

#include "gui/report/report_pictures.h"
#include "gui/state_words.h"
#include "widgets/figures/figure_caption.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <cmath>

namespace lb::gui {

using experiments::FieldSchema;
using experiments::ItemStrip;
using experiments::ResultTable;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString escaped(const QString& text)
{
    return text.toHtmlEscaped();
}

QString element(const char* name, const QString& content)
{
    return QStringLiteral("<%1>%2</%1>\n").arg(QLatin1String(name), content);
}

QString paragraph(const QString& text)
{
    return element("p", escaped(text));
}

QString row(const QStringList& cells, const char* kind, qsizetype numbersFrom)
{
    QString text = QStringLiteral("<tr>");
    for (qsizetype i = 0; i < cells.size(); ++i)
        text += i < numbersFrom ? QStringLiteral("<%1 align=\"left\">%2</%1>").arg(QLatin1String(kind), cells[i])
                                : QStringLiteral("<%1 align=\"right\">%2</%1>").arg(QLatin1String(kind), cells[i]);
    return text + QStringLiteral("</tr>\n");
}

/// Cells are HTML already; those from `numbersFrom` on stand right.
QString table(const QStringList& head, const QList<QStringList>& rows, qsizetype numbersFrom)
{
    QString text =
        QStringLiteral("<table cellpadding=\"4\" cellspacing=\"0\" border=\"1\">\n") + row(head, "th", numbersFrom);
    for (const QStringList& cells : rows)
        text += row(cells, "td", numbersFrom);
    return text + QStringLiteral("</table>\n");
}

/// A row for each metric: many metrics are read more often than many models, and pages are narrow.
QString resultTable(const ResultTable& results)
{
    QStringList head{escaped(Words::tr("Metric")), escaped(Words::tr("Unit"))};
    QStringList counts{QStringLiteral("n"), QString()};
    for (const ResultTable::Row& model : results.rows) {
        head.append(escaped(model.name));
        counts.append(QString::number(model.runs.size()));
    }
    QList<QStringList> rows{counts};
    for (qsizetype i = 0; i < results.columns.size(); ++i) {
        const experiments::MetricInfo& metric = results.columns[i];
        const QString arrow = metric.better == experiments::MetricInfo::Better::Lower    ? QStringLiteral(" ↓")
                              : metric.better == experiments::MetricInfo::Better::Higher ? QStringLiteral(" ↑")
                                                                                         : QString();
        const QString split =
            metric.name.startsWith(QLatin1String("test/")) ? Words::tr("test") : Words::tr("validation");
        QStringList cells{escaped(Words::tr("%1, %2").arg(metric.title, split) + arrow), escaped(metric.unit)};
        for (const ResultTable::Row& model : results.rows) {
            const ResultTable::Cell& cell = model.cells[i];
            const QString number =
                experiments::meanText(cell, QStringLiteral(" ± ")).replace(QLatin1Char('-'), QChar(0x2212));
            cells.append(cell.count == 0 ? widgets::kNoValue
                         : cell.isBest   ? QStringLiteral("<b><u>%1</u></b>").arg(number)
                                         : number);
        }
        rows.append(cells);
    }
    return table(head, rows, 2) +
           paragraph(
               Words::tr("Mean ± standard deviation over n seeds; bold and underlined: the better end of a row."));
}

QString configTable(const RunConfig& config, bool onlyChanged)
{
    QList<QStringList> rows;
    for (const FieldSchema& field : config.schema) {
        const bool isChanged = config.changed.contains(field.key);
        if (!isUsed(field, config.spec) || (onlyChanged && !isChanged))
            continue;
        QStringList cells{escaped(fieldWords(field.label)), escaped(field.key),
                          escaped(fieldDisplayText(field, config.spec.value(field.key)))};
        if (onlyChanged)
            cells.append(escaped(fieldDisplayText(field, config.baseSpec.value(field.key))));
        rows.append(cells);
    }
    QStringList head{escaped(Words::tr("Setting")), escaped(Words::tr("Key")), escaped(Words::tr("Value"))};
    if (onlyChanged)
        head.append(escaped(config.baseName.isEmpty() ? Words::tr("Default") : config.baseName));
    return rows.isEmpty() ? paragraph(Words::tr("None.")) : table(head, rows, 2);
}

QString metricTable(const ReportRun& run)
{
    QList<QStringList> rows;
    for (const experiments::MetricSummary& metric : run.metrics) {
        const experiments::MetricInfo info = experiments::metricInfo(metric.metric);
        const bool hasBest = metric.bestStep >= 0;
        rows.append({escaped(metric.metric), escaped(info.title), escaped(info.unit), widgets::valueText(metric.last),
                     widgets::countText(metric.lastStep), hasBest ? widgets::valueText(metric.best) : widgets::kNoValue,
                     hasBest ? widgets::countText(metric.bestStep) : widgets::kNoValue});
    }
    return rows.isEmpty()
               ? paragraph(Words::tr("Nothing has been measured yet."))
               : table({escaped(Words::tr("Metric")), escaped(Words::tr("Meaning")), escaped(Words::tr("Unit")),
                        escaped(Words::tr("Last")), escaped(Words::tr("at step")), escaped(Words::tr("Best")),
                        escaped(Words::tr("at step"))},
                       rows, 3);
}

QString stripText(const ItemStrip& strip, const ReportMedium& medium)
{
    QString text =
        element("h3", escaped(Words::tr("Items and samples at step %1").arg(widgets::countText(strip.step))));
    if (strip.height > 0) {
        text += paragraph(Words::tr("Above validation items, below what the model gives back; 0 is white."));
        text += element("p", medium.image(itemGrid(strip), Words::tr("Items and their reconstructions")));
        if (!strip.samples.isEmpty())
            text += paragraph(Words::tr("Samples of the prior:")) +
                    element("p", medium.image(sampleGrid(strip), Words::tr("Samples of the prior")));
        return text;
    }
    QList<QStringList> rows;
    for (const ItemStrip::Item& item : strip.items)
        rows.append({escaped(item.input), escaped(item.output)});
    text += table({escaped(Words::tr("Validation item")), escaped(Words::tr("Given back"))}, rows, 2);
    rows.clear();
    for (const QByteArray& sample : strip.samples)
        rows.append({escaped(QString::fromUtf8(sample))});
    if (!rows.isEmpty())
        text += table({escaped(Words::tr("Samples of the prior"))}, rows, 1);
    return text;
}

QString runText(const ReportRun& run, const ReportMedium& medium)
{
    const experiments::RunRecord& record = run.record;
    QString text = element("h2", escaped(record.name));
    QStringList facts{
        stateWords(record.state).text,
        Words::tr("step %1 of %2").arg(widgets::countText(record.step), widgets::countText(record.totalSteps)),
        Words::tr("seed %1").arg(record.seed), Words::tr("data %1").arg(record.dataset),
        Words::tr("id %1").arg(record.uid)};
    if (const qint64 size = record.theory.value(QLatin1String("parameters")).toInteger(); size > 0)
        facts.append(Words::tr("%1 parameters").arg(widgets::countText(size)));
    if (!record.tags.isEmpty())
        facts.append(Words::tr("tags %1").arg(record.tags.join(Words::tr(", "))));
    text += paragraph(facts.join(QStringLiteral(" · ")));
    if (!run.device.isEmpty())
        text += paragraph(run.device);
    if (!record.notes.isEmpty())
        text += paragraph(record.notes);
    text += element("h3",
                    escaped(Words::tr("Settings that differ from %1")
                                .arg(run.config.baseName.isEmpty() ? Words::tr("the defaults") : run.config.baseName)));
    text += configTable(run.config, true);
    if (run.strip)
        text += stripText(*run.strip, medium);
    text += element("h3", escaped(Words::tr("Metrics"))) + metricTable(run);
    text += element("h3", escaped(Words::tr("All settings"))) + configTable(run.config, false);
    text += element("h3", escaped(Words::tr("Trains it again"))) + element("pre", escaped(run.command));
    return text;
}

} // namespace

QString reportTitle(const ReportData& data)
{
    QStringList names;
    for (const ReportRun& run : data.runs)
        names.append(run.record.name);
    return names.join(Words::tr(", "));
}

QString reportBody(const ReportData& data, const ReportMedium& medium)
{
    QString text = element("h1", escaped(reportTitle(data)));
    text += paragraph(Words::tr("Project %1 · %2")
                          .arg(data.project, widgets::displayLocale().toString(data.time, QLocale::ShortFormat)));
    if (!data.table.columns.isEmpty())
        text += element("h2", escaped(Words::tr("Results"))) + resultTable(data.table);
    text += element("h2", escaped(Words::tr("Curves")));
    if (data.figure.panels.isEmpty())
        text += paragraph(Words::tr("Nothing has been recorded yet."));
    else
        text += element("p", medium.figure()) + paragraph(widgets::figureCaption(data.figure, data.points, {}));
    for (const ReportRun& run : data.runs)
        text += runText(run, medium);
    text += element("h2", escaped(Words::tr("Versions")));
    text += paragraph(Words::tr("Latentbench %1, Qt %2, %3, %4.")
                          .arg(QStringLiteral(LB_VERSION), QString::fromLatin1(qVersion()),
                               QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()));
    text += element("h2", escaped(Words::tr("Makes this report again"))) + element("pre", escaped(data.command));
    return text;
}

} // namespace lb::gui
