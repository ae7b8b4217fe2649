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

/// Where a text decoder stands: what `DecodingGraph` says of the inputs of these names.
struct TextPosition {
    engine::Value token;    ///< I32 [rows]
    engine::Value position; ///< I32 [rows]
    engine::Value length;   ///< I32 [rows]
};

/// The half that writes, from z: [rows, latent]; without a code z has 0 columns and gives the rows alone. Parameters
/// under "decoder/". `hidden` and `step` are the same function of the same weights.
class TextDecoder {
public:
    struct Step {
        engine::Value hidden;              ///< [rows, width()]
        std::vector<engine::Value> states; ///< for the next step
    };

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
    /// Whether its states hold a position for every word, so that they have room for so many words.
    virtual bool keepsEveryWord() const { return false; }
    /// How many positions of its states z fills: added to the steps in "length".
    virtual std::int64_t memoryLength() const { return 0; }
    /// The tensors carried from step to step, by the names of their inputs.
    virtual std::vector<std::string> stateNames() const = 0;
    /// Their content before the first word, in that order, with room for `capacity` words.
    virtual std::vector<engine::Value> start(engine::Value z, std::int64_t capacity) const = 0;
    /// One step in evaluation mode.
    virtual Step step(engine::Value z, const TextPosition& at, const std::vector<engine::Value>& states) const = 0;
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
/// The decoder that `config` names in "decoder.kind".
std::unique_ptr<TextDecoder> makeTextDecoder(const Config& config, const DataShape& data);

} // namespace lb::models
