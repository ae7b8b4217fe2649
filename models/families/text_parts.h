#pragma once

#include "models/families/model.h"
#include "models/layers/mode.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// The half of a text model that reads: records graphs, holds no numbers. Parameters under "encoder/".
class TextEncoder {
public:
    virtual ~TextEncoder() = default;
    /// tokens: I32 [steps, rows], lengths: I32 [rows] -> [rows, width()], for the latent's heads.
    virtual engine::Value features(engine::Value tokens, engine::Value lengths, Mode mode) const = 0;
    virtual std::int64_t width() const = 0;
    /// The range in which the latent's heads start; 0: 1/sqrt(width).
    virtual double initialRange() const = 0;
};

/// The next words of texts that are being written: what `WritingGraph` says of the inputs of these names.
struct NextWords {
    engine::Value tokens;    ///< I32 [steps, rows]
    engine::Value positions; ///< I32 [steps, rows]
    engine::Value past;      ///< I32 [rows]
    engine::Value lengths;   ///< I32 [rows]
    std::int64_t room = 0;   ///< words that a text may have
};

/// The half that writes, from z: [rows, latent]; without a code z has 0 columns and gives the rows alone. Parameters
/// under "decoder/". `hidden` and `write` are the same function of the same weights.
class TextDecoder {
public:
    virtual ~TextDecoder() = default;
    /// Teacher forcing. inputs: I32 [steps, rows], lengths: I32 [rows] -> [steps, rows, width()], what the words are
    /// read off.
    virtual engine::Value hidden(engine::Value z, engine::Value inputs, engine::Value lengths, Mode mode) const = 0;
    virtual std::int64_t width() const = 0;
    /// The range in which the map to the words starts; 0: 1/sqrt(width).
    virtual double initialRange() const = 0;
    /// The embedding [vocabulary, width()] that reads the words off too; null: there is a map of its own.
    virtual engine::Value sharedEmbedding(engine::Graph&) const { return {}; }
    /// The longest text it can write, in steps; 0: any.
    virtual std::int64_t longestText() const { return 0; }
    /// Whether what it carries has a place for every word, so that there is room for so many words only.
    virtual bool keepsEveryWord() const { return false; }
    /// How many places of what it carries z fills: added to the words in "past".
    virtual std::int64_t memoryLength() const { return 0; }
    /// Records what z leaves before the first word, in carried tensors (Graph::carried). Without a code: they are 0.
    virtual void begin(engine::Value z, std::int64_t room) const = 0;
    /// Goes on with the texts, in evaluation mode: [steps, rows, width()], what the words after these are read off.
    virtual engine::Value write(engine::Value z, const NextWords& next) const = 0;
};

/// "latent.size", or 0 for a model without a code.
std::int64_t codeSizeOf(const Config& config);

/// The architectures of text models, "lstm" first: each is an encoder and a decoder, and any may meet any.
const std::vector<std::string>& textKinds();
/// The settings of the encoder of one kind.
std::vector<ConfigField> textEncoderFields(std::string_view kind);
/// "decoder.kind", which starts at `kind`, and the settings of all decoders.
std::vector<ConfigField> textDecoderFields(std::string_view kind);

std::unique_ptr<TextEncoder> makeTextEncoder(std::string_view kind, const Config& config, const DataShape& data);
/// The settings of the decoder of one kind, for a model that has no code.
std::vector<ConfigField> languageModelFields(std::string_view kind);
std::unique_ptr<TextDecoder> makeTextDecoder(std::string_view kind, const Config& config, const DataShape& data);
/// The decoder that `config` names in "decoder.kind".
std::unique_ptr<TextDecoder> makeTextDecoder(const Config& config, const DataShape& data);

} // namespace lb::models
