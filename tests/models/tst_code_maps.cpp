#include "engine/core/error.h"
#include "engine/core/philox.h"
#include "models/metrics/neighbour_map.h"
#include "models/metrics/point_tree.h"
#include "models/metrics/principal_axes.h"
#include "models/metrics/tsne_map.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace lb::models;

namespace {

constexpr std::int64_t kWidth = 8;

std::vector<float> normals(std::int64_t count, std::uint64_t seed)
{
    lb::engine::RandomStream stream({.seed = seed, .step = 0}, 1);
    std::vector<float> result(static_cast<std::size_t>(count));
    for (float& number : result)
        number = stream.normal();
    return result;
}

/// `clusters` Gaussian clouds in eight dimensions, cloud i at 12 along axis i; row r belongs to cloud r % clusters.
std::vector<float> clouds(int rows, int clusters, std::uint64_t seed = 5)
{
    std::vector<float> codes = normals(rows * kWidth, seed);
    for (int r = 0; r < rows; ++r)
        codes[static_cast<std::size_t>(r * kWidth + r % clusters)] += 12;
    return codes;
}

/// Share of the rows whose nearest row on the map is of the same cloud.
double purity(const std::vector<float>& map, int clusters)
{
    const NearestRows nearest = nearestRows({map, 2}, 1);
    int same = 0;
    for (std::size_t i = 0; i < nearest.rows.size(); ++i)
        same += static_cast<int>(i) % clusters == nearest.rows[i] % clusters ? 1 : 0;
    return same / static_cast<double>(nearest.rows.size());
}

double distanceBetween(std::span<const float> a, std::span<const float> b)
{
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return most;
}

} // namespace

/// Maps of codes: principal axes, t-SNE, neighbour embedding.
class TestCodeMaps : public QObject {
    Q_OBJECT
private slots:
    void axesAreThoseOfAKnownCovariance()
    {
        // x = m + R diag(3, 1, 0.2) n: the axes are the columns of R, the variances 9, 1 and 0.04.
        const double c = std::cos(0.5);
        const double s = std::sin(0.5);
        const std::vector<float> noise = normals(3 * 20'000, 7);
        std::vector<float> rows;
        for (std::size_t i = 0; i < noise.size(); i += 3) {
            const double a = 3 * static_cast<double>(noise[i]);
            const double b = static_cast<double>(noise[i + 1]);
            const double d = 0.2 * static_cast<double>(noise[i + 2]);
            rows.insert(rows.end(), {static_cast<float>(5 + c * a - s * b), static_cast<float>(s * a + c * b),
                                     static_cast<float>(-2 + d)});
        }
        const PrincipalAxes axes = principalAxes({rows, 3});
        QVERIFY(std::abs(axes.variances[0] - 9) < 0.3);
        QVERIFY(std::abs(axes.variances[1] - 1) < 0.03);
        QVERIFY(std::abs(axes.variances[2] - 0.04) < 0.002);
        QVERIFY(std::abs(axes.axes[0] - c) < 0.02 && std::abs(axes.axes[1] - s) < 0.02);
        QVERIFY(std::abs(axes.share(0) - 9 / 10.04) < 0.01);
        QVERIFY(std::abs(axes.mean[0] - 5) < 0.1);
    }

    void anAxisPointsWhereItsLargestCoefficientIsPositive()
    {
        const std::vector<float> rows{-1, 2, 1, -2, -2, 4.1F, 2, -4.1F};
        const PrincipalAxes axes = principalAxes({rows, 2});
        QVERIFY(axes.axes[1] > 0);
    }

    void positionsOnThePlaneAreFoundAgain()
    {
        const std::vector<float> codes = clouds(200, 3);
        const CodePlane plane(principalAxes({codes, kWidth}));
        const std::vector<float> wanted{0.5F, -2, 3, 4};
        const std::vector<float> back = plane.positionsOf({plane.codesAt(wanted), kWidth});
        QVERIFY(distanceBetween(back, wanted) < 1e-5);
        const CodePlane copy(kWidth, plane.numbers());
        QCOMPARE(copy.codesAt(wanted), plane.codesAt(wanted));
        QVERIFY(CodePlane(kWidth + 1, plane.numbers()).isEmpty());
    }

    void aTurnedAndMirroredPlaneIsTurnedBack()
    {
        const std::vector<float> codes = clouds(300, 3);
        const CodePlane plane(principalAxes({codes, kWidth}));
        const std::vector<float> own = plane.positionsOf({codes, kWidth});
        std::vector<float> reference;
        for (std::size_t i = 0; i < own.size(); i += 2) { // mirrored, then turned by 1.1
            const double x = static_cast<double>(own[i]);
            const double y = -static_cast<double>(own[i + 1]);
            reference.push_back(static_cast<float>(std::cos(1.1) * x - std::sin(1.1) * y));
            reference.push_back(static_cast<float>(std::sin(1.1) * x + std::cos(1.1) * y));
        }
        const CodePlane aligned = plane.alignedTo(own, reference);
        QVERIFY(distanceBetween(aligned.positionsOf({codes, kWidth}), reference) < 1e-3);
    }

    void oneDimensionHasASecondCoordinateOfZero()
    {
        const std::vector<float> codes{1, 2, 4};
        const CodePlane plane(principalAxes({codes, 1}));
        QCOMPARE(plane.positionsOf({codes, 1}), (std::vector<float>{1, 0, 2, 0, 4, 0}));
    }

    void axesRefuseWhatHasNone()
    {
        const std::vector<float> one{1, 2};
        QVERIFY_THROWS_EXCEPTION(lb::engine::EngineError, principalAxes({one, 2}));
        const std::vector<float> broken{1, std::numeric_limits<float>::quiet_NaN(), 2, 3};
        QVERIFY_THROWS_EXCEPTION(lb::engine::EngineError, principalAxes({broken, 2}));
    }

    void nearestRowsAreInOrderAndTiesGoToTheEarlierRow()
    {
        const std::vector<float> rows{0, 1, -1, 5};
        const NearestRows nearest = nearestRows({rows, 1}, 2);
        QCOMPARE(nearest.rows, (std::vector<std::int32_t>{1, 2, 0, 2, 0, 1, 1, 0}));
        QCOMPARE(nearest.distances[0], 1.0);
        QVERIFY_THROWS_EXCEPTION(lb::engine::EngineError, nearestRows({rows, 1}, 4));
    }

    void affinitiesHaveThePerplexityAndAddUp()
    {
        const std::vector<float> codes = clouds(120, 3);
        const NeighbourAffinities p = neighbourAffinities(nearestRows({codes, kWidth}, 60), 20);
        double total = 0;
        for (const double value : p.values)
            total += value;
        QVERIFY(std::abs(total - 1) < 1e-9);
        QCOMPARE(p.begin.size(), std::size_t{121});
    }

    void coarseRepulsionIsNearTheExactOne()
    {
        const std::vector<float> positions = normals(2 * 500, 3);
        const PointTree tree(positions);
        double sum = 0;
        double force = 0;
        for (std::size_t j = 1; j < 500; ++j) {
            const double dx = static_cast<double>(positions[0]) - static_cast<double>(positions[2 * j]);
            const double dy = static_cast<double>(positions[1]) - static_cast<double>(positions[2 * j + 1]);
            const double w = 1 / (1 + dx * dx + dy * dy);
            sum += w;
            force += w * w * dx;
        }
        QVERIFY(std::abs(tree.repulsionOn(0, 0).sum - sum) < 1e-9);
        QVERIFY(std::abs(tree.repulsionOn(0, 0).force[0] - force) < 1e-9);
        QVERIFY(std::abs(tree.repulsionOn(0, 0.5).sum - sum) < 0.02 * sum);
    }

    void equalPointsShareALeaf()
    {
        const std::vector<float> positions{1, 1, 1, 1, 1, 1, 2, 2};
        QVERIFY(std::abs(PointTree(positions).repulsionOn(0, 0.5).sum - (2 + 1.0 / 3)) < 1e-9);
    }

    void mapsKeepTheNeighboursOfCloudsApart_data()
    {
        QTest::addColumn<bool>("isTsne");
        QTest::newRow("t-SNE") << true;
        QTest::newRow("neighbour embedding") << false;
    }
    void mapsKeepTheNeighboursOfCloudsApart()
    {
        QFETCH(const bool, isTsne);
        const std::vector<float> codes = clouds(400, 5);
        const RowsView rows{codes, kWidth};
        const std::vector<float> map = isTsne ? tsneMap(rows, {.iterations = 400}) : neighbourMap(rows, {});
        QCOMPARE(map.size(), std::size_t{800});
        const double kept = trustworthiness(rows, {map, 2}, 10);
        const double plain = trustworthiness(rows, {CodePlane(principalAxes(rows)).positionsOf(rows), 2}, 10);
        QVERIFY2(purity(map, 5) > 0.99, qPrintable(QString::number(purity(map, 5))));
        QVERIFY2(kept > 0.9 && kept > plain, qPrintable(QStringLiteral("%1 against %2").arg(kept).arg(plain)));
        const std::vector<float> chance = normals(800, 9);
        QVERIFY(std::abs(trustworthiness(rows, {chance, 2}, 10) - 0.5) < 0.06);
    }

    void equalSeedsGiveEqualBitsAndOthersDoNot()
    {
        const std::vector<float> codes = clouds(150, 3);
        const RowsView rows{codes, kWidth};
        const TsneOptions options{.iterations = 60, .seed = 3};
        QCOMPARE(tsneMap(rows, options), tsneMap(rows, options));
        QVERIFY(tsneMap(rows, options) != tsneMap(rows, {.iterations = 60, .seed = 4}));
        QCOMPARE(neighbourMap(rows, {.epochs = 40, .seed = 3}), neighbourMap(rows, {.epochs = 40, .seed = 3}));
        QVERIFY(neighbourMap(rows, {.epochs = 40, .seed = 3}) != neighbourMap(rows, {.epochs = 40, .seed = 4}));
    }

    void cancellingKeepsThePositionsSoFar()
    {
        const std::vector<float> codes = clouds(150, 3);
        std::vector<float> seen;
        std::int64_t calls = 0;
        const auto work = [&](const MapProgress& progress) {
            ++calls;
            seen.assign(progress.positions.begin(), progress.positions.end());
            return progress.done < 20;
        };
        QCOMPARE(tsneMap({codes, kWidth}, {}, work), seen);
        QVERIFY(calls > 20 && calls < 60); // and those while neighbours were looked for
        QCOMPARE(neighbourMap({codes, kWidth}, {}, work), seen);
        int asked = 0; // before there is a graph
        const auto never = [&](const MapProgress&) { return ++asked < 0; };
        QCOMPARE(tsneMap({codes, kWidth}, {}, never).size(), std::size_t{300});
        QCOMPARE(asked, 1);
    }

    void rowsThatAreAllEqualGiveFiniteMaps()
    {
        const std::vector<float> codes(50 * 4, 2.0F);
        for (const std::vector<float>& map :
             {tsneMap({codes, 4}, {.iterations = 50}), neighbourMap({codes, 4}, {.epochs = 20})})
            for (const float place : map)
                QVERIFY(std::isfinite(place));
    }

    void fuzzyEdgesAreOnceEachAndAtMostOne()
    {
        const std::vector<float> codes = clouds(100, 2);
        const std::vector<FuzzyEdge> edges = fuzzyEdges(nearestRows({codes, kWidth}, 10));
        QVERIFY(edges.size() >= 500 && edges.size() <= 1000);
        double strongest = 0;
        for (const FuzzyEdge& edge : edges) {
            QVERIFY(edge.from < edge.to && edge.weight > 0 && edge.weight <= 1);
            strongest = std::max(strongest, edge.weight);
        }
        QCOMPARE(strongest, 1.0); // the nearest neighbour counts fully
    }

    void mapsRefuseTooFewCodes()
    {
        const std::vector<float> three{1, 2, 3};
        QVERIFY_THROWS_EXCEPTION(lb::engine::EngineError, tsneMap({three, 1}, {}));
        QVERIFY_THROWS_EXCEPTION(lb::engine::EngineError, neighbourMap({three, 1}, {}));
        const std::vector<float> codes = clouds(20, 2);
        QVERIFY_THROWS_EXCEPTION(lb::engine::EngineError, tsneMap({codes, kWidth}, {.perplexity = 1}));
    }
};

QTEST_APPLESS_MAIN(TestCodeMaps)
#include "tst_code_maps.moc"
