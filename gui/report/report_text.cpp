#include "gui/report/report_text.h"

#include "experiments/records/program_facts.h"
#include "gui/report/report_pictures.h"
#include "gui/report/report_tables.h"
#include "gui/state_words.h"
#include "widgets/figures/figure_caption.h"
#include "widgets/theme/number_text.h"

#include <QCoreApplication>

namespace lb::gui {

using experiments::ItemStrip;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString escaped(const QString& text)
{
    return text.toHtmlEscaped();
}

QString stripText(const ItemStrip& strip, const ReportMedium& medium)
{
    QString text =
        htmlElement("h3", escaped(Words::tr("Items and samples at step %1").arg(widgets::countText(strip.step))));
    if (strip.height > 0) {
        text += htmlParagraph(Words::tr("Above validation items, below what the model gives back; 0 is white."));
        text += htmlElement("p", medium.image(itemGrid(strip), Words::tr("Items and their reconstructions")));
        if (!strip.samples.isEmpty())
            text += htmlParagraph(Words::tr("Samples of the prior:")) +
                    htmlElement("p", medium.image(sampleGrid(strip), Words::tr("Samples of the prior")));
        return text;
    }
    QList<QStringList> rows;
    for (const ItemStrip::Item& item : strip.items)
        rows.append({escaped(item.input), escaped(item.output)});
    text += htmlTable({escaped(Words::tr("Validation item")), escaped(Words::tr("Given back"))}, rows, 2);
    rows.clear();
    for (const QByteArray& sample : strip.samples)
        rows.append({escaped(QString::fromUtf8(sample))});
    if (!rows.isEmpty())
        text += htmlTable({escaped(Words::tr("Samples of the prior"))}, rows, 1);
    return text;
}

QString runText(const ReportRun& run, const ReportMedium& medium)
{
    const experiments::RunRecord& record = run.record;
    QString text = htmlElement("h2", escaped(record.name));
    QStringList facts{
        stateWords(record.state).text,
        Words::tr("step %1 of %2").arg(widgets::countText(record.step), widgets::countText(record.totalSteps)),
        Words::tr("seed %1").arg(record.seed), Words::tr("data %1").arg(record.dataset),
        Words::tr("id %1").arg(record.uid)};
    if (const qint64 size = record.theory.value(QLatin1String("parameters")).toInteger(); size > 0)
        facts.append(Words::tr("%1 parameters").arg(widgets::countText(size)));
    if (!record.tags.isEmpty())
        facts.append(Words::tr("tags %1").arg(record.tags.join(Words::tr(", "))));
    text += htmlParagraph(facts.join(QStringLiteral(" · ")));
    const QString program = experiments::programText(record.theory.value(QLatin1String("program")).toObject());
    if (!program.isEmpty())
        text += htmlParagraph(Words::tr("Trained by %1.").arg(program));
    if (!run.device.isEmpty())
        text += htmlParagraph(run.device);
    if (!record.notes.isEmpty())
        text += htmlParagraph(record.notes);
    text += htmlElement(
        "h3", escaped(Words::tr("Settings that differ from %1")
                          .arg(run.config.baseName.isEmpty() ? Words::tr("the defaults") : run.config.baseName)));
    text += changedTable(run.config);
    if (run.strip)
        text += stripText(*run.strip, medium);
    text += htmlElement("h3", escaped(Words::tr("Trains it again"))) + htmlElement("pre", escaped(run.command));
    return text;
}

QString figureText(const ReportData& data, qsizetype number, const ReportMedium& medium)
{
    const ReportFigure& figure = data.figures[number];
    QString text = htmlElement("h2", escaped(figure.title));
    if (!figure.spec.panels.isEmpty())
        text += htmlElement("p", medium.figure(number));
    else if (!figure.picture.isNull())
        text += htmlElement("p", medium.image(figure.picture, figure.title));
    else if (!figure.text.isEmpty())
        text += htmlElement("pre", escaped(figure.text));
    else
        text += htmlParagraph(Words::tr("Nothing has been recorded yet."));
    if (!figure.caption.isEmpty())
        text += htmlElement("p", QStringLiteral("<b>%1</b>").arg(escaped(figure.caption)));
    if (!figure.spec.panels.isEmpty())
        text += htmlParagraph(widgets::figureCaption(figure.spec, figure.points, {}));
    if (!figure.source.isEmpty())
        text += htmlElement("pre", escaped(figure.source));
    return text;
}

QString commandsText(const QList<ReportRun>& runs)
{
    QString text;
    for (const ReportRun& run : runs)
        text += htmlElement("h3", escaped(Words::tr("Trains %1 again").arg(run.record.name))) +
                htmlElement("pre", escaped(run.command));
    return text.isEmpty() ? text : htmlElement("h2", escaped(Words::tr("Runs"))) + text;
}

} // namespace

QString reportTitle(const ReportData& data)
{
    if (data.isCollected)
        return Words::tr("Report of %1", "project").arg(data.project);
    QStringList names;
    for (const ReportRun& run : data.runs)
        names.append(run.record.name);
    return names.join(Words::tr(", "));
}

QString reportBody(const ReportData& data, const ReportMedium& medium)
{
    QString text = htmlElement("h1", escaped(reportTitle(data)));
    text += htmlParagraph(Words::tr("Project %1 · %2")
                              .arg(data.project, widgets::displayLocale().toString(data.time, QLocale::ShortFormat)));
    for (qsizetype i = 0; i < data.figures.size(); ++i)
        text += figureText(data, i, medium);
    if (!data.table.columns.isEmpty())
        text += htmlElement("h2", escaped(Words::tr("Results"))) + resultTable(data.table);
    if (!data.isCollected)
        for (const ReportRun& run : data.runs)
            text += runText(run, medium);
    if (!data.runs.isEmpty()) {
        text += htmlElement("h2", escaped(Words::tr("Metrics"))) + metricTable(data.runs);
        text += htmlElement("h2", escaped(Words::tr("All settings"))) + settingTable(data.runs);
    }
    if (data.isCollected)
        text += commandsText(data.runs);
    text += htmlElement("h2", escaped(Words::tr("Versions")));
    text += htmlParagraph(
        Words::tr("This report was written by %1.").arg(experiments::programText(experiments::programFacts())));
    text +=
        htmlElement("h2", escaped(Words::tr("Makes this report again"))) + htmlElement("pre", escaped(data.command));
    return text;
}

} // namespace lb::gui
