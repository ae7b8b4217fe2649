#include "engine/io/safetensors.h"
#include "experiments/store/checkpoint_files.h"
#include "experiments/store/command_queue.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "experiments/training/checkpoint_keeper.h"
#include "experiments/training/opened_run.h"
#include "experiments/training/training_run.h"
#include "models/latents/latent.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <atomic>
#include <cmath>

#include <sys/stat.h>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

double lastOf(const RunFolder& folder, const char* metric)
{
    return MetricReader::open(folder).value()->lastValues()->value(QLatin1String(metric), std::nan(""));
}

void truncateFile(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() / 2));
}

} // namespace

class TestTraining : public QObject {
    Q_OBJECT
private slots:
    void finishedRunLeavesMetricsCheckpointsAndTestValues()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY2(state, qPrintable(state ? QString() : state.error().detail));
        QCOMPARE(*state, RunState::Finished);
        const RunRecord after = project.store().refresh(run.uid).value();
        QCOMPARE(after.state, RunState::Finished);
        QCOMPARE(after.step, after.totalSteps);
        QCOMPARE(seriesOf(project.folder(run), "train/loss").size(), after.totalSteps);
        for (const char* term : {"train/reconstruction", "train/kl", "train/elbo", "train/pre_bn_variance"})
            QCOMPARE(seriesOf(project.folder(run), term).size(), after.totalSteps);
        QCOMPARE(lastOf(project.folder(run), "test/active_units"), 4.0);
        QVERIFY(newestCheckpoint(project.folder(run)).endsWith(QStringLiteral("-final.safetensors")));
        QVERIFY(hasEvent(project.folder(run), "finish"));
    }

    void everyLatentTrains_data()
    {
        QTest::addColumn<QString>("kind");
        for (const std::string& kind : lb::models::latentKinds())
            QTest::newRow(kind.c_str()) << QString::fromStdString(kind);
    }
    void everyLatentTrains()
    {
        QFETCH(QString, kind);
        TinyProject project;
        const RunRecord run = project.create(kind, {{QStringLiteral("latent.kind"), kind}});
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY2(state, qPrintable(state ? QString() : state.error().detail));
        const QList<MetricPoint> losses = seriesOf(project.folder(run), "validation/reconstruction");
        QVERIFY(losses.last().value < losses.first().value);
        const QStringList withoutKl{QStringLiteral("ae"), QStringLiteral("eae"), QStringLiteral("wae-mmd"),
                                    QStringLiteral("rae")};
        const bool hasKl = !withoutKl.contains(kind);
        QCOMPARE(std::isnan(lastOf(project.folder(run), "validation/kl")), !hasKl);
    }

    void roundedProductsTrainAlmostAsFullOnes()
    {
        TinyProject project;
        QList<MetricPoint> losses[2];
        double ends[2];
        for (const int i : {0, 1}) {
            const QString precision = i == 0 ? QStringLiteral("fp32") : QStringLiteral("bf16");
            const RunRecord run = project.create(precision, {{QStringLiteral("run.precision"), precision}});
            QVERIFY(runTraining(project.folder(run), {}));
            losses[i] = seriesOf(project.folder(run), "train/loss");
            ends[i] = lastOf(project.folder(run), "validation/reconstruction");
            QCOMPARE(project.store().refresh(run.uid)->theory.value(QStringLiteral("precision")).toString(), precision);
        }
        const double relative = losses[1].first().value / losses[0].first().value - 1;
        QVERIFY2(relative != 0 && std::abs(relative) < 0.005, qPrintable(QString::number(relative)));
        QVERIFY2(std::abs(ends[1] / ends[0] - 1) < 0.02, qPrintable(QString::number(ends[1] / ends[0])));
    }

    void stoppedRunContinuesToTheSameWeights_data()
    {
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<bool>("hasAll");
        for (const char* kind : {"sgd", "adam", "lamb", "adafactor"})
            QTest::newRow(kind) << QString::fromLatin1(kind) << false;
        QTest::newRow("everything else") << QStringLiteral("adamw") << true;
    }
    void stoppedRunContinuesToTheSameWeights()
    {
        QFETCH(QString, optimizer);
        QFETCH(bool, hasAll);
        TinyProject project;
        // Wide enough for AdaFactor to factor the recurrent weights.
        QMap<QString, QJsonValue> settings{{QStringLiteral("optimizer.kind"), optimizer},
                                           {QStringLiteral("optimizer.momentum"), 0.5},
                                           {QStringLiteral("decoder.hidden"), 128},
                                           {QStringLiteral("train.epochs"), 2}};
        if (hasAll)
            settings.insert({{QStringLiteral("optimizer.average"), 0.9},
                             {QStringLiteral("optimizer.lookahead"), 3},
                             {QStringLiteral("optimizer.rates"), QStringLiteral("decoder/*=0.5")},
                             {QStringLiteral("optimizer.no_decay"), QStringLiteral("latent/*")},
                             {QStringLiteral("optimizer.weight_decay"), 0.01},
                             {QStringLiteral("train.accumulate"), 2},
                             {QStringLiteral("run.precision"), QStringLiteral("bf16")},
                             {QStringLiteral("objective.lagging"), true}});
        const RunRecord whole = project.create(QStringLiteral("whole"), settings);
        const Result<RunState> first = runTraining(project.folder(whole), {});
        QVERIFY2(first, qPrintable(first ? QString() : first.error().detail));
        const RunRecord parts = project.create(QStringLiteral("parts"), settings);
        const RunFolder folder = project.folder(parts);
        std::atomic<bool> stop{true}; // asked before it starts: it stops at its first look
        QCOMPARE(runTraining(folder, {.stop = &stop}).value(), RunState::Stopped);
        const qint64 stoppedAt = project.store().refresh(parts.uid).value().step;
        QVERIFY(stoppedAt < project.store().refresh(whole.uid).value().step);
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        const auto opened = OpenedRun::open(folder, {}).value();
        const auto& store = *opened->setup().store;
        const auto other = OpenedRun::open(project.folder(whole), {}).value();
        for (const auto& tensor : store.tensors())
            QVERIFY2(store.read(tensor.name) == other->setup().store->read(tensor.name), tensor.name.c_str());
        const QList<MetricPoint> a = seriesOf(project.folder(whole), "train/loss");
        const QList<MetricPoint> b = seriesOf(folder, "train/loss");
        QCOMPARE(a.size(), b.size());
        for (qsizetype i = 0; i < a.size(); ++i)
            QVERIFY(a[i].step == b[i].step && a[i].value == b[i].value);
    }

    void finishedRunContinuesForMoreEpochs()
    {
        TinyProject project;
        const RunRecord longRun = project.create(QStringLiteral("long"), {{QStringLiteral("train.epochs"), 3}});
        QVERIFY(runTraining(project.folder(longRun), {}));
        const RunRecord grown = project.create(QStringLiteral("grown"), {{QStringLiteral("train.epochs"), 2}});
        QVERIFY(runTraining(project.folder(grown), {}));
        RunSpec spec = project.store().spec(grown.uid).value();
        spec.set(QStringLiteral("train.epochs"), 3);
        QVERIFY(project.store().writeSpec(grown.uid, spec));
        QCOMPARE(runTraining(project.folder(grown), {}).value(), RunState::Finished);
        QCOMPARE(lastOf(project.folder(grown), "train/loss"), lastOf(project.folder(longRun), "train/loss"));
    }

    void aWorkerThatDiesAfterTheLastCheckpointLeavesItAsItIs()
    {
        TinyProject project;
        const RunRecord run =
            project.create(QStringLiteral("run"), {{QStringLiteral("latent.kind"), QStringLiteral("bn-vae")}});
        const RunFolder folder = project.folder(run);
        QVERIFY(runTraining(folder, {}));
        const QString path = newestCheckpoint(folder);
        const auto before = lb::engine::readSafetensors(path.toStdString()).value();
        { // as if it had died between writing the file and committing that it is there
            const auto writer = MetricWriter::open(folder).value();
            writer->removeCheckpoint(QFileInfo(path).fileName());
            RunStatus status = writer->status();
            status.state = RunState::Running;
            writer->setStatus(status);
            QVERIFY(writer->commit(MetricWriter::Durability::Durable));
        }
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        const auto after = lb::engine::readSafetensors(path.toStdString()).value();
        for (const auto& [name, tensor] : before.tensors)
            QVERIFY2(tensor.data == after.tensors.at(name).data, name.c_str());
    }

    void halfACheckpointIsSkippedForTheOneBefore()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        const RunFolder folder = project.folder(run);
        QVERIFY(runTraining(folder, {}));
        truncateFile(newestCheckpoint(folder));
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        QVERIFY(hasEvent(folder, "resume", "Damaged checkpoints were skipped"));
        QVERIFY(hasEvent(folder, "resume", "-final.safetensors"));
    }

    void changedDataIsRefusedOnResume()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        QVERIFY(runTraining(project.folder(run), {}));
        QFile file(project.textFile());
        QVERIFY(file.open(QIODevice::Append));
        file.write("the boat sees the moon by the river\n");
        file.close();
        const Result<RunState> again = runTraining(project.folder(run), {});
        QVERIFY(!again);
        QVERIFY2(again.error().detail.contains(QStringLiteral("fingerprint")), qPrintable(again.error().detail));
    }

    void secondWorkerOnARunIsRefused()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        const auto lock = RunLock::take(project.folder(run));
        QVERIFY(lock);
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::Busy);
    }

    void unfinishedCheckpointsAreRemovedUnderTheLock()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("train.epochs"), 1}});
        const RunFolder folder = project.folder(run);
        QFile part(folder.checkpoints() + QStringLiteral("/0000000012-auto.safetensors.4711-0.part"));
        QVERIFY(part.open(QIODevice::WriteOnly));
        {
            const auto other = RunLock::take(folder);
            QVERIFY(!runTraining(folder, {}));
            QVERIFY(part.exists()); // the other worker may be writing it
        }
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        QVERIFY(!part.exists());
        QVERIFY(hasEvent(folder, "tidy", "1 unfinished"));
    }

    void filesOfARunFollowTheUmask()
    {
        const mode_t before = ::umask(022);
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("train.epochs"), 1}});
        const bool isDone = runTraining(project.folder(run), {}).has_value();
        ::umask(before);
        QVERIFY(isDone);
        QDirIterator files(project.folder(run).path(), QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        for (; files.hasNext(); ++count) {
            struct stat status {};
            QCOMPARE(::stat(QFile::encodeName(files.next()).constData(), &status), 0);
            QVERIFY2((status.st_mode & 0777U) == 0644U, qPrintable(files.filePath()));
        }
        QVERIFY(count >= 6); // spec, meta, database, lock, checkpoints, artifacts
    }

    void emptyTextFileFailsWithASentence()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        QFile file(project.textFile());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.close();
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY(!state);
        const RunRecord after = project.store().refresh(run.uid).value();
        QCOMPARE(after.state, RunState::Failed);
        QVERIFY2(after.stateReason.contains(QStringLiteral("sentences.txt")), qPrintable(after.stateReason));
    }

    void explodingRateStopsWithThePlaceAndTheLastGoodWeights()
    {
        TinyProject project;
        const RunRecord run =
            project.create(QStringLiteral("a"), {{QStringLiteral("optimizer.kind"), QStringLiteral("sgd")},
                                                 {QStringLiteral("optimizer.rate"), 100.0},
                                                 {QStringLiteral("optimizer.weight_decay"), 100.0}});
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY(!state);
        QCOMPARE(state.error().kind, ErrorKind::NonFinite);
        QVERIFY(hasEvent(project.folder(run), "non-finite", "Stopped at step"));
        QVERIFY(OpenedRun::open(project.folder(run), {}));
    }

    void commandsAreObeyedBetweenSteps()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("train.epochs"), 200}});
        QVERIFY(writeCommand(project.folder(run), QStringLiteral("stop")));
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Stopped);
        QVERIFY(hasEvent(project.folder(run), "stop"));
    }

    void commandsAreObeyedInTheirOrder()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("train.epochs"), 200}});
        for (const char* word : {"sample", "checkpoint", "pause", "continue", "stop"})
            QVERIFY(writeCommand(project.folder(run), QLatin1String(word)));
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Stopped);
        const QString words = QStringLiteral("sample pause continue stop");
        QStringList obeyed;
        const MetricUpdate update = MetricReader::open(project.folder(run)).value()->after({}).value();
        for (const RunEvent& event : update.events)
            if (words.contains(event.kind) || event.message.contains(QLatin1String("-manual")))
                obeyed.append(event.kind);
        QCOMPARE(obeyed.join(QLatin1Char(' ')), QStringLiteral("sample checkpoint pause continue stop"));
    }

    void codesOfASphereStayOnIt()
    {
        TinyProject project;
        const RunRecord run =
            project.create(QStringLiteral("a"), {{QStringLiteral("latent.kind"), QStringLiteral("vmf")}});
        QVERIFY(runTraining(project.folder(run), {}));
        const auto opened = OpenedRun::open(project.folder(run), {}).value();
        std::vector<float> codes = opened->encode(QStringLiteral("test")).value();
        for (const char* sampler : {"prior", "gaussian", "gmm"}) {
            const std::vector<float> drawn =
                opened->drawCodes({.count = 50, .seed = 3, .sampler = QLatin1String(sampler)}).value();
            codes.insert(codes.end(), drawn.begin(), drawn.end());
        }
        for (std::size_t i = 0; i < codes.size(); i += 4)
            QVERIFY(std::abs(std::hypot(std::hypot(codes[i], codes[i + 1]), std::hypot(codes[i + 2], codes[i + 3])) -
                             1.0F) < 1e-4F);
    }

    void openedRunSamplesReconstructsAndInterpolates()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        QVERIFY(runTraining(project.folder(run), {}));
        const auto opened = OpenedRun::open(project.folder(run), {}).value();
        const DecodedItems samples = opened->sample({.count = 5, .seed = 2}).value();
        QCOMPARE(samples.sentences.size(), 5);
        QCOMPARE(opened->sample({.count = 5, .seed = 2}).value().sentences, samples.sentences);
        for (const char* sampler : {"gaussian", "gmm"})
            QCOMPARE(
                opened->sample({.count = 40, .seed = 2, .sampler = QLatin1String(sampler)}).value().sentences.size(),
                40);
        QVERIFY(!opened->sample({.count = 1, .sampler = QStringLiteral("dice")}));
    }

    void unknownWordsAreNeitherChosenForTheStripNorSaid()
    {
        TinyProject project;
        QFile file(project.textFile());
        QVERIFY(file.open(QIODevice::Append));
        for (int i = 0; i < 500; ++i) // each word once: most are unknown to a vocabulary of 100
            file.write(QStringLiteral("the boat%1 sees the bird%1\n").arg(i).toUtf8());
        file.close();
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("data.vocabulary"), 100}});
        const Result<RunState> state = runTraining(project.folder(run), {});
        QVERIFY2(state, qPrintable(state ? QString() : state.error().detail));
        const ItemStrip strip = MetricReader::open(project.folder(run)).value()->strip().value();
        QCOMPARE(strip.items.size(), 8);
        for (const auto& item : strip.items)
            QVERIFY2(!item.input.contains(QStringLiteral("<unk>")) && !item.output.contains(QStringLiteral("<unk>")),
                     qPrintable(item.input + QStringLiteral(" -> ") + item.output));
        const auto opened = OpenedRun::open(project.folder(run), {}).value();
        const DecodedItems samples = opened->sample({.count = 40, .seed = 2, .temperature = 2}).value();
        for (const QString& sentence : samples.sentences)
            QVERIFY2(!sentence.contains(QStringLiteral("<unk>")), qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
