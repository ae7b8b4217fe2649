// What the key size does to attention (acceptance case A16; Bhojanapalli et al. 2020, Shazeer et al. 2020).

#include "engine/ops/attention.h"
#include "tests/support/evaluate.h"

#include <Eigen/SVD>

#include <QTest>

using namespace lb::engine;
using namespace lb::testing;

namespace {

constexpr std::int64_t kSteps = 16;

std::vector<double> identity(std::int64_t size)
{
    std::vector<double> result(static_cast<std::size_t>(size * size), 0.0);
    for (std::int64_t i = 0; i < size; ++i)
        result[static_cast<std::size_t>(i * size + i)] = 1.0;
    return result;
}

struct Sizes {
    std::int64_t heads = 1;
    std::int64_t keySize = 4;
    std::int64_t valueSize = kSteps;
    bool hasMixing = false; ///< talking heads with the identity on both sides
};

/// Attention of random queries and keys, F64, over the given values [steps, heads * size].
std::vector<double> attend(const Sizes& sizes, const std::vector<double>& values)
{
    Graph graph;
    const Shape keys{1, kSteps, sizes.heads * sizes.keySize};
    AttentionInputs inputs{.query = graph.input("query", keys, DType::F64),
                           .key = graph.input("key", keys, DType::F64),
                           .value = graph.input("value", {1, kSteps, sizes.heads * sizes.valueSize}, DType::F64),
                           .heads = sizes.heads};
    const auto count = static_cast<std::size_t>(keys.elements());
    Leaves leaves{{"query", normals(count, 1)}, {"key", normals(count, 2)}, {"value", values}};
    if (sizes.hasMixing) {
        inputs.talking.before = graph.input("before", {sizes.heads, sizes.heads}, DType::F64);
        inputs.talking.after = graph.input("after", {sizes.heads, sizes.heads}, DType::F64);
        leaves["before"] = leaves["after"] = identity(sizes.heads);
    }
    return evaluate(attention(inputs), leaves);
}

/// Singular values above 1e-9 of the largest of ln(probabilities) with each row's mean taken off.
int rankOfCentredLogs(const std::vector<double>& probabilities)
{
    using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Matrix logs = Eigen::Map<const Matrix>(probabilities.data(), kSteps, kSteps).array().log();
    logs.colwise() -= logs.rowwise().mean().eval();
    const Eigen::VectorXd singular = Eigen::JacobiSVD<Matrix>(logs).singularValues();
    return static_cast<int>((singular.array() > 1e-9 * singular[0]).count());
}

} // namespace

class AttentionRankTest : public QObject {
    Q_OBJECT
private slots:
    void theKeySizeBoundsTheRankOfTheLogs_data()
    {
        QTest::addColumn<int>("keySize");
        QTest::newRow("1") << 1;
        QTest::newRow("4") << 4;
        QTest::newRow("11") << 11;
        QTest::newRow("64 of 16 steps") << 64;
    }
    void theKeySizeBoundsTheRankOfTheLogs()
    {
        QFETCH(int, keySize);
        // Values that are unit vectors give the probabilities themselves.
        const std::vector<double> probabilities = attend({.keySize = keySize}, identity(kSteps));
        // Centred rows are orthogonal to the vector of ones: 15 dimensions are left of 16.
        QCOMPARE(rankOfCentredLogs(probabilities), std::min<int>(keySize, kSteps - 1));
    }

    void talkingHeadsThatOnlyListenToThemselvesArePlainHeads()
    {
        const Sizes plain{.heads = 3, .valueSize = 5};
        Sizes mixed = plain;
        mixed.hasMixing = true;
        const std::vector<double> values = normals(kSteps * 15, 3);
        const std::vector<double> a = attend(plain, values);
        const std::vector<double> b = attend(mixed, values);
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY(std::abs(a[i] - b[i]) <= 1e-12);
    }

    void theKeySizeDoesNotChangeTheOutputsShape()
    {
        const std::vector<double> values = normals(kSteps * 10, 3);
        const std::size_t numbers = attend({.heads = 2, .keySize = 4, .valueSize = 5}, values).size();
        QCOMPARE(numbers, static_cast<std::size_t>(kSteps * 10));
        QCOMPARE(attend({.heads = 2, .keySize = 32, .valueSize = 5}, values).size(), numbers);
    }
};

QTEST_APPLESS_MAIN(AttentionRankTest)
#include "tst_attention_rank.moc"
