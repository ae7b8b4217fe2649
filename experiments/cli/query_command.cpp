#include "experiments/cli/query_command.h"

#include "experiments/cli/compare_statistics.h"
#include "experiments/cli/output.h"
#include "experiments/records/csv_text.h"
#include "experiments/records/field_values.h"
#include "experiments/records/nearest.h"
#include "experiments/records/run_query.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

/// Facts, settings and metrics of one run under the names of columns.
using Row = QMap<QString, QJsonValue>;

const QStringList& usualColumns()
{
    static const QStringList names{QStringLiteral("family"),        QStringLiteral("dataset"),
                                   QStringLiteral("state"),         QStringLiteral("step"),
                                   QStringLiteral("validation/kl"), QStringLiteral("validation/elbo")};
    return names;
}

Row factsOf(const RunRecord& run)
{
    return {{QStringLiteral("uid"), run.uid},
            {QStringLiteral("name"), run.name},
            {QStringLiteral("family"), run.family},
            {QStringLiteral("group"), run.group},
            {QStringLiteral("dataset"), run.dataset},
            {QStringLiteral("seed"), run.seed},
            {QStringLiteral("state"), runStateName(run.state)},
            {QStringLiteral("tags"), run.tags.join(QLatin1Char(' '))},
            {QStringLiteral("step"), run.step},
            {QStringLiteral("epoch"), run.epoch},
            {QStringLiteral("created"),
             QDateTime::fromMSecsSinceEpoch(run.createdMs).toString(QStringLiteral("yyyy-MM-dd hh:mm"))}};
}

Result<Row> rowOf(RunStore& store, const RunRecord& run, const ValueChoice& choice)
{
    Row row = factsOf(run);
    const Result<RunSpec> spec = store.spec(run.uid);
    if (!spec)
        return tl::unexpected(spec.error());
    for (auto field = spec->fields().begin(); field != spec->fields().end(); ++field)
        row.insert(field.key(), field.value());
    const auto values = chosenValues(store, run.uid, choice);
    if (!values)
        return tl::unexpected(values.error());
    for (auto value = values->cbegin(); value != values->cend(); ++value)
        row.insert(value.key(), value.value());
    return row;
}

/// The column by its name, or by the last part of a metric's: "kl" is of the test where there is one, else of the
/// validation, else of the training.
QString keyOf(const Row& row, const QString& column)
{
    if (row.contains(column))
        return column;
    for (const char* part : {"test/", "validation/", "train/"})
        if (const QString name = QLatin1String(part) + column; row.contains(name))
            return name;
    return {};
}

QString textOf(const QJsonValue& value, bool isExact)
{
    if (value.isUndefined())
        return isExact ? QString() : QStringLiteral("-");
    if (!value.isDouble())
        return fieldValueText(value);
    const double number = value.toDouble();
    const bool isWhole = number == std::floor(number) && std::abs(number) < 1e15;
    return isWhole   ? QString::number(static_cast<qint64>(number))
           : isExact ? QString::number(number, 'g', 17)
                     : shortNumber(number);
}

Result<void> checkColumns(const QList<Row>& rows, const QStringList& columns)
{
    QStringList known;
    for (const Row& row : rows)
        known.append(row.keys());
    for (const QString& column : columns) {
        if (std::any_of(rows.cbegin(), rows.cend(), [&](const Row& row) { return !keyOf(row, column).isEmpty(); }))
            continue;
        const QString nearest = nearestOf(column, known);
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("None of these runs has '%1'").arg(column) +
                        (nearest.isEmpty() ? QStringLiteral("; 'show RUN' lists settings and metrics.")
                                           : QStringLiteral("; did you mean '%1'?").arg(nearest)));
    }
    return {};
}

QByteArray csvOf(const QList<Row>& rows, const QStringList& columns)
{
    QString text = columns.join(QLatin1Char(',')) + QLatin1Char('\n');
    for (const Row& row : rows) {
        QStringList cells;
        for (const QString& column : columns)
            cells.append(csvField(textOf(row.value(keyOf(row, column), QJsonValue::Undefined), true)));
        text += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return text.toUtf8();
}

void print(const Session& session, const QList<Row>& rows, const QStringList& columns)
{
    QStringList header;
    for (const QString& column : columns) {
        const bool isNumber = std::any_of(rows.cbegin(), rows.cend(), [&](const Row& row) {
            return row.value(keyOf(row, column), QJsonValue::Undefined).isDouble();
        });
        header.append(isNumber ? QLatin1Char('>') + column : column);
    }
    TextTable table(header);
    for (const Row& row : rows) {
        QJsonObject line;
        QStringList cells;
        for (const QString& column : columns) {
            const QJsonValue value = row.value(keyOf(row, column), QJsonValue::Undefined);
            line.insert(column, value.isUndefined() ? QJsonValue() : value);
            cells.append(textOf(value, false));
        }
        if (session.isJson)
            printJson(line);
        table.addRow(cells);
    }
    if (!session.isJson)
        printText(table.isEmpty() ? QStringLiteral("No run is like that.\n") : table.text());
}

} // namespace

int queryCommand(Session& session, const QueryArguments& arguments)
{
    const Result<RunStore*> store = session.storeToRead();
    if (!store)
        return reportError(store.error());
    const std::optional<ValueChoice> choice = ValueChoice::fromName(arguments.at);
    if (!choice)
        return reportError(
            {ErrorKind::InvalidArgument,
             QStringLiteral("'%1' is no moment of a run. Choose last, best, best-elbo, min, max or a step number.")
                 .arg(arguments.at)});
    const Result<QList<RunRecord>> runs = (*store)->list();
    if (!runs)
        return reportError(runs.error());
    const RunQuery query(arguments.terms.join(QLatin1Char(' ')));
    QList<Row> rows;
    for (const RunRecord& run : *runs) {
        if (!query.matches(run))
            continue;
        const Result<Row> row = rowOf(**store, run, *choice);
        if (!row)
            return reportError(row.error());
        rows.append(*row);
    }
    const bool isUsual = arguments.columns.isEmpty();
    if (const Result<void> known = checkColumns(rows, arguments.columns); !known && !rows.isEmpty())
        return reportError(known.error());
    const QStringList columns = QStringList(QStringLiteral("name")) + (isUsual ? usualColumns() : arguments.columns);
    if (arguments.out.isEmpty()) {
        print(session, rows, columns);
        return kExitDone;
    }
    const Result<void> written = writeFile(arguments.out, csvOf(rows, columns));
    return written ? kExitDone : reportError(written.error());
}

} // namespace lb::experiments
