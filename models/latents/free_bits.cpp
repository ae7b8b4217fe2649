#include "models/latents/free_bits.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"

namespace lb::models {

using engine::Value;

Value klTerm(Value klPerDimension, const FreeBits& freeBits)
{
    if (freeBits.kind == FreeBits::Kind::PerDimension) {
        const double share = freeBits.nats / static_cast<double>(klPerDimension.shape()[1]);
        const Value perDimension = engine::mean(klPerDimension, {0});
        return engine::sum(engine::relu(perDimension - share) + share);
    }
    const Value perExample = engine::sum(klPerDimension, {1});
    if (freeBits.kind == FreeBits::Kind::Total)
        return engine::mean(engine::greater(perExample, freeBits.nats) * perExample);
    return engine::mean(perExample);
}

} // namespace lb::models
