#pragma once

#include <cstdint>
#include <vector>

namespace lb::engine {

/// Learning rate by step, counted from 0. Pure: the form's preview and the engine call the same function.
/// Sources: cosine, Loshchilov & Hutter 2017 (one cycle); piecewise linear, as bert4keras has it.
struct RateSchedule {
    /// A corner of the piecewise linear schedule: at `step` the rate is `factor` * rate.
    struct Point {
        std::int64_t step = 0;
        double factor = 1.0;
    };

    enum class Kind { Constant, StepDecay, Cosine, Piecewise, Exponential } kind = Kind::Constant;
    double rate = 1e-3;
    std::int64_t warmupSteps = 0; ///< linear from rate/warmup at step 0 to rate; multiplies the other kinds
    std::int64_t decayEvery = 0;  ///< StepDecay: steps between decays, counted from step 0; 0: no decay
    double decayFactor = 0.5;     ///< StepDecay
    std::int64_t totalSteps = 1;  ///< Cosine: falls from the end of the warm-up, is finalFraction * rate here and stays
    /// Exponential: from rate at step 0 to finalFraction * rate at totalSteps - 1, by equal factors.
    double finalFraction = 0.0;
    /// Piecewise: ascending steps. Starts at 0 unless step 0 is given, stays at the last factor.
    std::vector<Point> points;

    double at(std::int64_t step) const;
};

/// Weight of the KL term by step, counted from 0. Pure.
/// Sources: linear annealing, Bowman et al. 2016; cyclical, Fu et al. 2019 (M cycles, ramp over the first fraction R).
struct KlSchedule {
    enum class Kind { Constant, Linear, Cyclical } kind = Kind::Constant;
    double beta = 1.0;            ///< final weight
    double start = 0.0;           ///< Linear: weight at step 0
    std::int64_t warmupSteps = 0; ///< Linear
    int cycles = 4;               ///< Cyclical: M
    double rampFraction = 0.5;    ///< Cyclical: R
    std::int64_t totalSteps = 1;  ///< Cyclical: the cycles share these evenly; beta afterwards

    double at(std::int64_t step) const;
};

} // namespace lb::engine
