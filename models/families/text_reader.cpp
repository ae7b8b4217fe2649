#include "models/families/text_reader.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/index.h"
#include "engine/ops/layout.h"
#include "engine/ops/loss.h"
#include "engine/ops/output_loss.h"

namespace lb::models {

using engine::BatchShape;
using engine::DType;
using engine::Graph;
using engine::Value;

TextReader::TextReader(const Config& config, std::int64_t vocabulary)
    : m_vocabulary(vocabulary)
    , m_longest(config.integer("encoder.positions"))
    , m_encoder(config, {.vocabulary = vocabulary, .maximumSteps = 1})
    , m_activation(blockActivation("encoder", config))
    , m_dense("dense", {.inputs = m_encoder.width(), .outputs = m_encoder.width()})
    , m_norm("norm", config.real("encoder.norm_epsilon"))
{
}

Value TextReader::states(Graph& graph, BatchShape shape, Value lengths) const
{
    return m_encoder.states(graph.input("tokens", {shape.steps, shape.rows}, DType::I32), lengths, Mode::Evaluation);
}

Value TextReader::recordVectors(Graph& graph, BatchShape shape, TextPooling pooling) const
{
    const Value lengths = graph.input("lengths", {shape.rows}, DType::I32);
    return m_encoder.pooled(states(graph, shape, lengths), lengths, pooling);
}

Value TextReader::activated(Value x) const
{
    return m_activation == BlockActivation::Relu   ? engine::relu(x)
           : m_activation == BlockActivation::Gelu ? engine::gelu(x)
                                                   : engine::geluTanh(x);
}

Value TextReader::recordGuesses(Graph& graph, BatchShape shape) const
{
    const Value lengths = graph.input("lengths", {shape.rows}, DType::I32);
    const Value all = engine::reshape(states(graph, shape, lengths), {-1, m_encoder.width()});
    const Value hidden = engine::gatherRows(all, graph.input("places", {shape.rows}, DType::I32));
    const Value words = m_encoder.embedding(graph);
    const engine::Scope encoder(graph, "encoder");
    const engine::Scope scope(graph, "predictions");
    const Value guess = m_norm(activated(m_dense(hidden)));
    const engine::OutputLayer layer{
        .weight = words, .bias = graph.parameter("bias", {m_vocabulary}, {}), .isTransposed = true};
    return engine::crossEntropy(engine::outputLogits(guess, layer), graph.input("targets", {shape.rows}, DType::I32));
}

} // namespace lb::models
