#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

struct DrawInputs {
    Value logits;   ///< [rows, classes]
    Value banned;   ///< I32 [any]: classes that are never drawn; numbers of no class stand for none
    Value chances;  ///< I32 [rows, 2]: upper 21 and lower 32 of 53 bits; u = (bits + 1/2) / 2^53
    Value topK;     ///< I32 [1]: so many of the likeliest are kept; 0: all
    Value sampling; ///< [2]: temperature, which divides the logits (0: the likeliest is taken), and top-p
};
struct DrawnClasses {
    Value drawn;          ///< I32 [rows]
    Value logProbability; ///< [rows]: of the drawn class by the softmax of all logits as they are, in nats
};

/// "draw_class": one class for each row of logits. Classes are ranked by logit, of equals the lower one first; top-k,
/// then top-p keep a beginning of the ranking: p up to the class with which the sum of probabilities reaches p
/// (Holtzman et al. 2020). Drawn is the first with which the sum of what is kept reaches the share u of it. Sums in
/// double or as good. Not differentiable.
DrawnClasses drawClasses(const DrawInputs& inputs);

} // namespace lb::engine
