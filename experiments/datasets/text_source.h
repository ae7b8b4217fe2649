#pragma once

#include "experiments/datasets/loaded_dataset.h"

#include <string>
#include <vector>

namespace lb::experiments {

/// Sentences before the split and the tokenizer: what each text reader makes.
struct TextSource {
    std::vector<std::string> sentences;  ///< UTF-8
    std::vector<std::string> labels;     ///< empty, or one per sentence
    std::vector<std::string> fixedWords; ///< not empty: the words of the vocabulary, whatever the sentences hold
    QStringList factorNames;
    std::vector<float> factors; ///< [sentences, factorNames.size()]
    DatasetReport report;
};

} // namespace lb::experiments
