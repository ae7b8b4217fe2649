// Statistics of a claim against SciPy 1.17 (tests/golden/comparison.py), and the choice of values they are fed with.
#include "experiments/records/claim.h"
#include "experiments/records/statistics.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lb::experiments;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
const std::vector<double> kA{34.20, 34.26, 34.19, 34.26, 34.18};
const std::vector<double> kB{34.80, 34.85, 34.79, 34.90, 34.76};
const std::vector<double> kC{28.46, 29.1, 27.9};

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// Both sides compute in doubles; the last digits depend on the order of sums.
bool isNear(double value, double expected, double tolerance = 1e-9)
{
    return std::abs(value - expected) <= tolerance * std::abs(expected);
}

RunFigures figuresOf(std::vector<StepValue> elbo)
{
    RunFigures run;
    run.series[word("validation/elbo")] = std::move(elbo);
    run.series[word("validation/kl")] = {{10, 3.0}, {20, 2.0}, {30, kNaN}, {40, 1.0}};
    run.series[word("validation/reconstruction")] = {{10, 60.0}, {20, 50.0}, {30, 40.0}, {40, 45.0}};
    run.series[word("test/kl")] = {{40, 1.5}};
    return run;
}

RunSpec specOf(int seed, int threads, double gamma)
{
    RunSpec spec;
    spec.set(word("run.seed"), seed);
    spec.set(word("run.threads"), threads);
    spec.set(word("latent.gamma"), gamma);
    spec.set(word("data.id"), word("wordnet-glosses"));
    return spec;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT
private slots:
    void summariesAgreeWithScipy_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("deviation");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("a") << kA << 34.218 << 0.03898717737923493 << 34.169591025456626 << 34.26640897454338;
        QTest::newRow("b") << kB << 34.82 << 0.0552268050859369 << 34.751426864388975 << 34.888573135611026;
        QTest::newRow("c") << kC << 28.486666666666668 << 0.6004442799572122 << 26.995080387020185 << 29.97825294631315;
    }
    void summariesAgreeWithScipy()
    {
        QFETCH(const std::vector<double>, values);
        QFETCH(const double, mean);
        QFETCH(const double, deviation);
        QFETCH(const double, low);
        QFETCH(const double, high);
        const Summary summary = summarise(values);
        QCOMPARE(summary.n, static_cast<int>(values.size()));
        QVERIFY(isNear(summary.mean, mean) && isNear(summary.deviation, deviation));
        QVERIFY(summary.confidence && isNear(summary.confidence->low, low) && isNear(summary.confidence->high, high));
        QCOMPARE(summary.low, *std::min_element(values.begin(), values.end()));
        QCOMPARE(summary.high, *std::max_element(values.begin(), values.end()));
    }

    void valuesThatAreNotFiniteAreLeftOut()
    {
        const std::vector<double> values{1, kNaN, 3, std::numeric_limits<double>::infinity()};
        QCOMPARE(summarise(values).n, 2);
        QCOMPARE(summarise(values).mean, 2.0);
        QCOMPARE(summarise(std::vector<double>{kNaN}).n, 0);
        const Summary one = summarise(std::vector<double>{7});
        QVERIFY(one.n == 1 && one.deviation == 0 && !one.confidence);
    }

    void welchAgreesWithScipy()
    {
        const auto ab = welchTest(kA, kB);
        QVERIFY(ab && isNear(ab->t, -19.912390169834143) && isNear(ab->freedom, 7.193689776024806));
        QVERIFY(isNear(ab->p, 1.4798389556073634e-07) && isNear(ab->difference, -0.602));
        QVERIFY(isNear(ab->confidence.low, -0.6730999927945723) && isNear(ab->confidence.high, -0.5309000072054212));
        const auto ca = welchTest(kC, kA);
        QVERIFY(ca && isNear(ca->t, -16.51182146346055) && isNear(ca->freedom, 2.0101247096065618));
        QVERIFY(isNear(ca->p, 0.0035690532068222117));
        QVERIFY(isNear(ca->confidence.low, -7.217619425808509) && isNear(ca->confidence.high, -4.245047240858161));
    }

    void pairedTestAgreesWithScipy()
    {
        const auto paired = pairedTest(kA, kB);
        QVERIFY(paired && isNear(paired->t, -59.0309566765926) && paired->freedom == 4);
        QVERIFY(isNear(paired->p, 4.931755640746178e-07));
        QVERIFY(isNear(paired->confidence.low, -0.6303142955396455) &&
                isNear(paired->confidence.high, -0.5736857044603538));
        std::vector<double> holed = kA;
        holed.push_back(kNaN); // its partner is left out with it
        std::vector<double> longer = kB;
        longer.push_back(1);
        QCOMPARE(pairedTest(holed, longer)->freedom, 4.0);
    }

    void effectSizeAgreesWithScipy()
    {
        QVERIFY(isNear(*hedgesG(kA, kB), -11.374956029996405));
        QVERIFY(isNear(*hedgesG(kC, kA), -14.31602485484724));
    }

    void noSpreadGivesNoTest()
    {
        const std::vector<double> flat{2, 2, 2};
        const std::vector<double> other{3, 3, 3};
        QVERIFY(!welchTest(flat, other) && !hedgesG(flat, other) && !pairedTest(flat, other));
        QVERIFY(!welchTest(std::vector<double>{1}, kA) && !hedgesG(kA, std::vector<double>{1}));
        QVERIFY(!pairedTest(std::vector<double>{1}, kA));
        QVERIFY(welchTest(flat, kA));
    }

    void frontKeepsWhatNothingBeats()
    {
        const std::vector<PlanePoint> points{{1, 5}, {2, 4}, {2, 3}, {3, 3}, {4, 1}, {kNaN, 0}, {5, 2}, {1, 5}};
        QCOMPARE(paretoFront(points, -1, -1), (std::vector<int>{0, 2, 4}));
        QCOMPARE(paretoFront(points, 1, 1), (std::vector<int>{0, 1, 3, 6}));
        QCOMPARE(paretoFront({}, -1, -1), std::vector<int>{});
    }

    void trendAgreesWithScipy()
    {
        const auto trend = trendLine(
            std::vector<PlanePoint>{{0.03, 34.84}, {2.08, 33.02}, {4.13, 30.89}, {6.37, 28.46}, {8.83, 26.41}});
        QVERIFY(trend && isNear(trend->slope, -0.97779531653946) && isNear(trend->intercept, 34.916786317321204));
        QVERIFY(isNear(trend->correlation, -0.9990271255535031));
        QVERIFY(!trendLine(std::vector<PlanePoint>{{1, 2}, {1, 3}}));
    }

    void chosenValueFollowsTheBestElbo()
    {
        using Kind = ValueChoice::Kind;
        const RunFigures run = figuresOf({{10, -63}, {20, -52}, {30, kNaN}, {40, -55}});
        const auto kl = [&run](ValueChoice choice) { return valueOf(run, word("validation/kl"), choice); };
        QCOMPARE(bestStep(run), 20);
        QCOMPARE(kl({}), 2.0);
        QCOMPARE(kl({Kind::Last, 0}), 1.0);
        QCOMPARE(kl({Kind::Least, 0}), 1.0);
        QCOMPARE(kl({Kind::Most, 0}), 3.0);
        QCOMPARE(kl({Kind::Best, 0}), 2.0); // KL has no better and worse: at the best step
        QCOMPARE(kl({Kind::AtStep, 25}), 2.0);
        QVERIFY(std::isnan(kl({Kind::AtStep, 5})) && std::isnan(kl({Kind::AtStep, 35})));
        QCOMPARE(valueOf(run, word("validation/reconstruction"), {Kind::Best, 0}), 40.0);
        QCOMPARE(valueOf(run, word("test/kl"), {Kind::AtStep, 5}), 1.5);
        QVERIFY(std::isnan(valueOf(run, word("validation/entropy"), {})));
    }

    void modelsWithoutAnElboAreBestByReconstruction()
    {
        QCOMPARE(bestStep(figuresOf({})), 30);
        QCOMPARE(bestStep(RunFigures()), -1);
    }

    void choicesHaveNamesThatAreReadBack()
    {
        using Kind = ValueChoice::Kind;
        for (const ValueChoice choice :
             {ValueChoice{}, ValueChoice{Kind::Last, 0}, ValueChoice{Kind::Best, 0}, ValueChoice{Kind::Least, 0},
              ValueChoice{Kind::Most, 0}, ValueChoice{Kind::AtStep, 400}})
            QCOMPARE(ValueChoice::fromName(choice.name()), choice);
        QVERIFY(!ValueChoice::fromName(word("soon")) && !ValueChoice::fromName(word("-3")));
    }

    void namesLoseTheirSeed()
    {
        QCOMPARE(nameWithoutSeed(word("VAE, γ 0.5, seed 12")), word("VAE, γ 0.5"));
        QCOMPARE(nameWithoutSeed(word("VAE-2")), word("VAE"));
        QCOMPARE(nameWithoutSeed(word("BN-VAE")), word("BN-VAE"));
        QCOMPARE(nameWithoutSeed(word("seed 3")), word("seed 3"));
    }

    void claimsNeedThreeSeedsOnBothSides()
    {
        QList<RunFigures> runs;
        for (int i = 0; i < 6; ++i) { // three seeds of a group, three of the baseline
            RunFigures run;
            run.spec = specOf(1 + i % 3, 1, i < 3 ? 0.6 : 0.7);
            run.series[word("validation/elbo")] = {{10, -30 - i - (i == 5 ? 0.5 : 0)}};
            runs.append(run);
        }
        const auto part = [&runs](int from, int count) {
            QList<const RunFigures*> chosen;
            for (int i = from; i < from + count; ++i)
                chosen.append(&runs[i]);
            return chosen;
        };
        const Claim claim = claimOf(part(0, 3), part(3, 3), word("validation/elbo"), {});
        QVERIFY(!claim.isTooSmall() && claim.welch && claim.effect && claim.paired);
        QCOMPARE(claim.seeds, (std::vector<qint64>{1, 2, 3}));
        QCOMPARE(claim.differences, (std::vector<double>{3, 3, 3.5}));
        const Claim small = claimOf(part(0, 3), part(3, 2), word("validation/elbo"), {});
        QVERIFY(small.isTooSmall() && !small.welch && !small.effect && !small.paired);
        QCOMPARE(small.seeds.size(), std::size_t(2));
        QCOMPARE(claimOf(part(0, 3) + QList<const RunFigures*>{nullptr}, {}, word("validation/elbo"), {}).group.n, 3);
    }

    void differencesArePairedAtTheStepsThatBothHave()
    {
        RunFigures a = figuresOf({{10, 1}, {20, kNaN}, {30, 5}, {40, 7}});
        RunFigures b = figuresOf({{10, 2}, {20, 1}, {30, 4}, {30, 3}, {50, 9}}); // 30 was trained again
        a.spec = specOf(1, 1, 0.6);
        b.spec = specOf(1, 1, 0.7);
        const QList<RunPair> pairs = pairsOf({&a, nullptr}, {&b});
        QCOMPARE(pairs.size(), 1);
        const std::vector<StepValue> path = stepDifferences(pairs.first(), word("validation/elbo"));
        QCOMPARE(path.size(), std::size_t(2));
        QVERIFY(path[0].step == 10 && path[0].value == -1 && path[1].step == 30 && path[1].value == 2);
        QVERIFY(stepDifferences(pairs.first(), word("train/none")).empty());
        b.spec = specOf(2, 1, 0.7);
        QVERIFY(pairsOf({&a}, {&b}).isEmpty());
    }

    void intervalsAreOverPairsElseOverBlocksOfSteps()
    {
        std::vector<StepValue> path;
        for (int i = 0; i < 107; ++i)
            path.push_back({i, i < 7 ? 100.0 : (i / 5) % 2 == 0 ? 1.0 : 2.0}); // blocks of 5 after the 7 left over
        const PathMean alone = pathMean({path});
        QVERIFY(!alone.isOverPairs && alone.confidence);
        QCOMPARE(alone.count, kPathBlocks);
        QVERIFY(alone.confidence->high - alone.confidence->low < 1);
        path.resize(kFewestSteps - 1);
        QVERIFY(!pathMean({path}).confidence);
        const std::vector<StepValue> low{{1, 1.0}, {2, 2.0}}, middle{{1, 2.0}, {2, 3.0}}, high{{2, 4.0}, {3, 9.0}};
        const std::vector<PairedPoint> points = pairedMean({low, middle, high});
        QCOMPARE(points.size(), std::size_t(1)); // step 2 alone is in all
        QCOMPARE(points[0].difference, 3.0);
        QVERIFY(
            isNear(points[0].confidence->high - 3.0, summarise(std::vector<double>{2, 3, 4}).confidence->high - 3.0));
        QVERIFY(pathMean({low, middle, high}).isOverPairs);
        QCOMPARE(pathMean({}).steps, 0);
    }

    void seedsAreOneGroupWhateverComputedThem()
    {
        QCOMPARE(settingsKey(specOf(1, 1, 0.6)), settingsKey(specOf(2, 8, 0.6)));
        QVERIFY(settingsKey(specOf(1, 1, 0.6)) != settingsKey(specOf(1, 1, 0.7)));
        QCOMPARE(differingKeys({specOf(1, 1, 0.6), specOf(2, 4, 0.6), specOf(1, 1, 0.7)}),
                 QStringList({word("latent.gamma"), word("run.seed")}));
        QVERIFY(shareBatches(specOf(3, 1, 0.6), specOf(3, 2, 0.7)));
        QVERIFY(!shareBatches(specOf(3, 1, 0.6), specOf(4, 1, 0.6)));
        RunSpec other = specOf(3, 1, 0.6);
        other.set(word("train.batch"), 64);
        QVERIFY(!shareBatches(specOf(3, 1, 0.6), other));
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
