// Histograms of weights and gradients: their bins, and that a run keeps them when asked to.
#include "experiments/records/metric_names.h"
#include "experiments/records/value_histogram.h"
#include "experiments/store/metric_reader.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QTest>

#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

const QString kEvery = QStringLiteral("run.histogram_every");

QHash<QString, QList<VectorPoint>> histogramsOf(const RunFolder& folder)
{
    const auto reader = MetricReader::open(folder).value();
    QHash<QString, QList<VectorPoint>> all;
    MetricUpdate update;
    do {
        update = reader->after(update.cursor).value();
        for (const VectorPoint& point : update.vectors)
            if (isHistogram(point.metric))
                all[point.metric].append(point);
    } while (update.hasMore);
    return all;
}

} // namespace

class TestHistograms : public QObject {
    Q_OBJECT
private slots:
    void everyNumberIsInItsBin()
    {
        const bool holds = rc::check("the bin's ends are around the value", [](float value) {
            RC_PRE(std::isfinite(value));
            const auto shares = histogramOf(std::vector<float>{value});
            const auto bin = std::find(shares.begin(), shares.end(), 1.0F) - shares.begin();
            RC_ASSERT(bin < kHistogramBins);
            const HistogramBin ends = histogramBin(static_cast<int>(bin));
            const auto exact = static_cast<double>(value);
            bool isInside = exact == 0 || ends.low < exact + 1e-300;
            if (exact > 0)
                isInside = ends.low <= exact && exact < ends.high;
            else if (exact < 0)
                isInside = ends.low < exact && exact <= ends.high;
            RC_ASSERT(isInside);
        });
        QVERIFY(holds);
    }

    void binsRiseAndMeet()
    {
        for (int bin = 1; bin < kHistogramBins; ++bin)
            QCOMPARE(histogramBin(bin).low, histogramBin(bin - 1).high);
        const float infinity = std::numeric_limits<float>::infinity();
        const auto shares = histogramOf(std::vector<float>{infinity, std::nanf(""), 1, -1});
        QCOMPARE(std::accumulate(shares.begin(), shares.end(), 0.0F), 0.5F); // what is no number is in no bin
        QVERIFY(metricInfo(QStringLiteral("weights/a/b")).isVector);
        QCOMPARE(metricInfo(QStringLiteral("weights/a/b")).title, QStringLiteral("a/b"));
    }

    void aRunKeepsThemEverySoManySteps()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("some"), {{kEvery, 3}});
        const RunFolder folder = project.folder(run);
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        const auto histograms = histogramsOf(folder);
        QVERIFY(histograms.size() >= 4);
        const qint64 steps = project.store().refresh(run.uid).value().step;
        for (auto each = histograms.cbegin(); each != histograms.cend(); ++each) {
            QCOMPARE(each->size(), steps / 3);
            QVERIFY(histograms.contains(each.key().startsWith(QLatin1String("weights/"))
                                            ? QString(each.key()).replace(0, 7, QStringLiteral("gradients"))
                                            : QString(each.key()).replace(0, 9, QStringLiteral("weights"))));
            for (const VectorPoint& point : *each) {
                QCOMPARE(point.step % 3, 0);
                QCOMPARE(point.values.size(), std::size_t{kHistogramBins});
                const float sum = std::accumulate(point.values.begin(), point.values.end(), 0.0F);
                QVERIFY2(std::abs(sum - 1) < 1e-4F, qPrintable(each.key()));
            }
        }
    }

    void theyCostNothingUnlessAskedForAndChangeNoNumber()
    {
        TinyProject project;
        const RunRecord without = project.create(QStringLiteral("without"), {});
        const RunRecord with = project.create(QStringLiteral("with"), {{kEvery, 1}});
        for (const RunRecord& run : {without, with})
            QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Finished);
        QVERIFY(histogramsOf(project.folder(without)).isEmpty());
        const auto loss = [&](const RunRecord& run) {
            QList<double> values;
            const auto reader = MetricReader::open(project.folder(run)).value();
            const QList<MetricPoint> points = reader->series(QStringLiteral("train/loss")).value();
            for (const MetricPoint& point : points)
                values.append(point.value);
            return values;
        };
        QCOMPARE(loss(with), loss(without));
    }
};

QTEST_GUILESS_MAIN(TestHistograms)
#include "tst_histograms.moc"
