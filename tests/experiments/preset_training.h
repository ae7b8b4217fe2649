#pragma once

#include "experiments/preview/presets.h"
#include "experiments/training/run_setup.h"

#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lb::testing {

/// The preset over a few items in small batches, on two threads, whatever the computer: shapes and kernels are those of
/// a large batch, the time is not.
inline experiments::RunSpec shortened(const experiments::Preset& preset)
{
    experiments::RunSpec spec = preset.spec;
    spec.set(QStringLiteral("data.limit"), 600);
    spec.set(QStringLiteral("train.batch"), 8);
    spec.set(QStringLiteral("run.threads"), 2);
    return spec;
}

/// A training on the setup's data whose parameters are its own: as a worker's is.
class PresetTraining {
public:
    PresetTraining(experiments::RunSetup& setup, qint64 steps)
        : m_setup(setup)
        , m_batches(setup.batches(setup.data.train, true))
    {
        setup.makeStore();
        const auto seed = static_cast<std::uint64_t>(setup.spec.integer(QStringLiteral("run.seed")));
        m_trainer = std::make_unique<engine::Trainer>(
            *setup.store, *m_batches, setup.recorder(),
            engine::TrainerSettings{.seed = seed,
                                    .optimizer = experiments::optimizerSettings(setup.spec),
                                    .rate = experiments::rateSchedule(setup.spec, steps),
                                    .kl = experiments::klSchedule(setup.spec, steps),
                                    .totalSteps = steps,
                                    .arena = setup.arena.get()});
        m_trainer->seek(0);
    }

    void seek(qint64 step) { m_trainer->seek(step); }
    /// The losses of the next steps; NaN for one that was not finite.
    std::vector<double> losses(qint64 steps)
    {
        std::vector<double> result;
        for (qint64 i = 0; i < steps; ++i) {
            const engine::StepReport report = m_trainer->step();
            result.push_back(report.isFinite ? report.loss : std::nan(""));
        }
        return result;
    }
    /// All parameters and running statistics, by name.
    std::map<std::string, std::vector<float>> tensors() const
    {
        std::map<std::string, std::vector<float>> result;
        for (const auto& tensor : m_setup.store->tensors())
            result[tensor.name] = m_setup.store->read(tensor.name);
        return result;
    }
    const engine::Trainer& trainer() const { return *m_trainer; }

private:
    experiments::RunSetup& m_setup;
    std::unique_ptr<engine::BatchSource> m_batches;
    std::unique_ptr<engine::Trainer> m_trainer;
};

inline bool areSameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace lb::testing
