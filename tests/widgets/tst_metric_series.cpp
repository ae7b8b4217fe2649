#include "widgets/plots/debiased_mean.h"
#include "widgets/plots/metric_series.h"
#include "widgets/plots/vector_series.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

using namespace lb::widgets;

namespace {

constexpr int kColumns = 200;
const double kNan = std::nan("");

MetricSeries sawtooth(int count, std::size_t capacity = MetricSeries::kDefaultCapacity)
{
    MetricSeries series(capacity);
    for (int i = 0; i < count; ++i)
        series.append(i, i % 7);
    return series;
}

double largest(const std::vector<MetricSeries::Point>& points)
{
    double high = -1e300;
    for (const MetricSeries::Point& point : points)
        if (!std::isnan(point.y))
            high = std::max(high, point.y);
    return high;
}

bool hasGap(const std::vector<MetricSeries::Point>& points)
{
    return std::any_of(points.begin(), points.end(), [](const auto& point) { return std::isnan(point.y); });
}

} // namespace

class TestMetricSeries : public QObject {
    Q_OBJECT
private slots:
    void thinningKeepsASpikeOfOneStep_data()
    {
        QTest::addColumn<int>("spikeAt");
        for (const int at : {0, 1, 4999, 50000, 99998, 99999})
            QTest::addRow("at %d", at) << at;
    }
    void thinningKeepsASpikeOfOneStep()
    {
        QFETCH(int, spikeAt);
        MetricSeries series;
        for (int i = 0; i < 100000; ++i)
            series.append(i, i == spikeAt ? 1e6 : std::sin(i * 0.1));
        QCOMPARE(largest(series.thinned({}, {0, 99999}, kColumns)), 1e6);
    }

    void thinningIsBoundedWhateverTheData()
    {
        std::mt19937 random(1);
        MetricSeries series;
        for (int i = 0; i < 120000; ++i)
            series.append(i, random() % 3 == 0 ? kNan : double(random()));
        QVERIFY(series.thinned({}, {0, 119999}, kColumns).size() <= 9 * (kColumns + 2));
    }

    void thinnedPointsAreRecordedPointsInOrder()
    {
        const MetricSeries series = sawtooth(50000);
        const auto points = series.thinned({}, {10000, 40000}, kColumns);
        QVERIFY(points.size() > kColumns);
        for (std::size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(points[i].y, std::fmod(points[i].x, 7));
            QVERIFY(i == 0 || points[i].x > points[i - 1].x);
        }
    }

    void anEnvelopeHoldsTheExtremesOfEachColumn()
    {
        MetricSeries series;
        for (int i = 0; i < 100000; ++i)
            series.append(i, i == 777 ? 50.0 : i >= 50000 && i < 51000 ? kNan : i % 7);
        const auto columns = series.envelope({}, {0, 99999}, 100);
        QCOMPARE(columns.size(), std::size_t{100});
        QCOMPARE(columns[0].high, 50.0);
        QCOMPARE(columns[0].low, 0.0);
        QCOMPARE(columns[99].high, 6.0);
        QVERIFY(std::isnan(columns[50].high));
        QVERIFY(series.envelope({}, {200000, 300000}, 100).empty());
    }

    void zoomedInShowsEveryPointAndOneBeyondEachEnd()
    {
        const auto points = sawtooth(50000).thinned({}, {1000, 1010}, kColumns);
        QCOMPARE(points.size(), std::size_t{13});
        QCOMPARE(points.front().x, 999.0);
        QCOMPARE(points.back().x, 1011.0);
    }

    void notANumberIsAGapInTheMiddleOnly()
    {
        MetricSeries series;
        for (int i = 0; i < 10000; ++i)
            series.append(i, i >= 5000 && i < 5200 ? (i % 2 ? kNan : HUGE_VAL) : 1.0);
        QVERIFY(hasGap(series.thinned({}, {0, 9999}, kColumns)));
        QVERIFY(!hasGap(series.thinned({}, {0, 4900}, kColumns)));
        QCOMPARE(*series.lastValue(), 1.0);
    }

    void aReplayedStepChangesNothing()
    {
        MetricSeries series = sawtooth(100);
        QVERIFY(!series.append(99, 1e9));
        QVERIFY(!series.append(3, 1e9));
        QVERIFY(!series.append(kNan, 1e9));
        QCOMPARE(series.size(), std::size_t{100});
        QVERIFY(series.append(100, 2));
    }

    void memoryIsBoundedAndSpikesSurviveCompaction()
    {
        MetricSeries series(1000);
        for (int i = 0; i < 100000; ++i)
            series.append(i, i == 12345 ? 77.0 : 1.0 + 1e-3 * (i % 5));
        QVERIFY(series.size() <= 1000);
        QCOMPARE(largest(series.thinned({}, {0, 99999}, kColumns)), 77.0);
        QCOMPARE(*series.lastValue(), 1.0 + 1e-3 * (99999 % 5));
    }

    /// Not finer and finer towards its end: what was recorded first has as many points as the rest.
    void aLongCurveIsEquallyFineEverywhere()
    {
        constexpr int kLong = 300'000;
        const MetricSeries series = sawtooth(kLong, 1000);
        const int parts = 10;
        for (int part = 0; part < parts - 1; ++part) { // the end is as recorded
            const double begin = part * kLong / parts;
            const std::size_t count = series.countIn({}, {begin, begin + kLong / parts - 1.0});
            QVERIFY2(count >= 40 && count <= 110,
                     qPrintable(QStringLiteral("part %1: %2 points").arg(part).arg(count)));
        }
        QVERIFY(series.size() <= 1000);
        QCOMPARE(series.nearest({}, kLong - 1.0)->x, kLong - 1.0);
    }

    void aThinnedCurveIsReadAgainWhereItIsLookedAtClosely()
    {
        MetricSeries series = sawtooth(10'000, 256);
        QVERIFY(series.isThinned() && !sawtooth(100).isThinned());
        QVERIFY(!series.wantedDetail({}, {0, 9999}, 10)); // as many points as the pixels need
        const PlotRange view{4000, 4030};
        const auto wanted = series.wantedDetail({}, view, kColumns);
        QVERIFY(wanted && wanted->lower <= view.lower && wanted->upper >= view.upper && wanted->size() < 5000);
        QVERIFY(series.thinned({}, view, kColumns).size() < 10);
        const auto detail = std::make_shared<MetricSeries>();
        for (double step = wanted->lower; step <= wanted->upper; ++step)
            detail->append(step, static_cast<int>(step) % 7);
        series.setDetail(*wanted, detail);
        QVERIFY(!series.wantedDetail({}, view, kColumns));
        QCOMPARE(series.thinned({}, view, kColumns).size(), std::size_t{33}); // and one beyond each end
        QCOMPARE(series.nearest({}, 4017.2)->x, 4017.0);
        QCOMPARE(series.countIn({}, view), std::size_t{33});
        QVERIFY(series.wantedDetail({}, {7000, 7030}, kColumns)); // elsewhere
        series.clear();
        QVERIFY(!series.isThinned() && series.thinned({}, view, kColumns).empty());
    }

    void detailAtTheEndGrowsWithTheCurve()
    {
        MetricSeries series = sawtooth(10'000, 256);
        const auto wanted = series.wantedDetail({}, {9990, 10'100}, kColumns);
        QCOMPARE(wanted->upper, 9999.0);
        const auto detail = std::make_shared<MetricSeries>();
        for (double step = wanted->lower; step <= wanted->upper; ++step)
            detail->append(step, 1);
        series.setDetail(*wanted, detail);
        for (int step = 10'000; step < 10'050; ++step)
            series.append(step, 2);
        QCOMPARE(series.thinned({}, {9990, 10'100}, kColumns).size(), std::size_t{61});
        QVERIFY(!series.wantedDetail({}, {9990, 10'100}, kColumns));
    }

    void nearestReachesOnlyAsFarAsTheCurve()
    {
        MetricSeries series;
        for (int i = 0; i <= 100; i += 10)
            series.append(i, i * 2.0);
        QCOMPARE(series.nearest({}, 42)->x, 40.0);
        QCOMPARE(series.nearest({}, 46)->y, 100.0);
        QVERIFY(series.nearest({}, 104).has_value());
        QVERIFY(!series.nearest({}, 106).has_value());
        QVERIFY(!series.nearest({}, kNan).has_value());
        QVERIFY(!MetricSeries().nearest({}, 1).has_value());
    }

    void epochsAndTimeMapTheSamePoints()
    {
        MetricSeries series;
        for (int i = 0; i < 100; ++i)
            series.append(i, i, 5000.0 + 20 * i);
        QCOMPARE(series.extent({XMode::Epoch, 0.1, 0})->upper, 9.9);
        const XMapping time{XMode::Time, 1, series.firstTimeMs()};
        QCOMPARE(series.extent(time)->upper, 1.98);
        QCOMPARE(series.nearest(time, 1.0)->y, 50.0);
    }

    void sampleIsBoundedAndInsideTheRange()
    {
        const std::vector<double> values = sawtooth(50000).sample({}, {100, 49000}, 500);
        QVERIFY(values.size() > 400 && values.size() <= 500);
        QVERIFY(sawtooth(10).sample({}, {20, 30}, 500).empty());
    }

    void smoothingKeepsAConstantConstant()
    {
        DebiasedMean mean(0.99);
        for (int i = 0; i < 1000; ++i)
            QVERIFY(std::abs(mean.add(3.25) - 3.25) < 1e-12);
    }

    void windowMeansTheLastValues()
    {
        MetricSeries series;
        series.setSmoothing(3);
        DebiasedMean constant(10);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(constant.add(0.1), 0.1); // to the last bit
        const double values[]{3, 5, qQNaN(), 10, 1, 1e30, 2, 4, 6};
        const double means[]{3, 4, qQNaN(), 6, 16.0 / 3, 0, 0, 0, 4};
        for (int i = 0; i < 9; ++i)
            series.append(i, values[i]);
        for (const int i : {0, 1, 3, 4, 8}) // a spike leaves nothing behind
            QCOMPARE(series.nearest({}, i, MetricSeries::Values::Smoothed)->y, means[i]);
        MetricSeries late;
        for (int i = 0; i < 9; ++i)
            late.append(i, values[i]);
        late.setSmoothing(3);
        QCOMPARE(late.nearest({}, 4, MetricSeries::Values::Smoothed)->y, means[4]);
    }

    void smoothingLeavesTwoPointsUnchanged()
    {
        DebiasedMean mean(0.9);
        QCOMPARE(mean.add(10), 10.0);
        QCOMPARE(mean.add(20), 20.0);
        const double third = mean.add(20);
        QVERIFY(third > 10 && third < 20);
    }

    void smoothingNeverChangesThePast()
    {
        std::mt19937 random(3);
        MetricSeries growing;
        growing.setSmoothing(0.9);
        std::vector<double> seen;
        for (int i = 0; i < 300; ++i) {
            growing.append(i, double(random() % 100));
            seen.push_back(growing.nearest({}, i, MetricSeries::Values::Smoothed)->y);
        }
        for (int i = 0; i < 300; ++i)
            QCOMPARE(growing.nearest({}, i, MetricSeries::Values::Smoothed)->y, seen[std::size_t(i)]);
    }

    void smoothingIsTheDebiasedMeanOfTheLiterature()
    {
        // m_n = f m_(n-1) + (1 - f) x_n, divided by 1 - f^n; three points by hand: (0.25 * 4 + 0.5 * 8 + 1 * 16)
        // / 1.75.
        DebiasedMean mean(0.5);
        mean.add(4);
        mean.add(8);
        QVERIFY(std::abs(mean.add(16) - 21.0 / 1.75) < 1e-12);
    }

    void smoothingSkipsGaps()
    {
        DebiasedMean mean(0.9);
        mean.add(5);
        QVERIFY(std::isnan(mean.add(kNan)));
        QVERIFY(std::isnan(mean.add(HUGE_VAL)));
        QCOMPARE(mean.add(5), 5.0);
    }

    void turningSmoothingOnLaterGivesTheSame()
    {
        MetricSeries early;
        early.setSmoothing(0.8);
        MetricSeries late;
        for (int i = 0; i < 50; ++i) {
            early.append(i, i * i % 11);
            late.append(i, i * i % 11);
        }
        late.setSmoothing(0.8);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(late.nearest({}, i, MetricSeries::Values::Smoothed)->y,
                     early.nearest({}, i, MetricSeries::Values::Smoothed)->y);
    }

    void vectorsOfAnotherLengthOrStepAreRefused()
    {
        VectorSeries series;
        QVERIFY(series.append(1, std::vector<float>{1, 2, 3}));
        QVERIFY(!series.append(2, std::vector<float>{1, 2}));
        QVERIFY(!series.append(1, std::vector<float>{1, 2, 3}));
        QVERIFY(!series.append(3, std::vector<float>{}));
        QCOMPARE(series.columns(), std::size_t{1});
    }

    void longVectorSeriesAreEquallyFineEverywhere()
    {
        VectorSeries series(64);
        for (int i = 0; i < 10'000; ++i)
            series.append(i, std::vector<float>{static_cast<float>(i)});
        double widest = 0;
        for (std::size_t i = 0; i + 1 < series.columns(); ++i)
            widest = std::max(widest, series.step(i + 1) - series.step(i));
        QVERIFY2(widest <= 2 * 10'000 / 32.0, qPrintable(QString::number(widest)));
        const std::size_t early = 3; // of equal weights: the mean of the steps that the column stands for
        const double middle = (series.step(early) + series.step(early + 1) - 1) / 2;
        QCOMPARE(static_cast<double>(series.column(early)[0]), middle);
    }

    void vectorColumnsAreBoundedAndKeepTheirMean()
    {
        VectorSeries series(16);
        for (int i = 0; i < 1000; ++i)
            series.append(i, std::vector<float>{2, 5, 3});
        QVERIFY(series.columns() <= 16);
        QCOMPARE(series.column(3)[1], 5.0F);
        QCOMPARE(series.sortedByMean(), (std::vector<std::size_t>{1, 2, 0}));
    }

    void aVectorColumnHoldsUntilTheNext()
    {
        VectorSeries series;
        for (const int step : {10, 20, 40})
            series.append(step, std::vector<float>{float(step)});
        QCOMPARE(series.columnAt({}, 19), std::size_t{0});
        QCOMPARE(series.columnAt({}, 39), std::size_t{1});
        QCOMPARE(series.columnAt({}, 40), std::size_t{2});
        QCOMPARE(series.columnAt({}, 9), series.columns());
        QCOMPARE(series.columnAt({}, 41), series.columns());
    }
};

QTEST_APPLESS_MAIN(TestMetricSeries)
#include "tst_metric_series.moc"
