#include "tests/experiments/preset_training.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lb::experiments;
using namespace lb::testing;

namespace {

constexpr qint64 kSteps = 3;

/// What a training comes to, and what it takes.
struct Outcome {
    std::vector<double> losses;
    std::map<std::string, std::vector<float>> tensors;
    std::size_t nodes = 0;
    std::size_t arenaBytes = 0;
};

Outcome train(RunSetup& setup, bool isFused)
{
    setup.backend->setFusesNodes(isFused);
    PresetTraining training(setup, kSteps);
    Outcome result{.losses = training.losses(kSteps), .tensors = training.tensors()};
    for (const auto& [shape, program] : training.trainer().programs()) {
        result.nodes += program->memoryPlan().order.size();
        result.arenaBytes = std::max(result.arenaBytes, program->memoryPlan().arenaBytes);
    }
    return result;
}

} // namespace

class TestPresetFusion : public QObject {
    Q_OBJECT
private slots:
    void everyPresetTrainsToTheSameBitsWithFewerNodes_data()
    {
        QTest::addColumn<QString>("id");
        const QList<Preset> all = presets().value();
        for (const Preset& preset : all)
            QTest::newRow(qPrintable(preset.id)) << preset.id;
    }
    void everyPresetTrainsToTheSameBitsWithFewerNodes()
    {
        QFETCH(QString, id);
        const auto made = setUpRun(shortened(findPreset(id).value()), {.withStore = false});
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        const Outcome plain = train(**made, false);
        const Outcome fused = train(**made, true);
        qInfo("nodes %zu to %zu, arena %zu to %zu bytes", plain.nodes, fused.nodes, plain.arenaBytes, fused.arenaBytes);
        QVERIFY(std::isfinite(plain.losses.back()));
        QCOMPARE(fused.losses, plain.losses);
        for (const auto& [name, values] : plain.tensors)
            QVERIFY2(areSameBits(values, fused.tensors.at(name)), name.c_str());
        QVERIFY(fused.nodes < plain.nodes);
        constexpr std::size_t kTiles = 2 * 4 * 4096 * sizeof(float); // some temporaries of two threads
        QVERIFY(fused.arenaBytes <= plain.arenaBytes + kTiles);
    }
};

QTEST_GUILESS_MAIN(TestPresetFusion)
#include "tst_preset_fusion.moc"
