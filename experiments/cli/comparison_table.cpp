#include "experiments/cli/commands.h"
#include "experiments/cli/compare_statistics.h"
#include "experiments/cli/output.h"
#include "experiments/records/metric_names.h"
#include "experiments/store/own_metrics.h"

#include <cmath>

namespace lb::experiments {

namespace {

/// Quantities of a comparison, in reading order, by their name after "test/" or "validation/".
const QStringList& quantities()
{
    static const QStringList names{QStringLiteral("reconstruction"),
                                   QStringLiteral("kl"),
                                   QStringLiteral("elbo"),
                                   QStringLiteral("perplexity"),
                                   QStringLiteral("token_accuracy"),
                                   QStringLiteral("squared_error"),
                                   QStringLiteral("active_units"),
                                   QStringLiteral("mutual_information"),
                                   QStringLiteral("mutual_information_ceiling"),
                                   QStringLiteral("shuffle_gap"),
                                   QStringLiteral("entropy"),
                                   QStringLiteral("entropy_gaussian"),
                                   QStringLiteral("entropy_gap"),
                                   QStringLiteral("aggregated_mean_max"),
                                   QStringLiteral("aggregated_variance_min"),
                                   QStringLiteral("aggregated_variance_max")};
    return names;
}

Result<QMap<QString, double>> valuesOf(RunStore& store, const RunRecord& run, const QString& at)
{
    if (at == QStringLiteral("last"))
        return run.last;
    if (at == QStringLiteral("best"))
        return run.best;
    const std::optional<ValueChoice> choice = ValueChoice::fromName(at);
    if (!choice)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("'%1' is no moment of a run. Choose last, best, best-elbo, min, max or a step number.")
                .arg(at));
    Result<QMap<QString, double>> values = chosenValues(store, run.uid, *choice);
    if (values && choice->kind == ValueChoice::Kind::AtStep) // the final evaluation was later
        values->removeIf([](const auto& value) { return value.key().startsWith(QLatin1String("test/")); });
    return values;
}

double valueOf(const QMap<QString, double>& values, const QString& quantity)
{
    if (values.contains(quantity)) // a metric of the project's own
        return values.value(quantity);
    const QString test = QStringLiteral("test/") + quantity;
    const QString validation = QStringLiteral("validation/") + quantity;
    return values.contains(test) ? values.value(test) : values.value(validation, std::nan(""));
}

/// The better end of a row gets a mark; rows that have no better and worse get none.
qsizetype bestColumn(const QList<double>& row, MetricInfo::Better better)
{
    if (better == MetricInfo::Better::Neither)
        return -1;
    qsizetype best = -1;
    int present = 0;
    for (qsizetype i = 0; i < row.size(); ++i) {
        if (std::isnan(row[i]))
            continue;
        ++present;
        const bool wins = best < 0 || (better == MetricInfo::Better::Lower ? row[i] < row[best] : row[i] > row[best]);
        best = wins ? i : best;
    }
    return present > 1 ? best : -1;
}

} // namespace

Result<QString> comparisonTable(RunStore& store, const QList<RunRecord>& runs, const QString& at)
{
    QStringList header{QStringLiteral("Quantity"), QStringLiteral("Unit")};
    QList<QMap<QString, double>> columns;
    for (const RunRecord& run : runs) {
        header.append(QStringLiteral(">") + run.name);
        const Result<QMap<QString, double>> values = valuesOf(store, run, at);
        if (!values)
            return tl::unexpected(values.error());
        columns.append(*values);
    }
    TextTable table(header);
    const Result<QStringList> own = ownMetricNames(store);
    if (!own)
        return tl::unexpected(own.error());
    for (const QString& quantity : quantities() + *own) {
        QList<double> row;
        bool isEmpty = true;
        for (const QMap<QString, double>& values : columns) {
            row.append(valueOf(values, quantity));
            isEmpty = isEmpty && std::isnan(row.last());
        }
        if (isEmpty)
            continue;
        const MetricInfo info =
            metricInfo(own->contains(quantity) ? quantity : QStringLiteral("validation/") + quantity);
        const qsizetype best = bestColumn(row, info.better);
        QStringList cells{info.title, info.unit};
        for (qsizetype i = 0; i < row.size(); ++i)
            cells.append(shortNumber(row[i]) + (i == best ? QStringLiteral(" *") : QStringLiteral("  ")));
        table.addRow(cells);
    }
    for (const auto& [key, title] :
         {std::pair{QStringLiteral("kl_floor"), QStringLiteral("KL floor (theory)")},
          std::pair{QStringLiteral("entropy_ceiling"), QStringLiteral("Entropy of N(0, I)")}}) {
        QStringList cells{title, QStringLiteral("nats")};
        bool isEmpty = true;
        for (const RunRecord& run : runs) {
            const QJsonValue value = run.theory.value(key);
            isEmpty = isEmpty && !value.isDouble();
            cells.append(shortNumber(value.toDouble(std::nan(""))) + QStringLiteral("  "));
        }
        if (!isEmpty)
            table.addRow(cells);
    }
    return table.text() + QStringLiteral("* better end of the row; one run each, so small differences may be chance\n");
}

} // namespace lb::experiments
