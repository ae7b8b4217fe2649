#pragma once

#include "experiments/datasets/text_source.h"
#include "experiments/records/result.h"

namespace lb::experiments {

/// How much of a source is used.
struct TextAmounts {
    std::size_t defaultLimit = 0;   ///< training sentences when the options say 0; 0: all
    std::size_t mostHeldOut = 1000; ///< for validation and for test, at most a tenth of all
};

/// Splits by seed, makes the tokenizer from the training sentences alone, encodes the three parts and fingerprints the
/// result. Sentences of more than 2 x maximumWords tokens are cut (only sentencepiece and user files make such).
Result<LoadedDataset> prepareText(TextSource source, const DatasetOptions& options, const TextAmounts& amounts);

/// Of one sentence list: checks the options that all text shares. InvalidArgument with a sentence.
Result<void> checkTextOptions(const DatasetOptions& options);

} // namespace lb::experiments
