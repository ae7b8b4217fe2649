#include "engine/backend/cuda/cuda_backend.h"
#include "engine/ops/precision.h"
#include "engine/train/program.h"
#include "tests/engine/precision_cases.h"
#include "tests/models/model_trainer.h"
#include "tests/support/cuda_on_host/device_work.h"

#include <QMetaType>
#include <QTest>

using namespace lb::engine;
using namespace lb::testing;
using lb::cuda_on_host::Counts;

namespace {

/// What one step asks of the device once it has been recorded.
Counts countsOfAStep(const std::string& family, const std::string& latent)
{
    ModelTrainer training(family, latent, makeCudaBackend(0));
    for (int i = 0; i < 3; ++i)
        training.trainer().step();
    const Counts before = lb::cuda_on_host::counts();
    training.trainer().step();
    const Counts after = lb::cuda_on_host::counts();
    return {after.kernels - before.kernels, after.products - before.products, after.copies - before.copies,
            after.graphs - before.graphs, after.waits - before.waits};
}

} // namespace

/// How much a training step asks of a GPU. The numbers are today's: one that grows makes every step slower, so it is
/// changed here only with a reason, and in engine/backend/cuda/README.md.
class CudaLaunchesTest : public QObject {
    Q_OBJECT
private slots:
    void aStepAsksNoMoreThanItDid_data()
    {
        QTest::addColumn<std::string>("family");
        QTest::addColumn<std::string>("latent");
        QTest::addColumn<Counts>("most");
        QTest::newRow("MLP VAE") << std::string("image-mlp") << std::string("vae") << Counts{58, 14, 9, 1, 1};
        QTest::newRow("tiny GPT-2") << std::string("language-transformer") << std::string("none")
                                    << Counts{99, 39, 7, 1, 1};
    }
    void aStepAsksNoMoreThanItDid()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        QFETCH(Counts, most);
        const Counts counts = countsOfAStep(family, latent);
        QCOMPARE(counts.kernels, most.kernels);
        QCOMPARE(counts.products, most.products);
        QCOMPARE(counts.copies, most.copies);
        QCOMPARE(counts.graphs, most.graphs);
        QCOMPARE(counts.waits, most.waits);
    }

    void roundedNumbersAreMultipliedInTf32_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("isMarked");
        const std::vector<PrecisionCase> cases = precisionCases();
        for (std::size_t i = 0; i < cases.size(); ++i)
            if (cases[i].op != "attention") // has no products of cuBLASLt
                for (const bool isMarked : {true, false})
                    QTest::newRow((cases[i].name + (isMarked ? "" : ", not marked")).c_str())
                        << static_cast<int>(i) << isMarked;
    }
    void roundedNumbersAreMultipliedInTf32()
    {
        QFETCH(int, row);
        QFETCH(bool, isMarked);
        const std::unique_ptr<Backend> cuda = makeCudaBackend(0);
        auto graph = std::make_unique<Graph>();
        const Value y = precisionCases()[static_cast<std::size_t>(row)].record(*graph);
        if (isMarked)
            choosePrecision(*graph, Precision::Bf16);
        Program program(*cuda, std::move(graph), {y}, {});
        const long before = lb::cuda_on_host::counts().tf32;
        program.run({}); // on zeros
        QCOMPARE(lb::cuda_on_host::counts().tf32 > before, isMarked);
    }
};

QTEST_GUILESS_MAIN(CudaLaunchesTest)
#include "tst_cuda_launches.moc"
