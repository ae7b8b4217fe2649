#pragma once

#include "models/families/image_parts.h"
#include "models/families/image_pyramid.h"
#include "models/layers/linear.h"

namespace lb::models {

/// A 3x3 convolution, then stages of a 3x3 convolution with stride 2 and residual blocks; batch norm and ReLU at the
/// end. A block: x + conv(relu(norm(conv(relu(norm(x)))))), 3x3 both. Source: He et al. 2016 (pre-activation).
/// Parameters "encoder/stem/...", "encoder/<stage>/down/...", "encoder/<stage>/block<n>/...".
class ResidualImageEncoder final : public ImageEncoder {
public:
    ResidualImageEncoder(const Config& config, const DataShape& data);
    engine::Value features(engine::Value pixels, Mode mode) const override;
    std::int64_t width() const override { return m_pyramid.smallest().elements(); }

private:
    ImagePyramid m_pyramid;
    std::int64_t m_blocks;
};

/// A linear map from z to the smallest maps, then stages of residual blocks, nearest-neighbour doubling and a 3x3
/// convolution; batch norm, ReLU and a 3x3 convolution draw the image. Doubling and convolving leave no checkerboard,
/// as transposed convolutions may (Odena et al. 2016). Parameters "decoder/input/...", "decoder/<stage>/block<n>/...",
/// "decoder/<stage>/up/...", "decoder/pixels/...", stage 0 being the last.
class ResidualImageDecoder final : public ImageDecoder {
public:
    ResidualImageDecoder(const Config& config, const DataShape& data);
    engine::Value logits(engine::Value z, Mode mode) const override;

private:
    ImagePyramid m_pyramid;
    std::int64_t m_blocks;
    Linear m_input;
};

/// "blocks" and the pyramid's fields of "encoder" or "decoder".
std::vector<ConfigField> residualImageFields(const std::string& half);

} // namespace lb::models
