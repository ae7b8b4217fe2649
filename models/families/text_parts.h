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

/// The half that writes, from z: [rows, latent]. Parameters under "decoder/". `logits` and `step` are the same function
/// of the same weights.
class TextDecoder {
public:
    struct Step {
        engine::Value logits;              ///< [rows, vocabulary]
        std::vector<engine::Value> states; ///< for the next step
    };

    virtual ~TextDecoder() = default;
    /// Teacher forcing. inputs: I32 [steps, rows], lengths: I32 [rows] -> logits [steps, rows, vocabulary].
    virtual engine::Value logits(engine::Value z, engine::Value inputs, engine::Value lengths, Mode mode) const = 0;
    /// The tensors carried from step to step, by the names of their inputs.
    virtual std::vector<std::string> stateNames() const = 0;
    /// Their content before the first word, in that order.
    virtual std::vector<engine::Value> start(engine::Value z) const = 0;
    /// One step in evaluation mode. token: I32 [rows].
    virtual Step step(engine::Value z, engine::Value token, const std::vector<engine::Value>& states) const = 0;
};

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
