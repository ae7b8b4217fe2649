#include "engine/io/transformer_config.h"

#include "engine/io/json_scalars.h"

#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace lb::engine {

namespace {

constexpr std::int64_t kMaxExtent = std::numeric_limits<std::int32_t>::max();

struct NumberKey {
    std::string_view key;
    std::optional<std::int64_t> TransformerConfig::*field;
    bool isSecondary = false; ///< counts only when no other key of its meaning is there
};

using Config = TransformerConfig;
constexpr std::array kNumbers{
    NumberKey{"n_layer", &Config::layers},
    NumberKey{"num_hidden_layers", &Config::layers},
    NumberKey{"n_embd", &Config::width},
    NumberKey{"hidden_size", &Config::width},
    NumberKey{"n_head", &Config::heads},
    NumberKey{"num_attention_heads", &Config::heads},
    NumberKey{"n_inner", &Config::feedForward},
    NumberKey{"intermediate_size", &Config::feedForward},
    NumberKey{"vocab_size", &Config::vocabulary},
    NumberKey{"n_vocab", &Config::vocabulary},
    NumberKey{"n_positions", &Config::positions},
    NumberKey{"max_position_embeddings", &Config::positions},
    NumberKey{"n_ctx", &Config::positions, true}, // stale in some files, where n_positions is right
    NumberKey{"type_vocab_size", &Config::segments},
    NumberKey{"segment_vocab_size", &Config::segments},
    NumberKey{"embedding_size", &Config::embeddingWidth},
    NumberKey{"attention_head_size", &Config::headSize},
    NumberKey{"attention_key_size", &Config::keySize},
};

using Values = std::map<std::string, JsonScalar>;

template <class T>
const T* valueOf(const Values& values, std::string_view key)
{
    const auto found = values.find(std::string(key));
    return found == values.end() ? nullptr : std::get_if<T>(&found->second);
}

std::string saying(std::string_view key)
{
    return "the configuration's entry \"" + std::string(key) + "\"";
}

Result<void> readNumber(const Values& values, const NumberKey& rule, Config& config)
{
    const auto found = values.find(std::string(rule.key));
    if (found == values.end() || std::holds_alternative<std::monostate>(found->second))
        return {}; // null: the usual value, which the tensors tell
    const auto* number = std::get_if<std::int64_t>(&found->second);
    if (!number || *number < (rule.field == &Config::segments ? 0 : 1) || *number > kMaxExtent)
        return fail(ErrorKind::InvalidArgument, saying(rule.key) + " is no whole number that could be a size");
    std::optional<std::int64_t>& field = config.*rule.field;
    if (field && rule.isSecondary)
        return {};
    if (field && *field != *number)
        return fail(ErrorKind::InvalidArgument, saying(rule.key) + " is " + std::to_string(*number) +
                                                    " and another one of the same meaning " + std::to_string(*field));
    field = *number;
    return {};
}

std::optional<FeedActivation> activationOf(std::string_view name)
{
    if (name == "gelu")
        return FeedActivation::GeluErf;
    if (name == "gelu_new" || name == "gelu_fast" || name == "gelu_pytorch_tanh")
        return FeedActivation::GeluTanh;
    return name == "relu" ? std::optional(FeedActivation::Relu) : std::nullopt;
}

Result<void> readActivation(const Values& values, Config& config)
{
    for (const std::string_view key : {"activation_function", "hidden_act"}) {
        const auto* name = valueOf<std::string>(values, key);
        if (!name)
            continue;
        const std::optional<FeedActivation> activation = activationOf(*name);
        if (!activation)
            return fail(ErrorKind::Unsupported, saying(key) + " is \"" + *name +
                                                    "\"; gelu, gelu_new, gelu_fast, gelu_pytorch_tanh and relu can be "
                                                    "computed here");
        if (config.activation && *config.activation != *activation)
            return fail(ErrorKind::InvalidArgument, saying(key) + " names another activation than another entry");
        config.activation = activation;
    }
    return {};
}

Result<void> readEpsilon(const Values& values, Config& config)
{
    for (const std::string_view key : {"layer_norm_epsilon", "layer_norm_eps"}) {
        if (!values.contains(std::string(key)))
            continue;
        const auto* number = valueOf<double>(values, key);
        if (!number || !std::isfinite(*number) || *number <= 0 || *number >= 1)
            return fail(ErrorKind::InvalidArgument, saying(key) + " is no small positive number");
        config.normEpsilon = *number;
    }
    return {};
}

Result<void> refuseOtherModels(const Values& values)
{
    const auto is = [&values](std::string_view key, bool expected) {
        const auto* flag = valueOf<bool>(values, key);
        return flag && *flag == expected;
    };
    if (is("scale_attn_weights", false))
        return fail(ErrorKind::Unsupported, "the configuration turns the scaling of attention scores off, which is not "
                                            "supported");
    for (const std::string_view key : {"scale_attn_by_inverse_layer_idx", "add_cross_attention"})
        if (is(key, true))
            return fail(ErrorKind::Unsupported, saying(key) + " is true, which is not supported");
    const auto* kind = valueOf<std::string>(values, "position_embedding_type");
    if (kind && *kind != "absolute")
        return fail(ErrorKind::Unsupported, "the configuration asks for \"" + *kind +
                                                "\" position embeddings; only absolute ones are supported");
    return {};
}

/// Keys that are read above, or that change nothing when the model runs.
bool isKnown(const std::string& key)
{
    static const std::set<std::string_view> kOthers{"activation_function",
                                                    "hidden_act",
                                                    "layer_norm_epsilon",
                                                    "layer_norm_eps",
                                                    "tie_word_embeddings",
                                                    "model_type",
                                                    "scale_attn_weights",
                                                    "scale_attn_by_inverse_layer_idx",
                                                    "reorder_and_upcast_attn", // the same result, in other types
                                                    "add_cross_attention",
                                                    "position_embedding_type",
                                                    "resid_pdrop",
                                                    "embd_pdrop",
                                                    "attn_pdrop",
                                                    "hidden_dropout_prob",
                                                    "attention_probs_dropout_prob",
                                                    "initializer_range",
                                                    "bos_token_id",
                                                    "eos_token_id",
                                                    "pad_token_id",
                                                    "transformers_version",
                                                    "torch_dtype",
                                                    "use_cache"};
    for (const NumberKey& rule : kNumbers)
        if (rule.key == key)
            return true;
    return kOthers.contains(key);
}

} // namespace

Result<TransformerConfig> parseTransformerConfig(std::string_view json)
{
    const Result<JsonScalars> scalars = parseJsonScalars(json);
    if (!scalars)
        return fail(scalars.error().kind, "the configuration cannot be used: " + scalars.error().detail);
    const Values& values = scalars->top;
    TransformerConfig config;
    Result<void> done = refuseOtherModels(values);
    for (std::size_t i = 0; done && i < kNumbers.size(); ++i)
        done = readNumber(values, kNumbers[i], config);
    if (done)
        done = readActivation(values, config);
    if (done)
        done = readEpsilon(values, config);
    if (!done)
        return tl::unexpected(done.error());
    if (const auto* tied = valueOf<bool>(values, "tie_word_embeddings"))
        config.tiedOutput = *tied;
    if (const auto* type = valueOf<std::string>(values, "model_type"))
        config.modelType = *type;
    for (const auto& [key, value] : values)
        if (!isKnown(key))
            config.unread.push_back(key);
    for (const auto& [key, value] : scalars->nested)
        config.unread.push_back(key);
    return config;
}

} // namespace lb::engine
