// Bytes on the disk: what a run takes, what may be deleted, the trash.
#include "experiments/records/run_query.h"
#include "experiments/store/checkpoint_pruning.h"
#include "experiments/store/disk_use.h"
#include "experiments/store/figure_uses.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/retention.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_trash.h"
#include "tests/support/memory_directory.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <filesystem>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

struct Project {
    MemoryDirectory directory;
    std::unique_ptr<RunStore> store = RunStore::open(directory.path()).value();

    /// A stopped run with checkpoints of 100 bytes: "120-auto" is of step 120.
    QString run(const char* name, const QStringList& checkpoints, const QStringList& tags = {}, int stepsPerEpoch = 0)
    {
        const QString uid = store->create({.name = word(name), .family = word("vae"), .tags = tags}).value().uid;
        const RunFolder folder = store->folder(uid);
        const RunLock lock = RunLock::take(folder).value();
        const auto writer = MetricWriter::open(folder).value();
        for (const QString& text : checkpoints) {
            const qint64 step = text.section(QLatin1Char('-'), 0, 0).toLongLong();
            const QString kind = text.section(QLatin1Char('-'), 1);
            const QString file = word("%1-%2.safetensors").arg(step, 10, 10, QLatin1Char('0')).arg(kind);
            write(folder.checkpoints() + QLatin1Char('/') + file, 100);
            writer->addCheckpoint({.step = step, .kind = kind, .fileName = file, .bytes = 100});
        }
        if (stepsPerEpoch > 0)
            writer->setTheory({{word("steps_per_epoch"), stepsPerEpoch}});
        writer->setStatus({.state = RunState::Stopped});
        if (!writer->commit(MetricWriter::Durability::Durable))
            qFatal("commit");
        return uid;
    }
    static void write(const QString& path, int bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(bytes, 'x')) != bytes)
            qFatal("%s", qPrintable(path));
    }
    /// "120-auto", of what the plan would delete.
    QStringList planned(const QStringList& uids = {}, const PrunePolicy& policy = {})
    {
        QStringList names;
        const PrunePlan plan = planPruning(*store, uids, policy).value();
        for (const PrunedCheckpoint& one : plan.checkpoints)
            names.append(word("%1-%2").arg(one.checkpoint.step).arg(one.checkpoint.kind));
        return names;
    }
};

} // namespace

class TestStorage : public QObject {
    Q_OBJECT
private slots:
    void bytesAreCountedByWhatTheyAreFor()
    {
        Project project;
        const RunFolder folder = project.store->folder(project.run("a", {word("10-auto"), word("20-final")}));
        Project::write(folder.artifacts() + word("/samples.png"), 70);
        const DiskUse use = diskUse(folder);
        QCOMPARE(use.checkpoints, 200);
        QCOMPARE(use.artifacts, 70);
        QVERIFY(use.metrics > 4096);
        QVERIFY(use.rest > 0);
        QCOMPARE(diskUse(RunFolder(word("/nowhere"))), DiskUse{});
    }

    void aLinkedFileFreesNothingUntilItsLastLinkGoes()
    {
        const MemoryDirectory directory;
        const QString a = directory.path() + word("/a");
        const QString b = directory.path() + word("/b");
        Project::write(a, 30);
        std::filesystem::create_hard_link(a.toStdString(), b.toStdString());
        QCOMPARE(freedBytes({a}), 0);
        QCOMPARE(freedBytes({a, b}), 30);
    }

    void newestBestFinalAndManualCheckpointsStay()
    {
        Project project;
        project.run("a", {word("10-auto"), word("20-best"), word("30-manual"), word("40-pause"), word("50-final"),
                          word("60-auto")});
        QCOMPARE(project.planned(), QStringList({word("10-auto"), word("40-pause")}));
        QCOMPARE(project.planned({}, {.includesManual = true}),
                 QStringList({word("10-auto"), word("30-manual"), word("40-pause")}));
        QCOMPARE(planPruning(*project.store, {}, {}).value().bytes, 200);
    }

    void checkpointsOfForksStarsAndRunsAtWorkStay()
    {
        Project project;
        const QString parent = project.run("parent", {word("10-auto"), word("20-auto"), word("30-auto")});
        const NewRun fork{.name = word("fork"), .parentUid = parent, .parentStep = 10};
        const QString child = project.store->create(fork).value().uid;
        QCOMPARE(project.planned(), QStringList{word("20-auto")});
        QVERIFY(project.store->remove(child)); // it may come back
        QCOMPARE(project.planned(), QStringList{word("20-auto")});
        QVERIFY(project.store->setTags(parent, {kStarTag}));
        QVERIFY(project.planned().isEmpty());
        const QString busy = project.run("busy", {word("10-auto"), word("20-auto")});
        const RunLock lock = RunLock::take(project.store->folder(busy)).value();
        QVERIFY(project.planned().isEmpty());
    }

    void checkpointsOfFiguresStay()
    {
        Project project;
        const QString uid = project.run("a", {word("10-auto"), word("20-auto"), word("30-auto"), word("40-auto")});
        QVERIFY(addFigureUse(*project.store, uid, 20));
        QVERIFY(addFigureUse(*project.store, uid, 20));
        QCOMPARE(project.planned(), QStringList({word("10-auto"), word("30-auto")}));
        QVERIFY(setRetention(*project.store, {.newest = 1}));
        QCOMPARE(applyRetention(*project.store, {uid}).value().checkpoints.size(), 2);
        QVERIFY(QFile::exists(project.store->folder(uid).checkpoints() + word("/0000000020-auto.safetensors")));
        QVERIFY(project.store->setSetting(word("figure_uses"), word("nonsense"))); // better too much than too little
        const auto plan = planPruning(*project.store, {}, {});
        QVERIFY(!plan && plan.error().kind == ErrorKind::Corrupt);
    }

    void theProjectsRuleKeepsTheNewestAndOneOfEveryFewEpochs()
    {
        Project project;
        QStringList checkpoints{word("25-best"), word("33-manual")};
        for (const int step : {10, 20, 30, 40, 50, 60, 70, 80})
            checkpoints.append(word("%1-auto").arg(step));
        const QString uid = project.run("a", checkpoints, {}, 10);
        const QStringList withoutEpochs = project.planned({}, {.keeps = {.newest = 2}});
        QCOMPARE(withoutEpochs, QStringList({word("10-auto"), word("20-auto"), word("30-auto"), word("40-auto"),
                                             word("50-auto"), word("60-auto")}));
        const Retention rule{.newest = 2, .everyEpochs = 3}; // the first at or past epochs 3 and 6: steps 30 and 60
        QCOMPARE(project.planned({}, {.keeps = rule}),
                 QStringList({word("10-auto"), word("20-auto"), word("40-auto"), word("50-auto")}));
        QVERIFY(!retention(*project.store).value().isOn());
        QVERIFY(applyRetention(*project.store, {uid}).value().checkpoints.isEmpty()); // off
        QVERIFY(setRetention(*project.store, rule));
        QCOMPARE(retention(*project.store).value(), rule);
        const NewRun fork{.name = word("fork"), .parentUid = uid, .parentStep = 40};
        QVERIFY(project.store->create(fork));
        QCOMPARE(applyRetention(*project.store, {uid}).value().checkpoints.size(), 3);
        QVERIFY(QFileInfo::exists(project.store->folder(uid).checkpoints() + word("/0000000040-auto.safetensors")));
    }

    void aRuleAboutEpochsKeepsAllOfARunWithoutThem()
    {
        Project project;
        project.run("a", {word("10-auto"), word("20-auto"), word("30-auto")});
        QVERIFY(project.planned({}, {.keeps = {.newest = 1, .everyEpochs = 5}}).isEmpty());
    }

    void aRuleIsWrittenAsItIsRead()
    {
        for (const char* text : {"off", "newest=3", "newest=3,every=10"})
            QCOMPARE(retentionText(retentionOf(word(text)).value()), word(text));
        for (const char* text : {"", "newest", "newest=0", "every=3", "oldest=3", "newest=3;every=2"})
            QVERIFY2(!retentionOf(word(text)), text);
    }

    void pruningDeletesWhatWasPlannedAndTellsTheRun()
    {
        Project project;
        const QString uid = project.run("a", {word("10-auto"), word("20-auto"), word("30-auto")});
        const QString other = project.run("b", {word("10-auto"), word("20-auto")});
        const PrunePlan plan = planPruning(*project.store, {}, {}).value();
        const RunLock lock = RunLock::take(project.store->folder(other)).value(); // begins to work in between
        const PrunePlan done = prune(*project.store, plan, {}).value();
        QCOMPARE(done.checkpoints.size(), 2);
        QCOMPARE(done.bytes, 200);
        QVERIFY(!QFileInfo::exists(project.store->folder(uid).checkpoints() + word("/0000000010-auto.safetensors")));
        const auto left = MetricReader::open(project.store->folder(uid)).value()->checkpoints().value();
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().step, 30);
        QCOMPARE(project.store->find(uid).value().state, RunState::Stopped);
    }

    void theTrashIsListedRestoredAndEmptied()
    {
        Project project;
        const QString kept = project.run("kept", {word("10-auto")});
        const QString gone = project.run("gone", {word("10-auto")});
        QVERIFY(project.store->remove(kept));
        QVERIFY(project.store->remove(gone));
        QCOMPARE(trashedRuns(*project.store).size(), 2);
        QVERIFY(trashBytes(*project.store, {gone}) > 4096);
        QVERIFY(project.store->restore(kept));
        QCOMPARE(trashedRuns(*project.store).value(0).meta.name, word("gone"));
        QVERIFY(deleteTrashed(*project.store, {gone, kept, word("../runs")}));
        QVERIFY(trashedRuns(*project.store).isEmpty());
        QCOMPARE(project.store->list().value().size(), 1);
        QVERIFY(QFileInfo::exists(project.store->folder(kept).path()));
    }
};

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_storage.moc"
