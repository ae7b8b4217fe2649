#include "models/families/word_output.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"

#include <algorithm>

namespace lb::models {

using engine::Scope;
using engine::Value;

namespace {

/// Target of a padded position (engine/data/batch_source.h).
constexpr std::int64_t kIgnored = -1;

} // namespace

WordOutput::WordOutput(const TextDecoder& decoder, const Config& config, std::int64_t vocabulary,
                       std::int64_t storedBytes)
    : m_decoder(decoder)
    , m_words(vocabulary)
    , m_storedBytes(storedBytes)
    , m_skips(codeSizeOf(config) > 0 && config.boolean("decoder.skip"))
    , m_vocabulary(
          "vocabulary",
          {.inputs = decoder.width(), .outputs = vocabulary, .hasBias = false, .range = decoder.initialRange()})
    , m_skip("skip",
             {.inputs = codeSizeOf(config), .outputs = vocabulary, .hasBias = false, .range = decoder.initialRange()})
{
}

engine::OutputLayer WordOutput::layer(engine::Graph& graph) const
{
    const Value shared = m_decoder.sharedEmbedding(graph);
    return shared.isNull() ? m_vocabulary.layer(graph) : engine::OutputLayer{.weight = shared, .isTransposed = true};
}

Value WordOutput::logits(Value hidden, Value z) const
{
    const Scope scope(hidden.graph(), "decoder");
    const Value fromHidden = engine::outputLogits(hidden, layer(hidden.graph()));
    return m_skips ? fromHidden + m_skip(z) : fromHidden;
}

Value WordOutput::loss(Value hidden, Value z, Value targets) const
{
    if (m_skips)
        return sentenceLoss(logits(hidden, z), targets);
    const Scope scope(hidden.graph(), "decoder");
    return engine::sum(engine::outputCrossEntropy(hidden, layer(hidden.graph()), targets, kIgnored, m_storedBytes),
                       {0});
}

WordOutput::Score WordOutput::score(Value hidden, Value z, Value targets) const
{
    const std::int64_t steps = targets.shape()[0];
    const std::int64_t bytesPerStep =
        targets.shape()[1] * m_words * static_cast<std::int64_t>(engine::sizeOf(hidden.dtype()));
    const std::int64_t atOnce = std::clamp<std::int64_t>(m_storedBytes / bytesPerStep, 1, steps);
    Score total;
    std::vector<Value> tokens;
    for (std::int64_t first = 0; first < steps; first += atOnce) {
        const std::int64_t end = std::min(first + atOnce, steps);
        const bool isAll = end - first == steps;
        const Value words = isAll ? targets : engine::slice(targets, 0, first, end);
        const Value some = logits(isAll ? hidden : engine::slice(hidden, 0, first, end), z);
        const Value losses = engine::crossEntropy(some, words, kIgnored);
        const Score part{engine::sum(losses, {0}), correctTokens(some, words), {}};
        tokens.push_back(losses);
        total = first == 0 ? part : Score{total.loss + part.loss, total.correct + part.correct, {}};
    }
    total.tokens = tokens.size() == 1 ? tokens.front() : engine::concat(tokens, 0);
    return total;
}

ConfigField skipField()
{
    return {.key = "decoder.skip",
            .label = "Skip connection",
            .defaultValue = false,
            .help = "Joins z to what each word is read off, so that no decoder can pass it by (skip-VAE).",
            .section = "Model"};
}

Value sentenceLoss(Value logits, Value targets)
{
    const Scope scope(logits.graph(), "likelihood");
    return engine::sum(engine::crossEntropy(logits, targets, kIgnored), {0});
}

Value correctTokens(Value logits, Value targets)
{
    return engine::sum(engine::correct(logits, targets, kIgnored), {0});
}

} // namespace lb::models
