#include "engine/backend/reference/loop_kernel.h"
#include "engine/backend/reference/reference_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace lb::engine::reference {

namespace {

struct Ranked {
    double logit;
    std::int32_t id;
    bool operator<(const Ranked& other) const { return logit != other.logit ? logit > other.logit : id < other.id; }
};

std::size_t rankingScratch(const LoopNode& node)
{
    return static_cast<std::size_t>(node.input(0)[1]) * sizeof(Ranked);
}

struct Settings {
    double temperature, topP, u;
    std::int64_t topK;
    bool isGreedy() const { return temperature <= 0; }
};

/// The ranking's weights relative to the first's.
std::int32_t draw(std::span<const Ranked> ranking, const Settings& s)
{
    const auto weight = [&](const Ranked& each) { return std::exp((each.logit - ranking[0].logit) / s.temperature); };
    if (s.isGreedy())
        return ranking[0].id;
    if (s.topK > 0)
        ranking = ranking.first(std::min(ranking.size(), static_cast<std::size_t>(s.topK)));
    double total = 0;
    for (const Ranked& each : ranking)
        total += weight(each);
    for (const double share : {s.topP, s.u}) {
        double sum = 0;
        std::size_t kept = 0;
        while (kept < ranking.size() && (kept == 0 || sum < share * total))
            sum += weight(ranking[kept++]);
        ranking = ranking.first(kept);
        total = sum;
    }
    return ranking.back().id;
}

template <class T>
void drawClass(const LoopNode& node, const KernelCall& call)
{
    const std::int64_t rows = node.input(0)[0], classes = node.input(0)[1];
    auto* const ranking = reinterpret_cast<Ranked*>(call.scratch);
    for (std::int64_t row = 0; row < rows; ++row) {
        const T* const logits = call.input<T>(0) + row * classes;
        const auto* const words = call.input<std::int32_t>(2) + row * 2;
        for (std::int64_t i = 0; i < classes; ++i)
            ranking[i] = {static_cast<double>(logits[i]), static_cast<std::int32_t>(i)};
        double top = ranking[0].logit, total = 0;
        for (std::int64_t i = 0; i < classes; ++i)
            top = std::max(top, ranking[i].logit);
        for (std::int64_t i = 0; i < classes; ++i)
            total += std::exp(ranking[i].logit - top);
        for (std::int64_t i = 0; i < node.input(1)[0]; ++i)
            if (const std::int32_t id = call.input<std::int32_t>(1)[i]; id >= 0 && id < classes)
                ranking[id].logit = -std::numeric_limits<double>::infinity();
        std::sort(ranking, ranking + classes);
        const double bits =
            static_cast<double>(words[0]) * 0x1p32 + static_cast<double>(static_cast<std::uint32_t>(words[1]));
        const std::int32_t id =
            draw({ranking, static_cast<std::size_t>(classes)}, {.temperature = static_cast<double>(call.input<T>(4)[0]),
                                                                .topP = static_cast<double>(call.input<T>(4)[1]),
                                                                .u = (bits + 0.5) * 0x1p-53,
                                                                .topK = call.input<std::int32_t>(3)[0]});
        call.output<std::int32_t>(0)[row] = id;
        call.output<T>(1)[row] = static_cast<T>(static_cast<double>(logits[id]) - top - std::log(total));
    }
}

} // namespace

void addSamplingKernels(KernelTable& table)
{
    // By the type of the logits: output 0 is I32.
    table.set("draw_class", [](const Graph& graph, const Node& node) -> std::unique_ptr<Kernel> {
        const bool isWide = graph.typeOf(node.inputs.front()).dtype == DType::F64;
        return std::make_unique<LoopKernel>(graph, node, isWide ? drawClass<double> : drawClass<float>, rankingScratch);
    });
}

} // namespace lb::engine::reference
