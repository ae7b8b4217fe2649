#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// "multilabel_cross_entropy" (attribute threshold): softmax cross entropy for any number of right classes, in nats per
/// row, with the threshold class at 0:
///     ln(1 + sum (1 - y) e^s) + ln(1 + sum y e^-s)
/// logits s: [..., classes], raw; targets y: the same shape, 0, 1 or anything between (soft labels); a target below 0
/// takes the class out of both sums. Returns [...]. A class is predicted where s > 0. Without the threshold it is
///     ln(1 + sum (1 - y) e^s sum y e^-s),
/// which for one right class is the softmax cross entropy; a row without right or without wrong classes then costs 0.
/// Gradient to the logits only ("multilabel_cross_entropy_grad" of logits, targets and the rows' gradient). Source: Su
/// et al. 2022 (ZLPR), arXiv 2208.02955.
Value multilabelCrossEntropy(Value logits, Value targets, bool hasThreshold = true);

/// "sparse_multilabel_cross_entropy" (attribute threshold): the same with the right classes listed: positives: I32
/// [..., slots], in any order, repeats counting once; a negative entry is an empty slot, one outside the classes a
/// defect of the batch that is left out. The sum over the wrong classes is taken directly, not as a difference, so that
/// it keeps its digits where right classes dominate.
Value sparseMultilabelCrossEntropy(Value logits, Value positives, bool hasThreshold = true);

} // namespace lb::engine
