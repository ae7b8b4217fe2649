#include "models/families/word_embedding.h"

#include "engine/data/dataset.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/layout.h"
#include "engine/ops/random.h"

namespace lb::models {

using engine::Value;

Value embedWords(const Embedding& embedding, Value words, double wordDropout, Mode mode)
{
    const Value x = embedding(words);
    if (mode == Mode::Evaluation || wordDropout <= 0)
        return x;
    const Value onePerWord = engine::slice(x, x.shape().rank() - 1, 0, 1);
    const Value isKept = engine::greater(engine::dropoutMask(onePerWord, wordDropout), 0.0);
    return isKept * x + (1.0 - isKept) * embedding.row(x.graph(), engine::TextSet::kUnknown);
}

} // namespace lb::models
