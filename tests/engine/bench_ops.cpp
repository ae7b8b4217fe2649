// Times single ops, forward and backward, on the CPU backend, as multiples of what their matrix products alone take:
//     bench_ops [threads [runs [beginning of their names]]]
// The floor is the sum of the best times that oneDNN reaches for those products in a loop of its own, measured in the
// same run. Best of `runs`. Not a test: figures depend on the machine.

#include "engine/backend/cpu/onednn.h"
#include "engine/backend/cpu/threads.h"
#include "engine/core/philox.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/attention.h"
#include "engine/ops/convolution.h"
#include "engine/ops/crf.h"
#include "engine/ops/divergence.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/gru.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/norm.h"
#include "engine/ops/output_loss.h"
#include "engine/ops/reduce.h"
#include "engine/train/program.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace lb::engine;

namespace {

double secondsOf(const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

struct Workload {
    std::string name;
    std::function<Value(Graph&)> record; ///< returns what is summed to a loss
    std::vector<cpu::ProductSpec> products;
    std::int32_t largestIndex = 1; ///< I32 inputs: drawn below it; those named lengths: equal to it
};

Value input(Graph& graph, Shape shape, DType dtype = DType::F32)
{
    return graph.input("x" + std::to_string(graph.nodes().size()), shape, dtype);
}

/// A convolution's three products over all positions at once.
std::vector<cpu::ProductSpec> convProducts(const Conv2dExtents& e)
{
    return {{.m = e.positions(), .n = e.maps, .k = e.window()},
            {.m = e.positions(), .n = e.window(), .k = e.maps, .transposeB = true},
            {.m = e.window(), .n = e.maps, .k = e.positions(), .transposeA = true}};
}

Workload conv(Shape image, Shape weight, Conv2dOptions options)
{
    return {
        .name = "conv2d " + image.text() + " " + weight.text() + " stride " + std::to_string(options.stride),
        .record = [=](Graph& g) { return conv2d(input(g, image), input(g, weight), input(g, {weight[3]}), options); },
        .products = convProducts(conv2dExtents(image, weight, options))};
}

/// The products of attention without tiles, all query and key pairs: two forward, four backward.
Workload attend(std::int64_t batch, std::int64_t steps, std::int64_t heads, std::int64_t size, bool isCausal,
                bool isMixed)
{
    const cpu::ProductSpec scores{.batches = batch * heads, .m = steps, .n = steps, .k = size, .transposeB = true};
    const cpu::ProductSpec values{.batches = batch * heads, .m = steps, .n = size, .k = steps};
    return {.name = fmt::format("attention batch {}, {} steps, {} heads of {}{}{}", batch, steps, heads, size,
                                isCausal ? ", causal" : "", isMixed ? ", talking" : ""),
            .record =
                [=](Graph& g) {
                    const Shape shape{batch, steps, heads * size};
                    AttentionInputs inputs{
                        .query = input(g, shape), .key = input(g, shape), .value = input(g, shape), .heads = heads};
                    inputs.mask.isCausal = isCausal;
                    if (isMixed)
                        inputs.talking = {.before = input(g, {heads, heads}), .after = input(g, {heads, heads})};
                    return attention(inputs);
                },
            .products = {scores, values, scores, values, values, values}};
}

Workload outputLoss(std::int64_t rows, std::int64_t inner, std::int64_t classes, bool isFused)
{
    return {.name = fmt::format("{} {} x {} to {}", isFused ? "linear_cross_entropy" : "linear, cross_entropy", rows,
                                inner, classes),
            .record =
                [=](Graph& g) {
                    const Value x = input(g, {rows, inner});
                    const Value weight = input(g, {inner, classes});
                    const Value targets = input(g, {rows}, DType::I32);
                    return isFused ? linearCrossEntropy(x, {.weight = weight}, targets)
                                   : crossEntropy(linear(x, weight, {}), targets);
                },
            .products = {{.m = rows, .n = classes, .k = inner},
                         {.m = rows, .n = inner, .k = classes, .transposeB = true},
                         {.m = inner, .n = classes, .k = rows, .transposeA = true}},
            .largestIndex = static_cast<std::int32_t>(classes)};
}

Workload norm(std::int64_t rows, std::int64_t width, bool isFused)
{
    return {.name = fmt::format("layer norm{} {} x {}", isFused ? " fused with scale and shift" : ", mul, add", rows,
                                width),
            .record =
                [=](Graph& g) {
                    const Value x = input(g, {rows, width});
                    const Value scale = input(g, {width});
                    const Value shift = input(g, {width});
                    return isFused ? layerNorm(x, scale, shift, 1e-5) : layerNorm(x, 1e-5) * scale + shift;
                },
            .products = {}};
}

Workload recurrent(std::int64_t steps, std::int64_t batch, std::int64_t width)
{
    const std::int64_t rows = steps * batch;
    return {.name = fmt::format("gru {} steps, {} x {}", steps, batch, width),
            .record =
                [=](Graph& g) {
                    return gru({.x = input(g, {steps, batch, width}),
                                .h0 = input(g, {batch, width}),
                                .wInput = input(g, {width, 3 * width}),
                                .wHidden = input(g, {width, 3 * width}),
                                .bias = input(g, {3 * width}),
                                .recurrentBias = input(g, {3 * width}),
                                .lengths = g.input("lengths", {batch}, DType::I32)})
                        .y;
                },
            .products = {{.m = rows, .n = 3 * width, .k = width},
                         {.m = rows, .n = 3 * width, .k = width},
                         {.m = rows, .n = width, .k = 3 * width, .transposeB = true},
                         {.m = rows, .n = width, .k = 3 * width, .transposeB = true},
                         {.m = width, .n = 3 * width, .k = rows, .transposeA = true},
                         {.m = width, .n = 3 * width, .k = rows, .transposeA = true}},
            .largestIndex = static_cast<std::int32_t>(steps)};
}

Workload chain(std::int64_t batch, std::int64_t steps, std::int64_t labels)
{
    const cpu::ProductSpec product{.m = batch * steps, .n = labels, .k = labels};
    return {.name = fmt::format("crf {} x {} steps, {} labels", batch, steps, labels),
            .record =
                [=](Graph& g) {
                    return crfLogPartition({.emissions = input(g, {batch, steps, labels}),
                                            .transitions = input(g, {labels, labels}),
                                            .lengths = g.input("lengths", {batch}, DType::I32)});
                },
            .products = {product, product, {.m = labels, .n = labels, .k = batch * steps, .transposeA = true}},
            .largestIndex = static_cast<std::int32_t>(steps)};
}

std::vector<Workload> workloads()
{
    return {conv({64, 32, 32, 1}, {4, 4, 1, 64}, {.stride = 2, .padding = 1}),
            conv({64, 16, 16, 64}, {4, 4, 64, 128}, {.stride = 2, .padding = 1}),
            conv({64, 8, 8, 128}, {4, 4, 128, 256}, {.stride = 2, .padding = 1}),
            conv({64, 16, 16, 64}, {3, 3, 64, 64}, {.stride = 1, .padding = 1}),
            attend(8, 256, 6, 64, false, false),
            attend(8, 256, 6, 64, true, false),
            attend(2, 1024, 6, 64, true, false),
            attend(8, 128, 12, 64, false, true),
            outputLoss(512, 384, 10'000, false),
            outputLoss(512, 384, 10'000, true),
            outputLoss(1024, 256, 50'257, true),
            norm(2048, 768, false),
            norm(2048, 768, true),
            recurrent(32, 32, 512),
            chain(32, 128, 128)};
}

double floorOf(const std::vector<cpu::ProductSpec>& products, int threads, int runs)
{
    const cpu::KernelScope scope;
    cpu::ThreadTeam team(threads);
    const cpu::OneDnn dnnl;
    double total = 0.0;
    for (const cpu::ProductSpec& spec : products) {
        const cpu::Product product(dnnl, spec, threads);
        std::vector<float> a(static_cast<std::size_t>(spec.batches * spec.m * spec.k), 0.5F);
        std::vector<float> b(static_cast<std::size_t>(spec.batches * spec.k * spec.n), 0.5F);
        std::vector<float> c(static_cast<std::size_t>(spec.batches * spec.m * spec.n));
        std::vector<std::byte> scratch(product.scratchBytes());
        double best = std::numeric_limits<double>::max();
        for (int i = 0; i < runs; ++i)
            best = std::min(best, secondsOf([&] {
                                product.run(team, {a.data(), b.data(), c.data(), scratch.data()});
                            }));
        total += best;
    }
    return total;
}

void fillInputs(Program& program, std::int32_t largest)
{
    RandomStream random({.seed = 5}, 0);
    for (const Node& node : program.graph().nodes()) {
        if (node.op != &inputOp())
            continue;
        const TensorType& type = program.graph().typeOf(node.outputs.front());
        const auto count = static_cast<std::size_t>(type.shape.elements());
        if (type.dtype == DType::F32) {
            std::vector<float> numbers(count);
            std::generate(numbers.begin(), numbers.end(), [&] { return 0.1F * (random.uniform() - 0.5F); });
            program.setInput(node.name, numbers);
            continue;
        }
        std::vector<std::int32_t> numbers(count, largest);
        if (node.name != "lengths")
            std::generate(numbers.begin(), numbers.end(),
                          [&] { return static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(largest))); });
        program.setInput(node.name, numbers);
    }
}

void measure(Backend& backend, const Workload& work, int threads, int runs)
{
    auto graph = std::make_unique<Graph>();
    const Value loss = sum(work.record(*graph));
    std::vector<Value> wrt;
    for (const Node& node : graph->nodes())
        if (node.op == &inputOp() && graph->typeOf(node.outputs.front()).dtype == DType::F32)
            wrt.push_back(graph->value(node.outputs.front()));
    std::vector<Value> outputs{loss};
    for (const Value& gradient : differentiate(loss, wrt))
        outputs.push_back(gradient);
    Program program(backend, std::move(graph), outputs, {});
    fillInputs(program, work.largestIndex);
    double best = std::numeric_limits<double>::max();
    for (int i = 0; i < runs; ++i)
        best = std::min(best, secondsOf([&] { program.run({.seed = 1, .step = static_cast<std::uint64_t>(i)}); }));
    program.setProfiling(true);
    for (int i = 0; i < runs; ++i)
        program.run({.seed = 1, .step = static_cast<std::uint64_t>(i)});
    fmt::print("{}\n", work.name);
    std::vector<OpTime> ops = program.opTimes();
    std::sort(ops.begin(), ops.end(), [](const OpTime& a, const OpTime& b) { return a.seconds > b.seconds; });
    for (const OpTime& op : ops)
        if (op.seconds / runs > 0.03 * best)
            fmt::print("    {:<28} {:9.3f} ms  {:7.1f} GFLOP/s\n", op.op, 1e3 * op.seconds / runs,
                       static_cast<double>(op.flops) / op.seconds * 1e-9);
    const double floor = floorOf(work.products, threads, runs);
    fmt::print("  best {:.3f} ms, arena {:.1f} MB", best * 1e3,
               static_cast<double>(program.memoryPlan().arenaBytes) * 1e-6);
    if (floor > 0)
        fmt::print("; products alone {:.3f} ms: {:.2f} x the floor", floor * 1e3, best / floor);
    fmt::print("\n\n");
}

} // namespace

int main(int argc, char** argv)
{
    const int threads = argc > 1 ? std::atoi(argv[1]) : 2;
    const int runs = argc > 2 ? std::atoi(argv[2]) : 10;
    const std::unique_ptr<Backend> backend = makeCpuBackend(threads);
    fmt::print("{}\n\n", backend->description());
    for (const Workload& work : workloads())
        if (work.name.starts_with(argc > 3 ? argv[3] : ""))
            measure(*backend, work, threads, runs);
}
