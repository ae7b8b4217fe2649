#include "experiments/cli/table_command.h"

#include "experiments/cli/output.h"
#include "experiments/store/measured_runs.h"

namespace lb::experiments {

int tableCommand(Session& session, const QStringList& names, const QString& at, const QString& format,
                 const QString& file)
{
    const Result<RunStore*> store = session.storeToRead();
    if (!store)
        return reportError(store.error());
    QList<RunRecord> runs;
    for (const QString& name : names) {
        const Result<RunRecord> run = (*store)->find(name);
        if (!run)
            return reportError(run.error());
        runs.append(*run);
    }
    const auto measured = measuredRuns(**store, runs, at);
    if (!measured)
        return reportError(measured.error());
    const ResultTable table = resultTable(*measured, comparedQuantities());
    if (table.columns.isEmpty())
        return reportError(
            {ErrorKind::NotFound, QStringLiteral("None of these runs has been evaluated yet, so there is "
                                                 "nothing to put into a table. Wait for the first "
                                                 "evaluation, or run 'evaluate'.")});
    for (const TableFormat known : {TableFormat::Latex, TableFormat::Csv, TableFormat::Markdown}) {
        if (tableFormatName(known) != format)
            continue;
        const QString text = tableText(table, known);
        if (file.isEmpty()) {
            printText(text);
            return kExitDone;
        }
        const Result<void> written = writeFile(file, text.toUtf8());
        return written ? kExitDone : reportError(written.error());
    }
    return reportError({ErrorKind::InvalidArgument,
                        QStringLiteral("There is no table format '%1'. Choose latex, csv or markdown.").arg(format)});
}

} // namespace lb::experiments
