// Runs that one row of the tree stands for: seeds of one setting, and grids.
#include "tests/widgets/run_uids.h"
#include "tests/widgets/synthetic_runs.h"
#include "widgets/tables/run_filter.h"
#include "widgets/tables/run_tree_model.h"
#include "widgets/tables/run_tree_view.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lb;
using namespace lb::widgets;
using experiments::RunRecord;
using experiments::RunState;
using test::uids;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

/// A VAE with three seeds and an EAE with one, in a group.
QList<RunRecord> seededRuns()
{
    QList<RunRecord> runs;
    for (const int seed : {2, 1, 3}) {
        RunRecord run = test::syntheticRun(QStringLiteral("vae%1").arg(seed), QStringLiteral("VAE, seed %1").arg(seed),
                                           QStringLiteral("vae"), QStringLiteral("study"));
        run.settings = QStringLiteral("vae settings");
        run.seed = seed;
        run.state = RunState::Finished;
        run.last = {{QStringLiteral("validation/kl"), 5.0 + seed}};
        runs.append(run);
    }
    runs.append(test::syntheticRun(QStringLiteral("eae"), QStringLiteral("EAE"), QStringLiteral("eae"),
                                   QStringLiteral("study")));
    runs.last().settings = QStringLiteral("eae settings");
    return runs;
}

QModelIndex foldOf(const QAbstractItemModel& model)
{
    return model.index(0, 0, model.index(0, 0));
}

} // namespace

class TestRunFolds : public QObject {
    Q_OBJECT
private slots:
    void runsThatDifferInTheirSeedAloneAreOneRow()
    {
        RunTreeModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        model.setRuns(seededRuns());
        QCOMPARE(model.rowCount(model.index(0, 0)), 2);
        const QModelIndex fold = foldOf(model);
        QCOMPARE(fold.data().toString(), QStringLiteral("VAE"));
        QCOMPARE(fold.data(RunTreeModel::CountRole).toInt(), 3);
        QCOMPARE(uids(model, fold),
                 QStringList({QStringLiteral("vae1"), QStringLiteral("vae2"), QStringLiteral("vae3")}));
        QList<RunRecord> others = seededRuns();
        others[0].settings = QStringLiteral("other settings");
        model.setRuns(others);
        QCOMPARE(model.rowCount(model.index(0, 0)), 3);
    }

    void aRepeatOfASeedStandsAlone()
    {
        RunTreeModel model;
        QList<RunRecord> runs = seededRuns();
        runs[2].seed = runs[0].seed;
        model.setRuns(runs);
        QCOMPARE(model.rowCount(model.index(0, 0)), 3);
        QCOMPARE(foldOf(model).data(RunTreeModel::CountRole).toInt(), 2);
    }

    void aRunThatIsAskedForOpensItsFold()
    {
        const Theme theme;
        RunTreeModel model;
        model.setRuns(seededRuns());
        RunTreeView view(theme, &model);
        view.reveal(QStringLiteral("vae3"));
        QVERIFY(view.isExpanded(foldOf(*view.model())));
        QCOMPARE(view.selectedUids(), QStringList{QStringLiteral("vae3")});
    }

    void aFoldSaysHowManyAreInWhichStateAndTheirMean()
    {
        RunTreeModel model;
        model.setValueMetric(QStringLiteral("validation/kl"));
        QList<RunRecord> runs = seededRuns();
        runs[0].state = RunState::Running;
        runs[2].state = RunState::Failed;
        model.setRuns(runs);
        const auto cell = [&model](int column) { return foldOf(model).siblingAtColumn(column); };
        QCOMPARE(cell(RunTreeModel::StateColumn).data().toString(), QStringLiteral("1 running, 1 failed, 1 finished"));
        QCOMPARE(cell(RunTreeModel::ValueColumn).data().toString(), QStringLiteral("7"));
        QVERIFY(cell(RunTreeModel::ValueColumn).data(Qt::ToolTipRole).toString().contains(QStringLiteral("7 ± 1")));
        model.setTrend(QStringLiteral("vae1"), {1, 3});
        model.setTrend(QStringLiteral("vae2"), {3, 5});
        QCOMPARE(cell(RunTreeModel::TrendColumn).data(RunTreeModel::TrendRole).value<QList<double>>(),
                 QList<double>({2, 4}));
    }

    void aGridsGroupStandsForItsRuns()
    {
        RunTreeModel model;
        const QAbstractItemModelTester tester(&model, kFatal);
        QList<RunRecord> runs = seededRuns();
        for (RunRecord& run : runs)
            run.takesTurns = true;
        model.setRuns(runs);
        QCOMPARE(model.index(0, 0).data(RunTreeModel::CountRole).toInt(), 4);
        QVERIFY(model.index(0, 0).flags().testFlag(Qt::ItemIsSelectable));
        model.setRuns(runs.mid(0, 3)); // seeds of one setting: no fold inside the row that stands for them already
        QCOMPARE(model.rowCount(model.index(0, 0)), 3);
        QVERIFY(!foldOf(model).data(RunTreeModel::IsFoldRole).toBool());
    }

    void oneChangedRunOfAFoldUpdatesItsRowAndTheFold()
    {
        RunTreeModel model;
        model.setRuns(seededRuns());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        RunRecord run = seededRuns()[1];
        run.step += 1;
        model.updateRun(run);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(changed[0][0].toModelIndex().data(RunTreeModel::UidRole).toString(), run.uid);
        QCOMPARE(changed[1][0].toModelIndex(), foldOf(model));
    }

    void aFoldsBoxShowsAllItsRuns()
    {
        const Theme theme;
        RunTreeModel model;
        model.setRuns(seededRuns());
        RunTreeView view(theme, &model);
        view.resize(284, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy shown(&model, &RunTreeModel::shownChanged);
        model.setShown({QStringLiteral("vae2")}, true);
        const QModelIndex fold = foldOf(*view.model());
        QCOMPARE(fold.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        const QRect row = view.visualRect(fold);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.left() + 7, row.center().y()));
        QCOMPARE(model.shownUids().size(), 3);
        QCOMPARE(shown.count(), 2); // all of the fold at once
        QTest::keyClick(&view, Qt::Key_Space);
        QVERIFY(model.shownUids().isEmpty());
    }

    void aFilteredFoldActsOnlyOnWhatIsSeen()
    {
        const Theme theme;
        RunTreeModel model;
        model.setRuns(seededRuns());
        RunTreeView view(theme, &model);
        view.setFilterText(QStringLiteral("seed>=2"));
        const QModelIndex fold = foldOf(*view.model());
        QCOMPARE(fold.data(RunTreeModel::CountRole).toInt(), 2);
        view.setCurrentIndex(fold);
        QCOMPARE(view.selectedUids(), QStringList({QStringLiteral("vae2"), QStringLiteral("vae3")}));
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(model.shownUids(), QStringList({QStringLiteral("vae2"), QStringLiteral("vae3")}));
    }

    void aClosedFoldIsCurrentForItsRun()
    {
        const Theme theme;
        RunTreeModel model;
        model.setRuns(seededRuns());
        RunTreeView view(theme, &model);
        QSignalSpy current(&view, &RunTreeView::currentRunChanged);
        view.setCurrentUid(QStringLiteral("vae2"));
        QCOMPARE(view.currentIndex(), foldOf(*view.model()));
        QVERIFY(!view.isExpanded(view.currentIndex()));
        QCOMPARE(view.currentUid(), QStringLiteral("vae2"));
        QCOMPARE(current.count(), 0);
        QTest::keyClick(&view, Qt::Key_Right); // opens it
        QVERIFY(view.isExpanded(foldOf(*view.model())));
        view.setCurrentUid(QStringLiteral("vae3"));
        QCOMPARE(view.currentIndex().data(RunTreeModel::UidRole).toString(), QStringLiteral("vae3"));
    }
};

QTEST_MAIN(TestRunFolds)
#include "tst_run_folds.moc"
