#include "models/families/text_graphs.h"

#include "engine/core/error.h"
#include "engine/data/dataset.h"

#include <algorithm>

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
    return {score.loss, {}, score.correct};
}

DecodingGraph recordTextDecoding(const TextDecoder& decoder, const WordOutput& words, Value z, BatchShape shape)
{
    Graph& graph = z.graph();
    const auto perRow = [&](const char* name) { return graph.input(name, {shape.rows}, DType::I32); };
    const TextPosition at{perRow("token"), perRow("position"), perRow("length")};
    const std::vector<std::string> names = decoder.stateNames();
    const std::int64_t room = std::max<std::int64_t>(1, shape.steps);
    const std::vector<Value> start = decoder.start(z, room);
    std::vector<Value> states;
    for (std::size_t i = 0; i < names.size(); ++i)
        states.push_back(graph.input(names[i], start[i].shape()));
    const TextDecoder::Step step = decoder.step(z, at, states);
    DecodingGraph result{.output = words.logits(step.hidden, z),
                         .states = {},
                         .room = decoder.keepsEveryWord() ? room : 0,
                         .memory = decoder.memoryLength(),
                         .longest = decoder.longestText()};
    for (std::size_t i = 0; i < names.size(); ++i)
        result.states.push_back({names[i], start[i], step.states[i]});
    return result;
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
