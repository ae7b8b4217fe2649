#pragma once

#include "models/families/model.h"
#include "models/layers/mode.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lb::models {

/// The half of an image model that reads: records graphs, holds no numbers. Parameters under "encoder/".
class ImageEncoder {
public:
    virtual ~ImageEncoder() = default;
    /// pixels: [rows, height * width] -> [rows, width()], for the latent's heads.
    virtual engine::Value features(engine::Value pixels, Mode mode) const = 0;
    virtual std::int64_t width() const = 0;
};

/// The half that draws. Parameters under "decoder/".
class ImageDecoder {
public:
    virtual ~ImageDecoder() = default;
    /// z: [rows, latent] -> [rows, height * width]: the likelihood's logits, unbounded.
    virtual engine::Value logits(engine::Value z, Mode mode) const = 0;
};

/// The architectures of image models, "mlp" first: each is an encoder and a decoder, and any may meet any.
const std::vector<std::string>& imageKinds();
/// The settings of the encoder of one kind.
std::vector<ConfigField> imageEncoderFields(std::string_view kind);
/// "decoder.kind", which starts at `kind`, and the settings of all decoders.
std::vector<ConfigField> imageDecoderFields(std::string_view kind);

std::unique_ptr<ImageEncoder> makeImageEncoder(std::string_view kind, const Config& config, const DataShape& data);
/// The decoder that `config` names in "decoder.kind".
std::unique_ptr<ImageDecoder> makeImageDecoder(const Config& config, const DataShape& data);

} // namespace lb::models
