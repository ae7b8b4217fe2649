#pragma once

#include "engine/graph/graph.h"
#include "models/layers/mode.h"

#include <cstdint>
#include <string>

namespace lb::models {

struct ConvolutionSettings {
    std::int64_t inputs = 0;  ///< channels in
    std::int64_t outputs = 0; ///< channels out
    std::int64_t kernel = 3;  ///< rows and columns under the kernel
    std::int64_t stride = 1;
    std::int64_t padding = 1; ///< zeros on all four sides
    bool hasBias = true;
    /// The weight is divided by its largest singular value: spectral_norm.h; state "<name>/spectral".
    bool isSpectral = false;
};

/// y = conv(x) + b over [rows, height, width, channels]. Parameters "<name>/weight" [kernel, kernel, inputs, outputs]
/// and
/// "<name>/bias" [outputs], uniform in +-1/sqrt(kernel^2 inputs).
class Convolution {
public:
    Convolution(std::string name, const ConvolutionSettings& settings)
        : m_name(std::move(name))
        , m_settings(settings)
    {
    }
    /// Only a spectral layer heeds the mode.
    engine::Value operator()(engine::Value x, Mode mode = Mode::Evaluation) const;

private:
    std::string m_name;
    ConvolutionSettings m_settings;
};

/// The adjoint of a convolution, which turns small maps into larger ones. Parameters "<name>/weight" [kernel, kernel,
/// outputs, inputs] and "<name>/bias" [outputs], uniform in +-1/sqrt(n), n the numbers that meet in one output.
class TransposedConvolution {
public:
    TransposedConvolution(std::string name, const ConvolutionSettings& settings)
        : m_name(std::move(name))
        , m_settings(settings)
    {
    }
    /// x: [rows, h, w, inputs] -> [rows, height, width, outputs]; the convolution must map that extent to h and w.
    /// Only a spectral layer heeds the mode.
    engine::Value operator()(engine::Value x, std::int64_t height, std::int64_t width,
                             Mode mode = Mode::Evaluation) const;

private:
    std::string m_name;
    ConvolutionSettings m_settings;
};

} // namespace lb::models
