// The Performance dock over a recorded run.
#include "experiments/store/metric_writer.h"
#include "tests/gui/window_bench.h"
#include "widgets/plots/time_bar.h"
#include "widgets/plots/trend_rows.h"

#include <QDockWidget>
#include <QLabel>

using namespace lb::experiments;
using lb::tests::WindowBench;
using lb::widgets::TimeBar;
using lb::widgets::TrendRows;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// 200 steps; the first hundred were slower, which the mean of the last hundred does not know.
void record(const RunFolder& folder)
{
    const auto writer = MetricWriter::open(folder).value();
    for (int step = 1; step <= 200; ++step) {
        const double factor = step <= 100 ? 5 : 1;
        for (const auto& [metric, value] :
             {std::pair{u"train/data_ms", 1.0}, std::pair{u"train/compute_ms", 6.0}, std::pair{u"train/update_ms", 2.0},
              std::pair{u"train/outside_ms", 1.0}, std::pair{u"system/memory_mb", 100.0}})
            writer->append(writer->metric(metric), step, factor * value);
    }
    QVERIFY(writer->commit(MetricWriter::Durability::Durable));
}

} // namespace

class TestPerformanceDock : public QObject {
    Q_OBJECT
private slots:
    void showsWhereAStepsTimeGoes()
    {
        WindowBench bench;
        const QString uid = bench.createRun(word("vae-sentences"), word("fast"));
        record(bench.store().folder(uid));
        bench.open();
        bench.window->openRun(uid);
        auto* dock = bench.find<QDockWidget>(word("performanceDock"));
        QVERIFY(!dock->isVisible());
        dock->toggleViewAction()->trigger();
        QVERIFY(dock->isVisible());
        const auto* bar = bench.find<TimeBar>(word("stepTimeBar"));
        QTRY_COMPARE_WITH_TIMEOUT(bar->pieces().size(), 4, WindowBench::kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bar->pieces().at(1).ms, 6.0, WindowBench::kPatienceMs);
        QVERIFY(bench.find<QLabel>(word("stepTime"))->text().contains(word("10.00 ms")));
        const auto* trends = bench.find<TrendRows>(word("systemTrends"));
        QCOMPARE(trends->rows().at(3).values.last(), 100.0);
        QVERIFY(trends->rows().at(0).values.isEmpty()); // not recorded: a dash
        QVERIFY(trends->accessibleDescription().contains(word("100 MB")));
        bench.board().showOnly({});
        bench.board().setCurrent({});
        QTRY_VERIFY(!bar->isVisible());
    }
};

QTEST_MAIN(TestPerformanceDock)
#include "tst_performance_dock.moc"
