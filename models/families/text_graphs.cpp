#include "models/families/text_graphs.h"

#include "engine/core/error.h"
#include "engine/data/dataset.h"
#include "engine/ops/index.h"
#include "engine/ops/layout.h"

namespace lb::models {

using engine::BatchShape;
using engine::DType;
using engine::Graph;
using engine::Value;

TextInputs::TextInputs(Graph& graph, BatchShape shape)
    : tokens(graph.input("tokens", {shape.steps, shape.rows}, DType::I32))
    , decoderInput(graph.input("decoder_input", {shape.steps, shape.rows}, DType::I32))
    , targets(graph.input("targets", {shape.steps, shape.rows}, DType::I32))
    , lengths(graph.input("lengths", {shape.rows}, DType::I32))
{
}

ScoringGraph recordTextScoring(const TextDecoder& decoder, const WordOutput& words, Value z, BatchShape shape)
{
    const TextInputs batch(z.graph(), shape);
    const Value hidden = decoder.hidden(z, batch.decoderInput, batch.lengths, Mode::Evaluation);
    const WordOutput::Score score = words.score(hidden, z, batch.targets);
    return {score.loss, {}, score.correct, score.tokens};
}

void recordTextBeginning(const TextDecoder& decoder, Graph& graph, WritingShape shape, std::int64_t latent)
{
    if (latent == 0)
        return;
    const Value z = graph.input("z", {shape.rows, latent});
    graph.carryOn(graph.carried("code", z.shape()), z);
    decoder.begin(z, shape.room);
}

WritingGraph recordTextWriting(const TextDecoder& decoder, const WordOutput& words, Graph& graph, WritingShape shape,
                               std::int64_t latent)
{
    const engine::Shape steps{shape.steps, shape.rows};
    const auto input = [&](const char* name, const engine::Shape& of) { return graph.input(name, of, DType::I32); };
    const NextWords next{.tokens = input("tokens", steps),
                         .positions = input("positions", steps),
                         .past = input("past", {shape.rows}),
                         .lengths = input("lengths", {shape.rows}),
                         .room = shape.room};
    const Value last = input("last", {shape.rows});
    const Value z = graph.carried("code", {shape.rows, latent});
    const Value hidden = engine::reshape(decoder.write(z, next), {-1, decoder.width()});
    return {.logits = words.logits(engine::gatherRows(hidden, last), z),
            .isEndless = !decoder.keepsEveryWord(),
            .memory = decoder.memoryLength(),
            .longest = decoder.longestText()};
}

const DataShape& requireSentences(const std::string& family, const DataShape& data)
{
    if (data.vocabulary <= engine::TextSet::kUnknown)
        throw engine::ShapeError(family,
                                 "this model reads sentences, but the data set has no vocabulary. Choose a text "
                                 "data set or an image model.");
    return data;
}

} // namespace lb::models
