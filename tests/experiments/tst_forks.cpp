#include "experiments/store/metric_reader.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

QList<MetricPoint> seriesOf(const RunFolder& folder, const char* metric)
{
    return MetricReader::open(folder).value()->series(QLatin1String(metric)).value();
}

/// What the worker says of a fork's beginning.
QString forkSentence(const RunFolder& folder)
{
    const MetricUpdate update = MetricReader::open(folder).value()->after({}).value();
    for (const RunEvent& event : update.events)
        if (event.kind == QLatin1String("fork"))
            return event.message;
    return {};
}

} // namespace

/// Runs that begin with the weights of another's checkpoint.
class TestForks : public QObject {
    Q_OBJECT
private slots:
    void forkOfACheckpointStartsFromItsWeights()
    {
        TinyProject project;
        const RunRecord parent = project.create(QStringLiteral("parent"));
        QVERIFY(runTraining(project.folder(parent), {}));
        const RunRecord child = project.createFork(parent, {{QStringLiteral("optimizer.rate"), 1e-9}});
        QCOMPARE(runTraining(project.folder(child), {}).value(), RunState::Finished);
        QVERIFY(forkSentence(project.folder(child))
                    .contains(QStringLiteral("starts from the weights of the parent's step")));
        // With such a rate nothing moves: the child is where its parent ended, not where a new run would be.
        const QList<MetricPoint> before = seriesOf(project.folder(parent), "validation/reconstruction");
        const QList<MetricPoint> after = seriesOf(project.folder(child), "validation/reconstruction");
        const double way = before.first().value - before.last().value;
        QVERIFY(way > 0);
        QVERIFY(std::abs(after.first().value - before.last().value) < 0.05 * way);
        QVERIFY(std::abs(after.last().value - before.last().value) < 0.05 * way);
        QCOMPARE(seriesOf(project.folder(child), "train/loss").first().step, 1);
    }

    void forkOfOtherShapesStartsFromScratchAndSaysSo_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* key, const char* words) {
            QTest::newRow(key) << QString::fromLatin1(key) << QString::fromLatin1(words);
        };
        row("latent.size", "with latent.size=16 the model has other parameters than at");
        row("data.split_seed", "with data.split_seed=16 the words may have other numbers than at");
    }
    void forkOfOtherShapesStartsFromScratchAndSaysSo()
    {
        QFETCH(QString, key);
        QFETCH(QString, words);
        TinyProject project;
        const RunRecord parent = project.create(QStringLiteral("parent"), {{QStringLiteral("train.epochs"), 1}});
        QVERIFY(runTraining(project.folder(parent), {}));
        const RunRecord child = project.createFork(parent, {{key, 16}});
        const Result<RunState> state = runTraining(project.folder(child), {});
        QVERIFY2(state, qPrintable(state ? QString() : state.error().detail));
        QVERIFY(forkSentence(project.folder(child)).contains(words));
    }

    void forkOfADamagedCheckpointFails()
    {
        TinyProject project;
        const RunRecord parent = project.create(QStringLiteral("parent"), {{QStringLiteral("train.epochs"), 1}});
        QVERIFY(runTraining(project.folder(parent), {}));
        const RunRecord child = project.createFork(parent, {});
        QVERIFY(QFile::resize(project.folder(child).start(), 1000));
        const Result<RunState> state = runTraining(project.folder(child), {});
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestForks)
#include "tst_forks.moc"
