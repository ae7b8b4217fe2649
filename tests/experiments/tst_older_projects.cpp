// Projects that released versions wrote, kept in tests/golden/projects as VERSION.zip: each opens, tells what it held, its
// checkpoints load, and what was stopped goes on. A version is added when it is released and stays for good:
//   latentbench-cli export-project tests/golden/projects/VERSION.zip
// of a project with a finished run "first" and a stopped one, "second".
#include "experiments/store/metric_reader.h"
#include "experiments/store/project_archive.h"
#include "experiments/store/run_store.h"
#include "experiments/training/opened_run.h"
#include "experiments/training/training_run.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace lb::experiments;

namespace {

const QString kProjects = QStringLiteral(LB_SOURCE_DIR "/tests/golden/projects");

RunRecord named(RunStore& store, const char* name)
{
    const QList<RunRecord> runs = store.list().value();
    for (const RunRecord& run : runs)
        if (run.name == QLatin1String(name))
            return run;
    return {};
}

} // namespace

class TestOlderProjects : public QObject {
    Q_OBJECT
private slots:
    void aProjectOfAVersionOpensAndGoesOn_data()
    {
        QTest::addColumn<QString>("file");
        const QStringList files = QDir(kProjects).entryList({QStringLiteral("*.zip")});
        for (const QString& file : files)
            QTest::newRow(qPrintable(file)) << kProjects + QLatin1Char('/') + file;
        QVERIFY(files.contains(QStringLiteral("0.1.0.zip")));
    }
    void aProjectOfAVersionOpensAndGoesOn()
    {
        QFETCH(const QString, file);
        const QTemporaryDir folder;
        const QString project = folder.filePath(QStringLiteral("project"));
        QVERIFY(unpackProject(file, project));
        const auto store = RunStore::open(project).value();
        QCOMPARE(store->list()->size(), 2);

        const RunRecord first = named(*store, "first");
        QCOMPARE(first.state, RunState::Finished);
        const auto reader = MetricReader::open(store->folder(first.uid)).value();
        QCOMPARE(reader->series(QStringLiteral("train/loss"))->size(), first.totalSteps);
        QVERIFY(!reader->series(QStringLiteral("validation/elbo"))->isEmpty());
        const auto opened = OpenedRun::open(store->folder(first.uid), {});
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        QCOMPARE((*opened)->sample({.count = 3, .seed = 1})->sentences.size(), 3);

        const RunRecord second = named(*store, "second");
        QCOMPARE(second.state, RunState::Stopped);
        RunSpec spec = store->spec(second.uid).value();
        spec.set(QStringLiteral("train.epochs"), 2);
        QVERIFY(store->writeSpec(second.uid, spec));
        const auto ended = runTraining(store->folder(second.uid), {});
        QVERIFY2(ended, ended ? "" : qPrintable(ended.error().detail));
        QCOMPARE(*ended, RunState::Finished);
        const RunRecord after = store->refresh(second.uid).value();
        QVERIFY(after.step > second.step && after.step == after.totalSteps);
        QCOMPARE(MetricReader::open(store->folder(second.uid)).value()->series(QStringLiteral("train/loss"))->size(),
                 after.totalSteps); // those of before are still there, and none twice
    }
};

QTEST_GUILESS_MAIN(TestOlderProjects)
#include "tst_older_projects.moc"
