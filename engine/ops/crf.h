#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// A linear-chain conditional random field without scores for starting and stopping. A path y of labels has the score
/// sum_t emissions[t, y_t] + sum_t transitions[y_t, y_t+1], over a sequence's own length.
struct CrfInputs {
    Value emissions;   ///< [batch, steps, labels]
    Value transitions; ///< [labels, labels]: from, to
    Value lengths;     ///< I32 [batch], 1 <= length <= steps
};

/// "crf_log_partition": ln of the sum over all paths of exp(score), in nats, [batch]. Outputs of the node: that, and
/// the forward sums [batch, steps, labels], ln over all paths that end in a label, kept for "crf_log_partition_grad"
/// (inputs emissions, transitions, lengths, those two, and the gradient [batch]), whose results are the marginals of
/// labels and of pairs. Source: Lafferty, McCallum & Pereira 2001.
Value crfLogPartition(const CrfInputs& inputs);

/// "crf_path_score": the score of the path `labels`: I32 [batch, steps] -> [batch]. A label outside the range within
/// the length is a defect of the batch and reads label 0 in release builds. "crf_path_score_grad" (attributes steps,
/// labels; inputs labels, lengths and the gradient) counts the path's labels and transitions.
Value crfPathScore(const CrfInputs& inputs, Value labels);

/// -ln of the probability of a path, in nats, [batch]: crfLogPartition - crfPathScore.
Value crfNegativeLogLikelihood(const CrfInputs& inputs, Value labels);

struct ViterbiPath {
    Value score;  ///< [batch], of the best path
    Value labels; ///< I32 [batch, steps], -1 at and after a sequence's length
};

/// "viterbi" (attribute first): the best path; of equal ones the one with the smaller labels at the end. `first` >= 0
/// forces the first label. Not differentiable.
ViterbiPath viterbi(const CrfInputs& inputs, std::int64_t first = -1);

} // namespace lb::engine
