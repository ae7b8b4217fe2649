#include "experiments/store/metric_reader.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_store.h"
#include "tests/support/memory_directory.h"

#include <QTest>

#include <ctime>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;

namespace {

constexpr int kMetrics = 20;
/// The shortest step that the models of this program take is some milliseconds; logging may cost a hundredth of it.
constexpr double kShortestStepNs = 5e6;
constexpr double kShare = 0.01;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// Processor time of this thread: what logging takes from training, whatever else the computer does.
double cpuNs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

struct Log {
    MemoryDirectory directory;
    RunFolder folder{directory.path()};
    std::unique_ptr<MetricWriter> writer = MetricWriter::open(folder).value();
    std::vector<int> metrics;
    qint64 step = 0;
    Log()
    {
        for (int i = 0; i < kMetrics; ++i)
            metrics.push_back(writer->metric(QStringLiteral("train/extra_%1").arg(i)));
    }
    void logStep()
    {
        ++step;
        for (const int metric : metrics)
            writer->append(metric, step, 1.0 / static_cast<double>(step + metric));
    }
};

} // namespace

class TestStoreCost : public QObject {
    Q_OBJECT
private slots:
    void loggingCostsLessThanAHundredthOfAStep()
    {
        Log log;
        constexpr int kCommits = 100;
        double appendNs = 0;
        double commitNs = 0;
        for (int stepsPerCommit : {20, 100}) { // 200 and 1000 steps per second, ten commits each
            for (int commit = -10; commit < kCommits; ++commit) {
                const double start = cpuNs();
                for (int i = 0; i < stepsPerCommit; ++i)
                    log.logStep();
                const double appended = cpuNs();
                QVERIFY(log.writer->commit(MetricWriter::Durability::Rhythm));
                appendNs += commit < 0 ? 0 : appended - start;
                commitNs += commit < 0 ? 0 : cpuNs() - appended;
            }
            const double points = static_cast<double>(kCommits) * stepsPerCommit * kMetrics;
            const double stepNs = (appendNs + commitNs) / points * kMetrics;
            qInfo("%d metrics, %d steps per commit: append %.0f ns, commit %.0f ns per point; %.1f us per step, %.2f "
                  "%% of "
                  "a 5 ms step",
                  kMetrics, stepsPerCommit, appendNs / points, commitNs / points, stepNs / 1e3,
                  stepNs / kShortestStepNs * 100);
            QVERIFY(stepNs <= kShare * kShortestStepNs);
            appendNs = commitNs = 0;
        }
    }

    void readingALongRunTakesMilliseconds()
    {
        Log log;
        for (int commit = 0; commit < 100; ++commit) {
            for (int i = 0; i < 500; ++i)
                log.logStep();
            QVERIFY(log.writer->commit(MetricWriter::Durability::Rhythm));
        }
        const auto reader = MetricReader::open(log.folder).value();
        const double start = cpuNs();
        qsizetype points = 0;
        MetricCursor cursor;
        for (bool more = true; more;) {
            const MetricUpdate page = reader->after(cursor).value();
            points += page.points.size();
            cursor = page.cursor;
            more = page.hasMore;
        }
        const double whole = cpuNs();
        QCOMPARE(reader->series(word("train/extra_7")).value().size(), 50000);
        const double series = cpuNs();
        constexpr int kLooks = 1000;
        for (int i = 0; i < kLooks; ++i)
            reader->hasChanged();
        qInfo("%lld points: all of them %.0f ms, one metric of 20 %.0f ms; \"is there news\" %.1f us",
              static_cast<long long>(points), (whole - start) / 1e6, (series - whole) / 1e6,
              (cpuNs() - series) / 1e3 / kLooks);
    }

    void listingManyRunsTakesMilliseconds()
    {
        const MemoryDirectory directory;
        const auto store = RunStore::open(directory.path()).value();
        for (int i = 0; i < 200; ++i) {
            const RunRecord run = store->create({.family = word("vae")}).value();
            const auto writer = MetricWriter::open(store->folder(run.uid)).value();
            for (int metric = 0; metric < kMetrics; ++metric)
                writer->append(writer->metric(QStringLiteral("train/extra_%1").arg(metric)), 1, metric);
            writer->setStatus({.state = RunState::Stopped, .step = 1});
        }
        const double start = cpuNs();
        QCOMPARE(store->list().value().size(), 200);
        const double first = cpuNs();
        QCOMPARE(store->list().value().size(), 200);
        qInfo("200 runs: first look %.0f ms (opens each), then %.1f ms", (first - start) / 1e6,
              (cpuNs() - first) / 1e6);
    }
};

QTEST_APPLESS_MAIN(TestStoreCost)
#include "tst_store_cost.moc"
