#include "widgets/plots/axis_scale.h"
#include "widgets/plots/fitted_range.h"
#include "widgets/theme/number_text.h"

#include <QTest>

#include <cmath>

using namespace lb::widgets;

namespace {

using Kind = AxisScale::Kind;

QStringList texts(const AxisScale& scale, PlotRange values, int most = 6)
{
    QStringList result;
    for (const double tick : scale.ticks({scale.toPlace(values.lower), scale.toPlace(values.upper)}, most, 0))
        result.append(tickText(tick, 0));
    return result;
}

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '));
}

} // namespace

class TestAxisScale : public QObject {
    Q_OBJECT
private slots:
    void symlogIsSignTimesLogOfOnePlusRatio()
    {
        const AxisScale scale(Kind::Symlog, 0.01);
        QCOMPARE(scale.toPlace(0), 0.0);
        QCOMPARE(scale.toPlace(0.09), 1.0);
        QCOMPARE(scale.toPlace(-0.99), -2.0);
        QVERIFY(scale.toPlace(1e-6) > 0);
    }

    void placesAndValuesAreInverse_data()
    {
        QTest::addColumn<int>("kind");
        for (const Kind kind : {Kind::Linear, Kind::Log, Kind::Symlog})
            QTest::addRow("kind %d", int(kind)) << int(kind);
    }
    void placesAndValuesAreInverse()
    {
        QFETCH(int, kind);
        const AxisScale scale(Kind(kind), 0.01);
        for (const double value : {1e-6, 0.003, 0.01, 1.0, 7.5, 1e4}) {
            QVERIFY(std::abs(scale.fromPlace(scale.toPlace(value)) / value - 1) < 1e-9);
            if (Kind(kind) != Kind::Log)
                QVERIFY(std::abs(scale.fromPlace(scale.toPlace(-value)) / -value - 1) < 1e-9);
        }
    }

    void logHasNoPlaceForZeroAndBelow()
    {
        QVERIFY(std::isnan(AxisScale(Kind::Log).toPlace(0)));
        QVERIFY(std::isnan(AxisScale(Kind::Log).toPlace(-1)));
    }

    void symlogTicksAreThoseOfTheDesign()
    {
        QCOMPARE(texts(AxisScale(Kind::Symlog, 0.01), {0, 20}), words("0 0.01 0.1 1 10"));
        QCOMPARE(texts(AxisScale(Kind::Symlog, 1), {0, 40}), words("0 1 3 10 30"));
    }

    void symlogTicksMirrorBelowZero()
    {
        QCOMPARE(texts(AxisScale(Kind::Symlog, 1), {-200, 0}), words("−100 −30 −10 −3 −1 0"));
    }

    void zeroStaysWhenTicksCrowd()
    {
        const AxisScale scale(Kind::Symlog, 0.01);
        const std::vector<double> ticks = scale.ticks({-3, 3}, 8, 0.5);
        QVERIFY(std::find(ticks.begin(), ticks.end(), 0.0) != ticks.end());
        for (std::size_t i = 1; i < ticks.size(); ++i)
            QVERIFY(ticks[i] == 0 || ticks[i - 1] == 0 || scale.toPlace(ticks[i]) - scale.toPlace(ticks[i - 1]) >= 0.5);
    }

    void linearTicksAreRound_data()
    {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::addColumn<QString>("first");
        QTest::addColumn<int>("count");
        QTest::newRow("steps") << 0.0 << 2184.0 << QStringLiteral("0") << 5;
        QTest::newRow("elbo") << -70.0 << -30.0 << QStringLiteral("−70") << 5;
        QTest::newRow("small") << 0.1 << 0.42 << QStringLiteral("0.1") << 4;
    }
    void linearTicksAreRound()
    {
        QFETCH(double, lower);
        QFETCH(double, upper);
        QFETCH(QString, first);
        QFETCH(int, count);
        const QStringList ticks = texts(AxisScale(), {lower, upper}, 5);
        QCOMPARE(ticks.first(), first);
        QCOMPARE(ticks.size(), count);
    }

    void aRangeWithoutSizeHasNoTicks()
    {
        QVERIFY(AxisScale().ticks({1, 1}, 5, 0).empty());
        QVERIFY(AxisScale().ticks({2, 1}, 5, 0).empty());
        QVERIFY(AxisScale(Kind::Log).ticks({0, HUGE_VAL}, 5, 0).empty());
    }

    void zoomedIntoHalfADecadeLogStillHasTicks()
    {
        QVERIFY(texts(AxisScale(Kind::Log), {2.1, 4.2}).size() >= 3);
        QVERIFY(texts(AxisScale(Kind::Symlog, 0.01), {5.1, 5.9}).size() >= 3);
    }

    void manyDecadesDoNotCrowd()
    {
        const QStringList ticks = texts(AxisScale(Kind::Log), {1e-12, 1e12}, 6);
        QVERIFY(ticks.size() >= 3 && ticks.size() <= 6);
    }

    void aFirstStepsSpikeDoesNotFlattenTheRest()
    {
        std::vector<double> values(500, 0.0);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = 30 + 0.01 * double(i % 100);
        values[0] = 5000;
        values[1] = 900;
        const PlotRange range = robustRange(values);
        QVERIFY(range.lower >= 30 && range.upper < 32);
    }

    void fewValuesAreShownWhole()
    {
        std::vector<double> values{1, 2, 900};
        QCOMPARE(robustRange(values), (PlotRange{1, 900}));
        std::vector<double> falling{140, 52, 48, 46, 45, 44.5, 44}; // the first one is from before training
        const PlotRange range = robustRange(falling);
        QVERIFY(range.lower == 44 && range.upper < 60);
    }

    void fittedRangesContainTheirValues_data()
    {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::newRow("positive") << 25.3 << 70.1;
        QTest::newRow("negative") << -71.0 << -33.0;
        QTest::newRow("zero") << 0.0 << 0.0;
        QTest::newRow("constant") << 32.0 << 32.0;
        QTest::newRow("tiny") << 1e-6 << 2e-6;
        QTest::newRow("around zero") << -3.0 << 4.0;
    }
    void fittedRangesContainTheirValues()
    {
        QFETCH(double, lower);
        QFETCH(double, upper);
        for (const AxisScale& scale : {AxisScale(), AxisScale(Kind::Symlog, 0.01), AxisScale(Kind::Symlog, 1)}) {
            const PlotRange places = paddedRange(scale, {lower, upper});
            QVERIFY(places.size() > 0);
            QVERIFY(places.lower <= scale.toPlace(lower) && places.upper >= scale.toPlace(upper));
        }
    }

    void numbersHaveCommasTrueMinusAndNoFalseZero()
    {
        QCOMPARE(numberText(12345.6, 0), QStringLiteral("12,346"));
        QCOMPARE(numberText(-35.06, 1), QStringLiteral("−35.1"));
        QCOMPARE(numberText(-0.001, 2), QStringLiteral("0.00"));
        QCOMPARE(numberText(std::nan(""), 2), QStringLiteral("not a number"));
        QCOMPARE(numberText(-HUGE_VAL, 2), QStringLiteral("−inf"));
    }

    void valuesTakeTheDecimalsTheyDeserve()
    {
        QCOMPARE(valueText(0.0312), QStringLiteral("0.03"));
        QCOMPARE(valueText(6.531), QStringLiteral("6.53"));
        QCOMPARE(valueText(-35.14), QStringLiteral("−35.1"));
        QCOMPARE(valueText(32), QStringLiteral("32"));
        QCOMPARE(valueText(3e-5), QStringLiteral("3e−5"));
        QCOMPARE(valueText(5200.4), QStringLiteral("5,200"));
        QCOMPARE(deltaText(0.65), QStringLiteral("+0.65"));
        QCOMPARE(durationText(18), QStringLiteral("0:18"));
        QCOMPARE(durationText(3723), QStringLiteral("1:02:03"));
        QCOMPARE(durationText(-1), kNoValue);
    }
};

QTEST_APPLESS_MAIN(TestAxisScale)
#include "tst_axis_scale.moc"
