// The flight recorder: what is kept of the last steps, that it finds where numbers went wrong, what it costs.
#include "experiments/preview/presets.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/flight_file.h"
#include "experiments/training/flight_recorder.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/training_run.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <cmath>
#include <limits>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

FlightLog sampleLog()
{
    const double nan = std::nan("");
    return {.columns = {word("train/loss"), word("train/kl")},
            .steps = {{.step = 16, .values = {2.5, 0.25}},
                      {.step = 17, .values = {nan, -std::numeric_limits<double>::infinity()}}},
            .tensors = {word("encoder, first"), word("decoder")},
            .gradients = {{.step = 17, .values = {nan, 1.5}}},
            .activations = {{.part = word("encoder"), .least = -1.5, .most = 2, .values = 8, .notFinite = 1},
                            {.part = word("backward:encoder"),
                             .least = std::numeric_limits<double>::infinity(),
                             .most = -std::numeric_limits<double>::infinity(),
                             .values = 1,
                             .notFinite = 1}},
            .activationStep = 17,
            .stepsPerEpoch = 30,
            .writtenMs = 5,
            .failedStep = 17,
            .place = word("log in decoder")};
}

} // namespace

class TestFlight : public QObject {
    Q_OBJECT
private slots:
    void failedRunKeepsItsLastStepsAndNamesThePlace()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"), {{word("optimizer.kind"), word("sgd")},
                                                         {word("optimizer.rate"), 100.0},
                                                         {word("optimizer.weight_decay"), 100.0}});
        QVERIFY(!runTraining(project.folder(run), {}));
        const auto log = readFlight(project.folder(run));
        QVERIFY2(log, qPrintable(log ? QString() : log.error().detail));
        QCOMPARE(log->failedStep, log->steps.last().step);
        QVERIFY(!log->place.isEmpty());
        QVERIFY(!FlightLog::notFinite(log->columns, log->steps.last()).isEmpty());
        for (const FlightLog::Row& row : log->steps.mid(0, log->steps.size() - 1))
            QVERIFY(FlightLog::notFinite(log->columns, row).isEmpty());
        QCOMPARE(log->gradients.last().step, log->failedStep);
        QVERIFY(!FlightLog::notFinite(log->tensors, log->gradients.last()).isEmpty());
        QCOMPARE(log->activationStep, log->failedStep);
        QVERIFY(std::any_of(log->activations.cbegin(), log->activations.cend(), [&](const FlightLog::Range& range) {
            return range.notFinite > 0 && log->place.contains(range.part);
        }));
    }

    void finishedRunKeepsTheRangesOfItsLastStep()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"));
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Finished);
        const auto log = readFlight(project.folder(run));
        QVERIFY(log);
        QCOMPARE(log->activationStep, log->steps.last().step);
        bool isForward = false;
        bool isBackward = false;
        for (const FlightLog::Range& range : log->activations) {
            QVERIFY(range.values > 0 && range.notFinite == 0);
            QVERIFY2(range.least <= range.most, qPrintable(range.part));
            (range.part.startsWith(word("backward")) ? isBackward : isForward) = true;
        }
        QVERIFY(isForward && isBackward);
    }

    void finishedRunKeepsTheNewest200StepsAsTheStoreHasThem()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"), {{word("train.epochs"), 12}});
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Finished);
        const auto log = readFlight(project.folder(run));
        QVERIFY(log);
        QCOMPARE(log->steps.size(), FlightLog::kMostSteps);
        const QList<MetricPoint> losses = seriesOf(project.folder(run), "train/loss");
        const QList<MetricPoint> terms = seriesOf(project.folder(run), "train/kl");
        QVERIFY(losses.size() > FlightLog::kMostSteps);
        for (qsizetype i = 1; i <= FlightLog::kMostSteps; ++i) {
            const FlightLog::Row& row = log->steps.at(log->steps.size() - i);
            QCOMPARE(row.step, losses.at(losses.size() - i).step);
            QCOMPARE(row.values[static_cast<std::size_t>(log->columns.indexOf(word("train/loss")))],
                     losses.at(losses.size() - i).value);
            QCOMPARE(row.values[static_cast<std::size_t>(log->columns.indexOf(word("train/kl")))],
                     terms.at(terms.size() - i).value);
        }
        QCOMPARE(log->failedStep, -1);
    }

    void tensorNormsMakeUpTheGradientNorm()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"));
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Finished);
        const auto log = readFlight(project.folder(run));
        QVERIFY(log && !log->gradients.isEmpty());
        const auto norm = static_cast<std::size_t>(log->columns.indexOf(word("train/gradient_norm")));
        for (const FlightLog::Row& look : log->gradients) {
            double squares = 0;
            for (const double each : look.values)
                squares += each * each;
            for (const FlightLog::Row& row : log->steps)
                if (row.step == look.step)
                    QVERIFY(std::abs(std::sqrt(squares) - row.values[norm]) < 1e-4 * row.values[norm]);
        }
    }

    void commandWritesThemWhileTheRunIsAtWork()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"), {{word("train.epochs"), 200}});
        QVERIFY(writeCommand(project.folder(run), kFlightCommand));
        QVERIFY(writeCommand(project.folder(run), word("stop")));
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Stopped);
        const auto log = readFlight(project.folder(run));
        QVERIFY(log);
        QVERIFY(!log->activations.isEmpty()); // taken when it was asked
    }

    void fileIsReadAsItWasWritten()
    {
        const QTemporaryDir directory;
        const RunFolder folder(directory.path());
        QCOMPARE(readFlight(folder).error().kind, ErrorKind::NotFound);
        QVERIFY(writeFlight(folder, sampleLog()));
        const auto log = readFlight(folder);
        QVERIFY(log);
        QCOMPARE(log->toJson(), sampleLog().toJson()); // NaN is unlike itself
        QVERIFY(std::isnan(log->steps.last().values[0]) && std::isinf(log->steps.last().values[1]));
        QCOMPARE(log->place, sampleLog().place);
    }

    void tableHasALineAStepAndGradientsWhereTheyWereTaken()
    {
        QCOMPARE(sampleLog().toCsv(),
                 word("step,train/loss,train/kl,\"gradient_norm/encoder, first\",gradient_norm/decoder\r\n"
                      "16,2.5,0.25,,\r\n"
                      "17,nan,-inf,nan,1.5\r\n"));
        QVERIFY(sampleLog().summary().contains(word("Step 17")) &&
                sampleLog().summary().contains(word("log in decoder")));
    }

    void damagedFilesAreRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no json") << QByteArray("flight");
        QTest::newRow("another file") << QByteArray("{}");
        QTest::newRow("short row") << QByteArray(
            R"({"version":1,"columns":["a","b"],"steps":[{"step":1,"values":[1]}]})");
        QTest::newRow("no step") << QByteArray(R"({"version":1,"columns":["a"],"steps":[{"values":[1]}]})");
        QByteArray many = R"({"version":1,"columns":[],"steps":[{"step":1,"values":[]})";
        for (int i = 0; i < FlightLog::kMostSteps; ++i)
            many += R"(,{"step":1,"values":[]})";
        QTest::newRow("too many rows") << many + "]}";
    }
    void damagedFilesAreRefusedWithASentence()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir directory;
        const RunFolder folder(directory.path());
        QVERIFY(writeFlight(folder, {}));
        QFile file(flightFile(folder));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto log = readFlight(folder);
        QVERIFY(!log);
        QCOMPARE(log.error().kind, ErrorKind::Corrupt);
        QVERIFY(log.error().detail.endsWith(QLatin1Char('.')));
    }

    /// Below 1 % of a step, on the small model whose steps are the shortest that people train.
    void recordingCostsLessThanAHundredthOfAStep()
    {
        const auto setup = setUpRun(findPreset(word("vae-sentences")).value().spec, {.threads = 1});
        if (!setup)
            QSKIP("the data set of this preset is not installed");
        std::vector<std::string> scalars;
        const auto batches = (*setup)->batches((*setup)->data.train, true);
        lb::engine::Trainer trainer(
            *(*setup)->store, *batches, (*setup)->recorder(&scalars),
            {.optimizer = optimizerSettings((*setup)->spec), .totalSteps = 64, .arena = (*setup)->arena.get()});
        lb::engine::StepReport report = trainer.step(); // names are there now
        FlightRecorder recorder(*(*setup)->store, scalars);
        double training = 0;
        double recording = 0;
        QElapsedTimer clock;
        for (int i = 0; i < 4 * FlightRecorder::kLookEvery; ++i) {
            clock.start();
            report = trainer.step();
            training += static_cast<double>(clock.nsecsElapsed());
            clock.start();
            recorder.record(report);
            recording += static_cast<double>(clock.nsecsElapsed());
            if (trainer.nextStep() == trainer.totalSteps())
                trainer.seek(0);
        }
        qInfo("recording: %.4f %% of a step of %.2f ms", 100 * recording / training,
              training / 1e6 / static_cast<double>(4 * FlightRecorder::kLookEvery));
        QVERIFY(recording < 0.01 * training);
    }
};

QTEST_APPLESS_MAIN(TestFlight)
#include "tst_flight.moc"
