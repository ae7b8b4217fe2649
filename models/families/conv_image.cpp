#include "models/families/conv_image.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "models/families/latent_fields.h"
#include "models/layers/batch_norm.h"
#include "models/layers/convolution.h"

namespace lb::models {

using engine::Scope;
using engine::Value;

namespace {

using Level = ImagePyramid::Level;

/// The convolution between two levels; batch norm behind it would take away a bias again.
ConvolutionSettings between(std::int64_t inputs, std::int64_t outputs, bool hasBias)
{
    return {.inputs = inputs, .outputs = outputs, .kernel = 4, .stride = 2, .padding = 1, .hasBias = hasBias};
}

} // namespace

Value normalisedRelu(const char* name, Value x, Mode mode)
{
    const BatchNorm norm(name, {.features = x.shape()[3], .epsilon = 1e-5, .hasScale = true, .hasShift = true});
    return norm.reluOverChannels(x, mode);
}

ConvImageEncoder::ConvImageEncoder(const Config& config, const DataShape& data)
    : m_pyramid("encoder", config, data, ImagePyramid::Halving::Down)
{
}

Value ConvImageEncoder::features(Value pixels, Mode mode) const
{
    const Scope scope(pixels.graph(), "encoder");
    Value x = m_pyramid.toImage(pixels);
    for (std::size_t stage = 0; stage + 1 < m_pyramid.levels.size(); ++stage) {
        const Scope inside(x.graph(), std::to_string(stage));
        x.graph().markBlockInput(x);
        const Convolution conv("conv", between(x.shape()[3], m_pyramid.levels[stage + 1].channels, false));
        x = normalisedRelu("norm", conv(x), mode);
    }
    return engine::reshape(x, {-1, width()});
}

ConvImageDecoder::ConvImageDecoder(const Config& config, const DataShape& data)
    : m_pyramid("decoder", config, data, ImagePyramid::Halving::Down)
    , m_isSpectral(hasSpectralDecoder(config))
    , m_input("input", {.inputs = config.integer("latent.size"),
                        .outputs = m_pyramid.smallest().elements(),
                        .hasBias = false,
                        .isSpectral = m_isSpectral})
{
}

Value ConvImageDecoder::logits(Value z, Mode mode) const
{
    const Scope scope(z.graph(), "decoder");
    const Level& smallest = m_pyramid.smallest();
    Value x = engine::reshape(m_input(z, mode), {-1, smallest.height, smallest.width, smallest.channels});
    for (std::size_t stage = m_pyramid.levels.size() - 1; stage-- > 0;) {
        const Scope inside(x.graph(), std::to_string(stage));
        const Level& next = m_pyramid.levels[stage];
        x.graph().markBlockInput(x);
        x = normalisedRelu("norm", x, mode);
        ConvolutionSettings settings = between(x.shape()[3], next.channels, stage == 0);
        settings.isSpectral = m_isSpectral;
        x = TransposedConvolution("conv", settings)(x, next.height, next.width, mode);
    }
    return m_pyramid.toPixels(x);
}

} // namespace lb::models
