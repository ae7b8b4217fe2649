// The part of Trainer that trains the encoder ahead of the decoder.

#include "engine/core/philox.h"
#include "engine/train/trainer.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace lb::engine {

namespace {

constexpr std::uint32_t kBatchSite = 0x1A66;
constexpr std::uint64_t kNoiseSeed = 0x9E3779B97F4A7C15U; ///< another stream of noise than the steps' own

/// Words of a batch of sentences; of one without words its rows.
double wordsOf(const Batch& batch)
{
    const auto lengths = batch.indices.find("lengths");
    return lengths == batch.indices.end() ? static_cast<double>(batch.shape.rows)
                                          : std::accumulate(lengths->second.begin(), lengths->second.end(), 0.0);
}

} // namespace

/// Updates of the encoder alone: on the step's own batch, then on random ones of its epoch.
void Trainer::fitEncoder(Batch batch, StepReport& report)
{
    const LaggingSettings& lagging = m_settings.lagging;
    RandomStream random({m_settings.seed, static_cast<std::uint64_t>(m_step)}, kBatchSite);
    double before = std::numeric_limits<double>::infinity();
    double loss = 0, words = 0;
    for (int count = 1; count < lagging.mostUpdates; ++count) {
        StepReport own{.rate = report.rate, .beta = report.beta};
        const auto noise = static_cast<std::uint64_t>(m_step * lagging.mostUpdates + count);
        Prepared& prepared = preparedFor(batch.shape);
        fill(prepared, batch, own);
        launch(prepared, own, {m_settings.seed ^ kNoiseSeed, noise});
        read(prepared, own, startNorm(own));
        own.loss *= static_cast<double>(m_batches.size()); // the whole loss of one batch, not its share of a step
        if (own.isFinite)
            own.isFinite = m_optimizer
                               .step({.update = m_step + 1,
                                      .rate = report.rate,
                                      .part = UpdatePart::Encoder,
                                      .encoderUpdate = m_step + 1 + m_encoderLead,
                                      .isNormRead = true})
                               .isFinite;
        report.times.data += own.times.data;
        report.times.compute += own.times.compute;
        report.times.update += own.times.update;
        report.isFinite = own.isFinite;
        if (!own.isFinite)
            return;
        m_store.applyStateUpdates(*prepared.program);
        ++m_encoderLead;
        ++report.encoderUpdates;
        loss += own.loss * static_cast<double>(batch.shape.rows);
        words += wordsOf(batch);
        if (count % lagging.testEvery == 0) {
            const double now = loss / words;
            if (before < now)
                return;
            before = now;
            loss = words = 0;
        }
        const auto bound = static_cast<std::uint32_t>(m_batches.batchesPerEpoch());
        batch = m_batches.batch(epochOf(m_step), random.below(bound));
    }
}

} // namespace lb::engine
