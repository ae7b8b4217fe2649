#include "tests/widgets/run_uids.h"
#include "tests/widgets/synthetic_runs.h"
#include "widgets/tables/cursor_values_table.h"
#include "widgets/tables/item_text_model.h"
#include "widgets/tables/recent_runs_model.h"
#include "widgets/tables/recent_runs_view.h"
#include "widgets/tables/run_filter.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/tables/run_tree_view.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace lb;
using namespace lb::widgets;
using experiments::RunRecord;
using experiments::RunState;
using test::uids;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

/// A copy with runs removed, added, moved, changed and regrouped.
QList<RunRecord> shuffled(QList<RunRecord> runs, std::mt19937& random)
{
    std::shuffle(runs.begin(), runs.end(), random);
    runs.resize(qsizetype(random() % unsigned(runs.size() + 1)));
    for (RunRecord& run : runs) {
        run.step += random() % 3;
        run.changedMs += random() % 5000000;
        run.group = QStringLiteral("group %1").arg(random() % 3);
        run.settings = QStringLiteral("settings %1").arg(random() % 4);
        run.takesTurns = random() % 2 == 0;
        run.seed = qint64(random() % 3);
    }
    return runs;
}

} // namespace

class TestRunTables : public QObject {
    Q_OBJECT
private slots:
    void patienceAndTheReasonOfAnEndAreInTheToolTip()
    {
        RunRecord run;
        run.uid = run.name = QStringLiteral("run");
        run.state = RunState::Running;
        run.last = {{QStringLiteral("validation/epochs_since_best"), 7}, {QStringLiteral("validation/patience"), 20}};
        const auto toolTip = [&run] {
            RunTreeModel model;
            model.setRuns({run});
            QModelIndex row = model.index(0, 0);
            while (model.hasChildren(row)) // groups and folds
                row = model.index(0, 0, row);
            return row.data(Qt::ToolTipRole).toString();
        };
        QVERIFY2(toolTip().contains(QStringLiteral("7 of 20 epochs")), qPrintable(toolTip()));
        run.state = RunState::Finished;
        run.stateReason = QStringLiteral("The validation loss has not fallen for 20 epochs.");
        QVERIFY2(toolTip().contains(run.stateReason) && !toolTip().contains(QStringLiteral("7 of")),
                 qPrintable(toolTip()));
        run.family = QStringLiteral("imported");
        QVERIFY2(toolTip().contains(QStringLiteral("imported")), qPrintable(toolTip()));
    }

    void theTreeShowsGroupsInOrderOfTheirFirstRun()
    {
        RunTreeModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setRuns(test::syntheticRuns());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Demo: sentences"));
        QCOMPARE(model.index(2, 0).data(RunTreeModel::CountRole).toInt(), 6);
        QCOMPARE(model.index(1, RunTreeModel::StateColumn, model.index(1, 0)).data().toString(),
                 QStringLiteral("preparing"));
    }

    void anyChangeOfTheListIsToldInSingleSteps()
    {
        std::mt19937 random(5);
        RunTreeModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        for (int round = 0; round < 60; ++round) {
            const QList<RunRecord> runs = shuffled(test::syntheticRuns(), random);
            model.setRuns(runs);
            QCOMPARE(uids(model).size(), runs.size());
            for (const RunRecord& run : runs)
                QCOMPARE(*model.run(run.uid), run);
        }
        QCOMPARE(resets.count(), 0);
    }

    /// A tree view lays all its rows out after each insertion: thousands of runs cannot come group by group.
    void neighboursComeInOneInsertion()
    {
        RunTreeModel model;
        QList<RunRecord> runs = test::syntheticRuns();
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.setRuns(runs);
        QCOMPARE(inserted.count(), 1);
        for (int i = 0; i < 3; ++i) {
            RunRecord run = runs.last();
            run.uid += QString::number(i);
            run.settings += QString::number(i);
            runs.append(run);
        }
        model.setRuns(runs);
        QCOMPARE(inserted.count(), 2);
    }

    void anUnchangedListSaysNothing()
    {
        RunTreeModel model;
        model.setRuns(test::syntheticRuns());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.setRuns(test::syntheticRuns());
        QCOMPARE(changed.count() + inserted.count(), 0);
        RunRecord run = test::syntheticRuns()[1];
        run.step += 1;
        model.updateRun(run);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    }

    void aTickKeepsSelectionAndExpansion()
    {
        const Theme theme;
        RunTreeModel model;
        model.setRuns(test::syntheticRuns());
        RunTreeView view(theme, &model);
        const QString uid = test::syntheticRuns()[4].uid;
        view.setCurrentUid(uid);
        view.collapse(view.model()->index(2, 0));
        QList<RunRecord> next = test::syntheticRuns();
        for (RunRecord& run : next)
            run.step += 10;
        next.prepend(
            test::syntheticRun(QStringLiteral("new"), QStringLiteral("new"), QStringLiteral("ae"), next[0].group));
        model.setRuns(next);
        QCOMPARE(view.currentUid(), uid);
        QVERIFY(!view.isExpanded(view.model()->index(2, 0)));
        QVERIFY(view.isExpanded(view.model()->index(0, 0)));
    }

    void aClickOnTheBoxShowsTheRunAndSpaceHidesIt()
    {
        const Theme theme;
        RunTreeModel model;
        model.setRuns(test::syntheticRuns());
        RunTreeView view(theme, &model);
        view.resize(284, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy shown(&model, &RunTreeModel::shownChanged);
        const QString uid = test::syntheticRuns()[1].uid;
        view.setCurrentUid(uid);
        const QRect row = view.visualRect(view.currentIndex());
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.left() + 7, row.center().y()));
        QCOMPARE(model.shownUids(), QStringList{uid});
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(model.shownUids().isEmpty());
        QCOMPARE(shown.count(), 2);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.left() + 90, row.center().y()));
        QVERIFY(model.shownUids().isEmpty());
    }

    void aDoubleClickOpensARunButNotAGroup()
    {
        const Theme theme;
        RunTreeModel model;
        model.setRuns(test::syntheticRuns());
        RunTreeView view(theme, &model);
        view.resize(284, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy activated(&view, &RunTreeView::runActivated);
        const QModelIndex group = view.model()->index(0, 0);
        for (const QModelIndex& index : {group, view.model()->index(2, 0, group)}) {
            const QPoint at = view.visualRect(index).center();
            QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at);
            QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, at);
        }
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toString(), test::syntheticRuns()[2].uid);
    }

    void progressIsKnownOnlyWhileSomethingGoesOn()
    {
        RunTreeModel model;
        model.setRuns(test::syntheticRuns());
        const QModelIndex sentences = model.index(0, 0);
        QVERIFY(std::abs(model.index(0, 1, sentences).data(RunTreeModel::ProgressRole).toDouble() - 0.6955) < 0.001);
        QVERIFY(model.index(0, 1, model.index(1, 0)).data(RunTreeModel::ProgressRole).toDouble() < 0);
        RunRecord odd = test::syntheticRuns()[0];
        odd.totalSteps = 0;
        model.updateRun(odd);
        QVERIFY(model.index(0, 1, model.index(0, 0)).data(RunTreeModel::ProgressRole).toDouble() < 0);
    }

    void filteringKeepsTheGroupsOfMatchingRuns()
    {
        RunTreeModel model;
        RunFilterModel filter;
        filter.setSourceModel(&model);
        const QAbstractItemModelTester tester(&filter, kFatal);
        model.setRuns(test::syntheticRuns());
        filter.setFilterText(QStringLiteral("model:eae state:failed"));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 1);
        filter.setFilterText(QString());
        QCOMPARE(filter.rowCount(), 3);
    }

    void recentRunsAreTheNewestFirst()
    {
        std::mt19937 random(9);
        RecentRunsModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        for (int round = 0; round < 40; ++round) {
            model.setRuns(shuffled(test::syntheticRuns(), random));
            QVERIFY(model.rowCount() <= 8);
            for (int row = 1; row < model.rowCount(); ++row)
                QVERIFY(model.run(row - 1).changedMs >= model.run(row).changedMs);
        }
        QCOMPARE(resets.count(), 0);
    }

    void recentRunsSayWhatAModelDoesNotHave()
    {
        RecentRunsModel model;
        model.setNow(1763965800000LL);
        model.setRuns(test::syntheticRuns());
        const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(1, RecentRunsModel::KlColumn), QStringLiteral("6.53"));
        QCOMPARE(text(1, RecentRunsModel::UnitsColumn), QStringLiteral("32/32"));
        QCOMPARE(text(2, RecentRunsModel::KlColumn), kNoValue);
        QVERIFY(text(0, RecentRunsModel::ChangedColumn).startsWith(QStringLiteral("today")));
    }

    void returnOpensTheRecentRun()
    {
        const Theme theme;
        RecentRunsModel model;
        model.setRuns(test::syntheticRuns());
        RecentRunsView view(theme, &model);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy activated(&view, &RecentRunsView::runActivated);
        view.setCurrentIndex(model.index(3, 0));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.value(0).value(0).toString(), model.run(3).uid);
    }

    void aSecondCursorAddsItsValuesAndTheDifference()
    {
        CursorValuesModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setRuns(test::syntheticPlotRuns());
        model.setMetrics({QStringLiteral("KL"), QStringLiteral("Rec.")});
        const CursorValues a{QStringLiteral("Step 1"), {{0.5, 6.0, {}}, {35.0, 29.0, 26.0}}};
        const CursorValues b{QStringLiteral("Step 2"), {{0.25, 7.5, {}}, {34.0, {}, 25.0}}};
        model.setValues(a, std::nullopt);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 3).data().toString(), kNoValue);
        model.setValues(a, b);
        QCOMPARE(model.rowCount(), 8);
        QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("Step 2"));
        QCOMPARE(model.index(3, 1).data().toString(), QStringLiteral("0.25"));
        QCOMPARE(model.index(6, 1).data().toString(), QStringLiteral("−0.25"));
        QCOMPARE(model.index(7, 2).data().toString(), kNoValue);
        model.setValues(b, std::nullopt);
        QCOMPARE(model.rowCount(), 2);
    }

    void cursorValuesMayBeFewerThanCells()
    {
        CursorValuesModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setValues({QStringLiteral("Step 1"), {{1.0}}}, std::nullopt);
        QCOMPARE(model.rowCount(), 0);
        model.setMetrics({QStringLiteral("KL"), QStringLiteral("Rec.")});
        model.setRuns(test::syntheticPlotRuns());
        model.setValues({QStringLiteral("Step 1"), {{1.5}}}, std::nullopt);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("1.50"));
        QCOMPARE(model.index(1, 3).data().toString(), kNoValue);
        model.setRuns({});
        QCOMPARE(model.columnCount(), 1);
    }

    void theCursorTableCopiesAsTabbedText()
    {
        const Theme theme;
        CursorValuesTable table(theme);
        table.model()->setRuns(test::syntheticPlotRuns().first(2));
        table.model()->setMetrics({QStringLiteral("KL (nats)")});
        table.model()->setValues({QStringLiteral("Step 1,404"), {{0.03, 6.53}}}, std::nullopt);
        QTest::keyClick(table.findChild<QTableView*>(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Step 1,404\tVAE\tBN-VAE\nKL (nats)\t0.03\t6.53"));
    }

    void stripsOfDifferentLengthLeaveEmptyCells()
    {
        ItemTextModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setRuns(test::syntheticPlotRuns());
        experiments::ItemStrip shortStrip = test::syntheticTexts(QStringLiteral("vae"));
        shortStrip.items.resize(3);
        model.setStrip(test::syntheticPlotRuns()[0].uid, shortStrip);
        QCOMPARE(model.rowCount(), 3);
        model.setStrip(test::syntheticPlotRuns()[1].uid, test::syntheticTexts(QStringLiteral("bn-vae")));
        QCOMPARE(model.rowCount(), 8);
        QVERIFY(model.index(5, 2).data().toString().isEmpty());
        QVERIFY(model.index(5, 1).data().toString().startsWith(QStringLiteral("an instrument")));
        model.setStrip(test::syntheticPlotRuns()[1].uid, {});
        QCOMPARE(model.rowCount(), 3);
    }
};

QTEST_MAIN(TestRunTables)
#include "tst_run_tables.moc"
