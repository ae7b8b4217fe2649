#include "experiments/store/metric_writer.h"
#include "experiments/store/run_difference.h"
#include "experiments/training/training_run.h"
#include "tests/support/memory_directory.h"
#include "tests/support/tiny_project.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

/// A run's database with the points that are logged into it.
struct Numbers {
    MemoryDirectory directory;
    RunFolder folder{directory.path()};
    std::unique_ptr<MetricWriter> writer = MetricWriter::open(folder).value();

    Numbers& log(const char* metric, const QList<double>& values)
    {
        for (qsizetype i = 0; i < values.size(); ++i)
            writer->append(writer->metric(QString::fromLatin1(metric)), i, values[i]);
        return *this;
    }
    std::unique_ptr<MetricReader> reader()
    {
        if (!writer->commit(MetricWriter::Durability::Rhythm))
            qFatal("not committed");
        return MetricReader::open(folder).value();
    }
};

RunDifference difference(Numbers& first, Numbers& again)
{
    return differenceOf(*first.reader(), *again.reader()).value();
}

} // namespace

class TestRunDifference : public QObject {
    Q_OBJECT
private slots:
    void timesAndTheComputerAreLeftOut()
    {
        Numbers first, again;
        first.log("train/loss", {3, 2, 1}).log("train/step_ms", {1, 2, 3}).log("system/cpu_percent", {90});
        again.log("train/loss", {3, 2, 1}).log("train/step_ms", {4, 5, 6}).log("train/items_per_s", {7});
        const RunDifference found = difference(first, again);
        QVERIFY(found.isIdentical());
        QCOMPARE(found.metrics.size(), 1);
        QCOMPARE(found.metrics.first().points, 3);
    }

    void theFirstAndTheLargestAreNamed()
    {
        const double nan = std::nan("");
        Numbers first, again;
        first.log("train/loss", {3, 2, 1, 1}).log("train/kl", {1, nan, nan});
        again.log("train/loss", {3, 2.25, 1.5, 1}).log("train/kl", {1, nan, 0.5});
        const RunDifference found = difference(first, again);
        QVERIFY(!found.isIdentical());
        QCOMPARE(found.metrics[0].firstStep, 1);
        QCOMPARE(found.metrics[0].largest, 0.5);
        QCOMPARE(found.metrics[1].firstStep, 2); // two that are no numbers are equal, one is not
        QCOMPARE(found.worst()->metric, QStringLiteral("train/kl"));
        QVERIFY(std::isinf(found.worst()->largest));
    }

    void aShorterRunIsNotTheSame()
    {
        Numbers first, again;
        first.log("train/loss", {3, 2, 1});
        again.log("train/loss", {3, 2});
        QVERIFY(!difference(first, again).isIdentical());
        QVERIFY(!difference(first, again).worst());
        again.log("train/kl", {1});
        QCOMPARE(difference(first, again).onlyInOne, QStringList{QStringLiteral("train/kl")});
        Numbers empty, nothing;
        QVERIFY(!difference(empty, nothing).isIdentical());
    }

    void aRunTrainedAgainIsIdenticalAndOneOfAnotherSeedIsNot()
    {
        TinyProject project;
        const auto trained = [&](const char* name, int seed) {
            const RunRecord run = project.create(
                QString::fromLatin1(name), {{QStringLiteral("train.epochs"), 2}, {QStringLiteral("run.seed"), seed}});
            if (!runTraining(project.folder(run), {}))
                qFatal("not trained");
            return MetricReader::open(project.folder(run)).value();
        };
        const auto first = trained("first", 1);
        QVERIFY(differenceOf(*first, *trained("again", 1))->isIdentical());
        const auto other = differenceOf(*first, *trained("other", 2));
        QVERIFY(!other->isIdentical());
        QVERIFY(other->worst());
    }
};

QTEST_GUILESS_MAIN(TestRunDifference)
#include "tst_run_difference.moc"
