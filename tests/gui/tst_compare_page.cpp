// The Compare page driven by clicks and keys over runs whose figures are written here.
#include "experiments/store/metric_writer.h"
#include "gui/compare/compare_data.h"
#include "gui/compare/compare_pane.h"
#include "gui/compare/compare_table.h"
#include "gui/compare/seed_spread.h"
#include "gui/pages/compare_page.h"
#include "gui/time_position.h"
#include "tests/gui/compare_bench.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/compare_view.h"
#include "widgets/compare/difference_model.h"
#include "widgets/compare/parallel_plot.h"
#include "widgets/compare/plane_plot.h"
#include "widgets/plots/metric_plot.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTableView>

using namespace lb::experiments;
using lb::gui::ComparePage;
using lb::gui::ComparePane;
using lb::gui::MainWindow;
using lb::gui::Verb;
using lb::tests::CompareProject;
using lb::tests::word;
using Bench = lb::tests::CompareBench;
using lb::tests::WindowBench;
using lb::widgets::CompareModel;
using lb::widgets::CompareView;
using lb::widgets::ParallelPlot;
using lb::widgets::PlanePlot;

class TestComparePage : public QObject {
    Q_OBJECT
private slots:
    void emptyProjectOffersTheDemo()
    {
        WindowBench bench;
        bench.open();
        bench.trigger(Verb::ShowCompare);
        QTRY_VERIFY(bench.find(word("emptyCompare"))->isVisible());
        QCOMPARE(bench.window->page(), MainWindow::Page::Compare);
    }

    void tabMenuAndShortcutLeadHere()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        auto* tabs = bench.find<QTabBar>(word("pageTabs"));
        QCOMPARE(tabs->tabText(tabs->currentIndex()), word("Compare"));
        QCOMPARE(bench.context->actions()[Verb::ShowCompare]->shortcut().toString(), word("Ctrl+2"));
    }

    void numbersOfDifferentDataAreNotRanked()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        QVERIFY(bench.cell(word("BN-VAE"), "validation/elbo")->isBest);
        const QString uid = bench.createRun(word("vae-images"), word("Images"));
        {
            const auto writer = lb::experiments::MetricWriter::open(bench.store().folder(uid)).value();
            writer->append(writer->metric(word("validation/elbo")), 1, -240);
            writer->setStatus({.state = lb::experiments::RunState::Finished, .step = 1, .totalSteps = 1});
            QVERIFY(writer->commit(lb::experiments::MetricWriter::Durability::Durable));
        }
        QTRY_COMPARE(bench.textOf(word("Images"), "validation/elbo"), word("−240"));
        QVERIFY(!bench.cell(word("BN-VAE"), "validation/elbo")->isBest);
    }

    void seedsAreOneRowWithMeanAndSpread()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        QAbstractItemModelTester tester(&bench.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(bench.textOf(word("VAE"), "n"), word("3"));
        QCOMPARE(bench.textOf(word("VAE"), "validation/elbo"), word("−35.0")); // at the best step
        QVERIFY(bench.cell(word("VAE"), "validation/elbo")->delta.startsWith(word("± ")));
        QVERIFY(bench.cell(word("BN-VAE"), "validation/elbo")->isBest);
        QCOMPARE(bench.model().rowCount(bench.model().index(0, 0)), 3);
        bench.table().setFocus();
        QTest::keyClick(&bench.table(), Qt::Key_G);
        QTRY_COMPARE(bench.model().rowCount(), 7);
        QVERIFY(!bench.find<QCheckBox>(word("groupSeeds"))->isChecked());
    }

    void valueAndColumnsFollowTheirChoices()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.choose("compareValue", 1); // last
        QTRY_COMPARE(bench.textOf(word("VAE"), "validation/elbo"), word("−37.0"));
        bench.choose("compareValue", 5); // at step
        bench.find<QSpinBox>(word("compareStep"))->setValue(150);
        QTRY_COMPARE(bench.textOf(word("VAE"), "validation/elbo"), word("−40.0"));
        bench.choose("compareValue", 4); // maximum
        QTRY_COMPARE(bench.textOf(word("VAE"), "validation/kl"), word("5.02"));
    }

    void oneColumnMayChooseItsOwnValue()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        emit bench.table().columnMenuRequested(word("validation/kl"), QPoint(100, 100));
        auto* menu = bench.find<QMenu>(word("columnValueMenu"));
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text() == word("last"))
                action->trigger();
        menu->close();
        QTRY_COMPARE(bench.textOf(word("VAE"), "validation/kl"), word("2.02"));
        QCOMPARE(bench.textOf(word("VAE"), "validation/elbo"), word("−35.0")); // as before
        for (const auto& column : bench.model().columns())
            if (column.id == word("validation/kl"))
                QCOMPARE(column.title, word("KL (nats) · last"));
    }

    void pinnedBaselineTurnsCellsIntoDifferences()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.pinVae();
        QTRY_VERIFY(bench.cell(word("BN-VAE"), "validation/elbo")->merit > 0);
        const auto* elbo = bench.cell(word("BN-VAE"), "validation/elbo");
        QCOMPARE(elbo->direction, 1);
        QVERIFY(elbo->delta.startsWith(QLatin1Char('+')));
        QCOMPARE(bench.cell(word("Wide, seed 1"), "validation/elbo")->merit, -1);
        QCOMPARE(bench.cell(word("BN-VAE"), "validation/kl")->merit, 0); // neither end is better
        QVERIFY(bench.model().row(bench.model().index(0, 0))->isBaseline);
        QTest::mouseClick(bench.find<QCheckBox>(word("showDeltas")), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_VERIFY(bench.cell(word("BN-VAE"), "validation/elbo")->delta.startsWith(word("±")));
        bench.table().setCurrentKey(bench.page().scene().baseline()->key);
        QTest::keyClick(&bench.table(), Qt::Key_B); // and off again
        QTRY_VERIFY(!bench.page().scene().baseline());
    }

    void sentenceSaysHowSureADifferenceIs()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.pinVae();
        bench.table().setCurrentKey(bench.page().scene().groupOf(bench.bn.first())->key);
        auto* subject = bench.find<QLabel>(word("claimSubject"));
        auto* test = bench.find<QLabel>(word("claimTest"));
        QTRY_VERIFY2(subject->text().startsWith(word("BN-VAE against VAE, ELBO: +0.91 nats, 95 % CI")),
                     qPrintable(subject->text()));
        QVERIFY2(test->text().contains(word("Welch t =")) && test->text().contains(word("n = 3 and 3")),
                 qPrintable(test->text()));
        QVERIFY(test->text().contains(word("same seeds and batches")));
        bench.table().setCurrentKey(bench.wide);
        QTRY_VERIFY2(test->text().contains(word("too few for a test")), qPrintable(test->text()));
        QCOMPARE(bench.board().current(), bench.wide); // the run of the window is that of the table
    }

    void checksAreTheSelectionOfTheWindow()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.board().showOnly({bench.wide});
        const QString key = bench.page().scene().groupOf(bench.bn.first())->key;
        QTRY_COMPARE(bench.model().indexOf(bench.wide).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        const QRect row = bench.table().visualRect(bench.model().indexOf(key));
        QTest::mouseClick(bench.table().viewport(), Qt::LeftButton, {}, QPoint(row.left() + 8, row.center().y()));
        QTRY_COMPARE(bench.board().shown().size(), 4);
        QTest::keyClick(&bench.table(), Qt::Key_Space);
        QTRY_COMPARE(bench.board().shown(), QStringList{bench.wide});
    }

    void filterSortAndDifferences()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        auto* filter = bench.find<QLineEdit>(word("compareFilter"));
        bench.trigger(Verb::FindRuns);
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, word("model:bn"));
        QTRY_COMPARE(bench.model().rowCount(), 2);
        QCOMPARE(bench.find<QLabel>(word("compareCount"))->text(), word("2 groups, 4 of 7 runs"));
        QTRY_COMPARE(bench.textOf(word("Wide, seed 1"), "latent.gamma"), word("0.9"));
        QVERIFY(!bench.cell(word("BN-VAE"), "latent.size")); // the same for all
        filter->clear();
        QTRY_COMPARE(bench.model().rowCount(), 3);
        emit bench.table().sortRequested(word("validation/elbo"), true);
        QTRY_COMPARE(bench.model().row(bench.model().index(0, 0))->name, word("BN-VAE"));
        QCOMPARE(bench.model().row(bench.model().index(2, 0))->name, word("Wide, seed 1"));
    }

    void brushSelectsAndClearingGivesBack()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.board().showOnly({bench.wide});
        auto* plot = bench.find<ParallelPlot>(word("parallelPlot"));
        QTRY_VERIFY(plot->isVisible() && plot->lineCount() == 7);
        const QString axis = word("validation/kl");
        QTest::mousePress(plot, Qt::LeftButton, {}, plot->place(axis, 5.5).toPoint());
        QTest::mouseMove(plot, plot->place(axis, 6).toPoint());
        QTest::mouseRelease(plot, Qt::LeftButton, {}, plot->place(axis, 6.8).toPoint());
        plot->setBrush(axis, lb::widgets::PlotRange{5.5, 6.8});
        QTRY_COMPARE(bench.board().shown(), bench.bn);
        QVERIFY(bench.find<QLabel>(word("rightDetail"))->text().startsWith(word("3 of 7")));
        bench.click(word("clearBrush"));
        QTRY_COMPARE(bench.board().shown(), QStringList{bench.wide});
    }

    void rateDistortionChoosesRuns()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.board().showOnly(bench.vae + bench.bn + QStringList{bench.wide});
        auto* plot = bench.find<PlanePlot>(word("planePlot"));
        QTRY_COMPARE(plot->points().size(), 9); // seven runs, two means
        for (const auto& point : plot->points())
            if (point.uids == QStringList{bench.wide})
                QTest::mouseClick(plot, Qt::LeftButton, {}, plot->place(point).toPoint());
        QTRY_COMPARE(bench.board().current(), bench.wide);
        QVERIFY(plot->front().size() >= 2);
    }

    void everyViewShowsTheSelection()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.board().showOnly(bench.vae + bench.bn);
        bench.pinVae();
        bench.click(word("leftCurves"));
        auto* curves = bench.find<lb::widgets::MetricPlot>(word("compareCurves"));
        const QString key = bench.page().scene().groupOf(bench.bn.first())->key;
        QTRY_COMPARE(curves->pointCount(key), 3);
        QVERIFY(!curves->spread(key).isEmpty());
        bench.choose("curvesSpread", 0);
        QTRY_VERIFY(curves->spread(key).isEmpty());
        auto* metric = bench.find<QComboBox>(word("curvesMetric"));
        bench.choose("curvesMetric", metric->findData(word("train/kl"))); // read only now
        QTRY_COMPARE(curves->lastValue(key).value_or(0), 7.2);

        bench.click(word("leftStatistics"));
        auto* statistics = bench.find<QTableView>(word("statisticsTable"));
        QTRY_COMPARE(statistics->model()->rowCount(), 2);
        QCOMPARE(statistics->model()->index(0, 5).data().toString(), word("baseline"));
        QVERIFY(statistics->model()->index(1, 8).data().toString().size() > 1);
        auto* pairs = bench.find<QTableView>(word("pairedTable"));
        QCOMPARE(pairs->model()->rowCount(), 1);
        QCOMPARE(pairs->model()->headerData(1, Qt::Horizontal).toString(), word("seed 1"));

        bench.click(word("rightDiff"));
        auto* diff = bench.find<QTableView>(word("diffTable"));
        QTRY_VERIFY(diff->isVisible() && diff->model()->rowCount() > 0);
        const int differing = diff->model()->rowCount();
        diff->setFocus();
        QTest::keyClick(diff, Qt::Key_F4);
        QVERIFY(diff->currentIndex().data(lb::widgets::DifferenceModel::DiffersRole).toBool());
        bench.click(word("hideIdentical"));
        QTRY_VERIFY(diff->model()->rowCount() > differing);

        bench.click(word("rightImages"));
        auto* strips = bench.find(word("compareStrips"));
        const auto detail = [&] { return strips->findChild<QLabel*>(word("stripDetail"))->text(); };
        QTRY_VERIFY2(strips->isVisible() && detail().contains(word("300")), qPrintable(detail()));
        bench.find(word("imagesSheet"))->setFocus();
        QTest::keyClick(bench.find(word("imagesSheet")), Qt::Key_BracketLeft);
        QCOMPARE(bench.board().time().step().value_or(-1), 100);
        QTRY_VERIFY(detail().contains(word("100")));
    }

    void nothingCheckedAndOneAloneSaySo()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.board().showOnly({});
        QTRY_VERIFY(bench.find(word("leftEmpty"))->isVisible());
        bench.board().showOnly({bench.wide});
        QTRY_VERIFY(!bench.find(word("leftEmpty"))->isVisible());
        bench.click(word("rightDiff"));
        QTRY_VERIFY(bench.find(word("rightEmpty"))->isVisible());
    }

    void copiesTableAndCommand()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.board().showOnly(bench.vae);
        bench.pinVae();
        QTRY_VERIFY(bench.page().command().contains(word("--baseline 'VAE, seed 1'")));
        QVERIFY(bench.page().command().endsWith(word("--at best-elbo --stats --baseline 'VAE, seed 1'")));
        bench.find<QAction>(word("copyTsv"))->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(word("\nVAE\t3\t")));
        QVERIFY(bench.page().latex().contains(word("\\toprule")));
        QVERIFY(bench.page().latex().contains(word("\\textbf{")));
    }

    void everyInputOfThePageExplainsItself()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        for (const char* view : {"leftCurves", "leftStatistics", "rightImages", "rightDiff"})
            bench.click(word(view));
        for (auto* widget : bench.page().findChildren<QWidget*>()) {
            const bool isInput = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                                 qobject_cast<QSpinBox*>(widget) || qobject_cast<QAbstractSlider*>(widget);
            if (!isInput || widget->objectName().isEmpty() || widget->objectName().startsWith(word("qt_")) ||
                widget->objectName() == word("emptyStateButton"))
                continue;
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->objectName()));
        }
    }

    void meanLeavesOutStepsOfOneRunAlone()
    {
        const std::vector<StepValue> a{{10, 1}, {20, 2}, {25, 9}, {30, 3}};
        const std::vector<StepValue> b{{10, 3}, {20, 4}, {30, 5}, {40, 6}};
        const auto mean = lb::gui::seedMean({&a, &b}, lb::gui::SpreadKind::Extremes);
        QCOMPARE(mean.mean.size(), std::size_t(4)); // 10, 20, 30, and 40, where b alone reaches
        QCOMPARE(mean.mean[1].value, 3.0);
        QCOMPARE(mean.mean[3].value, 6.0);
        QCOMPARE(mean.spread.size(), 3);
        QCOMPARE(mean.spread[0].low, 1.0);
        QCOMPARE(mean.spread[0].high, 3.0);
    }
};

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"
