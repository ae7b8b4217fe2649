#include "models/families/mlp_image.h"

#include "models/families/latent_fields.h"

#include <algorithm>

namespace lb::models {

using engine::Value;

namespace {

/// The hidden layers' widths as the encoder meets them; a decoder takes them backwards.
std::vector<std::int64_t> hiddenWidths(const Config& config, const std::string& half)
{
    const bool tapers = config.boolean(half + ".tapers");
    std::int64_t width = config.integer(half + ".hidden");
    std::vector<std::int64_t> result;
    for (std::int64_t layer = 0; layer < config.integer(half + ".layers"); ++layer) {
        result.push_back(width);
        width = tapers ? std::max<std::int64_t>(1, width / 2) : width;
    }
    return result;
}

std::vector<std::int64_t> encoderWidths(const Config& config, const DataShape& data)
{
    std::vector<std::int64_t> widths = hiddenWidths(config, "encoder");
    widths.insert(widths.begin(), data.pixels());
    return widths;
}

std::vector<std::int64_t> decoderWidths(const Config& config)
{
    std::vector<std::int64_t> widths = hiddenWidths(config, "decoder");
    widths.push_back(config.integer("latent.size"));
    std::reverse(widths.begin(), widths.end());
    return widths;
}

} // namespace

MlpImageEncoder::MlpImageEncoder(const Config& config, const DataShape& data)
    : m_layers("encoder", encoderWidths(config, data))
    , m_width(encoderWidths(config, data).back())
{
}

Value MlpImageEncoder::features(Value pixels, Mode) const
{
    return m_layers(pixels);
}

MlpImageDecoder::MlpImageDecoder(const Config& config, const DataShape& data)
    : m_layers("decoder", decoderWidths(config), hasSpectralDecoder(config))
    , m_pixels(
          "pixels",
          {.inputs = decoderWidths(config).back(), .outputs = data.pixels(), .isSpectral = hasSpectralDecoder(config)})
{
}

Value MlpImageDecoder::logits(Value z, Mode mode) const
{
    const Value hidden = m_layers(z, mode);
    const engine::Scope scope(z.graph(), "decoder");
    return m_pixels(hidden, mode);
}

std::vector<ConfigField> mlpImageFields(const std::string& half)
{
    const bool isEncoder = half == "encoder";
    const std::string title = isEncoder ? "Encoder" : "Decoder";
    return {{.key = half + ".hidden",
             .label = title + " width",
             .defaultValue = std::int64_t{400},
             .minimum = 1,
             .maximum = 16384,
             .unit = "units",
             .help = isEncoder ? "Units in each hidden layer between the pixels and the code."
                               : "Units in each hidden layer between the code and the pixels.",
             .section = "Model"},
            {.key = half + ".layers",
             .label = title + " layers",
             .defaultValue = std::int64_t{1},
             .minimum = 0,
             .maximum = 8,
             .help = "Hidden layers with ReLU; 0 makes this half of the model linear.",
             .section = "Model"},
            {.key = half + ".tapers",
             .label = title + " tapers",
             .defaultValue = false,
             .help = "Halves the width with every layer away from the pixels: 512 with two layers becomes 512 and 256.",
             .section = "Model"}};
}

} // namespace lb::models
