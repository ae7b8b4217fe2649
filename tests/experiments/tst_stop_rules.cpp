#include "experiments/records/field_schema.h"
#include "experiments/store/checkpoint_files.h"
#include "experiments/store/metric_reader.h"
#include "experiments/training/stop_rules.h"
#include "experiments/training/training_run.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QTest>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

StopRules rulesOf(const QMap<QString, QJsonValue>& settings)
{
    RunSpec spec;
    for (auto it = settings.begin(); it != settings.end(); ++it)
        spec.set(it.key(), it.value());
    return StopRules(spec.completed(runFields()));
}

const QString kPatience = QStringLiteral("train.patience");
const QString kBelow = QStringLiteral("train.stop_below_kl");
const QString kMinutes = QStringLiteral("train.most_minutes");

} // namespace

class TestStopRules : public QObject {
    Q_OBJECT
private slots:
    void nothingEndsARunWithoutRules()
    {
        StopRules rules = rulesOf({});
        for (int epoch = 1; epoch < 100; ++epoch)
            QVERIFY(rules.afterEpoch({.step = epoch, .isBest = false, .kl = 0}).isEmpty());
        QVERIFY(rules.afterStep(1e9).isEmpty());
        QVERIFY(rules.memory(1e9).isEmpty());
    }

    void patienceCountsFromTheBestEpoch()
    {
        StopRules rules = rulesOf({{kPatience, 2}});
        QVERIFY(rules.afterEpoch({.isBest = true}).isEmpty());
        QVERIFY(rules.afterEpoch({.isBest = false}).isEmpty());
        QVERIFY(rules.afterEpoch({.isBest = true}).isEmpty());
        QVERIFY(rules.afterEpoch({.isBest = false}).isEmpty());
        StopRules resumed = rulesOf({{kPatience, 2}});
        resumed.remember(rules.memory(0));
        QVERIFY(resumed.afterEpoch({.isBest = false}).contains(QStringLiteral("2 epochs")));
        QCOMPARE(resumed.epochsSinceBest(), 2);
    }

    void klIsJudgedOnceItsWeightHasRisen()
    {
        StopRules rules = rulesOf({{kBelow, 0.5},
                                   {QStringLiteral("objective.kl_schedule"), QStringLiteral("linear")},
                                   {QStringLiteral("objective.kl_warmup_steps"), 100}});
        QVERIFY(rules.afterEpoch({.step = 99, .kl = 0.1}).isEmpty());
        QVERIFY(rules.afterEpoch({.step = 100, .kl = 0.5}).isEmpty());
        QVERIFY(rules.afterEpoch({.step = 100, .kl = -1}).isEmpty()); // an EAE
        QVERIFY(rules.afterEpoch({.step = 100, .kl = 0.1}).contains(QStringLiteral("0.1 nats")));
    }

    void minutesAddUpOverResumes()
    {
        StopRules rules = rulesOf({{kMinutes, 1.5}});
        QVERIFY(rules.afterStep(89).isEmpty());
        StopRules resumed = rulesOf({{kMinutes, 1.5}});
        resumed.remember(rules.memory(60));
        QVERIFY(resumed.afterStep(29).isEmpty());
        QVERIFY(resumed.afterStep(31).contains(QStringLiteral("1.5 minutes")));
    }

    void aRunWithoutProgressFinishesWithItsReason()
    {
        TinyProject project;
        // A learning rate at which nothing moves: no epoch after the first is better.
        const RunRecord run =
            project.create(QStringLiteral("still"), {{QStringLiteral("train.epochs"), 9},
                                                     {QStringLiteral("latent.kind"), QStringLiteral("vae")},
                                                     {QStringLiteral("optimizer.kind"), QStringLiteral("sgd")},
                                                     {QStringLiteral("optimizer.rate"), 1e-30},
                                                     {kPatience, 2}});
        const RunFolder folder = project.folder(run);
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        const RunRecord after = project.store().refresh(run.uid).value();
        QCOMPARE(after.state, RunState::Finished);
        QVERIFY2(after.stateReason.contains(QStringLiteral("has not fallen for 2 epochs")),
                 qPrintable(after.stateReason));
        QCOMPARE(after.epoch, 3.0);
        QVERIFY(newestCheckpoint(folder).endsWith(QStringLiteral("-final.safetensors")));
        QCOMPARE(after.last.value(QStringLiteral("validation/epochs_since_best")), 2.0);
        QCOMPARE(after.last.value(QStringLiteral("validation/patience")), 2.0);
        QVERIFY(after.last.contains(QStringLiteral("test/reconstruction"))); // as any finished run
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        QCOMPARE(project.store().refresh(run.uid)->epoch, 5.0); // the same patience again
    }
};

QTEST_GUILESS_MAIN(TestStopRules)
#include "tst_stop_rules.moc"
