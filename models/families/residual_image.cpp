#include "models/families/residual_image.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/pooling.h"
#include "models/families/conv_image.h"
#include "models/layers/convolution.h"

namespace lb::models {

using engine::Scope;
using engine::Value;

namespace {

using Level = ImagePyramid::Level;

Value convolved(const char* name, Value x, std::int64_t outputs, std::int64_t stride = 1)
{
    return Convolution(name, {.inputs = x.shape()[3], .outputs = outputs, .stride = stride})(x);
}

Value blocks(Value x, std::int64_t count, Mode mode)
{
    const std::int64_t channels = x.shape()[3];
    for (std::int64_t i = 0; i < count; ++i) {
        const Scope scope(x.graph(), "block" + std::to_string(i));
        x.graph().markBlockInput(x);
        const Value inner = convolved("conv0", normalisedRelu("norm0", x, mode), channels);
        x = x + convolved("conv1", normalisedRelu("norm1", inner, mode), channels);
    }
    return x;
}

/// Twice as high and wide, cut to `level`: half of an odd extent was rounded up.
Value doubled(Value x, const Level& level)
{
    Value y = engine::upsampleNearest2d(x, 2);
    y = y.shape()[1] == level.height ? y : engine::slice(y, 1, 0, level.height);
    return y.shape()[2] == level.width ? y : engine::slice(y, 2, 0, level.width);
}

} // namespace

ResidualImageEncoder::ResidualImageEncoder(const Config& config, const DataShape& data)
    : m_pyramid("encoder", config, data, ImagePyramid::Halving::Up)
    , m_blocks(config.integer("encoder.blocks"))
{
}

Value ResidualImageEncoder::features(Value pixels, Mode mode) const
{
    const Scope scope(pixels.graph(), "encoder");
    Value x = convolved("stem", m_pyramid.toImage(pixels), m_pyramid.levels[1].channels);
    for (std::size_t stage = 0; stage + 1 < m_pyramid.levels.size(); ++stage) {
        const Scope inside(x.graph(), std::to_string(stage));
        x = blocks(convolved("down", x, m_pyramid.levels[stage + 1].channels, 2), m_blocks, mode);
    }
    return engine::reshape(normalisedRelu("norm", x, mode), {-1, width()});
}

ResidualImageDecoder::ResidualImageDecoder(const Config& config, const DataShape& data)
    : m_pyramid("decoder", config, data, ImagePyramid::Halving::Up)
    , m_blocks(config.integer("decoder.blocks"))
    , m_input("input", {.inputs = config.integer("latent.size"), .outputs = m_pyramid.smallest().elements()})
{
}

Value ResidualImageDecoder::logits(Value z, Mode mode) const
{
    const Scope scope(z.graph(), "decoder");
    const Level& smallest = m_pyramid.smallest();
    Value x = engine::reshape(m_input(z), {-1, smallest.height, smallest.width, smallest.channels});
    for (std::size_t stage = m_pyramid.levels.size() - 1; stage-- > 0;) {
        const Scope inside(x.graph(), std::to_string(stage));
        const std::int64_t channels = stage == 0 ? m_pyramid.levels[1].channels : m_pyramid.levels[stage].channels;
        x = convolved("up", doubled(blocks(x, m_blocks, mode), m_pyramid.levels[stage]), channels);
    }
    return m_pyramid.toPixels(convolved("pixels", normalisedRelu("norm", x, mode), 1));
}

std::vector<ConfigField> residualImageFields(const std::string& half)
{
    std::vector<ConfigField> fields = imagePyramidFields(half);
    fields.push_back({.key = half + ".blocks",
                      .label = half == "encoder" ? "Encoder blocks" : "Decoder blocks",
                      .defaultValue = std::int64_t{1},
                      .minimum = 0,
                      .maximum = 32,
                      .help = "Residual blocks of two 3x3 convolutions in each stage.",
                      .section = "Model"});
    return fields;
}

} // namespace lb::models
