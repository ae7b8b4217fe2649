#include "models/families/word_output.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/linear.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"

namespace lb::models {

using engine::Scope;
using engine::Value;

namespace {

/// Target of a padded position (engine/data/batch_source.h).
constexpr std::int64_t kIgnored = -1;

} // namespace

WordOutput::WordOutput(const TextDecoder& decoder, const Config& config, std::int64_t vocabulary)
    : m_decoder(decoder)
    , m_skips(codeSizeOf(config) > 0 && config.boolean("decoder.skip"))
    , m_vocabulary(
          "vocabulary",
          {.inputs = decoder.width(), .outputs = vocabulary, .hasBias = false, .range = decoder.initialRange()})
    , m_skip("skip",
             {.inputs = codeSizeOf(config), .outputs = vocabulary, .hasBias = false, .range = decoder.initialRange()})
{
}

Value WordOutput::logits(Value hidden, Value z) const
{
    const Scope scope(hidden.graph(), "decoder");
    const Value shared = m_decoder.sharedEmbedding(hidden.graph());
    const Value fromHidden =
        shared.isNull() ? m_vocabulary(hidden) : engine::matmul(hidden, shared, {.transposeB = true});
    return m_skips ? fromHidden + m_skip(z) : fromHidden;
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
