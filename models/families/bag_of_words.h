#pragma once

#include "models/families/config.h"
#include "models/families/model.h"
#include "models/layers/linear.h"

namespace lb::models {

/// A term that keeps z in use: z alone must predict which words the sentence holds, in any order. -sum_t ln softmax(W2
/// tanh(W1 z + b1) + b2)[x_t], nats, summed over the sentence's tokens and </s>. Parameters "bag_of_words/hidden/..."
/// [d, d] and "bag_of_words/words/..." [d, vocabulary]. Source: Zhao et al. 2017.
class BagOfWords {
public:
    BagOfWords(const Config& config, std::int64_t vocabulary);
    /// z: [rows, latent], targets: I32 [steps, rows], padded with -1. Adds weight * the mean over rows to the loss, and
    /// the mean to the scalars as "bag_of_words". Does nothing with weight 0.
    void addTo(TrainingGraph& training, engine::Value z, engine::Value targets) const;

private:
    double m_weight;
    Linear m_hidden;
    Linear m_words;
};

/// "objective.bag_of_words".
ConfigField bagOfWordsField();

} // namespace lb::models
