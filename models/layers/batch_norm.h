#pragma once

#include "engine/graph/graph.h"
#include "models/layers/mode.h"

#include <cstdint>
#include <optional>
#include <string>

namespace lb::models {

struct BatchNormSettings {
    std::int64_t features = 0;
    double epsilon = 1e-8;            ///< 1e-5, the usual default, lets a KL floor leak away: README, pitfall P1
    double momentum = 0.1;            ///< running = (1 - momentum) * running + momentum * batch, as PyTorch
    std::optional<double> fixedScale; ///< "<name>/scale" [features], never trained (BN-VAE's gamma)
    bool hasScale = false;            ///< "<name>/scale" [features], trainable, starts at 1; not with fixedScale
    bool hasShift = false;            ///< "<name>/shift" [features], trainable (BN-VAE's beta), starts at 0
};

/// Batch normalisation over rows. States "<name>/running_mean" (starts at 0) and "<name>/running_variance" (starts at
/// 1, unbiased: multiplied by b/(b-1)). Training normalises with the batch's statistics and records the states'
/// updates; evaluation uses the states. Source: Ioffe & Szegedy 2015, with PyTorch's conventions.
class BatchNorm {
public:
    struct Output {
        engine::Value y;        ///< [rows, features]
        engine::Value variance; ///< [features] before normalisation: of the batch (biased), or the running one
    };

    BatchNorm(std::string name, const BatchNormSettings& settings)
        : m_name(std::move(name))
        , m_settings(settings)
    {
    }
    /// x: [rows, features]. Training needs at least 2 rows and throws ShapeError with a sentence for the user
    /// otherwise.
    Output operator()(engine::Value x, Mode mode) const;
    /// x: [..., features]: every position of every image counts as a row. Returns the ReLU of y, of x's shape.
    engine::Value reluOverChannels(engine::Value x, Mode mode) const;

private:
    Output normalised(engine::Value x, Mode mode, bool hasRelu) const;
    Output byBatch(engine::Value x, bool hasRelu) const;
    Output byRunningStatistics(engine::Value x) const;
    void updateStatistics(engine::Value x, engine::Value batchMean, engine::Value batchVariance) const;
    engine::Value runningMean(engine::Value x) const;
    engine::Value runningVariance(engine::Value x) const;
    Output scaledAndShifted(const Output& unit) const;
    engine::Value scale(engine::Value x) const;
    engine::Value shift(engine::Value x) const;
    std::string m_name;
    BatchNormSettings m_settings;
};

} // namespace lb::models
