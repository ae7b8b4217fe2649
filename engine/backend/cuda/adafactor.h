#pragma once

#include "engine/backend/cuda/square_sums.h"
#include "engine/backend/optimizer_kernels.h"

namespace lb::engine::cuda {

/// The AdaFactor update of one tensor; nothing of it waits.
class AdaFactor {
public:
    AdaFactor(Context& context, const SquareSums& sums)
        : m_context(context)
        , m_sums(sums)
    {
    }
    void launchUpdate(const FactoredSlice& slice, const AdaFactorSettings& settings) const;

private:
    Context& m_context;
    const SquareSums& m_sums;
    mutable DeviceMemory m_places; ///< a mean of row means for each place; grows
    mutable Index m_placesRoom = 0;
};

} // namespace lb::engine::cuda
