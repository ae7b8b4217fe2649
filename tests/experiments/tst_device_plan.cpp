#include "engine/backend/cuda/cuda_backend.h"
#include "experiments/training/item_strips.h"
#include "experiments/training/run_plan.h"
#include "experiments/training/run_trainer.h"
#include "tests/experiments/language_spec.h"
#include "tests/support/cuda_on_host/device_work.h"

#include <QTest>

using namespace lb::experiments;
using lb::tests::languageSpec;
using lb::tests::TinyProject;

namespace {

/// A run that has been set up but has taken nothing of its device.
std::unique_ptr<RunSetup> onDevice(const TinyProject& project, const QString& family, int rows)
{
    const bool isLanguage = family.startsWith(QStringLiteral("language"));
    RunSpec spec = isLanguage ? languageSpec(project, family) : project.spec();
    spec.set(QStringLiteral("train.batch"), rows);
    std::unique_ptr<RunSetup> setup = std::move(*setUpRun(spec, {.threads = 1, .withStore = false}));
    setup->backend = lb::engine::makeCudaBackend(0);
    setup->arena = std::make_unique<lb::engine::SharedArena>(*setup->backend);
    return setup;
}

} // namespace

/// What a run's plan says of a GPU's memory against what the device has given out.
class DevicePlanTest : public QObject {
    Q_OBJECT
private slots:
    void planIsWhatTrainingTakes_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<int>("rows");
        for (const char* const family : {"text-lstm", "language-transformer", "language-lstm"})
            QTest::newRow(family) << QString::fromLatin1(family) << 32;
        // Writing takes more than training: eight texts of which words are drawn.
        QTest::newRow("drawing") << QStringLiteral("language-lstm") << 1;
    }
    void planIsWhatTrainingTakes()
    {
        QFETCH(QString, family);
        QFETCH(int, rows);
        const TinyProject project;
        const std::unique_ptr<RunSetup> setup = onDevice(project, family, rows);
        lb::cuda_on_host::DeviceMemory& device = lb::cuda_on_host::deviceMemory();
        device.watchMost();
        const std::size_t before = device.usedBytes();
        PlannedRun planned = planRun(*setup, false);
        QCOMPARE(device.mostBytes(), before); // planning takes nothing

        setup->makeStore();
        const std::unique_ptr<RunTrainer> run = makeTrainer(*setup, planned);
        ItemStrips strips(*setup, setup->data.validation);
        for (int i = 0; i < 8; ++i) // so that batches of all lengths have come
            run->trainer->step();
        strips.make(2, 0);
        const auto taken = static_cast<qint64>(device.mostBytes() - before);
        const RunPlan& plan = planned.plan;
        qInfo("%lld of %lld bytes, of these %lld for a batch and %lld carried", plan.deviceBytes(), taken,
              plan.uploadBytes, plan.carriedBytes);
        QVERIFY(plan.uploadBytes > 0);
        QVERIFY(plan.carriedBytes > 0);
        constexpr qint64 kConstants = 2048; // of programs, and a sum of squares
        QVERIFY(taken <= plan.deviceBytes() + kConstants);
        QVERIFY(plan.deviceBytes() <= taken + kConstants);
    }
};

QTEST_GUILESS_MAIN(DevicePlanTest)
#include "tst_device_plan.moc"
