#include "experiments/cli/paired_command.h"

#include "experiments/cli/output.h"
#include "experiments/preview/schema.h"
#include "experiments/records/lock_step.h"
#include "experiments/records/metric_names.h"
#include "experiments/records/paired_path.h"
#include "experiments/store/figure_reader.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

const QStringList& usualMetrics()
{
    static const QStringList names{
        QStringLiteral("train/reconstruction"),      QStringLiteral("train/kl"),
        QStringLiteral("validation/elbo"),           QStringLiteral("validation/kl"),
        QStringLiteral("validation/reconstruction"), QStringLiteral("validation/perplexity")};
    return names;
}

/// Runs that are alike but for their seed.
struct Group {
    QString name;
    QString key;
    QList<RunFigures> runs;
    QList<const RunFigures*> figures() const
    {
        QList<const RunFigures*> result;
        for (const RunFigures& run : runs)
            result.append(&run);
        return result;
    }
};

Result<QList<Group>> groupsOf(RunStore& store, const QList<RunRecord>& runs, const QStringList& metrics)
{
    QList<Group> groups;
    for (const RunRecord& run : runs) {
        Result<RunFigures> figures = readFigures(store, run.uid, metrics);
        if (!figures)
            return tl::unexpected(figures.error());
        figures->spec = figures->spec.completed(schemaFor(figures->spec));
        const QString key = settingsKey(figures->spec);
        auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& known) { return known.key == key; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {run.name, key, {}});
        else
            group->name = nameWithoutSeed(group->name);
        group->runs.append(std::move(*figures));
    }
    return groups;
}

/// Why two groups have no pair.
QString unpairedSentence(const Group& group, const Group& base)
{
    const auto conflict = lockStepConflict(group.runs.first().spec, base.runs.first().spec);
    return QStringLiteral("%1 and %2 share no seed with equal batches%3.")
        .arg(group.name, base.name, conflict ? QStringLiteral(": %1 differs").arg(conflict->key) : QString());
}

QJsonObject toJson(const std::vector<PairedPoint>& points, const PathMean& mean)
{
    QJsonArray path;
    for (const PairedPoint& point : points) {
        QJsonArray one{point.step, point.difference};
        if (point.confidence) {
            one.append(point.confidence->low);
            one.append(point.confidence->high);
        }
        path.append(one);
    }
    QJsonObject json{{QStringLiteral("steps"), mean.steps},
                     {QStringLiteral("difference"), mean.difference},
                     {QStringLiteral("points"), path}};
    if (mean.confidence) {
        json.insert(QStringLiteral("low"), mean.confidence->low);
        json.insert(QStringLiteral("high"), mean.confidence->high);
        json.insert(QStringLiteral("interval_over"),
                    mean.isOverPairs ? QStringLiteral("pairs") : QStringLiteral("blocks"));
    }
    return json;
}

class Paired {
public:
    Paired(const Session& session, const QList<Group>& groups)
        : m_session(session)
        , m_groups(groups)
    {
    }

    /// The number of groups that have pairs.
    int print(const QStringList& metrics)
    {
        int paired = 0;
        for (const Group& group : m_groups.mid(1)) {
            const QList<RunPair> pairs = pairsOf(group.figures(), m_groups.first().figures());
            paired += pairs.isEmpty() ? 0 : 1;
            if (pairs.isEmpty())
                m_unpaired.append(unpairedSentence(group, m_groups.first()));
            for (const QString& metric : metrics)
                addRow(group, pairs, metric);
        }
        if (!m_session.isJson && !m_table.isEmpty())
            printText(
                m_table.text() +
                QStringLiteral("Less %1, at each step that both logged; pairs share seed and batches. The interval "
                               "is over pairs from %2 on, else over %3 blocks of steps; of fewer than %4 steps "
                               "there is none.\n")
                    .arg(m_groups.first().name)
                    .arg(kFewestForStatistics)
                    .arg(kPathBlocks)
                    .arg(kFewestSteps));
        return paired;
    }
    const QStringList& unpaired() const { return m_unpaired; }

private:
    void addRow(const Group& group, const QList<RunPair>& pairs, const QString& metric)
    {
        QList<std::vector<StepValue>> paths;
        QJsonArray seeds;
        for (const RunPair& pair : pairs) {
            std::vector<StepValue> path = stepDifferences(pair, metric);
            if (path.empty())
                continue;
            paths.append(std::move(path));
            seeds.append(pair.seed);
        }
        const std::vector<PairedPoint> points = pairedMean(paths);
        if (points.empty())
            return;
        const PathMean mean = pathMean(paths);
        if (m_session.isJson) {
            QJsonObject json = toJson(points, mean);
            json.insert(QStringLiteral("metric"), metric);
            json.insert(QStringLiteral("group"), group.name);
            json.insert(QStringLiteral("baseline"), m_groups.first().name);
            json.insert(QStringLiteral("seeds"), seeds);
            return printJson(json);
        }
        m_table.addRow(
            {metric, group.name, QString::number(seeds.size()), QString::number(mean.steps),
             shortNumber(points.front().difference), shortNumber(points.back().difference),
             shortNumber(mean.difference),
             mean.confidence
                 ? QStringLiteral("%1 to %2").arg(shortNumber(mean.confidence->low), shortNumber(mean.confidence->high))
                 : QStringLiteral("-")});
    }

    const Session& m_session;
    const QList<Group>& m_groups; ///< the baseline first
    TextTable m_table{{QStringLiteral("Metric"), QStringLiteral("Group"), QStringLiteral(">Pairs"),
                       QStringLiteral(">Steps"), QStringLiteral(">First"), QStringLiteral(">Last"),
                       QStringLiteral(">Mean"), QStringLiteral(">95 % CI")}};
    QStringList m_unpaired;
};

} // namespace

int comparePaired(const Session& session, RunStore& store, QList<RunRecord> runs, const CompareArguments& arguments)
{
    if (!arguments.baseline.isEmpty()) {
        const Result<RunRecord> base = store.find(arguments.baseline);
        if (!base)
            return reportError(base.error());
        runs.removeIf([&](const RunRecord& run) { return run.uid == base->uid; });
        runs.prepend(*base);
    }
    const QStringList metrics = arguments.metric.isEmpty() ? usualMetrics() : QStringList{arguments.metric};
    const Result<QList<Group>> groups = groupsOf(store, runs, metrics);
    if (!groups)
        return reportError(groups.error());
    if (groups->size() < 2)
        return reportError(
            {ErrorKind::InvalidArgument,
             QStringLiteral("Differences need two runs with different settings; %1 has nothing to differ "
                            "from.")
                 .arg(groups->first().name)});
    Paired paired(session, *groups);
    const int count = paired.print(metrics);
    for (const QString& sentence : paired.unpaired()) // one after another: some may be paired all the same
        static_cast<void>(reportError({ErrorKind::InvalidArgument, sentence}));
    return count > 0 ? kExitDone : kExitBadInput;
}

} // namespace lb::experiments
