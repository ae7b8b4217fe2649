// Times training steps of the two families on the CPU backend, as multiples of what their products alone take:
//     bench_steps [threads [steps]]
// The floor is the sum over all matrix products of a step of the best time that oneDNN reaches for that shape in a loop
// of its own, measured in the same run; everything above it is ours. Not a test: figures depend on the machine.

#include "engine/backend/cpu/onednn.h"
#include "engine/backend/cpu/threads.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/linear.h"
#include "engine/train/optimizer.h"
#include "engine/train/parameter_store.h"
#include "engine/train/program.h"
#include "models/families/model.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>

using namespace lb::engine;
using namespace lb::models;

namespace {

double secondsOf(const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

struct Workload {
    std::string name;
    std::string family;
    std::string latent;
    std::int64_t latentSize;
    DataShape data;
    BatchShape shape;
};

const std::vector<Workload>& workloads()
{
    static const DataShape pixels{.height = 28, .width = 28};
    static const DataShape words{.vocabulary = 5000, .maximumSteps = 12};
    static const std::vector<Workload> list{
        {"mlp vae 784-400-16, batch 128", "image-mlp", "vae", 16, pixels, {.rows = 128}},
        {"mlp bn-vae 784-400-16, batch 100", "image-mlp", "bn-vae", 16, pixels, {.rows = 100}},
        {"mlp eae 784-400-16, batch 100", "image-mlp", "eae", 16, pixels, {.rows = 100}},
        {"lstm vae 5000-64-128-32, 32 x 12", "text-lstm", "vae", 32, words, {.rows = 32, .steps = 12}},
    };
    return list;
}

/// A product's extents and how often a step runs it.
using Extents = std::tuple<std::int64_t, std::int64_t, std::int64_t, bool, bool>;
using Products = std::map<Extents, std::int64_t>;

void addLstm(Products& products, const Graph& graph, const Node& node, bool isGradient)
{
    const Shape& x = graph.typeOf(node.inputs[0]).shape;
    const std::int64_t hidden = graph.typeOf(node.inputs[1]).shape[1];
    const std::int64_t rows = x[0] * x[1];
    if (!isGradient) {
        products[{rows, 4 * hidden, x[2], false, false}] += 1;
        products[{x[1], 4 * hidden, hidden, false, false}] += x[0];
        return;
    }
    products[{rows, x[2], 4 * hidden, false, true}] += 1;
    products[{x[1], hidden, 4 * hidden, false, true}] += x[0];
    products[{x[2], 4 * hidden, rows, true, false}] += 1;
    products[{hidden, 4 * hidden, rows, true, false}] += 1;
}

Products productsOf(const Program& program)
{
    Products products;
    const Graph& graph = program.graph();
    for (NodeId id : program.memoryPlan().order) {
        const Node& node = graph.node(id);
        const auto shape = [&](std::size_t i) -> const Shape& { return graph.typeOf(node.inputs[i]).shape; };
        if (node.op->name == "linear")
            products[{shape(0).product(0, shape(0).rank() - 1), shape(1)[1], shape(1)[0], false, false}] += 1;
        if (node.op->name == "matmul") {
            const bool ta = node.attributes.flag("transpose_a");
            const bool tb = node.attributes.flag("transpose_b");
            const MatmulExtents e = matmulExtents(shape(0), shape(1), {ta, tb});
            products[{e.m * e.batches, e.n, e.k, ta, tb}] += 1;
        }
        if (node.op->name == "lstm" || node.op->name == "lstm_grad")
            addLstm(products, graph, node, node.op->name == "lstm_grad");
    }
    return products;
}

struct Floor {
    double seconds = 0;
    double flops = 0;
};

Floor floorOf(const Products& products, int threads)
{
    const cpu::KernelScope scope;
    cpu::ThreadTeam team(threads);
    const cpu::OneDnn dnnl;
    Floor result;
    for (const auto& [extents, count] : products) {
        const auto& [m, n, k, ta, tb] = extents;
        const cpu::Product product(dnnl, {.m = m, .n = n, .k = k, .transposeA = ta, .transposeB = tb}, threads);
        std::vector<float> a(static_cast<std::size_t>(m * k), 0.5F);
        std::vector<float> b(static_cast<std::size_t>(k * n), 0.5F);
        std::vector<float> c(static_cast<std::size_t>(m * n));
        std::vector<std::byte> scratch(product.scratchBytes());
        double best = 1e9;
        for (int i = 0; i < 30; ++i)
            best = std::min(best, secondsOf([&] {
                                product.run(team, {a.data(), b.data(), c.data(), scratch.data()});
                            }));
        const double flops = 2.0 * static_cast<double>(m * n * k);
        fmt::print("    {:3} x [{} x {} x {}]{}{}: {:.1f} us, {:.0f} GFLOP/s\n", count, m, k, n, ta ? " a^T" : "",
                   tb ? " b^T" : "", best * 1e6, flops / best * 1e-9);
        result.seconds += best * static_cast<double>(count);
        result.flops += flops * static_cast<double>(count);
    }
    return result;
}

void fillInputs(Program& program, std::int64_t vocabulary)
{
    RandomStream random({.seed = 5}, 0);
    for (const Node& node : program.graph().nodes()) {
        if (node.op != &inputOp())
            continue;
        const TensorType& type = program.graph().typeOf(node.outputs.front());
        const auto count = static_cast<std::size_t>(type.shape.elements());
        if (type.dtype == DType::F32) {
            std::vector<float> numbers(count);
            std::generate(numbers.begin(), numbers.end(), [&] { return random.uniform(); });
            program.setInput(node.name, numbers);
            continue;
        }
        std::vector<std::int32_t> numbers(count);
        const bool isLengths = node.name == "lengths";
        std::generate(numbers.begin(), numbers.end(), [&] {
            return static_cast<std::int32_t>(isLengths ? 9 + random.below(4)
                                                       : random.below(static_cast<std::uint32_t>(vocabulary)));
        });
        program.setInput(node.name, numbers);
    }
}

struct Step {
    std::unique_ptr<ParameterStore> store;
    std::unique_ptr<Program> program;
    Value loss;
};

Step prepare(Backend& backend, const Workload& work)
{
    const Family& family = *findFamily(work.family);
    Config config;
    config.set("latent.kind", work.latent);
    config.set("latent.size", work.latentSize);
    const std::unique_ptr<Model> model = family.build(withDefaults(family.fields, config), work.data);
    auto graph = std::make_unique<Graph>();
    const TrainingGraph recorded = model->recordTraining(*graph, work.shape);
    const std::vector<Value> gradients = differentiate(recorded.loss, trainableParameters(*graph));
    std::vector<Value> outputs{recorded.loss};
    for (const NamedValue& scalar : recorded.scalars)
        outputs.push_back(scalar.value);
    for (const Value& gradient : gradients)
        if (!gradient.isNull())
            outputs.push_back(gradient);
    Step step;
    step.loss = recorded.loss;
    step.store = std::make_unique<ParameterStore>(backend, *graph, 1);
    const ExternalStorage storage = step.store->bind(*graph, gradients);
    step.program = std::make_unique<Program>(backend, std::move(graph), outputs, storage);
    fillInputs(*step.program, work.data.vocabulary);
    return step;
}

void printOps(std::vector<OpTime> ops, double total)
{
    std::sort(ops.begin(), ops.end(), [](const OpTime& a, const OpTime& b) { return a.seconds > b.seconds; });
    for (const OpTime& op : ops)
        if (op.seconds > 0.004 * total)
            fmt::print("    {:<22} {:5.1f} %  {:4} calls  {:9.1f} us  {:7.1f} GFLOP/s\n", op.op,
                       100.0 * op.seconds / total, op.calls, 1e6 * op.seconds,
                       static_cast<double>(op.flops) / op.seconds * 1e-9);
}

void measure(Backend& backend, const Workload& work, int threads, int steps)
{
    Step step = prepare(backend, work);
    Optimizer optimizer(*step.store, {.kind = OptimizerSettings::Kind::Adam});
    fmt::print("{}\n", work.name);
    const Floor floor = floorOf(productsOf(*step.program), threads);

    std::vector<double> computing;
    std::vector<double> updating;
    for (int i = 0; i < steps; ++i) {
        computing.push_back(secondsOf([&] { step.program->run({.seed = 1, .step = static_cast<std::uint64_t>(i)}); }));
        updating.push_back(secondsOf([&] { optimizer.step(i + 1, 1e-3); }));
    }
    step.program->setProfiling(true);
    constexpr int kProfiled = 50;
    for (int i = 0; i < kProfiled; ++i)
        step.program->run({.seed = 1, .step = static_cast<std::uint64_t>(i)});
    std::vector<OpTime> ops = step.program->opTimes();
    double profiled = 0;
    for (OpTime& op : ops) {
        op.seconds /= kProfiled;
        op.calls /= kProfiled;
        op.flops /= kProfiled;
        profiled += op.seconds;
    }
    printOps(ops, profiled);

    std::sort(computing.begin(), computing.end());
    std::sort(updating.begin(), updating.end());
    const double best = computing.front() + updating.front();
    const double median = computing[computing.size() / 2] + updating[updating.size() / 2];
    fmt::print(
        "  products alone {:.3f} ms ({:.0f} GFLOP/s); step {:.3f} ms best, {:.3f} ms median, of it update {:.3f} "
        "ms: {:.2f} x the floor, {:.0f} items/s; loss {:.3f}; arena {:.1f} MB\n\n",
        floor.seconds * 1e3, floor.flops / floor.seconds * 1e-9, best * 1e3, median * 1e3, updating.front() * 1e3,
        best / floor.seconds, static_cast<double>(work.shape.rows) / best, step.program->scalar(step.loss),
        static_cast<double>(step.program->memoryPlan().arenaBytes) * 1e-6);
}

} // namespace

int main(int argc, char** argv)
{
    const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
    const int steps = argc > 2 ? std::atoi(argv[2]) : 200;
    const std::unique_ptr<Backend> backend = makeCpuBackend(threads);
    fmt::print("{}\n\n", backend->description());
    for (const Workload& work : workloads())
        measure(*backend, work, threads, steps);
}
