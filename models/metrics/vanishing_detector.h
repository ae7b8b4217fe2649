#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lb::models {

/// How well a model with a KL uses its code, worse downwards.
enum class VanishingState {
    Healthy,
    PartlyCollapsed,      ///< some dimensions carry nothing: AU < d, or some KL_j < 0.01
    KlWithoutInformation, ///< the decoder ignores z although the KL is above 1 nat (free bits, a shifted mean)
    Collapsed,            ///< the decoder ignores z: shuffle gap below 0.1 nats, whatever KL and active units say
};
/// "healthy", "partly-collapsed", "kl-without-information", "collapsed".
std::string_view vanishingStateName(VanishingState state);

/// What one validation pass measured.
struct VanishingObservation {
    std::int64_t step = 0;
    double kl = 0.0; ///< nats
    int activeUnits = 0;
    int deadDimensions = 0; ///< KL_j < 0.01 nats
    int latentSize = 0;
    double shuffleGap = 0.0; ///< nats
};

struct VanishingRule {
    double collapsedGap = 0.1;  ///< nats; the verdict "collapsed" is gap < this
    double recoveredGap = 0.3;  ///< nats; to leave "collapsed" the gap must reach this
    double informativeKl = 1.0; ///< nats
    int patience = 2;           ///< validations in a row before the state changes
};

/// The verdict on one observation alone.
VanishingState vanishingVerdict(const VanishingObservation& observation, const VanishingRule& rule = {});

struct VanishingChange {
    VanishingState from = VanishingState::Healthy;
    VanishingState to = VanishingState::Healthy;
    VanishingObservation observation; ///< the one that decided
    bool isWorse() const { return to > from; }
    /// English, with the numbers: "The decoder ignores z: shuffle gap 0.02 nats, KL 0.011 nats, 0 of 32 units active."
    std::string sentence() const;
};

/// What the detector remembers between validations: saved with a checkpoint.
struct VanishingMemory {
    VanishingState state = VanishingState::Healthy;
    VanishingState pending = VanishingState::Healthy;
    int count = 0; ///< validations in a row on pending's side
};

/// Turns verdicts into a state with hysteresis: a change needs `patience` validations in a row that are all on one side
/// of the state, and takes the mildest change among them. Starts healthy. A value: its Memory is saved with a
/// checkpoint.
class VanishingDetector {
public:
    explicit VanishingDetector(VanishingRule rule = {}, VanishingMemory memory = {})
        : m_rule(rule)
        , m_memory(memory)
    {
    }
    /// Observations that are not finite are passed over: a broken run is reported elsewhere.
    std::optional<VanishingChange> observe(const VanishingObservation& observation);
    VanishingState state() const { return m_memory.state; }
    const VanishingMemory& memory() const { return m_memory; }

private:
    VanishingRule m_rule;
    VanishingMemory m_memory;
};

} // namespace lb::models
