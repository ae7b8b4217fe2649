#pragma once

#include "models/families/text_parts.h"
#include "models/families/word_output.h"

#include <string>

namespace lb::models {

/// The four tensors of a text batch; recorded whole, so that every graph takes the same batch.
struct TextInputs {
    TextInputs(engine::Graph& graph, engine::BatchShape shape);
    engine::Value tokens, decoderInput, targets, lengths;
};

/// Scores the batch's sentences given z: [rows, latent].
ScoringGraph recordTextScoring(const TextDecoder& decoder, const WordOutput& words, engine::Value z,
                               engine::BatchShape shape);
/// Model::recordBeginning and recordWriting. `latent`: numbers of z, 0 without; it is carried as "code".
void recordTextBeginning(const TextDecoder& decoder, engine::Graph& graph, WritingShape shape, std::int64_t latent);
WritingGraph recordTextWriting(const TextDecoder& decoder, const WordOutput& words, engine::Graph& graph,
                               WritingShape shape, std::int64_t latent);

/// `data` itself; throws ShapeError with a sentence for the user when it has no words.
const DataShape& requireSentences(const std::string& family, const DataShape& data);

} // namespace lb::models
