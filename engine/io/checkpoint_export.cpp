#include "engine/io/checkpoint_export.h"

#include "engine/io/transformer_names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace lb::engine {

namespace {

constexpr std::size_t kBlockDigits = 2;

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

Result<void> checkModel(const TransformerDescription& model)
{
    const auto refuse = [](const std::string& what) {
        return fail(ErrorKind::Unsupported,
                    "Hugging Face's library has no model " + what + ", so there is no form to export this one in");
    };
    if (!exportDictionary(model.layout))
        return refuse("with the norms of GPT2-ML");
    if (model.keySize != model.headSize || model.heads * model.headSize != model.width)
        return refuse("whose heads' keys or values do not make up its width");
    if (model.embeddingWidth != model.width)
        return refuse("of this kind with a factorised embedding");
    return {};
}

std::string activationName(FeedActivation activation)
{
    switch (activation) {
    case FeedActivation::GeluErf:
        return "gelu";
    case FeedActivation::GeluTanh:
        return "gelu_new";
    case FeedActivation::Relu:
        return "relu";
    }
    return {};
}

std::string gpt2Config(const TransformerDescription& model)
{
    nlohmann::ordered_json json;
    json["architectures"] = {"GPT2LMHeadModel"};
    json["model_type"] = "gpt2";
    json["n_layer"] = model.layers;
    json["n_embd"] = model.width;
    json["n_head"] = model.heads;
    json["n_inner"] = model.feedForward;
    json["n_positions"] = model.positions;
    json["n_ctx"] = model.positions;
    json["vocab_size"] = model.vocabulary;
    json["activation_function"] = activationName(model.activation);
    json["layer_norm_epsilon"] = model.normEpsilon;
    json["tie_word_embeddings"] = model.tiedOutput;
    json["torch_dtype"] = "float32";
    return json.dump(2) + "\n";
}

std::string bertConfig(const TransformerDescription& model, const Shapes& tensors)
{
    nlohmann::ordered_json json;
    json["architectures"] = {tensors.contains("masked.weight") ? "BertForMaskedLM" : "BertModel"};
    json["model_type"] = "bert";
    json["num_hidden_layers"] = model.layers;
    json["hidden_size"] = model.width;
    json["num_attention_heads"] = model.heads;
    json["intermediate_size"] = model.feedForward;
    json["max_position_embeddings"] = model.positions;
    json["vocab_size"] = model.vocabulary;
    json["type_vocab_size"] = model.segments;
    json["hidden_act"] = activationName(model.activation);
    json["layer_norm_eps"] = model.normEpsilon;
    json["tie_word_embeddings"] = model.tiedOutput;
    json["torch_dtype"] = "float32";
    return json.dump(2) + "\n";
}

/// The base model's names take its prefix; heads stand beside it.
std::string foreignName(const NameDictionary& dictionary, const NameRule& rule, std::int64_t block)
{
    const bool isHead = rule.foreign.starts_with("lm_head.") || rule.foreign.starts_with("cls.");
    return (isHead ? std::string() : dictionary.prefix) + fillName(rule.foreign, block, 1);
}

class Exporter {
public:
    Exporter(const TransformerDescription& model, const Shapes& tensors)
        : m_model(model)
        , m_tensors(tensors)
        , m_dictionary(*exportDictionary(model.layout))
    {
    }

    Result<std::vector<TensorRecipe>> run()
    {
        for (const NameRule& rule : m_dictionary.rules) {
            const bool isOfBlock = rule.neutral.find('#') != std::string::npos;
            for (std::int64_t block = isOfBlock ? 0 : -1; block < (isOfBlock ? m_model.layers : 0); ++block)
                if (const Result<void> added = add(rule, block); !added)
                    return tl::unexpected(added.error());
        }
        for (const auto& [name, shape] : m_tensors)
            if (!m_used.contains(name))
                return fail(ErrorKind::InvalidArgument,
                            "the tensor \"" + name + "\" has no place in a " + m_dictionary.title + " model");
        std::sort(m_recipes.begin(), m_recipes.end(),
                  [](const TensorRecipe& a, const TensorRecipe& b) { return a.target < b.target; });
        return std::move(m_recipes);
    }

private:
    Result<void> add(const NameRule& rule, std::int64_t block)
    {
        if (rule.neutral.empty() || (!rule.part.empty() && !m_tensors.contains(fillName(rule.neutral, block, 2))))
            return {};
        TensorRecipe recipe{.target = foreignName(m_dictionary, rule, block)};
        const bool isFused = rule.neutral.find('*') != std::string::npos;
        for (int third = 0; third < (isFused ? 3 : 1); ++third) {
            const std::string name = fillName(rule.neutral, block, kBlockDigits, third);
            const auto found = m_tensors.find(name);
            if (found == m_tensors.end() || found->second != shapeOf(rule))
                return fail(ErrorKind::InvalidArgument,
                            "the tensor \"" + name + "\" is missing or does not have the shape of this model");
            if (!isFused && !m_used.insert(name).second)
                return {}; // its second name in the foreign model
            m_used.insert(name);
            recipe.sources.push_back(name);
        }
        recipe.sourceShape = recipe.shape = shapeOf(rule);
        if (isFused)
            recipe.shape.back() *= 3;
        recipe.isTransposed = rule.turn == Turn::Transpose && recipe.shape.size() == 2;
        if (recipe.isTransposed)
            std::reverse(recipe.shape.begin(), recipe.shape.end());
        m_recipes.push_back(std::move(recipe));
        return {};
    }

    std::vector<std::int64_t> shapeOf(const NameRule& rule) const
    {
        std::vector<std::int64_t> shape;
        for (const char letter : rule.axes)
            shape.push_back(sizeOf(letter));
        return shape;
    }
    std::int64_t sizeOf(char letter) const
    {
        switch (letter) {
        case 'V':
            return m_model.vocabulary;
        case 'P':
            return m_model.positions;
        case 'S':
            return m_model.segments;
        case 'f':
            return m_model.feedForward;
        case '2':
            return 2;
        default: // e, k and v equal d, see checkModel
            return m_model.width;
        }
    }

    const TransformerDescription& m_model;
    const Shapes& m_tensors;
    const NameDictionary& m_dictionary;
    std::set<std::string> m_used;
    std::vector<TensorRecipe> m_recipes;
};

} // namespace

Result<TransformerExport> exportTransformer(const TransformerDescription& model, const Shapes& tensors)
{
    if (const Result<void> possible = checkModel(model); !possible)
        return tl::unexpected(possible.error());
    Result<std::vector<TensorRecipe>> recipes = Exporter(model, tensors).run();
    if (!recipes)
        return tl::unexpected(recipes.error());
    const bool isGpt2 = model.layout == TransformerLayout::Gpt2;
    return TransformerExport{isGpt2 ? gpt2Config(model) : bertConfig(model, tensors), std::move(*recipes)};
}

} // namespace lb::engine
