#include "tests/gui/large_project.h"

#include "experiments/preview/presets.h"
#include "experiments/store/metric_writer.h"

#include <QFile>
#include <QJsonObject>

#include <cmath>
#include <cstdio>

namespace lb::tests {

using namespace experiments;

namespace {

constexpr int kGroupSize = 10;

/// A curve that falls and trembles.
double valueAt(int metric, qint64 seed, int step)
{
    const double x = static_cast<double>(step + 1);
    return 20.0 / (1 + 0.01 * x) + 0.1 * std::sin(0.7 * x + static_cast<double>(seed)) + metric;
}

} // namespace

QStringList recordedMetrics()
{
    QStringList metrics;
    for (const char* name :
         {"train/loss", "train/kl", "train/reconstruction", "train/elbo", "train/gradient_norm", "train/learning_rate",
          "validation/kl", "validation/reconstruction", "validation/elbo", "validation/active_units"})
        metrics.append(QString::fromLatin1(name));
    return metrics;
}

QString recordRun(RunStore& store, const QString& name, const QString& group, qint64 seed, int points,
                  const QStringList& metrics, double rate)
{
    const Preset preset = findPreset(QStringLiteral("vae-sentences")).value();
    NewRun run{.spec = preset.spec, .name = name, .group = group, .family = preset.family};
    run.spec.set(QStringLiteral("run.seed"), seed);
    if (rate > 0)
        run.spec.set(QStringLiteral("optimizer.rate"), rate);
    const RunRecord record = store.create(run).value();
    const auto writer = MetricWriter::open(store.folder(record.uid)).value();
    for (int step = 0; step < points; ++step)
        for (int metric = 0; metric < metrics.size(); ++metric)
            writer->append(writer->metric(metrics.at(metric)), step, valueAt(metric, seed, step));
    writer->setTheory({{QStringLiteral("steps_per_epoch"), 100}, {QStringLiteral("train_items"), 3200}});
    RunStatus status = writer->status();
    status.state = RunState::Finished;
    status.step = status.totalSteps = points;
    writer->setStatus(status);
    static_cast<void>(writer->commit(MetricWriter::Durability::Durable));
    return record.uid;
}

bool makeLargeProject(const QString& folder, int runs, int points)
{
    const QString mark = folder + QStringLiteral("/made-of-groups-%1-%2").arg(runs).arg(points);
    if (QFile::exists(mark))
        return true;
    const auto store = RunStore::open(folder);
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().detail));
        return false;
    }
    for (int i = 0; i < runs; ++i) {
        recordRun(**store, QStringLiteral("run %1").arg(i), QStringLiteral("study %1").arg(i / kGroupSize),
                  i % kGroupSize, points, recordedMetrics(), 1e-5 * (1 + i / kGroupSize));
        if (i % 500 == 0)
            std::fprintf(stderr, "\rmaking a project of %d runs: %d", runs, i);
    }
    std::fprintf(stderr, "\n");
    static_cast<void>((*store)->list()); // the index knows them all
    QFile file(mark);
    return file.open(QIODevice::WriteOnly);
}

} // namespace lb::tests
