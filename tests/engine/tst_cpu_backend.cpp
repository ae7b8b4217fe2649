#include "engine/backend/backend.h"
#include "engine/backend/cpu/onednn.h"
#include "engine/backend/cpu/thread_team.h"
#include "engine/backend/cpu/threads.h"
#include "engine/core/error.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"
#include "engine/train/optimizer.h"
#include "engine/train/parameter_store.h"
#include "engine/train/program.h"
#include "tests/models/model_cases.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>

#include <dlfcn.h>

using namespace lb::engine;
using namespace lb::engine::cpu;

namespace {

std::atomic<bool> isCounting{false};
std::atomic<int> allocations{0};

/// oneDNN makes a small argument list in each call; that is its own affair.
bool isInsideOneDnn(void* caller)
{
    Dl_info info{};
    return dladdr(caller, &info) != 0 && info.dli_fname && std::strstr(info.dli_fname, "libdnnl");
}

} // namespace

void* operator new(std::size_t bytes)
{
    if (isCounting && !isInsideOneDnn(__builtin_return_address(0)))
        ++allocations;
    if (void* memory = std::malloc(bytes ? bytes : 1))
        return memory;
    throw std::bad_alloc();
}
// std::stable_sort asks for its buffer this way; a sanitizer's own version would not fit the deletes below.
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept
{
    return std::malloc(bytes ? bytes : 1);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

/// A small model with everything needed to train it.
class Training {
public:
    Training(Backend& backend, const std::string& family, const std::string& latent,
             OptimizerSettings settings = {.clipNorm = 1.0})
    {
        const std::unique_ptr<lb::models::Model> model = lb::testing::tinyModel(family, latent);
        auto graph = std::make_unique<Graph>();
        const auto recorded = model->recordTraining(*graph, lb::testing::shapeFor(*model, 24));
        loss = recorded.loss;
        const std::vector<Value> gradients = differentiate(loss, trainableParameters(*graph));
        std::vector<Value> outputs{loss};
        for (const Value& gradient : gradients)
            if (!gradient.isNull())
                outputs.push_back(gradient);
        store = std::make_unique<ParameterStore>(backend, *graph, 1);
        const ExternalStorage storage = store->bind(*graph, gradients);
        program = std::make_unique<Program>(backend, std::move(graph), outputs, storage);
        optimizer = std::make_unique<Optimizer>(*store, settings);
        fill();
    }

    void step(int number)
    {
        program->run({.seed = 5, .step = static_cast<std::uint64_t>(number)});
        optimizer->step(number + 1, 1e-2);
    }
    std::vector<float> lossesOf(int steps)
    {
        std::vector<float> result;
        for (int i = 0; i < steps; ++i) {
            step(i);
            result.push_back(static_cast<float>(program->scalar(loss)));
        }
        return result;
    }
    std::vector<float> weights() const
    {
        std::vector<float> result;
        for (const ParameterStore::Tensor& tensor : store->tensors()) {
            const std::vector<float> part = store->read(tensor.name);
            result.insert(result.end(), part.begin(), part.end());
        }
        return result;
    }

    Value loss;
    std::unique_ptr<ParameterStore> store;
    std::unique_ptr<Program> program;
    std::unique_ptr<Optimizer> optimizer;

private:
    void fill()
    {
        RandomStream random({.seed = 9}, 0);
        for (const Node& node : program->graph().nodes()) {
            if (node.op != &inputOp())
                continue;
            const TensorType& type = program->graph().typeOf(node.outputs.front());
            std::vector<float> reals(static_cast<std::size_t>(type.shape.elements()));
            std::vector<std::int32_t> integers(reals.size());
            for (std::size_t i = 0; i < reals.size(); ++i) {
                reals[i] = random.uniform();
                integers[i] = 1 + static_cast<std::int32_t>(random.below(7));
            }
            if (type.dtype == DType::F32)
                program->setInput(node.name, reals);
            else
                program->setInput(node.name, integers);
        }
    }
};

} // namespace

class TestCpuBackend : public QObject {
    Q_OBJECT
private slots:
    void describesItself()
    {
        const QString one = QString::fromStdString(makeCpuBackend(1)->description());
        QVERIFY2(one.startsWith(QStringLiteral("oneDNN 2.")) && one.endsWith(QStringLiteral(", 1 thread")),
                 qPrintable(one));
        QVERIFY(makeCpuBackend(2)->description().ends_with(", 2 threads"));
    }

    void zeroThreadsAreRefused() { QVERIFY_EXCEPTION_THROWN(makeCpuBackend(0), EngineError); }

    void absurdSizesAreOutOfMemory()
    {
        const auto backend = makeCpuBackend(1);
        QVERIFY_EXCEPTION_THROWN(backend->allocate(std::size_t{1} << 60), EngineError);
        QVERIFY_EXCEPTION_THROWN(backend->allocate(static_cast<std::size_t>(-1)), EngineError);
    }

    void memoryIsZeroedAndAligned()
    {
        const auto backend = makeCpuBackend(1);
        for (const std::size_t bytes : {std::size_t{100}, std::size_t{5} << 20}) {
            const auto buffer = backend->allocate(bytes);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(buffer->data()) % 64, 0U);
            QVERIFY(std::all_of(buffer->data(), buffer->data() + bytes, [](std::byte b) { return b == std::byte{0}; }));
        }
    }

    void f64GraphsRunOnTheReferenceKernels()
    {
        const auto backend = makeCpuBackend(2);
        auto graph = std::make_unique<Graph>();
        const Value total = sum(square(graph->input("x", {3}, DType::F64)));
        Program program(*backend, std::move(graph), {total}, {});
        program.setInput("x", std::vector<double>{1.0, 1e-9, 0.5});
        program.run({});
        QCOMPARE(program.scalar(total), 1.0 + 1e-18 + 0.25);
    }

    void trainingRepeatsBitForBit_data() { lb::testing::addFamilyRows(); }
    void trainingRepeatsBitForBit()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        for (const int threads : {1, 2, 3}) {
            const auto first = makeCpuBackend(threads);
            const auto second = makeCpuBackend(threads);
            Training a(*first, family, latent);
            Training b(*second, family, latent);
            QCOMPARE(a.lossesOf(6), b.lossesOf(6));
            QCOMPARE(a.weights(), b.weights());
        }
    }

    void trainingAgreesWithTheReference_data() { lb::testing::addFamilyRows(); }
    void trainingAgreesWithTheReference()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto cpu = makeCpuBackend(2);
        const auto reference = makeReferenceBackend();
        // Not Adam: its first steps are lr * sign(gradient), and of gradients near 0 rounding decides the sign.
        const OptimizerSettings plain{.kind = OptimizerSettings::Kind::Sgd, .clipNorm = 1.0};
        const std::vector<float> actual = Training(*cpu, family, latent, plain).lossesOf(3);
        const std::vector<float> expected = Training(*reference, family, latent, plain).lossesOf(3);
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(std::abs(actual[i] - expected[i]) <= 1e-4F * std::abs(expected[i]),
                     qPrintable(QStringLiteral("%1 and %2").arg(double(actual[i])).arg(double(expected[i]))));
    }

    void aStepAllocatesNothing_data() { lb::testing::addFamilyRows(); }
    void aStepAllocatesNothing()
    {
        QFETCH(std::string, family);
        QFETCH(std::string, latent);
        const auto backend = makeCpuBackend(2);
        Training training(*backend, family, latent);
        training.step(0); // libraries may prepare themselves at first use
        allocations = 0;
        isCounting = true;
        training.step(1);
        isCounting = false;
        QCOMPARE(allocations.load(), 0);
    }

    void denormalsAreFlushedInsideKernelsOnly()
    {
        const auto backend = makeCpuBackend(2);
        auto graph = std::make_unique<Graph>();
        const Value y = 0.25 * graph->input("x", {100'000});
        Program program(*backend, std::move(graph), {y}, {});
        program.setInput("x", std::vector<float>(100'000, 0x1p-126F));
        program.run({});
        const std::vector<float> result = program.fetch(y);
        QVERIFY(std::all_of(result.begin(), result.end(), [](float number) { return number == 0.0F; }));
        volatile float tiny = 0x1p-126F;
        QVERIFY(tiny * 0.25F > 0.0F);
    }

    void oneDnnErrorsNameTheCall()
    {
        const KernelScope scope;
        const OneDnn dnnl;
        try {
            const Product product(dnnl, {.m = -3, .n = 4, .k = 5}, 1);
            QFAIL("a negative extent was accepted");
        } catch (const EngineError& error) {
            QVERIFY2(std::strstr(error.what(), "oneDNN: dnnl_"), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(TestCpuBackend)
#include "tst_cpu_backend.moc"
