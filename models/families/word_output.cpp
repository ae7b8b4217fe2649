#include "models/families/word_output.h"

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

WordOutput::WordOutput(const TextDecoder& decoder, std::int64_t vocabulary)
    : m_decoder(decoder)
    , m_vocabulary(
          "vocabulary",
          {.inputs = decoder.width(), .outputs = vocabulary, .hasBias = false, .range = decoder.initialRange()})
{
}

Value WordOutput::logits(Value hidden) const
{
    const Scope scope(hidden.graph(), "decoder");
    const Value shared = m_decoder.sharedEmbedding(hidden.graph());
    return shared.isNull() ? m_vocabulary(hidden) : engine::matmul(hidden, shared, {.transposeB = true});
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
