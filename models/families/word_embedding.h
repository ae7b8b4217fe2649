#pragma once

#include "models/layers/embedding.h"
#include "models/layers/mode.h"

namespace lb::models {

/// The embeddings of I32 words [...] -> [..., width]. In training each word becomes <unk> with the given probability
/// (word dropout, Bowman et al. 2016).
engine::Value embedWords(const Embedding& embedding, engine::Value words, double wordDropout, Mode mode);

} // namespace lb::models
