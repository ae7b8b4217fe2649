// W5: a GPT-2 with random weights writes 128 tokens greedily after a prompt of 32.

#include "experiments/bench/workload_list.h"

#include "engine/core/philox.h"
#include "engine/ops/precision.h"
#include "engine/train/weight_store.h"
#include "experiments/training/text_stepper.h"
#include "models/families/model.h"

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr std::int64_t kPrompt = 32;
constexpr std::int64_t kWritten = 128;

struct GptSizes {
    std::int64_t layers, width, heads, vocabulary, positions;
};
constexpr GptSizes kTiny{6, 384, 6, 8000, 256};
constexpr GptSizes kSmall{12, 768, 12, 50257, 1024};

std::unique_ptr<models::Model> makeGpt(const GptSizes& sizes)
{
    const models::Family& family = *models::findFamily("language-transformer");
    models::Config config;
    config.set("decoder.layers", sizes.layers);
    config.set("decoder.width", sizes.width);
    config.set("decoder.heads", sizes.heads);
    config.set("decoder.positions", sizes.positions);
    return family.build(models::withDefaults(family.fields, config),
                        {.vocabulary = sizes.vocabulary, .maximumSteps = 2});
}

class WritingWork final : public Work {
public:
    WritingWork(engine::Backend& backend, const GptSizes& sizes, bool isBf16)
        : m_model(makeGpt(sizes))
        , m_arena(backend)
        , m_prompt(static_cast<std::size_t>(kPrompt))
    {
        engine::Graph graph;
        m_model->recordWriting(graph, {});
        for (engine::NodeId id = 0; id < static_cast<engine::NodeId>(graph.nodes().size()); ++id)
            m_flops += graph.flops(id, id + 1);
        if (isBf16)
            engine::storeWeightsInBf16(graph);
        m_weights = std::make_unique<engine::WeightStore>(backend, graph);
        engine::RandomStream random({.seed = 1}, 0);
        for (const auto& tensor : std::vector(m_weights->tensors())) {
            std::vector<float> numbers(static_cast<std::size_t>(tensor.type.shape.elements()));
            const bool isScale = tensor.name.ends_with("scale");
            std::generate(numbers.begin(), numbers.end(), [&] {
                return (2 * random.uniform() - 1) * 0.035F + (isScale ? 1.0F : 0.0F); // as deviation 0.02
            });
            m_weights->write(tensor.name, numbers);
        }
        for (std::int32_t& word : m_prompt)
            word = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(sizes.vocabulary)));
        m_stepper = std::make_unique<TextStepper>(
            WriterParts{.model = m_model.get(),
                        .backend = &backend,
                        .program =
                            [this](std::unique_ptr<engine::Graph> recorded, const std::vector<engine::Value>& outputs,
                                   engine::CarriedStore* carried) {
                                return m_weights->program(std::move(recorded), outputs, m_arena, carried);
                            }},
            1);
    }

    void step() override
    {
        m_stepper->start({}, kPrompt + kWritten);
        m_stepper->setProfiling(++m_steps % 4 == 0);
        std::vector<float> logits = m_stepper->next(std::span<const std::int32_t>(m_prompt));
        for (std::int64_t i = 1; i < kWritten; ++i) {
            const std::vector<std::int32_t> word{
                static_cast<std::int32_t>(std::max_element(logits.begin(), logits.end()) - logits.begin())};
            logits = m_stepper->next(std::span<const std::int32_t>(word));
        }
    }
    std::int64_t flopsPerStep() override { return m_flops * kWritten; }
    /// All weights for every word; the cache is small beside them.
    std::int64_t bytesPerStep() override { return static_cast<std::int64_t>(m_weights->bytes()) * kWritten; }
    std::size_t arenaBytes() const override { return m_arena.bytes(); }
    double loss() const override { return 0; }
    Profile profile() const override
    {
        Profile result;
        for (const engine::OpTime& op : m_stepper->opTimes())
            result.ops.push_back({.name = op.op, .seconds = op.seconds, .calls = op.calls, .flops = op.flops});
        return result;
    }

private:
    std::unique_ptr<models::Model> m_model;
    engine::SharedArena m_arena;
    std::unique_ptr<engine::WeightStore> m_weights;
    std::unique_ptr<TextStepper> m_stepper;
    std::vector<std::int32_t> m_prompt;
    std::int64_t m_flops = 0;
    int m_steps = 0;
};

Workload writingWorkload(const char* id, const char* title, const GptSizes& sizes, bool isBf16)
{
    return {.id = id,
            .title = title,
            .unit = "tokens",
            .itemsPerStep = kWritten,
            .make = [&sizes, isBf16](engine::Backend& backend) {
                return std::make_unique<WritingWork>(backend, sizes, isBf16);
            }};
}

} // namespace

std::vector<Workload> writingWorkloads()
{
    return {
        writingWorkload("w5-gpt2-small-fp32", "GPT-2 small writes 128 tokens after 32", kSmall, false),
        writingWorkload("w5-gpt2-small-bf16", "GPT-2 small writes 128 tokens after 32, weights in bfloat16", kSmall,
                        true),
        writingWorkload("w5-gpt2-tiny-bf16", "GPT-2 tiny writes 128 tokens after 32, weights in bfloat16", kTiny, true),
    };
}

} // namespace lb::experiments
