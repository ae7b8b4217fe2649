// Putting runs away, the trash, bytes on the disk, and where a run comes from.
#include "experiments/records/run_query.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/retention.h"
#include "experiments/store/run_lock.h"
#include "experiments/store/run_trash.h"
#include "gui/action_registry.h"
#include "gui/docks/lineage.h"
#include "gui/run_actions.h"
#include "tests/gui/window_bench.h"
#include "widgets/tables/run_tree_model.h"

#include <QFile>
#include <QLabel>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace lb::experiments;
using lb::gui::LineageEntry;
using lb::gui::Verb;
using lb::tests::WindowBench;
using lb::widgets::RunTreeModel;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// Two stopped runs, the first with three checkpoints of 1,000 bytes.
struct StorageBench {
    WindowBench window;
    QString large = window.createRun(word("vae-sentences"), word("large"));
    QString small = window.createRun(word("eae-sentences"), word("small"));

    StorageBench()
    {
        const RunFolder folder = window.store().folder(large);
        {
            const RunLock lock = RunLock::take(folder).value();
            const auto writer = MetricWriter::open(folder).value();
            for (const qint64 step : {10, 20, 30}) {
                const QString name = word("%1-auto.safetensors").arg(step, 10, 10, QLatin1Char('0'));
                QFile file(folder.checkpoints() + QLatin1Char('/') + name);
                if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(1000, 'x')) != 1000)
                    qFatal("%s", qPrintable(name));
                writer->addCheckpoint({.step = step, .kind = word("auto"), .fileName = name, .bytes = 1000});
            }
            writer->setStatus({.state = RunState::Stopped});
            if (!writer->commit(MetricWriter::Durability::Durable))
                qFatal("commit");
        }
        window.open();
        window.window->showPage(lb::gui::MainWindow::Page::Monitor);
        window.board().setCurrent(large);
    }
    QTreeView& tree() { return *window.find<QTreeView>(word("runTree")); }
    QStringList headings()
    {
        QStringList names;
        for (int row = 0; row < tree().model()->rowCount(); ++row)
            names.append(tree().model()->index(row, 0).data().toString());
        return names;
    }
};

RunRecord record(const char* uid, const char* parent = "", qint64 step = -1)
{
    RunRecord run;
    run.uid = word(uid);
    run.parentUid = word(parent);
    run.parentStep = step;
    return run;
}

} // namespace

class TestStorageDialog : public QObject {
    Q_OBJECT
private slots:
    void archivedRunsStandApartUntilTheyAreBroughtBack()
    {
        StorageBench bench;
        bench.window.trigger(Verb::Archive);
        QTRY_COMPARE(bench.headings(), QStringList({word("Runs"), word("Archive")}));
        QVERIFY(!bench.tree().isExpanded(bench.tree().model()->index(1, 0)));
        QVERIFY(!bench.window.board().isShown(bench.large));
        QVERIFY(RunQuery(word("is:archived")).matches(*bench.window.board().run(bench.large)));
        bench.window.trigger(Verb::Undo);
        QTRY_COMPARE(bench.headings(), QStringList{word("Runs")});
        QCOMPARE(bench.window.board().current(), bench.small);
        bench.window.board().setCurrent(bench.large);
        bench.window.trigger(Verb::Archive);
        QTRY_VERIFY(isArchived(*bench.window.board().run(bench.large)));
        bench.window.board().setCurrent(bench.large); // which opens the archive
        bench.window.trigger(Verb::Archive);          // it is checked: brings back
        QTRY_VERIFY(!isArchived(*bench.window.board().run(bench.large)));
    }

    void theTrashShowsWhatWasRemovedAndBringsItBack()
    {
        StorageBench bench;
        bench.window.trigger(Verb::Remove);
        auto* row = bench.window.find<QAbstractButton>(word("trashRow"));
        QTRY_VERIFY(row->isVisible());
        bench.window.click(word("trashRow"));
        auto* table = bench.window.find<QTableView>(word("trashTable"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), word("large"));
        table->selectRow(0);
        bench.window.click(word("restoreRuns"));
        QTRY_COMPARE(bench.window.board().runs().size(), 2);
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QTRY_VERIFY(!row->isVisible());
        bench.window.trigger(Verb::Undo); // of the bringing back
        QTRY_COMPARE(bench.window.board().runs().size(), 1);
    }

    void emptyingTheTrashSaysHowManyRunsAndBytes()
    {
        StorageBench bench;
        bench.window.trigger(Verb::Remove);
        bench.window.trigger(Verb::ShowTrash);
        auto* table = bench.window.find<QTableView>(word("trashTable"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        bench.window.questions->confirms = false;
        bench.window.click(word("emptyTrash"));
        QTRY_COMPARE(bench.window.questions->confirmations.size(), 1);
        const lb::gui::Confirmation question = bench.window.questions->confirmations.first();
        QVERIFY2(question.title.contains(QLatin1Char('1')), qPrintable(question.title));
        QVERIFY2(question.text.contains(word("kB")), qPrintable(question.text));
        QCOMPARE(trashedRuns(bench.window.store()).size(), 1);
        bench.window.questions->confirms = true;
        bench.window.click(word("emptyTrash"));
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QVERIFY(trashedRuns(bench.window.store()).isEmpty());
        QVERIFY(!bench.window.context->runs().undoStack().canUndo());
    }

    void storageListsTheLargestRunFirst()
    {
        StorageBench bench;
        bench.window.trigger(Verb::ShowStorage);
        auto* table = bench.window.find<QTableView>(word("storageTable"));
        const auto text = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QTRY_COMPARE(text(0, 2), word("3.0 kB"));
        QCOMPARE(text(0, 0), word("large"));
        table->sortByColumn(0, Qt::DescendingOrder);
        QCOMPARE(text(0, 0), word("small"));
        const QString totals = bench.window.find<QLabel>(word("storageTotals"))->text();
        QVERIFY2(totals.contains(word("free on the disk")), qPrintable(totals));
    }

    void pruningSaysWhatItFreesBeforeItDoesIt()
    {
        StorageBench bench;
        bench.window.trigger(Verb::ShowStorage);
        auto* preview = bench.window.find<QTableView>(word("prunePreview"));
        QTRY_COMPARE(preview->model()->rowCount(), 2);
        QVERIFY(bench.window.find<QLabel>(word("prunePlan"))->text().contains(word("2.0 kB")));
        const QString oldest =
            bench.window.store().folder(bench.large).checkpoints() + word("/0000000010-auto.safetensors");
        bench.window.questions->confirms = false;
        bench.window.click(word("prune"));
        QVERIFY(QFile::exists(oldest));
        bench.window.questions->confirms = true;
        bench.window.click(word("prune"));
        QVERIFY(bench.window.questions->confirmations.last().text.contains(word("2.0 kB")));
        QTRY_COMPARE(preview->model()->rowCount(), 0);
        QVERIFY(!QFile::exists(oldest));
        QVERIFY(bench.window.find(word("notice:pruned")));
    }

    void theProjectsRuleIsKeptAndShowsWhatItFrees()
    {
        StorageBench bench;
        bench.window.trigger(Verb::ShowStorage);
        auto* preview = bench.window.find<QTableView>(word("prunePreview"));
        QTRY_COMPARE(preview->model()->rowCount(), 2);
        bench.window.click(word("retentionOn"));
        bench.window.find<QSpinBox>(word("retentionNewest"))->setValue(2);
        QTRY_COMPARE(preview->model()->rowCount(), 1);
        QVERIFY(bench.window.find<QLabel>(word("prunePlan"))->text().contains(word("1.0 kB")));
        QTRY_COMPARE(retention(bench.window.store()).value().newest, 2);
        bench.window.find(word("storageDialog"))->hide();
        bench.window.find<QSpinBox>(word("retentionNewest"))->setValue(7);
        QTRY_COMPARE(retention(bench.window.store()).value().newest, 7); // as it is typed
        QVERIFY(setRetention(bench.window.store(), {.newest = 4, .everyEpochs = 5}));
        bench.window.trigger(Verb::ShowStorage);
        QTRY_COMPARE(bench.window.find<QSpinBox>(word("retentionEvery"))->value(), 5);
    }

    void theProjectsRuleIsAppliedWhenARunEnds()
    {
        StorageBench bench;
        QVERIFY(setRetention(bench.window.store(), {.newest = 2}));
        const RunFolder folder = bench.window.store().folder(bench.large);
        const QString oldest = folder.checkpoints() + word("/0000000010-auto.safetensors");
        {
            const RunLock lock = RunLock::take(folder).value();
            const auto writer = MetricWriter::open(folder).value();
            writer->setStatus({.state = RunState::Running});
            QVERIFY(writer->commit(MetricWriter::Durability::Durable));
            QTRY_COMPARE(bench.window.board().run(bench.large)->state, RunState::Running);
            QVERIFY(QFile::exists(oldest));
        }
        QTRY_VERIFY(!QFile::exists(oldest));
        QVERIFY(QFile::exists(folder.checkpoints() + word("/0000000020-auto.safetensors")));
        QTRY_VERIFY(bench.window.find(word("notice:pruned")));
    }

    void aLineageGoesFromTheFirstAncestorToAllDescendants()
    {
        const QList<RunRecord> newestFirst{record("grandchild", "child", 5), record("other", "parent"),
                                           record("child", "run", 30),       record("like", "run"),
                                           record("run", "parent", 20),      record("parent", "gone", 10)};
        const QList<LineageEntry> expected{{word("gone"), {}, -1, false},     {word("parent"), word("gone"), 10},
                                           {word("run"), word("parent"), 20}, {word("like"), word("run"), -1},
                                           {word("child"), word("run"), 30},  {word("grandchild"), word("child"), 5}};
        QCOMPARE(lb::gui::lineageOf(newestFirst, word("run")), expected);
        const QList<RunRecord> circle{record("a", "b"), record("b", "a")};
        QCOMPARE(lb::gui::lineageOf(circle, word("a")).size(), 2);
    }

    void aClickInTheLineageGoesToTheRun()
    {
        StorageBench bench;
        const QString child =
            bench.window.store()
                .create({.name = word("child"), .family = word("vae"), .parentUid = bench.large, .parentStep = 20})
                .value()
                .uid;
        QTRY_COMPARE(bench.window.board().runs().size(), 3);
        bench.window.board().setCurrent(child);
        bench.window.find<QTabWidget>(word("inspectorTabs"))->setCurrentIndex(3);
        auto* tree = bench.window.find<QTreeView>(word("lineageTree"));
        const QModelIndex parent = tree->model()->index(0, 0);
        QCOMPARE(parent.data().toString(), word("large"));
        QCOMPARE(tree->model()->index(0, 1, parent).data().toString(), word("step 20"));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(parent).center());
        QCOMPARE(bench.window.board().current(), bench.large);
        bench.window.board().setCurrent(child);
        QVERIFY(bench.window.store().remove(bench.large));
        QTRY_COMPARE(tree->model()->index(0, 0).data().toString(), word("large (in the trash)"));
    }
};

QTEST_MAIN(TestStorageDialog)
#include "tst_storage_dialog.moc"
