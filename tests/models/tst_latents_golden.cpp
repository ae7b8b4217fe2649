#include "models/latents/latent.h"
#include "models/layers/batch_norm.h"
#include "models/metrics/frechet.h"
#include "models/metrics/neighbour_entropy.h"
#include "models/metrics/sample_quality.h"
#include "tests/support/evaluate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::models;
using namespace lb::testing;
using lb::engine::DType;
using lb::engine::Graph;
using lb::engine::Value;
using namespace Qt::StringLiterals;
using Numbers = std::vector<double>;

namespace {

void append(Numbers& numbers, const QJsonValue& value)
{
    if (!value.isArray())
        return numbers.push_back(value.toDouble());
    for (const QJsonValue& element : value.toArray())
        append(numbers, element);
}

Numbers flat(const QJsonValue& value)
{
    Numbers numbers;
    append(numbers, value);
    return numbers;
}

std::vector<float> narrow(const QJsonValue& value)
{
    const Numbers numbers = flat(value);
    return {numbers.begin(), numbers.end()};
}

bool areNear(const Numbers& values, const Numbers& expected, double tolerance)
{
    if (values.size() != expected.size())
        return false;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::abs(values[i] - expected[i]) > tolerance * std::max(1.0, std::abs(expected[i]))) {
            qWarning("element %zu: %.12g, expected %.12g", i, values[i], expected[i]);
            return false;
        }
    return true;
}

} // namespace

class TestLatentsGolden : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(LB_SOURCE_DIR "/tests/golden/latent.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_golden = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!m_golden.isEmpty());
    }

    void splitLatentHasTheExpectedKl()
    {
        const QJsonObject golden = part("split");
        Graph graph;
        const Value features = graph.input("features", {6, 3}, DType::F64);
        const auto latent = makeLatent("bn-split", {.features = 3, .size = 3, .headsHaveBias = false});
        const Leaves leaves{{"features", flat(golden["features"_L1])},
                            {"mean/weight", flat(golden["w_mean"_L1])},
                            {"deviation/weight", flat(golden["w_deviation"_L1])},
                            {"theta", flat(golden["theta"_L1])}};
        QVERIFY(areNear(evaluate(latent->train(features).klPerDimension, leaves), flat(golden["kl"_L1]), 1e-8));
    }

    void runningStatisticsFollowPyTorchOverSeveralBatches()
    {
        const QJsonObject golden = part("running");
        const BatchNorm norm("norm", {.features = 2, .fixedScale = 0.6, .hasShift = true});
        Leaves leaves{{"norm/running_mean", {0, 0}}, {"norm/running_variance", {1, 1}}};
        for (const QJsonValue& batch : golden["batches"_L1].toArray()) {
            Graph graph;
            norm(graph.input("x", {5, 2}, DType::F64), Mode::Training);
            leaves["x"] = flat(batch);
            std::vector<Value> updates;
            for (const auto& update : graph.stateUpdates())
                updates.push_back(graph.value(update.value));
            const auto numbers = evaluate(updates, leaves);
            for (std::size_t i = 0; i < updates.size(); ++i)
                leaves[graph.stateUpdates()[i].name] = numbers[i];
        }
        QVERIFY(areNear(leaves["norm/running_mean"], flat(golden["mean"_L1]), 1e-9));
        QVERIFY(areNear(leaves["norm/running_variance"], flat(golden["variance"_L1]), 1e-9));
        Graph graph;
        const Value y = norm(graph.input("x", {1, 2}, DType::F64), Mode::Evaluation).y;
        leaves["x"] = flat(golden["row"_L1]);
        leaves["norm/scale"] = {0.6, 0.6};
        leaves["norm/shift"] = {0.25, 0.25};
        QVERIFY(areNear(evaluate(y, leaves), flat(golden["evaluated"_L1]), 1e-9));
    }

    void neighbourEntropyHasTheExpectedValues()
    {
        const QJsonObject golden = part("neighbours");
        const std::vector<float> points = narrow(golden["points"_L1]);
        Numbers entropy;
        for (int k : {1, 2, 3})
            entropy.push_back(neighbourEntropy({points, 3}, k).entropy);
        QVERIFY(areNear(entropy, flat(golden["entropy"_L1]), 1e-6)); // the points come as F32
    }

    void sampleQualityHasTheExpectedValues()
    {
        const QJsonObject golden = part("samples");
        const std::vector<float> real = narrow(golden["real"_L1]);
        const std::vector<float> fake = narrow(golden["fake"_L1]);
        const double frechet = frechetDistance(featureMoments({real, 4}), featureMoments({fake, 4}));
        QVERIFY(areNear({frechet}, flat(golden["frechet"_L1]), 1e-6));
        const Prdc result = prdc({real, 4}, {fake, 4}, 3);
        QVERIFY(
            areNear({result.precision, result.recall, result.density, result.coverage}, flat(golden["prdc"_L1]), 1e-9));
    }

private:
    QJsonObject part(const char* name) const { return m_golden[QLatin1String(name)].toObject(); }
    QJsonObject m_golden;
};

QTEST_APPLESS_MAIN(TestLatentsGolden)
#include "tst_latents_golden.moc"
