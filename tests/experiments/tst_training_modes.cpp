// Averaged weights, lagging training, pauses and checkpoints on demand, from settings to answers.

#include "engine/io/safetensors.h"
#include "experiments/records/program_facts.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/metric_reader.h"
#include "experiments/training/checkpoint_keeper.h"
#include "experiments/training/opened_run.h"
#include "experiments/training/run_evaluation.h"
#include "experiments/training/training_run.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QTest>

#include <cmath>

using namespace lb::experiments;
using namespace lb::tests;

class TestTrainingModes : public QObject {
    Q_OBJECT
private slots:
    void pausedRunGoesOnToTheSameWeights()
    {
        TinyProject project;
        const QMap<QString, QJsonValue> settings{{QStringLiteral("train.epochs"), 20}};
        const RunRecord whole = project.create(QStringLiteral("whole"), settings);
        QCOMPARE(runTraining(project.folder(whole), {}).value(), RunState::Finished);
        const RunRecord paused = project.create(QStringLiteral("paused"), settings);
        for (int i = 0; i < 3; ++i)
            for (const char* word : {"pause", "continue"}) // one is obeyed each twentieth of a second
                QVERIFY(writeCommand(project.folder(paused), QLatin1String(word)));
        QCOMPARE(runTraining(project.folder(paused), {}).value(), RunState::Finished);
        QVERIFY(hasEvent(project.folder(paused), "continue"));
        const auto one = OpenedRun::open(project.folder(whole), {}).value();
        const auto other = OpenedRun::open(project.folder(paused), {}).value();
        for (const auto& tensor : one->setup().store->tensors())
            QVERIFY2(one->setup().store->read(tensor.name) == other->setup().store->read(tensor.name),
                     tensor.name.c_str());
        const QList<MetricPoint> a = seriesOf(project.folder(whole), "train/loss");
        const QList<MetricPoint> b = seriesOf(project.folder(paused), "train/loss");
        QCOMPARE(a.size(), b.size());
        for (qsizetype i = 0; i < a.size(); ++i)
            QVERIFY(a[i].step == b[i].step && a[i].value == b[i].value);
    }

    void runsKeepWhatTrainedThem()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("train.epochs"), 1}});
        QVERIFY(runTraining(project.folder(run), {}));
        const QJsonObject facts = project.store().refresh(run.uid)->theory.value(QStringLiteral("program")).toObject();
        QCOMPARE(facts.value(QStringLiteral("latentbench")).toString(), QStringLiteral(LB_VERSION));
        QCOMPARE(facts.value(QStringLiteral("qt")).toString(), QString::fromLatin1(qVersion()));
        for (const char* key : {"system", "kernel", "architecture", "processor"})
            QVERIFY2(!facts.value(QLatin1String(key)).toString().isEmpty(), key);
        QVERIFY(programText(facts).startsWith(QStringLiteral("Latentbench " LB_VERSION)));
        QVERIFY(programText({}).isEmpty());
    }

    void finalCheckpointComesBeforeOthersOfTheSameStep()
    {
        TinyProject project;
        const RunRecord run = project.create(
            QStringLiteral("a"), {{QStringLiteral("train.epochs"), 1}, {QStringLiteral("train.batch"), 256}});
        const RunFolder folder = project.folder(run);
        QVERIFY(writeCommand(folder, QStringLiteral("checkpoint"))); // obeyed after the only step there is
        QVERIFY(runTraining(folder, {}));
        const QStringList files = CheckpointKeeper::filesNewestFirst(folder);
        QVERIFY2(files.contains(QStringLiteral("0000000001-manual.safetensors")), qPrintable(files.join(u' ')));
        QCOMPARE(files.first(), QStringLiteral("0000000001-final.safetensors"));
    }

    void averagedWeightsAreAnsweredWithOnRequest()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("optimizer.average"), 0.95}});
        const RunFolder folder = project.folder(run);
        QVERIFY(runTraining(folder, {}));
        const auto own = OpenedRun::open(folder, {}).value();
        const auto averaged = OpenedRun::open(folder, {}, {.isAveraged = true}).value();
        const std::string name = own->setup().store->tensors().front().name;
        QVERIFY(own->setup().store->read(name) != averaged->setup().store->read(name));
        const auto lossOf = [](OpenedRun& opened) {
            const Result<Evaluation> result = RunEvaluation(opened, {.what = {QStringLiteral("basic")}}, {}).run();
            return result->numbers.value(QStringLiteral("reconstruction"));
        };
        const double loss = lossOf(*own);
        const double other = lossOf(*averaged);
        QVERIFY(std::isfinite(other) && other != loss);
        const QString file = project.path() + QStringLiteral("/averaged.safetensors");
        QVERIFY(exportWeights(newestCheckpoint(folder), file, true));
        const auto exported = lb::engine::readSafetensors(file.toStdString());
        QVERIFY(exported->tensors.at(name).floats().value() == averaged->setup().store->read(name));
    }

    void averageThatIsNotThereIsRefusedWithTheField()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("train.epochs"), 1}});
        QVERIFY(runTraining(project.folder(run), {}));
        const auto opened = OpenedRun::open(project.folder(run), {}, {.isAveraged = true});
        QVERIFY(!opened && opened.error().detail.contains(QStringLiteral("optimizer.average")));
        QVERIFY(!exportWeights(newestCheckpoint(project.folder(run)), project.path() + QStringLiteral("/x"), true));
    }

    void laggingTrainingEndsWhenInformationFalls()
    {
        TinyProject project;
        const RunRecord run = project.create(
            QStringLiteral("a"), {{QStringLiteral("objective.lagging"), true}, {QStringLiteral("train.epochs"), 6}});
        const RunFolder folder = project.folder(run);
        QVERIFY(runTraining(folder, {}));
        const QList<MetricPoint> updates = seriesOf(folder, "train/encoder_updates");
        QVERIFY(updates.size() > 0 && updates.first().value >= 15);
        // It lasts to the end of the first epoch in which the information fell, or to the end of the run.
        const QList<MetricPoint> information = seriesOf(folder, "validation/mutual_information");
        qint64 end = project.store().refresh(run.uid)->totalSteps;
        for (qsizetype i = information.size() - 1; i > 1; --i)
            if (information[i].value < information[i - 1].value)
                end = information[i].step;
        QCOMPARE(updates.last().step, end);
        QCOMPARE(hasEvent(folder, "lagging"), end < project.store().refresh(run.uid)->totalSteps);
    }

    void samplesAreKeptEverySoManySteps()
    {
        TinyProject project;
        const QMap<QString, QJsonValue> changes{{QStringLiteral("train.sample_every"), 5}};
        const RunRecord run = project.create(QStringLiteral("a"), changes);
        const RunRecord twin = project.create(QStringLiteral("b"), changes);
        const RunRecord plain = project.create(QStringLiteral("c"), {});
        QVERIFY(runTraining(project.folder(run), {}));
        QVERIFY(runTraining(project.folder(twin), {}));
        QVERIFY(runTraining(project.folder(plain), {}));
        const auto reader = MetricReader::open(project.folder(run)).value();
        const auto twins = MetricReader::open(project.folder(twin)).value();
        const QList<qint64> steps = reader->stripSteps().value();
        for (const qint64 step : QList<qint64>{0, 5, 10, 15})
            QVERIFY2(steps.contains(step), qPrintable(QString::number(step)));
        for (const qint64 step : steps) {
            const ItemStrip strip = reader->strip(step).value();
            QCOMPARE(strip.step, step);
            QCOMPARE(strip.samples.size(), 8);
            QCOMPARE(twins->strip(step).value().samples, strip.samples);
        }
        QVERIFY(reader->strip(steps.last()).value().samples != reader->strip(0).value().samples);
        // Looking changes nothing: the same losses as a run that is not sampled in between.
        const auto losses = [&](const RunRecord& of) {
            const auto opened = MetricReader::open(project.folder(of)).value();
            const QList<MetricPoint> points = opened->series(QStringLiteral("train/loss")).value();
            QList<double> values;
            for (const MetricPoint& point : points)
                values.append(point.value);
            return values;
        };
        QVERIFY(losses(run).size() > 10);
        QCOMPARE(losses(run), losses(plain));
    }
};

QTEST_GUILESS_MAIN(TestTrainingModes)
#include "tst_training_modes.moc"
