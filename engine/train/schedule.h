#pragma once

#include <cstdint>

namespace lb::engine {

/// Learning rate by step. Pure: the form's preview and the engine call the same function.
struct RateSchedule {
    enum class Kind { Constant, StepDecay, Cosine } kind = Kind::Constant;
    double rate = 1e-3;
    std::int64_t warmupSteps = 0;  ///< linear from rate/warmup at step 0 to rate
    std::int64_t decayEvery = 0;   ///< StepDecay: steps between decays
    double decayFactor = 0.5;      ///< StepDecay
    std::int64_t totalSteps = 1;   ///< Cosine: reaches finalFraction * rate here and stays
    double finalFraction = 0.0;

    double at(std::int64_t step) const;
};

/// Weight of the KL term by step.
/// Sources: linear annealing, Bowman et al. 2016; cyclical, Fu et al. 2019 (M cycles, ramp over the first fraction R).
struct KlSchedule {
    enum class Kind { Constant, Linear, Cyclical } kind = Kind::Constant;
    double beta = 1.0;             ///< final weight
    double start = 0.0;            ///< Linear: weight at step 0
    std::int64_t warmupSteps = 0;  ///< Linear
    int cycles = 4;                ///< Cyclical: M
    double rampFraction = 0.5;     ///< Cyclical: R
    std::int64_t totalSteps = 1;   ///< Cyclical

    double at(std::int64_t step) const;
};

} // namespace lb::engine
