#include "gui/compare/seed_lines.h"

#include "experiments/records/run_figures.h"
#include "gui/pages/theory.h"

#include <QCoreApplication>

namespace lb::gui {

using experiments::RunRecord;

namespace {

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(SeedLine)
};

} // namespace

QList<SeedLine> seedLines(const QList<RunRecord>& runs)
{
    QList<SeedLine> lines;
    QHash<QString, qsizetype> places;
    for (const RunRecord& run : runs) {
        const QString key = run.settings.isEmpty() ? run.uid : run.settings;
        if (const auto known = places.constFind(key); known != places.cend()) {
            lines[*known].runs.append(run);
            continue;
        }
        places.insert(key, lines.size());
        lines.append({plottedRun(run), {run}});
    }
    QHash<QString, qint64> dashes; // of one family: means have no seed that could tell them apart
    for (SeedLine& each : lines) {
        if (!each.isMean())
            continue;
        each.line.uid = QStringLiteral("seeds:") + each.runs.first().settings;
        each.line.name = Words::tr("%1, n = %2", "runs alike but for their seed; how many")
                             .arg(experiments::nameWithoutSeed(each.runs.first().name))
                             .arg(each.runs.size());
        each.line.seed = ++dashes[each.line.family]; // of no use where one was chosen
    }
    return lines;
}

} // namespace lb::gui
