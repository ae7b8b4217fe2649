#pragma once

#include "models/families/image_parts.h"
#include "models/families/image_pyramid.h"
#include "models/layers/linear.h"

namespace lb::models {

/// Stages of a 4x4 convolution with stride 2, batch norm and ReLU; the smallest maps, flat, are the features.
/// Architecture: the encoders of WAE and RAE (Tolstikhin et al. 2018, Ghosh et al. 2020), after DCGAN. Parameters
/// "encoder/<stage>/conv/..." and "encoder/<stage>/norm/...".
class ConvImageEncoder final : public ImageEncoder {
public:
    ConvImageEncoder(const Config& config, const DataShape& data);
    engine::Value features(engine::Value pixels, Mode mode) const override;
    std::int64_t width() const override { return m_pyramid.smallest().elements(); }

private:
    ImagePyramid m_pyramid;
};

/// The same backwards: a linear map from z to the smallest maps, then batch norm, ReLU and a 4x4 transposed convolution
/// with stride 2 for each stage. Parameters "decoder/input/...", "decoder/<stage>/norm/...",
/// "decoder/<stage>/conv/...", stage 0 being the one that draws the image.
class ConvImageDecoder final : public ImageDecoder {
public:
    ConvImageDecoder(const Config& config, const DataShape& data);
    engine::Value logits(engine::Value z, Mode mode) const override;

private:
    ImagePyramid m_pyramid;
    bool m_isSpectral;
    Linear m_input;
};

/// Batch norm over channels and ReLU, as all networks of convolutions here use them: trained scale and shift, epsilon
/// 1e-5. Parameters "<name>/scale" and "<name>/shift".
engine::Value normalisedRelu(const char* name, engine::Value x, Mode mode);

} // namespace lb::models
