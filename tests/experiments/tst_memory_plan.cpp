// What `train --plan` says against what training takes.

#include "experiments/preview/presets.h"
#include "experiments/preview/schema.h"
#include "experiments/training/run_plan.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <cmath>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

/// Trains a run in a process of its own and returns the bytes it had in memory at most; 0 if it failed.
qint64 peakOfTraining(const RunFolder& folder)
{
    const QByteArray path = folder.path().toUtf8();
    const pid_t child = fork();
    if (child == 0) {
        execl(LB_BIN_DIR "/latentbench-worker", "latentbench-worker", "train", path.constData(), nullptr);
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (wait4(child, &status, 0, &usage) != child || status != 0)
        return 0;
    return usage.ru_maxrss * 1024;
}

QJsonObject planOf(const TinyProject& project, const RunFolder& folder, int& code)
{
    QProcess cli;
    cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"),
              {QStringLiteral("--project"), project.path() + QStringLiteral("/project"), QStringLiteral("--json"),
               QStringLiteral("train"), QStringLiteral("--spec"), folder.spec(), QStringLiteral("--plan")});
    cli.waitForFinished(120'000);
    code = cli.exitCode();
    return QJsonDocument::fromJson(cli.readAllStandardOutput()).object();
}

double number(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toDouble();
}

/// A shipped preset, cut down to one short epoch.
RunSpec shortened(const QString& preset)
{
    RunSpec spec = findPreset(preset)->spec;
    spec.set(QStringLiteral("data.limit"), 1000);
    spec.set(QStringLiteral("train.epochs"), 1);
    spec.set(QStringLiteral("train.evaluation_items"), 200);
    return spec.completed(schemaFor(spec));
}

} // namespace

class TestMemoryPlan : public QObject {
    Q_OBJECT
private slots:
    void planIsWhatTrainingTakes_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("sentences, wide") << QStringLiteral("bn-vae-sentences") << QStringLiteral("decoder.hidden")
                                         << QJsonValue(512);
        QTest::newRow("sentences, large batch")
            << QStringLiteral("vae-sentences") << QStringLiteral("train.batch") << QJsonValue(256);
        QTest::newRow("sentences, AdaFactor") << QStringLiteral("eae-sentences") << QStringLiteral("optimizer.kind")
                                              << QJsonValue(QStringLiteral("adafactor"));
        QTest::newRow("the smallest") << QStringLiteral("vae-mixture") << QString() << QJsonValue();
        QTest::newRow("images, wide") << QStringLiteral("eae-images") << QStringLiteral("encoder.hidden")
                                      << QJsonValue(4096);
    }
    void planIsWhatTrainingTakes()
    {
        QFETCH(QString, preset);
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        RunSpec spec = shortened(preset);
        if (!key.isEmpty())
            spec.set(key, value);
        TinyProject project;
        const RunRecord run = project.store().create({.spec = spec, .name = QStringLiteral("planned")}).value();
        int code = -1;
        const QJsonObject plan = planOf(project, project.folder(run), code);
        QCOMPARE(code, 0);
        const auto peak = static_cast<double>(peakOfTraining(project.folder(run)));
        QVERIFY(peak > 0);
        const QJsonObject measured = project.store().refresh(run.uid)->theory;
        const double arena = number(measured, "arena_bytes");
        qInfo("arena %.1f of %.1f MiB, process %.1f of %.1f MiB", number(plan, "arena_bytes") / 1048576,
              arena / 1048576, number(plan, "total_bytes") / 1048576, peak / 1048576);
        QVERIFY(std::abs(number(plan, "arena_bytes") - arena) <= 0.05 * arena);
        QVERIFY(std::abs(number(plan, "total_bytes") - peak) <= 0.15 * peak);
        QCOMPARE(number(plan, "optimizer_bytes"), number(measured, "optimizer_bytes"));
        QCOMPARE(number(plan, "parameters"), number(measured, "parameters"));
    }

    void runThatDoesNotFitIsRefusedWithWhatHelps()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("large"), {{QStringLiteral("decoder.hidden"), 256},
                                                                       {QStringLiteral("run.memory_limit"), 8}});
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::OutOfMemory);
        for (const char* words :
             {"run.memory_limit allows 8.0 MiB", "Lower train.batch", "train.batch=8 (", "optimizer.kind=adafactor ("})
            QVERIFY2(state.error().detail.contains(QLatin1String(words)), qPrintable(state.error().detail));
        QCOMPARE(project.store().refresh(run.uid)->step, 0);
        int code = 0;
        QCOMPARE(planOf(project, project.folder(run), code).value(QStringLiteral("fits")), QJsonValue(false));
        QCOMPARE(code, 1);
    }

    void recomputingRunGivesTheSameLosses()
    {
        TinyProject project;
        QMap<QString, double> last;
        for (const QString& kind : {QStringLiteral("none"), QStringLiteral("blocks"), QStringLiteral("fit")}) {
            const RunRecord run = project.create(kind, {{QStringLiteral("train.recompute"), kind}});
            QVERIFY(runTraining(project.folder(run), {}));
            const RunRecord after = project.store().refresh(run.uid).value();
            last.insert(kind, after.last.value(QStringLiteral("train/loss")));
            QCOMPARE(after.theory.contains(QStringLiteral("recomputed_flops")), kind == QStringLiteral("blocks"));
        }
        QVERIFY(std::isfinite(last.value(QStringLiteral("none"))));
        QCOMPARE(last.value(QStringLiteral("blocks")), last.value(QStringLiteral("none")));
        QCOMPARE(last.value(QStringLiteral("fit")), last.value(QStringLiteral("none")));
    }
};

QTEST_GUILESS_MAIN(TestMemoryPlan)
#include "tst_memory_plan.moc"
