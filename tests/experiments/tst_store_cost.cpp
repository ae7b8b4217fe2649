#include "experiments/store/metric_reader.h"
#include "experiments/store/run_store.h"
#include "tests/support/metric_log.h"

#include <QTest>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

/// The shortest step that the models of this program take is some milliseconds; logging may cost a hundredth of it.
constexpr double kShortestStepNs = 5e6;
constexpr double kShare = 0.01;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestStoreCost : public QObject {
    Q_OBJECT
private slots:
    void loggingCostsLessThanAHundredthOfAStep()
    {
        for (int stepsPerCommit : {20, 100}) { // 200 and 1000 steps per second, ten commits each
            const LoggingCost cost = loggingCost(stepsPerCommit);
            qInfo("%d metrics, %d steps per commit: append %.0f ns, commit %.0f ns per point; %.1f us per step, %.2f "
                  "%% of a 5 ms step",
                  MetricLog::kMetrics, stepsPerCommit, cost.appendNs, cost.commitNs, cost.stepNs() / 1e3,
                  cost.stepNs() / kShortestStepNs * 100);
            QVERIFY(cost.stepNs() > 0);
            QVERIFY(cost.stepNs() <= kShare * kShortestStepNs);
        }
    }

    void loggingAtAThousandStepsASecondCostsAHundredthOfThem()
    {
        constexpr double kStepNs = 1e6;
        LoggingCost cost = loggingCost(100);
        for (int again = 0; again < 4 && cost.stepNs() > kShare * kStepNs; ++again)
            cost = loggingCost(100); // a core that is shared is slower at times, never faster
        qInfo("%.1f us per step of 1 ms", cost.stepNs() / 1e3);
        QVERIFY(cost.stepNs() > 0);
        QVERIFY(cost.stepNs() <= kShare * kStepNs);
    }

    void readingALongRunTakesMilliseconds()
    {
        MetricLog log;
        for (int commit = 0; commit < 100; ++commit) {
            for (int i = 0; i < 500; ++i)
                log.logStep();
            QVERIFY(log.writer->commit(MetricWriter::Durability::Rhythm));
        }
        const auto reader = MetricReader::open(log.folder).value();
        const double start = threadCpuNs();
        qsizetype points = 0;
        MetricCursor cursor;
        for (bool more = true; more;) {
            const MetricUpdate page = reader->after(cursor).value();
            points += page.points.size();
            cursor = page.cursor;
            more = page.hasMore;
        }
        const double whole = threadCpuNs();
        QCOMPARE(reader->series(word("train/extra_7")).value().size(), 50000);
        const double series = threadCpuNs();
        constexpr int kLooks = 1000;
        for (int i = 0; i < kLooks; ++i)
            reader->hasChanged();
        qInfo("%lld points: all of them %.0f ms, one metric of 20 %.0f ms; \"is there news\" %.1f us",
              static_cast<long long>(points), (whole - start) / 1e6, (series - whole) / 1e6,
              (threadCpuNs() - series) / 1e3 / kLooks);
    }

    void listingManyRunsTakesMilliseconds()
    {
        const MemoryDirectory directory;
        const auto store = RunStore::open(directory.path()).value();
        for (int i = 0; i < 200; ++i) {
            const RunRecord run = store->create({.family = word("vae")}).value();
            const auto writer = MetricWriter::open(store->folder(run.uid)).value();
            for (int metric = 0; metric < MetricLog::kMetrics; ++metric)
                writer->append(writer->metric(QStringLiteral("train/extra_%1").arg(metric)), 1, metric);
            writer->setStatus({.state = RunState::Stopped, .step = 1});
        }
        const double start = threadCpuNs();
        QCOMPARE(store->list().value().size(), 200);
        const double first = threadCpuNs();
        QCOMPARE(store->list().value().size(), 200);
        qInfo("200 runs: first look %.0f ms (opens each), then %.1f ms", (first - start) / 1e6,
              (threadCpuNs() - first) / 1e6);
    }
};

QTEST_APPLESS_MAIN(TestStoreCost)
#include "tst_store_cost.moc"
