#pragma once

#include "engine/graph/graph.h"

namespace lb::models {

/// How much KL is free of charge. Sources: Kingma et al. 2016; the two forms as in Li et al. 2019 ("fb 1", "fb 2").
struct FreeBits {
    enum class Kind {
        None,
        Total,        ///< per example: 1[KL > nats] * KL
        PerDimension, ///< per dimension, on the batch's mean: sum_j max(nats / d, KL_j)
    };
    Kind kind = Kind::None;
    double nats = 0.0; ///< lambda, for all dimensions together
};

/// The KL term of the loss before its weight beta: [rows, d] -> scalar, nats per example, averaged over the batch.
engine::Value klTerm(engine::Value klPerDimension, const FreeBits& freeBits);

} // namespace lb::models
