#include "models/families/text_lstm.h"

#include "engine/core/error.h"
#include "engine/data/dataset.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "models/families/latent_fields.h"
#include "models/families/lstm_decoder.h"
#include "models/families/lstm_encoder.h"
#include "models/families/objective.h"
#include "models/families/text_lstm_fields.h"

namespace lb::models {

namespace {

using engine::BatchShape;
using engine::DType;
using engine::Graph;
using engine::Scope;
using engine::Value;

/// Target of a padded position (engine/data/batch_source.h).
constexpr std::int64_t kIgnored = -1;

/// The four tensors of a text batch; recorded whole, so that every graph takes the same batch.
struct TextInputs {
    TextInputs(Graph& graph, BatchShape shape)
        : tokens(graph.input("tokens", {shape.steps, shape.rows}, DType::I32))
        , decoderInput(graph.input("decoder_input", {shape.steps, shape.rows}, DType::I32))
        , targets(graph.input("targets", {shape.steps, shape.rows}, DType::I32))
        , lengths(graph.input("lengths", {shape.rows}, DType::I32))
    {
    }
    Value tokens, decoderInput, targets, lengths;
};

/// [rows], nats: summed over tokens.
Value negativeLogLikelihood(Value logits, Value targets)
{
    const Scope scope(logits.graph(), "likelihood");
    return engine::sum(engine::crossEntropy(logits, targets, kIgnored), {0});
}

class TextLstm final : public Model {
public:
    TextLstm(const Config& config, const DataShape& data)
        : m_size(config.integer("latent.size"))
        , m_freeBits(freeBitsOf(config))
        , m_encoder(config, data.vocabulary)
        , m_decoder(config, data.vocabulary)
        , m_latent(buildLatent(config, {.features = m_encoder.width(),
                                        .headsHaveBias = false,
                                        .headRange = config.real("encoder.initial_range")}))
    {
    }
    std::int64_t latentSize() const override { return m_size; }
    bool isText() const override { return true; }
    bool hasKl() const override { return m_latent->hasKl(); }
    bool isStochastic() const override { return m_latent->isStochastic(); }
    Theory theory() const override { return {m_latent->klFloor(), m_latent->entropyCeiling()}; }

    TrainingGraph recordTraining(Graph& graph, BatchShape shape) const override
    {
        const TextInputs batch(graph, shape);
        const Value features = m_encoder(batch.tokens, batch.lengths);
        const LatentTraining latent = [&] {
            const Scope scope(graph, "latent");
            return m_latent->train(features);
        }();
        const Value logits = m_decoder.logits(latent.code, batch.decoderInput, batch.lengths, Mode::Training);
        return assembleTraining(negativeLogLikelihood(logits, batch.targets), latent, m_freeBits);
    }

    EncodingGraph recordEncoding(Graph& graph, BatchShape shape) const override
    {
        const TextInputs batch(graph, shape);
        const Value features = m_encoder(batch.tokens, batch.lengths);
        const Scope scope(graph, "latent");
        const LatentEncoding q = m_latent->encode(features);
        return {q.mean, q.logVariance, q.klPerDimension};
    }

    ScoringGraph recordScoring(Graph& graph, BatchShape shape) const override
    {
        const TextInputs batch(graph, shape);
        const Value z = graph.input("z", {shape.rows, m_size});
        const Value logits = m_decoder.logits(z, batch.decoderInput, batch.lengths, Mode::Evaluation);
        const Value correct = engine::sum(engine::correct(logits, batch.targets, kIgnored), {0});
        return {negativeLogLikelihood(logits, batch.targets), {}, correct};
    }

    DecodingGraph recordDecoding(Graph& graph, BatchShape shape) const override
    {
        const Value z = graph.input("z", {shape.rows, m_size});
        const Value token = graph.input("token", {shape.rows}, DType::I32);
        const Lstm::State state{graph.input("h", {shape.rows, m_decoder.hidden()}),
                                graph.input("c", {shape.rows, m_decoder.hidden()})};
        const Lstm::State start = m_decoder.start(z);
        const LstmDecoder::Step next = m_decoder.step(z, token, state);
        return {next.logits, start.h, start.c, next.state.h, next.state.c};
    }

private:
    std::int64_t m_size;
    FreeBits m_freeBits;
    LstmEncoder m_encoder;
    LstmDecoder m_decoder;
    std::unique_ptr<Latent> m_latent;
};

std::unique_ptr<Model> buildTextLstm(const Config& config, const DataShape& data)
{
    if (data.vocabulary <= engine::TextSet::kUnknown)
        throw engine::ShapeError("text-lstm", "this model reads sentences, but the data set has no vocabulary. Choose "
                                              "a text data set or an image model.");
    return std::make_unique<TextLstm>(config, data);
}

} // namespace

Family textLstmFamily()
{
    return {
        .id = "text-lstm", .title = "Text LSTM", .isText = true, .fields = textLstmFields(), .build = buildTextLstm};
}

} // namespace lb::models
