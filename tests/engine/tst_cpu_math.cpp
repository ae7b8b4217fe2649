#include "engine/backend/cpu/vector/kernels.h"
#include "engine/core/philox.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace lb::engine;
using namespace lb::engine::cpu;

namespace {

constexpr float kSmallestNormal = 0x1p-126F;
constexpr double kMayBeZero = 2.4e-38;
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::vector<const VectorKernels*> runnable()
{
    const VectorKernels* tables[3];
    return {tables, tables + runnableVectorKernels(tables)};
}

/// Every 97th of the floats in [low, high]: all exponents, all bit patterns of the mantissa's end.
std::vector<float> floatsBetween(float low, float high)
{
    std::vector<float> result;
    for (std::uint32_t bits = 0; bits < 0x7F800000U; bits += 97 * 16)
        for (const std::uint32_t sign : {0U, 0x80000000U}) {
            const float x = std::bit_cast<float>(bits | sign);
            if (x >= low && x <= high)
                result.push_back(x);
        }
    return result;
}

/// Distance in units of the last place of the exact result; results below the normal range may be flushed.
double errorInUlps(float actual, double exact)
{
    if (std::abs(exact) < kMayBeZero)
        return std::abs(static_cast<double>(actual)) <= kMayBeZero ? 0.0 : HUGE_VAL;
    const auto rounded = static_cast<float>(exact);
    if (std::isinf(rounded) || std::isinf(actual))
        return rounded == actual ? 0.0 : HUGE_VAL;
    const double ulp = std::ldexp(1.0, std::ilogb(exact) - 23);
    return std::abs(static_cast<double>(actual) - exact) / ulp;
}

struct Function {
    const char* name;
    UnaryOp op;
    double (*exact)(double);
    float low, high;
    double ulps; ///< as stated in engine/backend/cpu/vector/math.h
};

double exactSigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}
double exactSoftplus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

double exactSilu(double x)
{
    return x * exactSigmoid(x);
}
double exactGelu(double x)
{
    return 0.5 * x * std::erfc(-x / std::sqrt(2.0));
}
double exactGeluTanh(double x)
{
    return x * exactSigmoid(2.0 * std::sqrt(2.0 / M_PI) * (x + 0.044715 * x * x * x));
}

const Function kFunctions[] = {
    {"exp", UnaryOp::Exp, std::exp, -200, 200, 1.2},
    {"log", UnaryOp::Log, std::log, kSmallestNormal, 3e38F, 1.0},
    {"tanh", UnaryOp::Tanh, std::tanh, -50, 50, 2.7},
    {"sigmoid", UnaryOp::Sigmoid, exactSigmoid, -87, 100, 2.3},
    {"softplus", UnaryOp::Softplus, exactSoftplus, -87, 100, 1.8},
    {"silu", UnaryOp::Silu, exactSilu, -80, 100, 3.3},
    {"gelu", UnaryOp::Gelu, exactGelu, -5, 100, 12},
    {"gelu_tanh", UnaryOp::GeluTanh, exactGeluTanh, -5, 100, 30},
};

std::vector<float> apply(const VectorKernels& kernels, UnaryOp op, const std::vector<float>& x)
{
    const float parameters[2] = {};
    std::vector<float> y(x.size());
    kernels.elementwise.unary[static_cast<int>(op)](x.data(), y.data(), static_cast<Index>(x.size()), parameters);
    return y;
}

} // namespace

class TestCpuMath : public QObject {
    Q_OBJECT
private slots:
    void functionStaysWithinItsStatedError_data()
    {
        QTest::addColumn<int>("function");
        QTest::addColumn<int>("isa");
        for (int f = 0; f < static_cast<int>(std::size(kFunctions)); ++f)
            for (int isa = 0; isa < static_cast<int>(runnable().size()); ++isa)
                QTest::addRow("%s %s", kFunctions[f].name, runnable()[static_cast<std::size_t>(isa)]->isa) << f << isa;
    }
    void functionStaysWithinItsStatedError()
    {
        QFETCH(int, function);
        QFETCH(int, isa);
        const Function& f = kFunctions[function];
        const std::vector<float> x = floatsBetween(f.low, f.high);
        const std::vector<float> y = apply(*runnable()[static_cast<std::size_t>(isa)], f.op, x);
        double worst = 0.0;
        float where = 0.0F;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (const double error = errorInUlps(y[i], f.exact(static_cast<double>(x[i]))); error > worst) {
                worst = error;
                where = x[i];
            }
        qInfo("%zu points, largest error %.2f ulp at %g", x.size(), worst, static_cast<double>(where));
        QVERIFY(x.size() > 100'000);
        QVERIFY2(worst <= f.ulps, qPrintable(QStringLiteral("%1 ulp at %2").arg(worst).arg(double(where))));
    }

    void infinitiesAndNanPassThrough()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> x{kInfinity, -kInfinity, nan, 0.0F, 1.0F};
        for (const VectorKernels* kernels : runnable()) {
            const std::vector<float> e = apply(*kernels, UnaryOp::Exp, x);
            QVERIFY(e[0] == kInfinity && e[1] == 0.0F && std::isnan(e[2]) && e[3] == 1.0F);
            const std::vector<float> l = apply(*kernels, UnaryOp::Log, x);
            QVERIFY(l[0] == kInfinity && std::isnan(l[1]) && std::isnan(l[2]) && l[3] == -kInfinity && l[4] == 0.0F);
            const std::vector<float> t = apply(*kernels, UnaryOp::Tanh, x);
            QVERIFY(t[0] == 1.0F && t[1] == -1.0F && std::isnan(t[2]) && t[3] == 0.0F);
            const std::vector<float> s = apply(*kernels, UnaryOp::Sigmoid, x);
            QVERIFY(s[0] == 1.0F && s[1] == 0.0F && std::isnan(s[2]) && s[3] == 0.5F);
            const std::vector<float> p = apply(*kernels, UnaryOp::Softplus, x);
            QVERIFY(p[0] == kInfinity && p[1] == 0.0F && std::isnan(p[2]));
        }
    }

    void noiseIsTheDocumentedNoise()
    {
        constexpr RandomKey key{.seed = 0x123456789ABCDEFULL, .step = 0x1000000007ULL};
        constexpr std::uint32_t site = 12;
        std::vector<float> actual(40'003);
        for (const VectorKernels* kernels : runnable()) {
            const RandomSpan span{.seed = key.seed, .step = key.step, .site = site, .firstBlock = 0xFFFFFFF0ULL};
            kernels->random.normal(span, actual.data(), static_cast<Index>(actual.size()));
            for (std::size_t i = 0; i < actual.size(); ++i) {
                const auto words = randomBlock(key, site, span.firstBlock + i / 4);
                const std::size_t pair = i % 4 < 2 ? 0 : 2;
                const float expected = normalPairFrom(words[pair], words[pair + 1])[i % 2];
                QVERIFY2(std::abs(actual[i] - expected) <= 1e-6F, kernels->isa);
            }
        }
    }

    void extremesOfUniformsGiveFiniteNoise()
    {
        QCOMPARE(uniformFrom(0), 0x1p-24F);
        QVERIFY(uniformFrom(0xFFFFFFFFU) < 1.0F);
    }

    void dropoutDropsTheDocumentedElements()
    {
        constexpr RandomKey key{.seed = 7, .step = 3};
        std::vector<float> actual(1'001);
        for (const VectorKernels* kernels : runnable()) {
            kernels->random.dropoutMask({key.seed, key.step, 5, 0}, actual.data(), static_cast<Index>(actual.size()),
                                        0.3F, 2.0F);
            for (std::size_t i = 0; i < actual.size(); ++i) {
                const float uniform = uniformFrom(randomBlock(key, 5, i / 4)[i % 4]);
                QCOMPARE(actual[i], uniform < 0.3F ? 0.0F : 2.0F);
            }
        }
    }

    void sumIsExactToTheLastDigits()
    {
        std::vector<float> x(1'000'003);
        double exact = 0.0;
        RandomStream random({.seed = 1}, 0);
        for (float& number : x) {
            number = random.uniform() + 1000.0F; // a plain float sum would be off by 1e-4
            exact += static_cast<double>(number);
        }
        for (const VectorKernels* kernels : runnable()) {
            const double sum = kernels->reduce.sum(x.data(), static_cast<Index>(x.size()));
            QVERIFY(std::abs(sum - exact) <= 3e-7 * exact);
        }
    }
};

QTEST_APPLESS_MAIN(TestCpuMath)
#include "tst_cpu_math.moc"
