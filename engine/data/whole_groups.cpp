#include "engine/data/whole_groups.h"

#include "engine/core/error.h"

#include <string>

namespace lb::engine {

WholeGroups::WholeGroups(const BatchSource& source, std::int64_t size)
    : m_source(source)
    , m_size(size)
{
    if (size < 1 || groupsPerEpoch() < 1)
        throw EngineError(ErrorKind::InvalidArgument, "an epoch has " + std::to_string(source.batchesPerEpoch()) +
                                                          " batches, which do not fill a step of " +
                                                          std::to_string(size));
}

} // namespace lb::engine
