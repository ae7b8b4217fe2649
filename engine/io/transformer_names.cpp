#include "engine/io/transformer_names.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lb::engine {

namespace {

/// How a program ends the names of a layer's tensors, and how its matrices lie.
struct Spelling {
    std::string weight;
    std::string bias;
    std::string scale;
    std::string shift;
    Turn turn = Turn::None;
};

class RuleList {
public:
    explicit RuleList(Spelling spelling)
        : m_spelling(std::move(spelling))
    {
    }
    void tensor(const std::string& foreign, const std::string& neutral, const std::string& axes,
                const std::string& part = {}, Turn turn = Turn::None)
    {
        m_rules.push_back({foreign, neutral, axes, turn, part});
    }
    void linear(const std::string& foreign, const std::string& neutral, const std::string& axes,
                const std::string& part = {})
    {
        tensor(foreign + m_spelling.weight, neutral + ".weight", axes, part, m_spelling.turn);
        tensor(foreign + m_spelling.bias, neutral + ".bias", axes.substr(1), part);
    }
    void norm(const std::string& foreign, const std::string& neutral, const std::string& axis,
              const std::string& part = {})
    {
        tensor(foreign + m_spelling.scale, neutral + ".scale", axis, part);
        tensor(foreign + m_spelling.shift, neutral + ".shift", axis, part);
    }
    void skip(const std::string& foreign) { tensor(foreign, {}, {}); }
    std::vector<NameRule> take() { return std::move(m_rules); }

private:
    Spelling m_spelling;
    std::vector<NameRule> m_rules;
};

/// What both spellings of GPT-2 have; `block` ends in the separator.
void addGpt2Blocks(RuleList& rules, const std::string& block, const std::string& separator)
{
    const auto name = [&](const std::string& part, const std::string& layer) {
        return block + (part.empty() ? "" : part + separator) + layer + separator;
    };
    rules.norm(name("", "ln_1"), "block#.norm0", "d");
    rules.linear(name("attn", "c_attn"), "block#.attention.*", "dd");
    rules.linear(name("attn", "c_proj"), "block#.attention.output", "dd");
    rules.norm(name("", "ln_2"), "block#.norm1", "d");
    rules.linear(name("mlp", "c_fc"), "block#.feed.in", "df");
    rules.linear(name("mlp", "c_proj"), "block#.feed.out", "fd");
}

NameDictionary huggingFaceGpt2()
{
    RuleList rules({"weight", "bias", "weight", "bias", Turn::AsAttention});
    rules.tensor("wte.weight", "embedding.words", "Vd");
    rules.tensor("wpe.weight", "embedding.positions", "Pd");
    addGpt2Blocks(rules, "h.#.", ".");
    rules.norm("ln_f.", "norm", "d");
    rules.tensor("lm_head.weight", "output.weight", "dV", "output", Turn::Transpose);
    rules.skip("h.#.attn.bias"); // causal masks
    rules.skip("h.#.attn.masked_bias");
    return {"Hugging Face GPT-2", TransformerLayout::Gpt2, "wte.weight", "transformer.", false, rules.take()};
}

NameDictionary openAiGpt2()
{
    RuleList rules({"w", "b", "g", "b", Turn::AsAttention});
    rules.tensor("model/wte", "embedding.words", "Vd");
    rules.tensor("model/wpe", "embedding.positions", "Pd");
    addGpt2Blocks(rules, "model/h#/", "/");
    rules.norm("model/ln_f/", "norm", "d");
    return {"OpenAI GPT-2", TransformerLayout::Gpt2, "model/wte", "", true, rules.take()};
}

NameDictionary gpt2Ml()
{
    RuleList rules({"kernel", "bias", "gamma", "beta", Turn::None});
    rules.tensor("newslm/embeddings/word_embed", "embedding.words", "Vd");
    rules.tensor("newslm/embeddings/pos_embed", "embedding.positions", "Pd");
    rules.norm("newslm/embeddings/LayerNorm_embed_norm/", "embedding.norm", "d");
    const std::string block = "newslm/layer#/";
    rules.linear(block + "query_layer/", "block#.attention.query", "dk");
    rules.linear(block + "key_layer/", "block#.attention.key", "dk");
    rules.linear(block + "value_layer/", "block#.attention.value", "dv");
    rules.linear(block + "context_projection_layer/", "block#.attention.output", "vd");
    rules.norm(block + "LayerNorm_mlp_ln0/", "block#.norm0", "d");
    rules.linear(block + "intermediate/", "block#.feed.in", "df");
    rules.linear(block + "output/", "block#.feed.out", "fd");
    rules.norm(block + "LayerNorm_mlp_ln1/", "block#.norm1", "d");
    return {"GPT2-ML", TransformerLayout::Gpt2Ml, "newslm/embeddings/word_embed", "", false, rules.take()};
}

/// A slash becomes a dot for Hugging Face.
std::string spelled(std::string name, char separator)
{
    std::replace(name.begin(), name.end(), '/', separator);
    return name;
}

/// The encoder's blocks, the pooler and the head of masked words; `encoder` is what names inside the encoder begin
/// with.
void addBertLayers(RuleList& rules, const std::string& encoder, char separator)
{
    const auto name = [separator](const std::string& path) { return spelled(path, separator); };
    rules.norm(name(encoder + "embeddings/LayerNorm/"), "embedding.norm", "e");
    rules.linear(name(encoder + "encoder/embedding_hidden_mapping_in/"), "embedding.mapping", "ed", "mapping");
    const std::string block = encoder + (separator == '/' ? "encoder/layer_#/" : "encoder/layer/#/");
    rules.linear(name(block + "attention/self/query/"), "block#.attention.query", "dk");
    rules.linear(name(block + "attention/self/key/"), "block#.attention.key", "dk");
    rules.linear(name(block + "attention/self/value/"), "block#.attention.value", "dv");
    rules.linear(name(block + "attention/output/dense/"), "block#.attention.output", "vd");
    rules.norm(name(block + "attention/output/LayerNorm/"), "block#.norm0", "d");
    rules.linear(name(block + "intermediate/dense/"), "block#.feed.in", "df");
    rules.linear(name(block + "output/dense/"), "block#.feed.out", "fd");
    rules.norm(name(block + "output/LayerNorm/"), "block#.norm1", "d");
    rules.linear(name(encoder + "pooler/dense/"), "pooler", "dd", "pooler");
    rules.linear(name("cls/predictions/transform/dense/"), "masked", "de", "masked");
    rules.norm(name("cls/predictions/transform/LayerNorm/"), "masked.norm", "e", "masked");
}

NameDictionary googleBert()
{
    RuleList rules({"kernel", "bias", "gamma", "beta", Turn::None});
    rules.tensor("bert/embeddings/word_embeddings", "embedding.words", "Ve");
    rules.tensor("bert/embeddings/position_embeddings", "embedding.positions", "Pe");
    rules.tensor("bert/embeddings/token_type_embeddings", "embedding.segments", "Se", "segments");
    addBertLayers(rules, "bert/", '/');
    rules.tensor("cls/predictions/output_bias", "output.bias", "V", "output bias");
    rules.tensor("cls/seq_relationship/output_weights", "pooler.next.weight", "d2", "next", Turn::Transpose);
    rules.tensor("cls/seq_relationship/output_bias", "pooler.next.bias", "2", "next");
    return {"BERT", TransformerLayout::Bert, "bert/embeddings/word_embeddings", "", false, rules.take()};
}

NameDictionary huggingFaceBert()
{
    RuleList rules({"weight", "bias", "weight", "bias", Turn::Transpose});
    rules.tensor("embeddings.word_embeddings.weight", "embedding.words", "Ve");
    rules.tensor("embeddings.position_embeddings.weight", "embedding.positions", "Pe");
    rules.tensor("embeddings.token_type_embeddings.weight", "embedding.segments", "Se", "segments");
    addBertLayers(rules, "", '.');
    rules.tensor("cls.predictions.bias", "output.bias", "V", "output bias");
    rules.tensor("cls.predictions.decoder.weight", "output.weight", "eV", "output", Turn::Transpose);
    rules.tensor("cls.predictions.decoder.bias", "output.bias", "V", "output bias");
    rules.linear("cls.seq_relationship.", "pooler.next", "d2", "next");
    rules.skip("embeddings.position_ids"); // 0, 1, 2, ...
    rules.skip("embeddings.token_type_ids");
    return {"Hugging Face BERT", TransformerLayout::Bert, "embeddings.word_embeddings.weight", "bert.", false,
            rules.take()};
}

} // namespace

const std::vector<NameDictionary>& nameDictionaries()
{
    static const std::vector<NameDictionary> all{huggingFaceGpt2(), openAiGpt2(), gpt2Ml(), googleBert(),
                                                 huggingFaceBert()};
    return all;
}

const NameDictionary* exportDictionary(TransformerLayout layout)
{
    for (const NameDictionary& dictionary : nameDictionaries())
        if (dictionary.layout == layout && dictionary.title.starts_with("Hugging Face"))
            return &dictionary;
    return nullptr;
}

std::optional<std::int64_t> matchName(std::string_view pattern, std::string_view name)
{
    const std::size_t at = pattern.find('#');
    if (at == std::string_view::npos)
        return pattern == name ? std::optional<std::int64_t>(-1) : std::nullopt;
    const std::string_view before = pattern.substr(0, at);
    const std::string_view after = pattern.substr(at + 1);
    if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after))
        return std::nullopt;
    const std::string_view digits = name.substr(at, name.size() - before.size() - after.size());
    if (digits.front() < '0' || digits.front() > '9')
        return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool isNumber = error == std::errc() && end == digits.data() + digits.size();
    return isNumber ? std::optional(number) : std::nullopt;
}

std::string fillName(std::string_view pattern, std::int64_t block, std::size_t digits, std::optional<int> third)
{
    static constexpr std::array<std::string_view, 3> kThirds{"query", "key", "value"};
    std::string name;
    for (const char letter : pattern) {
        if (letter == '#') {
            const std::string number = std::to_string(block);
            name += std::string(number.size() < digits ? digits - number.size() : 0, '0') + number;
        } else if (letter == '*' && third) {
            name += kThirds[static_cast<std::size_t>(*third)];
        } else {
            name += letter;
        }
    }
    return name;
}

} // namespace lb::engine
