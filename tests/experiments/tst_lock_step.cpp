// Runs in lock step really see the same batches and draw the same random numbers, by real training.
#include "engine/data/batch_source.h"
#include "experiments/records/lock_step.h"
#include "experiments/records/paired_path.h"
#include "experiments/store/figure_reader.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/training_run.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QTest>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

const QMap<QString, QJsonValue> kVae{{QStringLiteral("latent.kind"), QStringLiteral("vae")},
                                     {QStringLiteral("train.epochs"), 1},
                                     {QStringLiteral("run.log_every"), 1}};

QMap<QString, QJsonValue> with(const char* key, const QJsonValue& value)
{
    QMap<QString, QJsonValue> changes = kVae;
    changes.insert(word(key), value);
    return changes;
}

/// Items of the first two epochs, batch after batch.
std::vector<std::vector<std::uint32_t>> batchesOf(const RunSpec& spec)
{
    const auto setup = setUpRun(spec, {.threads = 1}).value();
    const auto source = setup->batches(setup->data.train, true);
    std::vector<std::vector<std::uint32_t>> items;
    for (int epoch = 0; epoch < 2; ++epoch)
        for (std::int64_t i = 0; i < source->batchesPerEpoch(); ++i)
            items.push_back(source->batch(epoch, i).items);
    return items;
}

QList<double> valuesOf(const RunFolder& folder, const char* metric)
{
    QList<double> values;
    for (const MetricPoint& point : seriesOf(folder, metric))
        values.append(point.value);
    return values;
}

} // namespace

class TestLockStep : public QObject {
    Q_OBJECT
private slots:
    void otherModelsSeeTheSameBatches()
    {
        TinyProject project;
        const auto batches = batchesOf(project.spec(kVae));
        QVERIFY(batches.size() > 20);
        QVERIFY(batches == batchesOf(project.spec(with("latent.kind", word("eae")))));
        QVERIFY(batches == batchesOf(project.spec(with("decoder.hidden", 20))));
        QVERIFY(batches != batchesOf(project.spec(with("run.seed", 4))));
    }

    void equalRunsGiveEqualCurvesBitForBit()
    {
        TinyProject project;
        const RunRecord first = project.create(word("first"), kVae);
        const RunRecord second = project.create(word("second"), kVae);
        QVERIFY(runTraining(project.folder(first), {}) && runTraining(project.folder(second), {}));
        for (const char* metric : {"train/kl", "train/reconstruction"})
            QCOMPARE(valuesOf(project.folder(first), metric), valuesOf(project.folder(second), metric));
        const RunFigures a = readFigures(project.store(), first.uid, {word("train/kl")}).value();
        const RunFigures b = readFigures(project.store(), second.uid, {word("train/kl")}).value();
        const QList<RunPair> pairs = pairsOf({&a}, {&b});
        QCOMPARE(pairs.size(), 1);
        for (const StepValue& difference : stepDifferences(pairs.first(), word("train/kl")))
            QCOMPARE(difference.value, 0.0);
    }

    void anotherWeightOfKlChangesNothingBeforeTheFirstUpdate()
    {
        TinyProject project;
        const RunRecord first = project.create(word("first"), with("objective.beta", 1.0));
        const RunRecord second = project.create(word("second"), with("objective.beta", 0.25));
        const RunRecord other = project.create(word("other"), with("run.seed", 4));
        for (const RunRecord& run : {first, second, other})
            QVERIFY(runTraining(project.folder(run), {}));
        const QList<double> a = valuesOf(project.folder(first), "train/reconstruction");
        const QList<double> b = valuesOf(project.folder(second), "train/reconstruction");
        QVERIFY(a.size() > 10);
        QCOMPARE(a.first(), b.first()); // weights, batch and noise are the same: the loss is, bit for bit
        QVERIFY(a.last() != b.last());
        QVERIFY(valuesOf(project.folder(other), "train/reconstruction").first() != a.first());
    }

    void whatChangesTheBatchesIsRefusedInOneSentence()
    {
        TinyProject project;
        const RunSpec leader = project.spec(kVae);
        QVERIFY(!lockStepConflict(project.spec(with("objective.beta", 0.25)), leader));
        const auto batch = lockStepConflict(project.spec(with("train.batch", 8)), leader);
        QVERIFY(batch);
        QCOMPARE(
            lockStepSentence(*batch, word("vae-1")),
            word("A run in lock step with vae-1 sees the same batches, so train.batch must be 16 as there, not 8."));
        const auto data = lockStepConflict(project.spec(with("data.id", word("wordnet-glosses"))), leader);
        QVERIFY(data);
        QCOMPARE(data->key, word("data.id"));
        QCOMPARE(lockStepConflict(project.spec(with("run.seed", 9)), leader)->key, word("run.seed"));
    }
};

QTEST_MAIN(TestLockStep)
#include "tst_lock_step.moc"
