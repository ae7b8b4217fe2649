#pragma once

#include "engine/core/error.h"
#include "engine/io/imported_transformer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lb::engine {

/// What a model's configuration file says, of Hugging Face (config.json), OpenAI (hparams.json) or the BERT family
/// (bert_config.json, with bert4keras' keys). Empty where it says nothing.
struct TransformerConfig {
    std::string modelType;
    std::optional<std::int64_t> layers;
    std::optional<std::int64_t> width;
    std::optional<std::int64_t> embeddingWidth;
    std::optional<std::int64_t> heads;
    std::optional<std::int64_t> keySize;
    std::optional<std::int64_t> headSize;
    std::optional<std::int64_t> feedForward;
    std::optional<std::int64_t> vocabulary;
    std::optional<std::int64_t> positions;
    std::optional<std::int64_t> segments;
    std::optional<FeedActivation> activation;
    std::optional<double> normEpsilon;
    std::optional<bool> tiedOutput;
    std::vector<std::string> unread; ///< keys that mean nothing here
};

/// Bounded as parseJsonScalars. Corrupt or InvalidArgument for values out of range and keys of one meaning that differ;
/// Unsupported, in one sentence, for a model that would compute something else (attention without scaling, relative
/// positions, cross attention, another activation). Pure.
Result<TransformerConfig> parseTransformerConfig(std::string_view json);

} // namespace lb::engine
