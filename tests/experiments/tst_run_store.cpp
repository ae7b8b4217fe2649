#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_store.h"
#include "tests/support/memory_directory.h"

#include <QDir>
#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>

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

    RunRecord create(const char* family = "vae", const char* name = "")
    {
        NewRun run;
        run.spec.set(word("train.epochs"), 7);
        run.spec.set(word("run.seed"), 42);
        run.family = word(family);
        run.name = word(name);
        run.group = word("Demo: sentences");
        return store->create(run).value();
    }
    /// A worker's life: lock, some steps, its last word.
    void work(const RunRecord& run, RunState lastWord)
    {
        const RunLock lock = RunLock::take(store->folder(run.uid)).value();
        const auto writer = MetricWriter::open(store->folder(run.uid)).value();
        writer->append(writer->metric(word("train/loss")), 3, 1.25);
        writer->setStatus({.state = lastWord, .step = 3, .totalSteps = 10});
        QVERIFY(writer->commit(MetricWriter::Durability::Durable));
    }
};

} // namespace

class TestRunStore : public QObject {
    Q_OBJECT
private slots:
    void createdRunIsListedWithItsSpec()
    {
        Project project;
        const RunRecord run = project.create();
        QCOMPARE(run.name, word("vae-1"));
        QCOMPARE(run.uid.size(), 26);
        QCOMPARE(run.state, RunState::Queued);
        QCOMPARE(run.totalEpochs, 7);
        QCOMPARE(run.seed, 42);
        QCOMPARE(project.store->list().value(), QList<RunRecord>{run});
        QCOMPARE(project.store->spec(run.uid).value().integer(word("train.epochs")), 7);
    }

    void runsThatDifferInTheirSeedAloneShareTheirSettings()
    {
        Project project;
        const RunRecord first = project.create();
        NewRun other{.spec = project.store->spec(first.uid).value(), .family = word("vae")};
        other.spec.set(word("run.seed"), 43);
        QCOMPARE(project.store->create(other).value().settings, first.settings);
        RunSpec longer = other.spec;
        longer.set(word("train.epochs"), 8);
        QVERIFY(project.store->writeSpec(first.uid, longer));
        const RunRecord changed = project.store->find(first.uid).value();
        QVERIFY(!changed.settings.isEmpty());
        QVERIFY(changed.settings != first.settings);
        QVERIFY(project.store->reindex());
        QCOMPARE(project.store->find(first.uid).value().settings, changed.settings);
    }

    void anIndexWithoutSettingsLearnsThem()
    {
        Project project;
        const RunRecord run = project.create();
        QVERIFY(project.store->setState(run.uid, RunState::Stopped));
        SQLite::Database(project.directory.path().toStdString() + "/project.sqlite", SQLite::OPEN_READWRITE)
            .exec("UPDATE run SET settings = ''");
        QCOMPARE(project.store->list().value().first().settings, run.settings);
    }

    void aListIsReadAgainOnlyWhenTheIndexChanged()
    {
        Project project;
        const RunRecord run = project.create();
        project.work(run, RunState::Stopped);
        QVERIFY(project.store->list()); // copies what the folder says
        const auto figures = [&] { return project.store->list().value().first().last; };
        const QMap<QString, double> first = figures();
        QCOMPARE(first.value(word("train/loss")), 1.25);
        QVERIFY(figures().isSharedWith(first));
        QVERIFY(project.store->rename(run.uid, word("mine")));
        QCOMPARE(project.store->list().value().first().name, word("mine"));
        const auto other = RunStore::open(project.directory.path()).value();
        QVERIFY(other->rename(run.uid, word("theirs")));
        QCOMPARE(project.store->list().value().first().name, word("theirs"));
        QVERIFY(other->remove(run.uid));
        QVERIFY(project.store->list().value().isEmpty());
    }

    void settledRunsOfALargeProjectAreLookedAtInTurn()
    {
        Project project;
        QStringList uids;
        for (int i = 0; i < 1100; ++i)
            uids.append(project.create("vae", qPrintable(QStringLiteral("run %1").arg(i))).uid);
        for (const QString& uid : uids)
            QVERIFY(project.store->setState(uid, RunState::Stopped));
        QVERIFY(project.store->list());
        const QList<RunRecord> calm = project.store->list().value();
        for (int i = 0; i < 23; ++i) // once around
            QVERIFY(project.store->list().value().isSharedWith(calm));
        const RunRecord resumed = project.store->find(uids.first()).value(); // at the end of the list
        const RunLock lock = RunLock::take(project.store->folder(resumed.uid)).value();
        const auto writer = MetricWriter::open(project.store->folder(resumed.uid)).value();
        writer->setStatus({.state = RunState::Running, .step = 3, .totalSteps = 10});
        QVERIFY(writer->commit(MetricWriter::Durability::Durable));
        int lists = 0;
        const auto state = [&] { return project.store->list().value().last().state; };
        while (state() != RunState::Running && lists < 60)
            ++lists;
        QVERIFY2(lists <= 22, qPrintable(QString::number(lists)));
        QCOMPARE(state(), RunState::Running); // and stays so
        writer->setStatus({.state = RunState::Running, .step = 4, .totalSteps = 10});
        QVERIFY(writer->commit(MetricWriter::Durability::Durable));
        QCOMPARE(project.store->list().value().last().step, 4); // seen at once, now that it lives
    }

    void namesAreMadeUnique()
    {
        Project project;
        QCOMPARE(project.create("bn-vae").name, word("bn-vae-1"));
        QCOMPARE(project.create("bn-vae").name, word("bn-vae-2"));
        QCOMPARE(project.create("bn-vae", "mine").name, word("mine"));
        QCOMPARE(project.create("bn-vae", "mine").name, word("mine-2"));
        const QString earlier = project.create().uid;
        QVERIFY(earlier < project.create().uid);
    }

    void badNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("empty") << QString();
        QTest::newRow("with a step") << word("run@5");
        QTest::newRow("option") << word("-x");
        QTest::newRow("control") << word("a\nb");
        QTest::newRow("long") << QString(81, QLatin1Char('a'));
        QTest::newRow("taken") << word("vae-2");
    }

    void badNamesAreRefused()
    {
        QFETCH(QString, name);
        Project project;
        const RunRecord run = project.create();
        project.create();
        const auto renamed = project.store->rename(run.uid, name);
        QVERIFY(!renamed);
        QCOMPARE(renamed.error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(project.store->find(run.uid).value().name, word("vae-1"));
    }

    void runIsFoundByNameIdAndPrefix()
    {
        Project project;
        const RunRecord first = project.create("vae");
        const RunRecord other = project.create("eae");
        QCOMPARE(project.store->find(word("vae-1")).value().uid, first.uid);
        QCOMPARE(project.store->find(word("e")).value().uid, other.uid);
        QCOMPARE(project.store->find(other.uid.toLower()).value().uid, other.uid);
        QCOMPARE(project.store->find(first.uid.left(5)).error().kind, ErrorKind::InvalidArgument);
        const auto missing = project.store->find(word("vea-1"));
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY2(missing.error().detail.contains(word("\"vae-1\"")), qPrintable(missing.error().detail));
        QCOMPARE(project.store->find({}).error().kind, ErrorKind::NotFound);
    }

    void wholeNameWinsOverLongerOnes()
    {
        Project project;
        for (int i = 0; i < 11; ++i)
            project.create();
        QCOMPARE(project.store->find(word("vae-1")).value().name, word("vae-1"));
    }

    void finishedRunShowsItsLastWord()
    {
        Project project;
        const RunRecord run = project.create();
        project.work(run, RunState::Stopped);
        const RunRecord seen = project.store->list().value().first();
        QCOMPARE(seen.state, RunState::Stopped);
        QCOMPARE(seen.step, 3);
        QCOMPARE(seen.last.value(word("train/loss")), 1.25);
        QCOMPARE(seen.best.value(word("train/loss")), 1.25);
    }

    void runningWithoutALockIsInterrupted()
    {
        Project project;
        const RunRecord run = project.create();
        {
            const RunLock lock = RunLock::take(project.store->folder(run.uid)).value();
            const auto writer = MetricWriter::open(project.store->folder(run.uid)).value();
            writer->setStatus({.state = RunState::Running, .step = 3});
            QVERIFY(writer->commit(MetricWriter::Durability::Rhythm));
            QCOMPARE(project.store->list().value().first().state, RunState::Running);
        }
        const RunRecord seen = project.store->list().value().first();
        QCOMPARE(seen.state, RunState::Interrupted);
        QVERIFY(seen.stateReason.contains(word("step 3")));
    }

    void decisionHoldsUntilTheNextWorker()
    {
        Project project;
        const RunRecord run = project.create();
        project.work(run, RunState::Stopped);
        QVERIFY(project.store->setState(run.uid, RunState::Queued));
        QCOMPARE(project.store->list().value().first().state, RunState::Queued);
        project.work(run, RunState::Failed);
        QCOMPARE(project.store->list().value().first().state, RunState::Failed);
    }

    void finishedWithoutACheckpointIsTold()
    {
        Project project;
        const RunRecord run = project.create();
        project.work(run, RunState::Finished);
        QVERIFY(project.store->list().value().first().stateReason.contains(word("no checkpoint")));
    }

    void secondWorkerIsRefused()
    {
        Project project;
        const RunFolder folder = project.store->folder(project.create().uid);
        QCOMPARE(RunLock::holder(folder), 0);
        const RunLock lock = RunLock::take(folder).value();
        const auto second = RunLock::take(folder);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Busy);
        QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
        QCOMPARE(RunLock::holder(folder), QCoreApplication::applicationPid());
    }

    void liveRunIsNotEditedOrRemoved()
    {
        Project project;
        const RunRecord run = project.create();
        const RunLock lock = RunLock::take(project.store->folder(run.uid)).value();
        QCOMPARE(project.store->remove(run.uid).error().kind, ErrorKind::Busy);
        QCOMPARE(project.store->writeSpec(run.uid, {}).error().kind, ErrorKind::Busy);
        QCOMPARE(project.store->setState(run.uid, RunState::Queued).error().kind, ErrorKind::Busy);
        QVERIFY(project.store->rename(run.uid, word("renamed while training")));
    }

    void removedRunGoesToTheTrash()
    {
        Project project;
        const RunRecord run = project.create();
        QVERIFY(project.store->enqueue({run.uid}));
        QVERIFY(project.store->remove(run.uid));
        QVERIFY(project.store->list().value().isEmpty());
        QVERIFY(project.store->queue().value().isEmpty());
        QVERIFY(QFile::exists(project.directory.filePath(word("trash/") + run.uid + word("/spec.json"))));
    }

    void removedRunComesBackFromTheTrash()
    {
        Project project;
        const RunRecord run = project.create();
        QVERIFY(project.store->setTags(run.uid, {word("paper")}));
        QVERIFY(project.store->remove(run.uid));
        const RunRecord usurper = project.create();
        QVERIFY(project.store->rename(usurper.uid, run.name));
        QVERIFY(project.store->restore(run.uid));
        const RunRecord back = project.store->find(run.uid).value();
        QCOMPARE(back.tags, QStringList{word("paper")});
        QVERIFY(back.name != run.name);
        QVERIFY(!project.store->restore(run.uid));
        QVERIFY(!project.store->restore(word("../runs")));
    }

    void reindexEqualsTheIndex()
    {
        Project project;
        const RunRecord first = project.create();
        const RunRecord second = project.create("bn-vae");
        const RunRecord third = project.create("eae");
        project.work(first, RunState::Stopped);
        project.work(second, RunState::Running);
        QVERIFY(project.store->setTags(first.uid, {word("a"), word("b")}));
        QVERIFY(project.store->setNotes(second.uid, word("two\nlines")));
        QVERIFY(project.store->setGroup(third.uid, {}));
        QVERIFY(project.store->setLook(first.uid, {.hue = word("rae"), .dash = 3}));
        QCOMPARE(hueOf(*project.store->find(first.uid)), word("rae"));
        QCOMPARE(dashOf(*project.store->find(first.uid)), 3);
        QVERIFY(!project.store->setLook(first.uid, {.hue = {}, .dash = 6}));
        QVERIFY(project.store->rename(third.uid, word("übung")));
        QVERIFY(project.store->setState(third.uid, RunState::Failed, word("no such program")));
        QVERIFY(project.store->setQueue({second.uid}));
        const auto before = project.store->list().value();
        QCOMPARE(project.store->reindex().value(), 3);
        QCOMPARE(project.store->list().value(), before);
        QCOMPARE(project.store->queue().value(), QStringList{second.uid});
    }

    void lostAndDamagedIndexIsMadeAnew()
    {
        Project project;
        const RunRecord run = project.create();
        const auto before = project.store->list().value();
        for (const QByteArray& content : {QByteArray(), QByteArray(5000, 'x')}) {
            project.store.reset();
            QFile file(project.directory.filePath(word("project.sqlite")));
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(content);
            file.close();
            if (content.isEmpty())
                file.remove();
            project.store = RunStore::open(project.directory.path()).value();
            QCOMPARE(project.store->list().value(), before);
        }
        QCOMPARE(QDir(project.directory.path()).entryList({word("*.damaged-*")}).size(), 1);
    }

    void queueKeepsOrderAndIgnoresDoubles()
    {
        Project project;
        const QString a = project.create().uid;
        const QString b = project.create().uid;
        QVERIFY(project.store->enqueue({b, a}));
        QVERIFY(project.store->enqueue({b}));
        QCOMPARE(project.store->queue().value(), QStringList({b, a}));
        QVERIFY(project.store->takeFromQueue(b).value());
        QVERIFY(!project.store->takeFromQueue(b).value());
        QCOMPARE(project.store->queue().value(), QStringList{a});
    }

    void settingsAreKept()
    {
        Project project;
        QCOMPARE(project.store->setting(word("layout")).value(), QString());
        QVERIFY(project.store->setSetting(word("layout"), word("{}")));
        project.store = RunStore::open(project.directory.path()).value();
        QCOMPARE(project.store->setting(word("layout")).value(), word("{}"));
    }
};

QTEST_APPLESS_MAIN(TestRunStore)
#include "tst_run_store.moc"
