#pragma once

#include "engine/data/batch_source.h"

namespace lb::engine {

/// Another source's batches in groups of `size`: what does not fill a group at the end of an epoch is left out, so that
/// a group never spans two epochs. The other source must outlive this one.
class WholeGroups final : public BatchSource {
public:
    /// Throws EngineError(InvalidArgument) when an epoch does not fill one group.
    WholeGroups(const BatchSource& source, std::int64_t size);
    std::int64_t size() const { return m_size; }
    std::int64_t groupsPerEpoch() const { return m_source.batchesPerEpoch() / m_size; }
    std::int64_t batchesPerEpoch() const override { return groupsPerEpoch() * m_size; }
    Batch batch(std::int64_t epoch, std::int64_t index) const override { return m_source.batch(epoch, index); }
    std::vector<BatchShape> shapes() const override { return m_source.shapes(); }

private:
    const BatchSource& m_source;
    std::int64_t m_size;
};

} // namespace lb::engine
