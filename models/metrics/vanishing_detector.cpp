#include "models/metrics/vanishing_detector.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace lb::models {

std::string_view vanishingStateName(VanishingState state)
{
    constexpr std::string_view kNames[] = {"healthy", "partly-collapsed", "kl-without-information", "collapsed"};
    return kNames[static_cast<int>(state)];
}

VanishingState vanishingVerdict(const VanishingObservation& observation, const VanishingRule& rule)
{
    if (observation.shuffleGap < rule.collapsedGap)
        return observation.kl > rule.informativeKl ? VanishingState::KlWithoutInformation : VanishingState::Collapsed;
    if (observation.activeUnits < observation.latentSize || observation.deadDimensions > 0)
        return VanishingState::PartlyCollapsed;
    return VanishingState::Healthy;
}

std::string VanishingChange::sentence() const
{
    const std::string numbers =
        fmt::format("shuffle gap {:.2f} nats, KL {:.3g} nats, {} of {} units active", observation.shuffleGap,
                    observation.kl, observation.activeUnits, observation.latentSize);
    switch (to) {
    case VanishingState::Collapsed:
        return fmt::format("The KL has vanished and the decoder ignores z: {}.", numbers);
    case VanishingState::KlWithoutInformation:
        return fmt::format("The KL carries no information, the decoder ignores z: {}.", numbers);
    case VanishingState::PartlyCollapsed:
        return fmt::format("{}: {}.", isWorse() ? "Some latent dimensions carry nothing" : "The decoder uses z again",
                           numbers);
    case VanishingState::Healthy:
        break;
    }
    return fmt::format("All latent dimensions are in use: {}.", numbers);
}

std::optional<VanishingChange> VanishingDetector::observe(const VanishingObservation& observation)
{
    if (!std::isfinite(observation.kl) || !std::isfinite(observation.shuffleGap))
        return std::nullopt;
    // Leaving collapse takes a clearly larger gap than entering it, or noise around the threshold would flicker.
    VanishingRule rule = m_rule;
    if (m_memory.state >= VanishingState::KlWithoutInformation)
        rule.collapsedGap = m_rule.recoveredGap;
    const VanishingState verdict = vanishingVerdict(observation, rule);
    if (verdict == m_memory.state) {
        m_memory.count = 0;
        return std::nullopt;
    }
    const bool isWorse = verdict > m_memory.state;
    const bool goesOn = m_memory.count > 0 && isWorse == (m_memory.pending > m_memory.state);
    if (!goesOn)
        m_memory.pending = verdict;
    else
        m_memory.pending = isWorse ? std::min(m_memory.pending, verdict) : std::max(m_memory.pending, verdict);
    m_memory.count = goesOn ? m_memory.count + 1 : 1;
    if (m_memory.count < m_rule.patience)
        return std::nullopt;
    const VanishingChange change{m_memory.state, m_memory.pending, observation};
    m_memory = {.state = change.to, .pending = change.to, .count = 0};
    return change;
}

} // namespace lb::models
