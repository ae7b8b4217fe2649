#include "models/families/bag_of_words.h"

#include "engine/ops/elementwise.h"
#include "engine/ops/reduce.h"
#include "models/families/word_output.h"

namespace lb::models {

using engine::Value;

BagOfWords::BagOfWords(const Config& config, std::int64_t vocabulary)
    : m_weight(config.real("objective.bag_of_words"))
    , m_hidden("hidden", {.inputs = codeSizeOf(config), .outputs = codeSizeOf(config)})
    , m_words("words", {.inputs = codeSizeOf(config), .outputs = vocabulary})
{
}

void BagOfWords::addTo(TrainingGraph& training, Value z, Value targets) const
{
    if (m_weight <= 0)
        return;
    const engine::Scope scope(z.graph(), "bag_of_words");
    const Value perSentence = m_words(engine::tanh(m_hidden(z)));
    const Value everywhere =
        engine::broadcastTo(perSentence, {targets.shape()[0], targets.shape()[1], perSentence.shape()[1]});
    const Value mean = engine::mean(sentenceLoss(everywhere, targets));
    training.loss = training.loss + m_weight * mean;
    training.scalars.push_back({"bag_of_words", mean});
}

ConfigField bagOfWordsField()
{
    return {.key = "objective.bag_of_words",
            .label = "Bag-of-words weight",
            .defaultValue = 0.0,
            .minimum = 0.0,
            .maximum = 1000.0,
            .help =
                "Weight of a term that makes z alone predict the sentence's words in any order; 1 is usual, 0 leaves "
                "it out.",
            .section = "Objective"};
}

} // namespace lb::models
