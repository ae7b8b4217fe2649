#pragma once

#include "models/families/image_parts.h"
#include "models/layers/linear.h"
#include "models/layers/mlp.h"

namespace lb::models {

/// pixels -> hidden layers (ReLU) -> features.
class MlpImageEncoder final : public ImageEncoder {
public:
    MlpImageEncoder(const Config& config, const DataShape& data);
    engine::Value features(engine::Value pixels, Mode mode) const override;
    std::int64_t width() const override { return m_width; }

private:
    Mlp m_layers;
    std::int64_t m_width;
};

/// z -> hidden layers (ReLU) -> pixels.
class MlpImageDecoder final : public ImageDecoder {
public:
    MlpImageDecoder(const Config& config, const DataShape& data);
    engine::Value logits(engine::Value z, Mode mode) const override;

private:
    Mlp m_layers;
    Linear m_pixels;
};

/// "encoder.hidden", "encoder.layers", "encoder.tapers", or the same of "decoder"; all without a condition.
std::vector<ConfigField> mlpImageFields(const std::string& half);

} // namespace lb::models
