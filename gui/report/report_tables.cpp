#include "gui/report/report_tables.h"

#include "widgets/theme/number_text.h"

#include <QCoreApplication>

#include <utility>

namespace lb::gui {

using experiments::FieldSchema;
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

QString row(const QStringList& cells, const char* kind, qsizetype numbersFrom)
{
    QString text = QStringLiteral("<tr>");
    for (qsizetype i = 0; i < cells.size(); ++i)
        text += i < numbersFrom ? QStringLiteral("<%1 align=\"left\">%2</%1>").arg(QLatin1String(kind), cells[i])
                                : QStringLiteral("<%1 align=\"right\">%2</%1>").arg(QLatin1String(kind), cells[i]);
    return text + QStringLiteral("</tr>\n");
}

/// A run's name where there are several, else `word`.
QStringList columnsOf(const QList<ReportRun>& runs, const QString& word)
{
    if (runs.size() == 1)
        return {escaped(word)};
    QStringList names;
    for (const ReportRun& run : runs)
        names.append(escaped(run.record.name));
    return names;
}

QString metricTableOf(const ReportRun& run)
{
    QList<QStringList> rows;
    for (const experiments::MetricSummary& metric : run.metrics) {
        const experiments::MetricInfo info = experiments::metricInfo(metric.metric);
        const bool hasBest = metric.bestStep >= 0;
        rows.append({escaped(metric.metric), escaped(info.title), escaped(info.unit), widgets::valueText(metric.last),
                     widgets::countText(metric.lastStep), hasBest ? widgets::valueText(metric.best) : widgets::kNoValue,
                     hasBest ? widgets::countText(metric.bestStep) : widgets::kNoValue});
    }
    return htmlTable({escaped(Words::tr("Metric")), escaped(Words::tr("Meaning")), escaped(Words::tr("Unit")),
                      escaped(Words::tr("Last")), escaped(Words::tr("at step")), escaped(Words::tr("Best")),
                      escaped(Words::tr("at step"))},
                     rows, 3);
}
QString lastOf(const ReportRun& run, const QString& metric)
{
    for (const experiments::MetricSummary& summary : run.metrics)
        if (summary.metric == metric)
            return summary.bestStep < 0 ? widgets::valueText(summary.last)
                                        : QStringLiteral("%1 (%2)").arg(widgets::valueText(summary.last),
                                                                        widgets::valueText(summary.best));
    return widgets::kNoValue;
}

} // namespace

QString htmlElement(const char* name, const QString& content)
{
    return QStringLiteral("<%1>%2</%1>\n").arg(QLatin1String(name), content);
}

QString htmlParagraph(const QString& text)
{
    return htmlElement("p", escaped(text));
}

QString htmlTable(const QStringList& head, const QList<QStringList>& rows, qsizetype numbersFrom)
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
    return htmlTable(head, rows, 2) +
           htmlParagraph(
               Words::tr("Mean ± standard deviation over n seeds; bold and underlined: the better end of a row."));
}

QString changedTable(const RunConfig& config)
{
    QList<QStringList> rows;
    for (const FieldSchema& field : config.schema)
        if (isUsed(field, config.spec) && config.changed.contains(field.key))
            rows.append({escaped(fieldWords(field.label)), escaped(field.key),
                         escaped(fieldDisplayText(field, config.spec.value(field.key))),
                         escaped(fieldDisplayText(field, config.baseSpec.value(field.key)))});
    if (rows.isEmpty())
        return htmlParagraph(Words::tr("None."));
    return htmlTable({escaped(Words::tr("Setting")), escaped(Words::tr("Key")), escaped(Words::tr("Value")),
                      escaped(config.baseName.isEmpty() ? Words::tr("Default") : config.baseName)},
                     rows, 2);
}

QString settingTable(const QList<ReportRun>& runs)
{
    QList<QStringList> rows;
    for (const FieldSchema& field : runs.first().config.schema) {
        QStringList cells{escaped(fieldWords(field.label)), escaped(field.key)};
        bool isUsedByAny = false;
        for (const ReportRun& run : runs) {
            const bool uses = isUsed(field, run.config.spec);
            isUsedByAny = isUsedByAny || uses;
            cells.append(uses ? escaped(fieldDisplayText(field, run.config.spec.value(field.key))) : widgets::kNoValue);
        }
        if (isUsedByAny)
            rows.append(cells);
    }
    return htmlTable(QStringList{escaped(Words::tr("Setting")), escaped(Words::tr("Key"))} +
                         columnsOf(runs, Words::tr("Value")),
                     rows, 2);
}

QString metricTable(const QList<ReportRun>& runs)
{
    QStringList names;
    for (const ReportRun& run : runs)
        for (const experiments::MetricSummary& metric : run.metrics)
            if (!names.contains(metric.metric))
                names.append(metric.metric);
    if (names.isEmpty())
        return htmlParagraph(Words::tr("Nothing has been measured yet."));
    if (runs.size() == 1)
        return metricTableOf(runs.first());
    names.sort();
    QList<QStringList> rows;
    for (const QString& name : std::as_const(names)) {
        QStringList cells{escaped(name), escaped(experiments::metricInfo(name).unit)};
        for (const ReportRun& run : runs)
            cells.append(lastOf(run, name));
        rows.append(cells);
    }
    return htmlTable(QStringList{escaped(Words::tr("Metric")), escaped(Words::tr("Unit"))} + columnsOf(runs, {}), rows,
                     2) +
           htmlParagraph(Words::tr("The last value; in brackets the best one, where a metric has a better end."));
}

} // namespace lb::gui
