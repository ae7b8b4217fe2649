// Compare: differences step by step of runs on the same batches, and what the project remembers of the table's columns.
#include "gui/compare/compare_pane.h"
#include "gui/run_board.h"
#include "gui/time_position.h"
#include "tests/gui/compare_bench.h"
#include "widgets/plots/metric_plot.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>

#include <cmath>

using lb::tests::word;
using Bench = lb::tests::CompareBench;

class TestComparePaired : public QObject {
    Q_OBJECT
private slots:
    void differencesArePairedStepByStep()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        bench.board().showOnly(bench.vae + bench.bn + QStringList{bench.wide});
        bench.pinVae();
        bench.click(word("leftPaired"));
        auto* words = bench.find<QLabel>(word("pairedWords"));
        QTRY_VERIFY(words->isVisible());
        const QString all = words->toolTip();
        QVERIFY2(all.contains(word("3 pairs")) && all.contains(word("over pairs")), qPrintable(all));
        QVERIFY2(all.contains(word("1 pair")) && all.contains(word("Too few for an interval")), qPrintable(all));
        auto* plot = bench.find<lb::widgets::MetricPlot>(word("pairedCurves"));
        const QString key = bench.page().scene().groupOf(bench.bn.first())->key;
        // -34.2 + 0.02 s^2 against -35 - 0.01 s, mean over s = 1, 2, 3
        QVERIFY(std::abs(plot->valueAt(key, 200).value_or(0) - (0.8 + 0.02 * 14 / 3 + 0.02)) < 1e-6);
        bench.board().time().setStep(150);
        QCOMPARE(plot->link()->pinned().value_or(-1), 150.0);
    }

    void columnsAreKeptWithTheProject()
    {
        Bench bench;
        QVERIFY(bench.openPage());
        QCOMPARE(bench.cell(word("Wide, seed 1"), "time")->value, 6.0); // 300 steps of 20 ms
        const auto section = [&bench](const char* id) {
            for (int i = 0; i < bench.model().columns().size(); ++i)
                if (bench.model().columns()[i].id == word(id))
                    return i;
            return -1;
        };
        QHeaderView* header = bench.table().header();
        header->moveSection(header->visualIndex(section("time")), 1);
        header->resizeSection(section("validation/kl"), 201);
        auto* menu = bench.find<QMenu>(word("compareColumnsMenu"));
        emit menu->aboutToShow();
        menu->findChild<QAction*>(word("column:state"))->trigger();
        QTRY_COMPARE(section("state"), -1);
        const auto kept = [&bench] { return bench.store().setting(word("compare/columns")).value(); };
        QTRY_VERIFY(kept().contains(word("\"hidden\":[\"state\"]")) && kept().contains(word("201")));
        bench.drop();
        bench.open();
        QVERIFY(bench.openPage());
        header = bench.table().header();
        QTRY_COMPARE(section("state"), -1);
        QCOMPARE(header->visualIndex(section("time")), 1);
        QCOMPARE(header->sectionSize(section("validation/kl")), 201);
        menu = bench.find<QMenu>(word("compareColumnsMenu"));
        emit menu->aboutToShow();
        menu->findChild<QAction*>(word("usualColumns"))->trigger();
        QTRY_VERIFY(section("state") >= 0);
        QVERIFY(header->visualIndex(section("time")) > 1);
    }
};

QTEST_MAIN(TestComparePaired)
#include "tst_compare_paired.moc"
