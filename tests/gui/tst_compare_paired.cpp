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
};

QTEST_MAIN(TestComparePaired)
#include "tst_compare_paired.moc"
