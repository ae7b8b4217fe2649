// W6: the k-NN entropy of a batch of codes with its gradient.

#include "experiments/bench/traffic.h"
#include "experiments/bench/workload_list.h"

#include "engine/core/philox.h"
#include "engine/graph/differentiate.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/neighbours.h"
#include "engine/train/program.h"

namespace lb::experiments {

namespace {

constexpr std::int64_t kWidth = 64;
constexpr int kNeighbours = 3;

class EntropyWork final : public Work {
public:
    EntropyWork(engine::Backend& backend, std::int64_t rows)
    {
        auto graph = std::make_unique<engine::Graph>();
        const engine::Value codes = graph->input("codes", {rows, kWidth});
        m_loss = -engine::knnEntropy(codes, kNeighbours);
        const std::vector<engine::Value> gradients = engine::differentiate(m_loss, {codes});
        m_program = std::make_unique<engine::Program>(backend, std::move(graph),
                                                      std::vector<engine::Value>{m_loss, gradients.front()},
                                                      engine::ExternalStorage{});
        engine::RandomStream random({.seed = 1}, 0);
        std::vector<float> numbers(static_cast<std::size_t>(rows * kWidth));
        for (float& number : numbers)
            number = random.normal();
        m_program->setInput("codes", std::span<const float>(numbers));
    }
    void step() override { m_program->run({}); }
    std::int64_t flopsPerStep() override
    {
        std::int64_t flops = 0;
        for (const engine::NodeId id : m_program->memoryPlan().order)
            flops += m_program->graph().flops(id, id + 1);
        return flops;
    }
    std::int64_t bytesPerStep() override { return trafficOf(*m_program); }
    std::size_t arenaBytes() const override { return m_program->memoryPlan().arenaBytes; }
    double loss() const override { return m_program->scalar(m_loss); }
    Profile profile() const override { return {}; }

private:
    engine::Value m_loss;
    std::unique_ptr<engine::Program> m_program;
};

} // namespace

std::vector<Workload> entropyWorkloads()
{
    std::vector<Workload> result;
    for (const std::int64_t rows : {128, 256, 512, 1024, 2048, 4096})
        result.push_back(
            {.id = "w6-entropy-" + std::to_string(rows),
             .title = "3-NN entropy of " + std::to_string(rows) + " codes of 64, with gradient",
             .unit = "rows",
             .itemsPerStep = rows,
             .make = [rows](engine::Backend& backend) { return std::make_unique<EntropyWork>(backend, rows); }});
    return result;
}

} // namespace lb::experiments
