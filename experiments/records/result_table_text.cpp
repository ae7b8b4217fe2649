// ResultTable as LaTeX, Markdown and CSV.
#include "experiments/records/csv_text.h"
#include "experiments/records/result_table.h"
#include "experiments/records/tex_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

QString arrow(MetricInfo::Better better, TableFormat format)
{
    const bool isTex = format == TableFormat::Latex;
    switch (better) {
    case MetricInfo::Better::Lower:
        return isTex ? QStringLiteral(" $\\downarrow$") : QStringLiteral(" \u2193");
    case MetricInfo::Better::Higher:
        return isTex ? QStringLiteral(" $\\uparrow$") : QStringLiteral(" \u2191");
    case MetricInfo::Better::Neither:
        break;
    }
    return {};
}

QString titleOf(const MetricInfo& column)
{
    return column.unit.isEmpty() ? column.title : QStringLiteral("%1 (%2)").arg(column.title, column.unit);
}

/// Where the numbers come from, and what n is.
QString footnote(const ResultTable& table)
{
    bool isTest = false;
    bool isValidation = false;
    for (const MetricInfo& column : table.columns)
        (column.name.startsWith(QLatin1String("test/")) ? isTest : isValidation) = true;
    const QString split = isTest && isValidation ? QStringLiteral("Test values, validation where no test was made")
                          : isTest               ? QStringLiteral("Test values")
                                                 : QStringLiteral("Validation values");
    const bool hasGroups = std::any_of(table.rows.begin(), table.rows.end(),
                                       [](const ResultTable::Row& row) { return row.runs.size() > 1; });
    return split + (hasGroups ? QStringLiteral("; mean and standard deviation over n seeds.")
                              : QStringLiteral("; one run each, so small differences may be chance."));
}

QString latex(const ResultTable& table)
{
    QList<QStringList> cells{{QStringLiteral("Model"), QStringLiteral("$n$")}};
    for (const MetricInfo& column : table.columns)
        cells.first().append(texText(titleOf(column)) + arrow(column.better, TableFormat::Latex));
    for (const ResultTable::Row& row : table.rows) {
        QStringList line{texText(row.name), QString::number(row.runs.size())};
        for (const ResultTable::Cell& cell : row.cells) {
            const QString number = meanText(cell, QStringLiteral(" \\pm "));
            line.append(cell.count == 0 ? QStringLiteral("--")
                        : cell.isBest   ? QStringLiteral("$\\mathbf{%1}$").arg(number)
                                        : QStringLiteral("$%1$").arg(number));
        }
        cells.append(line);
    }
    const QString alignment = QLatin1Char('l') + QString(table.columns.size() + 1, QLatin1Char('r'));
    return QStringLiteral("% Made by Latentbench " LB_VERSION ". Needs \\usepackage{booktabs}.\n"
                          "\\begin{table}\n\\centering\n\\caption{%1}\n%2\\end{table}\n")
        .arg(texText(footnote(table)), texTabular(cells, alignment));
}

QString markdownText(QString text)
{
    for (const char* sign : {"\\", "|", "*", "_", "`", "<"})
        text.replace(QLatin1String(sign), QLatin1Char('\\') + QLatin1String(sign));
    return text.simplified();
}

QString markdown(const ResultTable& table)
{
    QString text = QStringLiteral("| Model | n |");
    QString rule = QStringLiteral("|---|--:|");
    for (const MetricInfo& column : table.columns) {
        text += QLatin1Char(' ') + markdownText(titleOf(column)) + arrow(column.better, TableFormat::Markdown) +
                QStringLiteral(" |");
        rule += QStringLiteral("--:|");
    }
    text += QLatin1Char('\n') + rule + QLatin1Char('\n');
    for (const ResultTable::Row& row : table.rows) {
        text += QStringLiteral("| %1 | %2 |").arg(markdownText(row.name)).arg(row.runs.size());
        for (const ResultTable::Cell& cell : row.cells) {
            const QString number = meanText(cell, QStringLiteral(" \u00b1 ")).replace(QLatin1Char('-'), QChar(0x2212));
            text += cell.count == 0 ? QStringLiteral(" \u2013 |")
                    : cell.isBest   ? QStringLiteral(" **%1** |").arg(number)
                                    : QStringLiteral(" %1 |").arg(number);
        }
        text += QLatin1Char('\n');
    }
    return text + QStringLiteral("\n%1\n").arg(footnote(table));
}

QString exact(double value)
{
    return std::isnan(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString csv(const ResultTable& table)
{
    QString text = QStringLiteral("model,n,seeds");
    for (const MetricInfo& column : table.columns)
        text += QStringLiteral(",%1,%1 std,%1 n").arg(column.name);
    text += QLatin1Char('\n');
    for (const ResultTable::Row& row : table.rows) {
        QStringList seeds;
        for (const qint64 seed : row.seeds)
            seeds.append(QString::number(seed));
        text += csvField(row.name) + QStringLiteral(",%1,%2").arg(row.runs.size()).arg(seeds.join(QLatin1Char(' ')));
        for (const ResultTable::Cell& cell : row.cells)
            text += QStringLiteral(",%1,%2,%3").arg(exact(cell.mean), exact(cell.deviation)).arg(cell.count);
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace

QString meanText(const ResultTable::Cell& cell, const QString& plusMinus)
{
    if (cell.count == 0)
        return {};
    const bool isWhole = !(cell.deviation > 0) && cell.mean == std::trunc(cell.mean); // a count, such as active units
    const double size = cell.deviation > 0 ? cell.deviation : std::abs(cell.mean);
    const int digits = cell.deviation > 0 ? 2 : 4;
    const int first = size > 0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
    const int decimals = isWhole ? 0 : std::clamp(digits - 1 - first, 0, 8);
    const QString mean = QString::number(cell.mean, 'f', decimals);
    if (std::isnan(cell.deviation) || plusMinus.isEmpty())
        return mean;
    return mean + plusMinus + QString::number(cell.deviation, 'f', decimals);
}

QString tableFormatName(TableFormat format)
{
    switch (format) {
    case TableFormat::Latex:
        return QStringLiteral("latex");
    case TableFormat::Csv:
        return QStringLiteral("csv");
    case TableFormat::Markdown:
        break;
    }
    return QStringLiteral("markdown");
}

QString tableText(const ResultTable& table, TableFormat format)
{
    switch (format) {
    case TableFormat::Latex:
        return latex(table);
    case TableFormat::Csv:
        return csv(table);
    case TableFormat::Markdown:
        break;
    }
    return markdown(table);
}

} // namespace lb::experiments
