#include "engine/backend/cpu/vector/kernels.h"
#include "engine/core/bf16.h"
#include "engine/core/philox.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

using namespace lb::engine;
using namespace lb::engine::cpu;

namespace {

std::vector<float> drawn(Index count, std::uint64_t seed)
{
    std::vector<float> values(static_cast<std::size_t>(count));
    RandomStream random({seed, 0}, 3);
    std::generate(values.begin(), values.end(), [&] { return random.normal(); });
    return values;
}

struct Case {
    Index rows, k, n;
    bool isTransposed, hasBias, isBf16;
};

/// The largest difference to sums in double, with the columns made in three pieces.
double worst(const VectorKernels& vector, const Case& c)
{
    const std::vector<float> x = drawn(c.rows * c.k, 1), bias = drawn(c.n, 3);
    std::vector<float> weight = drawn(c.k * c.n, 2);
    std::vector<std::uint16_t> stored;
    for (float& number : weight)
        if (c.isBf16) {
            number = roundToBf16(number);
            stored.push_back(toBf16(number));
        }
    std::vector<float> y(static_cast<std::size_t>(c.rows * c.n), NAN);
    const FewRowsProduct product{x.data(), c.isBf16 ? static_cast<const void*>(stored.data()) : weight.data(),
                                 c.hasBias ? bias.data() : nullptr, y.data(), c.k, c.n};
    const FewRowsKernels& loops = vector.fewRows;
    const auto& set = c.isBf16 ? (c.isTransposed ? loops.bf16Transposed : loops.bf16Columns)
                               : (c.isTransposed ? loops.transposed : loops.columns);
    const auto loop = set[c.rows - 1];
    for (const auto& [begin, end] : {std::pair{c.n / 3, c.n}, {Index{0}, c.n / 7}, {c.n / 7, c.n / 3}})
        loop(product, begin, end);
    double result = 0;
    for (Index row = 0; row < c.rows; ++row)
        for (Index j = 0; j < c.n; ++j) {
            double sum = c.hasBias ? static_cast<double>(bias[static_cast<std::size_t>(j)]) : 0;
            for (Index i = 0; i < c.k; ++i)
                sum +=
                    static_cast<double>(x[static_cast<std::size_t>(row * c.k + i)]) *
                    static_cast<double>(weight[static_cast<std::size_t>(c.isTransposed ? j * c.k + i : i * c.n + j)]);
            const double difference = std::abs(static_cast<double>(y[static_cast<std::size_t>(row * c.n + j)]) - sum);
            result = std::isnan(difference) ? 1e9 : std::max(result, difference);
        }
    return result;
}

} // namespace

class TestFewRows : public QObject {
    Q_OBJECT
private slots:
    void sumsAreThoseOfDoubles_data()
    {
        QTest::addColumn<int>("k");
        QTest::addColumn<int>("n");
        for (const auto& [k, n] : {std::pair{1, 1}, {3, 7}, {8, 16}, {17, 31}, {64, 513}, {131, 1027}, {0, 5}})
            QTest::addRow("%d x %d", k, n) << k << n;
    }
    void sumsAreThoseOfDoubles()
    {
        QFETCH(int, k);
        QFETCH(int, n);
        const VectorKernels* runnable[3] = {};
        const int count = runnableVectorKernels(runnable);
        for (const VectorKernels* const kernels : std::span(runnable).first(static_cast<std::size_t>(count)))
            for (Index rows = 1; rows <= kFewRows; ++rows)
                for (int flags = 0; flags < 8; ++flags) {
                    const Case c{rows, k, n, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0};
                    QVERIFY2(worst(*kernels, c) < 2e-5 * std::sqrt(k + 1.0),
                             qPrintable(QStringLiteral("%1, %2 rows, case %3: %4")
                                            .arg(QLatin1String(kernels->isa))
                                            .arg(rows)
                                            .arg(flags)
                                            .arg(worst(*kernels, c))));
                }
    }
};

QTEST_APPLESS_MAIN(TestFewRows)
#include "tst_few_rows.moc"
