// A recorded step done again: the same bits, the items of its batch, and where a number went wrong.
#include "experiments/store/checkpoint_files.h"
#include "experiments/store/flight_file.h"
#include "experiments/training/step_replay.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

Result<StepReplay> replay(const RunFolder& folder, qint64 step)
{
    return replayStep(
        folder, step, [](qint64, qint64) {}, [] { return false; });
}

double lossOf(const FlightLog& log, const FlightLog::Row& row)
{
    return row.values[static_cast<std::size_t>(log.columns.indexOf(word("train/loss")))];
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestStepReplay : public QObject {
    Q_OBJECT
private slots:
    void aRecordedStepComesOutTheSameAndTouchesNothing()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"));
        const RunFolder folder = project.folder(run);
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        const FlightLog recorded = readFlight(folder).value();
        QCOMPARE(recorded.items.size(), recorded.steps.size());
        const QByteArray before = bytesOf(folder.database());
        const QStringList files = QDir(folder.checkpoints()).entryList(QDir::Files);
        const qsizetype place = recorded.steps.size() / 2;
        const FlightLog::Row& wanted = recorded.steps.at(place);
        const auto again = replay(folder, wanted.step);
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        QVERIFY(again->compared > 0);
        QCOMPARE(again->firstMismatch, -1);
        QCOMPARE(again->log.steps.last().step, wanted.step);
        QCOMPARE(lossOf(again->log, again->log.steps.last()), lossOf(recorded, wanted));
        QCOMPARE(again->log.items.last(), recorded.items.at(place));
        QCOMPARE(static_cast<qint64>(again->log.items.last().size()), project.spec().integer(word("train.batch")));
        QCOMPARE(again->log.gradients.last().step, wanted.step);
        QCOMPARE(again->log.activationStep, wanted.step);
        QVERIFY(!again->log.activations.isEmpty());
        QCOMPARE(bytesOf(folder.database()), before);
        QCOMPARE(QDir(folder.checkpoints()).entryList(QDir::Files), files);
    }

    void aFailedStepFailsAtTheSamePlaceAgain()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"), {{word("optimizer.kind"), word("sgd")},
                                                         {word("optimizer.rate"), 100.0},
                                                         {word("optimizer.weight_decay"), 100.0}});
        const RunFolder folder = project.folder(run);
        QVERIFY(!runTraining(folder, {}));
        const FlightLog recorded = readFlight(folder).value();
        const auto again = replay(folder, recorded.failedStep);
        QVERIFY2(again, qPrintable(again ? QString() : again.error().detail));
        QCOMPARE(again->log.failedStep, recorded.failedStep);
        QCOMPARE(again->log.place, recorded.place);
        QCOMPARE(again->firstMismatch, -1);
        QCOMPARE(again->log.items.last(), recorded.items.last());
    }

    void anotherLossIsTold()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"));
        const RunFolder folder = project.folder(run);
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        FlightLog recorded = readFlight(folder).value();
        const qsizetype place = recorded.steps.size() / 2;
        recorded.steps[place].values[static_cast<std::size_t>(recorded.columns.indexOf(word("train/loss")))] += 1e-3;
        QVERIFY(writeFlight(folder, recorded));
        const qint64 step = recorded.steps.at(place).step;
        QCOMPARE(replay(folder, step).value().firstMismatch, step);
    }

    void aStepThatIsNoneIsRefused()
    {
        TinyProject project;
        const RunRecord run = project.create(word("a"));
        const RunFolder folder = project.folder(run);
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        QVERIFY(!replay(folder, 1'000'000));
        QVERIFY(!replay(folder, 0));
        for (const CheckpointFile& file : checkpointFiles(folder))
            QVERIFY(QFile::remove(folder.checkpoints() + QLatin1Char('/') + file.name));
        QCOMPARE(replay(folder, 3).error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestStepReplay)
#include "tst_step_replay.moc"
