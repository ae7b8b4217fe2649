// The kernels of AdaFactor and LAMB: golden steps, both backends alike, and the numbers that a naive form gets wrong.
#include "engine/backend/backend.h"
#include "engine/core/philox.h"
#include "engine/train/optimizer.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::engine;
using lb::testing::golden;

namespace {

std::vector<float> drawn(std::int64_t count, std::uint64_t seed, float scale)
{
    std::vector<float> values(static_cast<std::size_t>(count));
    RandomStream random({seed, 0}, 7);
    std::generate(values.begin(), values.end(), [&] { return scale * random.normal(); });
    return values;
}

/// A tensor with its AdaFactor state.
struct Factored {
    std::array<std::int64_t, 5> extents;
    bool isFactored;
    std::vector<float> parameter, gradient, second, momentum;

    Factored(std::array<std::int64_t, 5> shape, bool factored, bool hasMomentum)
        : extents(shape)
        , isFactored(factored)
    {
        const FactoredSlice slice{.extents = shape};
        parameter = drawn(slice.count(), 1, 0.1F);
        gradient.resize(parameter.size());
        second.resize(static_cast<std::size_t>(factored ? slice.places() * (shape[1] + shape[3]) : slice.count()));
        momentum.resize(hasMomentum ? parameter.size() : 0);
    }
    FactoredSlice slice()
    {
        return {parameter.data(), gradient.data(), second.data(), momentum.empty() ? nullptr : momentum.data(),
                isFactored,       extents};
    }
    void step(const Backend& backend, int update, AdaFactorSettings settings)
    {
        settings.beta2 = static_cast<float>(1 - std::pow(update, -0.8));
        backend.optimizerKernels().adafactor(slice(), settings);
    }
};

double worst(const std::vector<float>& a, const std::vector<float>& b)
{
    double difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = std::max(difference, static_cast<double>(std::abs(a[i] - b[i])));
    return difference;
}

} // namespace

class TestAdaptiveKernels : public QObject {
    Q_OBJECT
private slots:
    void adaFactorMatchesGolden_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("rate"); // negative: min(1e-2, 1 / sqrt t)
        QTest::addColumn<float>("beta1");
        QTest::addColumn<double>("burst"); // what the second gradient is multiplied by
        QTest::newRow("relative rate") << QStringLiteral("adafactor_relative") << -1.0 << 0.0F << 1.0;
        QTest::newRow("fixed rate") << QStringLiteral("adafactor_lr1e-3") << 1e-3 << 0.0F << 1.0;
        QTest::newRow("momentum") << QStringLiteral("adafactor_lr1e-3_beta1_0.9") << 1e-3 << 0.9F << 1.0;
        QTest::newRow("clipped") << QStringLiteral("adafactor_clip_active_lr1e-3") << 1e-3 << 0.0F << 10.0;
    }
    void adaFactorMatchesGolden()
    {
        QFETCH(QString, key);
        QFETCH(double, rate);
        QFETCH(float, beta1);
        QFETCH(double, burst);
        const std::vector<double> first = golden(QStringLiteral("optim"), QStringLiteral("theta0"));
        const std::vector<double> gradients = golden(QStringLiteral("optim"), QStringLiteral("grads"));
        const std::vector<double> expected = golden(QStringLiteral("optim"), key);
        for (const auto& backend : {makeReferenceBackend(), makeCpuBackend(2)}) {
            Factored tensor({1, 2, 1, 3, 1}, true, beta1 > 0);
            tensor.parameter.assign(first.begin(), first.end());
            for (std::size_t step = 0; step < 3; ++step) {
                for (std::size_t i = 0; i < 6; ++i)
                    tensor.gradient[i] = static_cast<float>((step == 1 ? burst : 1) * gradients[6 * step + i]);
                const int update = static_cast<int>(step) + 1;
                const double now = rate > 0 ? rate : std::min(1e-2, 1 / std::sqrt(update));
                tensor.step(*backend, update, {.rate = static_cast<float>(now), .beta1 = beta1});
                for (std::size_t i = 0; i < 6; ++i)
                    QVERIFY(std::abs(static_cast<double>(tensor.parameter[i]) - expected[6 * step + i]) < 1e-6);
            }
        }
    }

    void backendsAgreeOnAdaFactor_data()
    {
        QTest::addColumn<QList<int>>("extents");
        QTest::addColumn<bool>("isFactored");
        QTest::newRow("matrix") << QList<int>{1, 131, 1, 257, 1} << true;
        QTest::newRow("long matrix") << QList<int>{1, 1031, 1, 130, 1} << true;
        QTest::newRow("stack of matrices") << QList<int>{3, 37, 1, 41, 1} << true;
        QTest::newRow("axes apart") << QList<int>{2, 17, 3, 19, 5} << true;
        QTest::newRow("one number") << QList<int>{1, 1, 1, 1, 1} << true;
        QTest::newRow("whole") << QList<int>{40001, 1, 1, 1, 1} << false;
    }
    void backendsAgreeOnAdaFactor()
    {
        QFETCH(QList<int>, extents);
        QFETCH(bool, isFactored);
        const std::array<std::int64_t, 5> shape{extents[0], extents[1], extents[2], extents[3], extents[4]};
        for (const bool hasMomentum : {false, true})
            for (const int threads : {1, 2}) {
                const auto reference = makeReferenceBackend();
                const auto cpu = makeCpuBackend(threads);
                Factored a(shape, isFactored, hasMomentum), b(shape, isFactored, hasMomentum);
                for (int update = 1; update <= 3; ++update) {
                    a.gradient = b.gradient = drawn(a.slice().count(), 10 + static_cast<std::uint64_t>(update), 0.3F);
                    const AdaFactorSettings settings{
                        .rate = 0.01F, .beta1 = 0.9F, .decoupledDecay = 0.001F, .gradientScale = 0.5F};
                    a.step(*reference, update, settings);
                    b.step(*cpu, update, settings);
                }
                QVERIFY(worst(a.parameter, b.parameter) < 2e-6);
                QVERIFY(worst(a.second, b.second) < 1e-6);
            }
    }

    void rankOneSquaresGiveSigns()
    {
        // G = r c has G^2 of rank one, which the factors hold exactly: the first update is the sign.
        for (const auto& backend : {makeReferenceBackend(), makeCpuBackend(2)}) {
            Factored tensor({1, 5, 1, 7, 1}, true, false);
            const std::vector<float> before = tensor.parameter;
            for (std::size_t i = 0; i < 35; ++i)
                tensor.gradient[i] =
                    (i % 3 ? 1.0F : -1.0F) * static_cast<float>(1 + i / 7) * static_cast<float>(1 + i % 7);
            tensor.step(*backend, 1, {.rate = 1.0F, .epsilon2 = 1.0F}); // parameters are smaller than 1
            for (std::size_t i = 0; i < 35; ++i)
                QVERIFY(std::abs(before[i] - tensor.parameter[i] - (i % 3 ? 1.0F : -1.0F)) < 1e-5F);
        }
    }

    void vanishingGradientsStayFinite_data()
    {
        QTest::addColumn<float>("gradient");
        QTest::addColumn<float>("update");
        QTest::newRow("zero") << 0.0F << 0.0F;
        QTest::newRow("1e-20") << 1e-20F << 1e-5F;
    }
    void vanishingGradientsStayFinite()
    {
        QFETCH(float, gradient);
        QFETCH(float, update);
        for (const bool isFactored : {true, false})
            for (const auto& backend : {makeReferenceBackend(), makeCpuBackend(2)}) {
                Factored tensor({1, 4, 1, 6, 1}, isFactored, false);
                tensor.parameter.assign(24, 1.0F);
                tensor.gradient.assign(24, gradient);
                tensor.step(*backend, 1, {.rate = 1.0F});
                for (const float number : tensor.parameter)
                    QVERIFY(std::abs(1.0F - number - update) < 1e-7F);
            }
    }

    void backendsAgreeOnLamb_data()
    {
        QTest::addColumn<bool>("isAdapted");
        QTest::newRow("adapted") << true;
        QTest::newRow("plain") << false;
    }
    void backendsAgreeOnLamb()
    {
        QFETCH(bool, isAdapted);
        constexpr std::int64_t kCount = 33001;
        std::vector<float> results[2];
        int index = 0;
        for (const auto& backend : {makeReferenceBackend(), makeCpuBackend(2)}) {
            std::vector<float>& parameter = results[index++] = drawn(kCount, 1, 0.1F);
            std::vector<float> first(kCount), second(kCount);
            for (std::uint64_t update = 1; update <= 3; ++update) {
                const std::vector<float> gradient = drawn(kCount, 20 + update, 0.3F);
                backend->optimizerKernels().lamb(
                    {parameter.data(), gradient.data(), first.data(), second.data(), kCount},
                    {.adam = {.rate = 0.9F, .gradientScale = 0.5F},
                     .rate = 0.01F,
                     .decay = 0.1F,
                     .isAdapted = isAdapted});
            }
        }
        QVERIFY(worst(results[0], results[1]) < 2e-6);
    }

    void lambOfZeroParametersTakesThePlainStep()
    {
        for (const auto& backend : {makeReferenceBackend(), makeCpuBackend(1)}) {
            std::vector<float> parameter(3), gradient{1, -1, 2}, first(3), second(3);
            backend->optimizerKernels().lamb({parameter.data(), gradient.data(), first.data(), second.data(), 3},
                                             {.adam = {.rate = 1.0F, .beta1 = 0, .beta2 = 0}, .rate = 0.5F});
            QVERIFY(worst(parameter, {-0.5F, 0.5F, -0.5F}) < 1e-6);
        }
    }

    void stateOfAFactoredModelIsSmall()
    {
        const auto backend = makeReferenceBackend();
        Graph graph;
        graph.parameter("table", {2000, 256}, {});
        graph.parameter("narrow", {64, 100}, {});
        graph.parameter("bias", {256}, {});
        ParameterStore store(*backend, graph, 1);
        const Optimizer optimizer(store, {.kind = OptimizerSettings::Kind::AdaFactor});
        QCOMPARE(store.slotCount("table", 0), 2000 + 256);
        QCOMPARE(store.slotCount("narrow", 0), 64 * 100);
        QCOMPARE(store.slotCount("bias", 0), 256);
        QCOMPARE(store.slotCount("bias", 1), 0);
    }
};

QTEST_GUILESS_MAIN(TestAdaptiveKernels)
#include "tst_adaptive_kernels.moc"
