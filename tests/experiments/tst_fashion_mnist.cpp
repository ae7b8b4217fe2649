#include "experiments/datasets/byte_source.h"
#include "experiments/datasets/dataset_registry.h"
#include "experiments/datasets/file_bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTest>

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

using namespace lb::experiments;

namespace {

using Pixels = Eigen::Map<const Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
constexpr Eigen::Index kSide2 = 784;
constexpr Eigen::Index kTrain = 60'000;
constexpr Eigen::Index kTest = 10'000;

} // namespace

/// Acceptance case A17: the data are what published figures were measured on. Golden numbers: methods 9.2, computed
/// with numpy in float64.
class TestFashionMnist : public QObject {
    Q_OBJECT

    LoadedDataset m_data;
    Eigen::RowVectorXd m_mean; ///< of the 60,000

    /// Rows `first` .. `first + count - 1` of the file order (training, then test), as numbers in [0, 1].
    Eigen::MatrixXd rows(Eigen::Index first, Eigen::Index count) const
    {
        const Pixels all(m_data.images.pixels.data(), kTrain + kTest, kSide2);
        return all.middleRows(first, count).cast<double>() / 255.0;
    }

    /// Average over the test images of sum over pixels of -[x ln p + (1 - x) ln(1 - p)].
    double testBce(const std::function<double(double x, Eigen::Index pixel)>& probability) const
    {
        const Eigen::MatrixXd test = rows(kTrain, kTest);
        double sum = 0.0;
        for (Eigen::Index j = 0; j < kSide2; ++j)
            for (Eigen::Index i = 0; i < kTest; ++i) {
                const double x = test(i, j);
                const double p = probability(x, j);
                sum -= (x > 0.0 ? x * std::log(p) : 0.0) + (x < 1.0 ? (1.0 - x) * std::log1p(-p) : 0.0);
            }
        return sum / static_cast<double>(kTest);
    }

private slots:
    void initTestCase()
    {
        auto data = DatasetRegistry().load({.id = QStringLiteral("fashion-mnist")});
        QVERIFY2(data, data ? "" : qPrintable(data.error().detail));
        m_data = std::move(*data);
        QCOMPARE(m_data.images.count(), static_cast<std::size_t>(kTrain + kTest));
        m_mean = Eigen::RowVectorXd::Zero(kSide2);
        for (Eigen::Index first = 0; first < kTrain; first += 1000)
            m_mean += rows(first, 1000).colwise().sum() / static_cast<double>(kTrain);
    }

    void unpackedFilesHaveTheKnownHash_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QByteArray>("md5");
        const auto row = [](const char* name, qint64 size, const char* md5) {
            QTest::newRow(name) << QString::fromLatin1(name) << size << QByteArray(md5);
        };
        row("train-images-idx3-ubyte.gz", 47'040'016, "f4a8712d7a061bf5bd6d2ca38dc4d50a");
        row("train-labels-idx1-ubyte.gz", 60'008, "9018921c3c673c538a1fc5bad174d6f9");
        row("t10k-images-idx3-ubyte.gz", 7'840'016, "8181f5470baa50b63fa0f6fddb340f0a");
        row("t10k-labels-idx1-ubyte.gz", 10'008, "15d484375f8d13e6eb1aabb0c3f46965");
    }
    void unpackedFilesHaveTheKnownHash()
    {
        QFETCH(QString, name);
        QFETCH(qint64, size);
        QFETCH(QByteArray, md5);
        const QDir folder(DatasetPlaces::standard().fashionMnist.first());
        const auto packed = readFileBytes(folder.filePath(name), qint64{1} << 30);
        QVERIFY(packed);
        const auto source = openBytes(
            {reinterpret_cast<const std::uint8_t*>(packed->constData()), static_cast<std::size_t>(packed->size())});
        QByteArray content(size + 1, '\0');
        const auto read =
            source->read({reinterpret_cast<std::uint8_t*>(content.data()), static_cast<std::size_t>(content.size())});
        QVERIFY(read);
        QCOMPARE(static_cast<qint64>(*read), size);
        content.chop(1);
        QCOMPARE(QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex(), md5);
    }

    void pixelsAndClassesAreThePublishedOnes()
    {
        const auto sum = [&](Eigen::Index first, Eigen::Index count) {
            const auto begin = m_data.images.pixels.begin() + first * kSide2;
            return std::accumulate(begin, begin + count * kSide2, std::uint64_t{0});
        };
        QCOMPARE(sum(0, kTrain), std::uint64_t{3'431'114'169});
        QCOMPARE(sum(kTrain, kTest), std::uint64_t{573'469'082});
        std::array<int, 10> counts{};
        for (const std::int32_t label : m_data.images.labels)
            ++counts[static_cast<std::size_t>(label)];
        for (const int count : counts)
            QCOMPARE(count, 7000);
    }

    void theSplitIsFiveThousandOfTheSixtyThousand()
    {
        QCOMPARE(m_data.train.size(), std::size_t{55'000});
        QCOMPARE(m_data.validation.size(), std::size_t{5'000});
        QCOMPARE(m_data.test.size(), std::size_t{10'000});
        QCOMPARE(m_data.test.front(), 60'000U);
        QVERIFY(
            std::all_of(m_data.train.begin(), m_data.train.end(), [](std::uint32_t item) { return item < 60'000; }));
        const DatasetDescription description = describe(m_data);
        QVERIFY(std::abs(description.pixelMean - 0.286041) < 1e-3); // 55,000 of the 60,000
        QVERIFY(std::abs(description.pixelDeviation - 0.353024) < 1e-3);
    }

    void trivialModelsScoreAsPublished()
    {
        QVERIFY(std::abs(testBce([](double, Eigen::Index) { return 0.5; }) - 543.4274) < 1e-3);
        QVERIFY(std::abs(testBce([&](double, Eigen::Index j) { return m_mean(j); }) - 385.0176) < 1e-3);
        QVERIFY(std::abs(testBce([](double x, Eigen::Index) { return x; }) - 189.8583) < 1e-3);
        const double sse = (rows(kTrain, kTest).rowwise() - m_mean).squaredNorm() / static_cast<double>(kTest);
        QVERIFY(std::abs(sse - 67.9267) < 1e-3);
    }

    void sixteenPrincipalComponentsScoreAsPublished()
    {
        Eigen::MatrixXd scatter = Eigen::MatrixXd::Zero(kSide2, kSide2);
        for (Eigen::Index first = 0; first < kTrain; first += 1000)
            scatter.selfadjointView<Eigen::Lower>().rankUpdate((rows(first, 1000).rowwise() - m_mean).transpose(),
                                                               1.0 / static_cast<double>(kTrain));
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scatter);
        const Eigen::MatrixXd directions = solver.eigenvectors().rightCols(16);
        const Eigen::MatrixXd test = rows(kTrain, kTest).rowwise() - m_mean;
        const double left = test.squaredNorm() - (test * directions).squaredNorm();
        QVERIFY(std::abs(left / static_cast<double>(kTest) - 16.030) < 1e-3);
    }
};

QTEST_APPLESS_MAIN(TestFashionMnist)
#include "tst_fashion_mnist.moc"
