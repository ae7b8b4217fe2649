#include "experiments/training/norm_calibration.h"

#include "engine/train/batch_feed.h"
#include "engine/train/program.h"

#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::engine::Graph;

namespace {

RunSpec convolutions()
{
    RunSpec spec;
    spec.set(QStringLiteral("data.id"), QStringLiteral("fashion-mnist"));
    spec.set(QStringLiteral("data.limit"), 100);
    spec.set(QStringLiteral("latent.kind"), QStringLiteral("bn-vae"));
    spec.set(QStringLiteral("model.family"), QStringLiteral("image-conv"));
    spec.set(QStringLiteral("encoder.channels"), 2);
    spec.set(QStringLiteral("decoder.channels"), 2);
    spec.set(QStringLiteral("train.batch"), 5);
    return spec;
}

/// What training's own update of a state takes from one batch: running = 0.9 old + 0.1 batch.
std::vector<double> fromBatch(RunSetup& run, std::int64_t index, const std::string& state)
{
    const lb::engine::Batch batch = run.batches(run.data.train, true)->batch(0, index);
    auto graph = std::make_unique<Graph>();
    run.model->recordTraining(*graph, batch.shape);
    const auto prepared = run.program(std::move(graph), {});
    lb::engine::Program& program = *prepared;
    lb::engine::fillInputs(program, batch);
    program.run({});
    std::vector<double> result;
    const std::vector<float> old = run.store->read(state);
    for (const auto& update : program.graph().stateUpdates())
        if (update.name == state)
            for (const float value : program.fetch(program.value(update.value)))
                result.push_back((static_cast<double>(value) - 0.9 * static_cast<double>(old[result.size()])) / 0.1);
    return result;
}

} // namespace

class TestNormCalibration : public QObject {
    Q_OBJECT
private slots:
    /// A norm over maps sees a row for every position: 5 images of 14 x 14 are 980 rows, not 5.
    void twoBatchesArePooledOverAllTheirRows()
    {
        auto setup = setUpRun(convolutions(), {.threads = 1});
        QVERIFY2(setup, setup ? "" : qPrintable(setup.error().detail));
        RunSetup& run = **setup;
        constexpr double kRows = 5 * 14 * 14;
        const std::string norm = "encoder/0/norm/running_";
        std::vector<double> mean(2), square(2);
        for (std::int64_t index = 0; index < 2; ++index) {
            const std::vector<double> means = fromBatch(run, index, norm + "mean");
            const std::vector<double> variances = fromBatch(run, index, norm + "variance");
            for (std::size_t i = 0; i < 2; ++i) {
                mean[i] += means[i] / 2;
                square[i] += (variances[i] * (kRows - 1) / kRows + means[i] * means[i]) / 2;
            }
        }
        QCOMPARE(NormCalibration(run).run(2), 2);
        const std::vector<float> calibrated = run.store->read(norm + "variance");
        for (std::size_t i = 0; i < 2; ++i) {
            const double expected = (square[i] - mean[i] * mean[i]) * 2 * kRows / (2 * kRows - 1);
            QVERIFY(std::abs(static_cast<double>(calibrated[i]) / expected - 1) < 1e-4);
        }
    }
};

QTEST_GUILESS_MAIN(TestNormCalibration)
#include "tst_norm_calibration.moc"
