#include "tests/engine/foreign_models.h"

#include "engine/core/philox.h"
#include "tests/support/golden.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace lb::tests {

using engine::StoredTensor;

namespace {

using Shape = std::vector<std::int64_t>;
using Row = std::array<const char*, 3>; ///< neutral, as Hugging Face spells it, as TensorFlow does

constexpr std::array kGpt2Top{
    Row{"embedding.words", "wte.weight", "model/wte"}, Row{"embedding.positions", "wpe.weight", "model/wpe"},
    Row{"norm.scale", "ln_f.weight", "model/ln_f/g"}, Row{"norm.shift", "ln_f.bias", "model/ln_f/b"}};
constexpr std::array kGpt2Block{Row{"norm0.scale", "ln_1.weight", "ln_1/g"},
                                Row{"norm0.shift", "ln_1.bias", "ln_1/b"},
                                Row{"attention.query.weight", "attn.c_attn.weight", "attn/c_attn/w"},
                                Row{"attention.query.bias", "attn.c_attn.bias", "attn/c_attn/b"},
                                Row{"attention.output.weight", "attn.c_proj.weight", "attn/c_proj/w"},
                                Row{"attention.output.bias", "attn.c_proj.bias", "attn/c_proj/b"},
                                Row{"norm1.scale", "ln_2.weight", "ln_2/g"},
                                Row{"norm1.shift", "ln_2.bias", "ln_2/b"},
                                Row{"feed.in.weight", "mlp.c_fc.weight", "mlp/c_fc/w"},
                                Row{"feed.in.bias", "mlp.c_fc.bias", "mlp/c_fc/b"},
                                Row{"feed.out.weight", "mlp.c_proj.weight", "mlp/c_proj/w"},
                                Row{"feed.out.bias", "mlp.c_proj.bias", "mlp/c_proj/b"}};
constexpr std::array kGroverTop{Row{"embedding.words", "", "newslm/embeddings/word_embed"},
                                Row{"embedding.positions", "", "newslm/embeddings/pos_embed"},
                                Row{"embedding.norm.scale", "", "newslm/embeddings/LayerNorm_embed_norm/gamma"},
                                Row{"embedding.norm.shift", "", "newslm/embeddings/LayerNorm_embed_norm/beta"}};
constexpr std::array kGroverBlock{Row{"attention.query.weight", "", "query_layer/kernel"},
                                  Row{"attention.query.bias", "", "query_layer/bias"},
                                  Row{"attention.key.weight", "", "key_layer/kernel"},
                                  Row{"attention.key.bias", "", "key_layer/bias"},
                                  Row{"attention.value.weight", "", "value_layer/kernel"},
                                  Row{"attention.value.bias", "", "value_layer/bias"},
                                  Row{"attention.output.weight", "", "context_projection_layer/kernel"},
                                  Row{"attention.output.bias", "", "context_projection_layer/bias"},
                                  Row{"norm0.scale", "", "LayerNorm_mlp_ln0/gamma"},
                                  Row{"norm0.shift", "", "LayerNorm_mlp_ln0/beta"},
                                  Row{"feed.in.weight", "", "intermediate/kernel"},
                                  Row{"feed.in.bias", "", "intermediate/bias"},
                                  Row{"feed.out.weight", "", "output/kernel"},
                                  Row{"feed.out.bias", "", "output/bias"},
                                  Row{"norm1.scale", "", "LayerNorm_mlp_ln1/gamma"},
                                  Row{"norm1.shift", "", "LayerNorm_mlp_ln1/beta"}};
constexpr std::array kBertTop{
    Row{"embedding.words", "bert.embeddings.word_embeddings.weight", "bert/embeddings/word_embeddings"},
    Row{"embedding.positions", "bert.embeddings.position_embeddings.weight", "bert/embeddings/position_embeddings"},
    Row{"embedding.segments", "bert.embeddings.token_type_embeddings.weight", "bert/embeddings/token_type_embeddings"},
    Row{"embedding.norm.scale", "bert.embeddings.LayerNorm.weight", "bert/embeddings/LayerNorm/gamma"},
    Row{"embedding.norm.shift", "bert.embeddings.LayerNorm.bias", "bert/embeddings/LayerNorm/beta"},
    Row{"embedding.mapping.weight", "bert.encoder.embedding_hidden_mapping_in.weight",
        "bert/encoder/embedding_hidden_mapping_in/kernel"},
    Row{"embedding.mapping.bias", "bert.encoder.embedding_hidden_mapping_in.bias",
        "bert/encoder/embedding_hidden_mapping_in/bias"},
    Row{"pooler.weight", "bert.pooler.dense.weight", "bert/pooler/dense/kernel"},
    Row{"pooler.bias", "bert.pooler.dense.bias", "bert/pooler/dense/bias"},
    Row{"pooler.next.weight", "cls.seq_relationship.weight", "cls/seq_relationship/output_weights"},
    Row{"pooler.next.bias", "cls.seq_relationship.bias", "cls/seq_relationship/output_bias"},
    Row{"masked.weight", "cls.predictions.transform.dense.weight", "cls/predictions/transform/dense/kernel"},
    Row{"masked.bias", "cls.predictions.transform.dense.bias", "cls/predictions/transform/dense/bias"},
    Row{"masked.norm.scale", "cls.predictions.transform.LayerNorm.weight", "cls/predictions/transform/LayerNorm/gamma"},
    Row{"masked.norm.shift", "cls.predictions.transform.LayerNorm.bias", "cls/predictions/transform/LayerNorm/beta"},
    Row{"output.bias", "cls.predictions.bias", "cls/predictions/output_bias"}};
constexpr std::array kBertBlock{
    Row{"attention.query.weight", "attention.self.query.weight", "attention/self/query/kernel"},
    Row{"attention.query.bias", "attention.self.query.bias", "attention/self/query/bias"},
    Row{"attention.key.weight", "attention.self.key.weight", "attention/self/key/kernel"},
    Row{"attention.key.bias", "attention.self.key.bias", "attention/self/key/bias"},
    Row{"attention.value.weight", "attention.self.value.weight", "attention/self/value/kernel"},
    Row{"attention.value.bias", "attention.self.value.bias", "attention/self/value/bias"},
    Row{"attention.output.weight", "attention.output.dense.weight", "attention/output/dense/kernel"},
    Row{"attention.output.bias", "attention.output.dense.bias", "attention/output/dense/bias"},
    Row{"norm0.scale", "attention.output.LayerNorm.weight", "attention/output/LayerNorm/gamma"},
    Row{"norm0.shift", "attention.output.LayerNorm.bias", "attention/output/LayerNorm/beta"},
    Row{"feed.in.weight", "intermediate.dense.weight", "intermediate/dense/kernel"},
    Row{"feed.in.bias", "intermediate.dense.bias", "intermediate/dense/bias"},
    Row{"feed.out.weight", "output.dense.weight", "output/dense/kernel"},
    Row{"feed.out.bias", "output.dense.bias", "output/dense/bias"},
    Row{"norm1.scale", "output.LayerNorm.weight", "output/LayerNorm/gamma"},
    Row{"norm1.shift", "output.LayerNorm.bias", "output/LayerNorm/beta"}};

bool isGpt2(Spelling spelling)
{
    return spelling == Spelling::HuggingFaceGpt2 || spelling == Spelling::OpenAiGpt2;
}
bool isBert(Spelling spelling)
{
    return spelling == Spelling::GoogleBert || spelling == Spelling::HuggingFaceBert;
}
bool isHuggingFace(Spelling spelling)
{
    return spelling == Spelling::HuggingFaceGpt2 || spelling == Spelling::HuggingFaceBert;
}

std::span<const Row> topRows(Spelling spelling)
{
    return isGpt2(spelling)   ? std::span<const Row>(kGpt2Top)
           : isBert(spelling) ? std::span<const Row>(kBertTop)
                              : std::span<const Row>(kGroverTop);
}
std::span<const Row> blockRows(Spelling spelling)
{
    return isGpt2(spelling)   ? std::span<const Row>(kGpt2Block)
           : isBert(spelling) ? std::span<const Row>(kBertBlock)
                              : std::span<const Row>(kGroverBlock);
}

std::string blockName(std::int64_t block)
{
    return (block < 10 ? "block0" : "block") + std::to_string(block) + ".";
}

std::string foreignBlock(Spelling spelling, const std::string& number)
{
    const std::string plain = std::to_string(std::stoi(number));
    switch (spelling) {
    case Spelling::HuggingFaceGpt2:
        return "h." + plain + ".";
    case Spelling::OpenAiGpt2:
        return "model/h" + plain + "/";
    case Spelling::Gpt2Ml:
        return "newslm/layer" + number + "/";
    case Spelling::GoogleBert:
        return "bert/encoder/layer_" + plain + "/";
    case Spelling::HuggingFaceBert:
        return "bert.encoder.layer." + plain + ".";
    }
    return {};
}

Shape shapeOf(const std::string& name, const ModelSizes& m, bool bert)
{
    const std::int64_t e = bert ? m.embedding : m.width;
    const auto ends = [&name](const char* end) { return name.ends_with(end); };
    if (name == "embedding.words" || name == "embedding.positions" || name == "embedding.segments")
        return {name == "embedding.words" ? m.vocabulary : name == "embedding.positions" ? m.positions : 2, e};
    if (name.starts_with("embedding.norm") || name.starts_with("masked.norm") || name == "masked.bias")
        return {e};
    if (name == "output.bias")
        return {m.vocabulary};
    if (name.starts_with("pooler.next"))
        return ends("bias") ? Shape{2} : Shape{m.width, 2};
    const std::int64_t out = name.find("query") != std::string::npos || name.find("key") != std::string::npos ? m.keys
                             : name.find("feed.in") != std::string::npos ? m.feedForward
                             : name == "masked.weight"                   ? e
                                                                         : m.width;
    const std::int64_t in = name.find("feed.out") != std::string::npos ? m.feedForward
                            : name == "embedding.mapping.weight"       ? e
                                                                       : m.width;
    return ends("weight") ? Shape{in, out} : Shape{out};
}

StoredTensor transposed(const StoredTensor& tensor)
{
    const std::vector<float> values = tensor.floats().value();
    const auto rows = static_cast<std::size_t>(tensor.shape[0]);
    const auto columns = static_cast<std::size_t>(tensor.shape[1]);
    std::vector<float> turned(values.size());
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j)
            turned[j * rows + i] = values[i * columns + j];
    return StoredTensor::fromFloats({tensor.shape[1], tensor.shape[0]}, turned);
}

/// Query, key and value side by side.
StoredTensor fused(const Tensors& neutral, const std::string& query)
{
    std::vector<float> values;
    std::array<std::vector<float>, 3> parts;
    for (std::size_t i = 0; i < 3; ++i) {
        std::string name = query;
        name.replace(name.find("query"), 5, std::array{"query", "key", "value"}[i]);
        parts[i] = neutral.at(name).floats().value();
    }
    Shape shape = neutral.at(query).shape;
    const auto columns = static_cast<std::size_t>(shape.back());
    for (std::size_t at = 0; at < parts[0].size(); at += columns)
        for (const std::vector<float>& part : parts)
            values.insert(values.end(), part.begin() + static_cast<std::ptrdiff_t>(at),
                          part.begin() + static_cast<std::ptrdiff_t>(at + columns));
    shape.back() *= 3;
    return StoredTensor::fromFloats(shape, values);
}

/// The name in tests/golden/gpt2.json.
std::string goldenName(const std::string& neutral)
{
    std::string name = neutral;
    for (const auto& [ours, golden] : {std::pair<std::string, std::string>{"embedding.words", "words.table"},
                                       {"embedding.positions", "positions.table"},
                                       {"block0", "block"},
                                       {"norm0", "attention_norm"},
                                       {"norm1", "mlp_norm"},
                                       {"feed.in", "wide"},
                                       {"feed.out", "narrow"}})
        if (const std::size_t at = name.find(ours); at != std::string::npos)
            name.replace(at, ours.size(), golden);
    return name;
}

} // namespace

std::map<std::string, Shape> neutralShapes(Spelling spelling, const ModelSizes& sizes)
{
    std::map<std::string, Shape> shapes;
    const bool bert = isBert(spelling);
    for (const Row& row : topRows(spelling))
        if (std::string(row[0]).find("mapping") == std::string::npos || sizes.embedding != sizes.width)
            shapes[row[0]] = shapeOf(row[0], sizes, bert);
    for (std::int64_t block = 0; block < sizes.layers; ++block)
        for (const Row& row : blockRows(spelling)) {
            shapes[blockName(block) + row[0]] = shapeOf(row[0], sizes, bert);
            if (isGpt2(spelling) && std::string(row[0]).find("query") != std::string::npos)
                for (const char* other : {"key", "value"}) {
                    std::string name = blockName(block) + row[0];
                    name.replace(name.find("query"), 5, other);
                    shapes[name] = shapeOf(row[0], sizes, bert);
                }
        }
    return shapes;
}

Tensors neutralModel(Spelling spelling)
{
    Tensors tensors;
    engine::RandomStream random({.seed = 5, .step = 0}, 0);
    for (const auto& [name, shape] : neutralShapes(spelling)) {
        std::int64_t size = 1;
        for (const std::int64_t extent : shape)
            size *= extent;
        std::vector<float> values(static_cast<std::size_t>(size));
        if (isGpt2(spelling)) {
            const QString key = QString::fromStdString("parameters/" + goldenName(name));
            const std::vector<double> golden = lb::testing::golden(QStringLiteral("gpt2"), key);
            std::transform(golden.begin(), golden.end(), values.begin(),
                           [](double x) { return static_cast<float>(x); });
        } else {
            std::generate(values.begin(), values.end(), [&random] { return random.normal(); });
        }
        tensors[name] = StoredTensor::fromFloats(shape, values);
    }
    return tensors;
}

ForeignName foreignName(Spelling spelling, const std::string& neutral)
{
    const std::size_t column = isHuggingFace(spelling) ? 1 : 2;
    const bool isMatrix = neutral.ends_with(".weight");
    ForeignName result;
    result.isTransposed = isMatrix && (spelling == Spelling::HuggingFaceBert || neutral == "pooler.next.weight");
    result.hasLeadingOne = isMatrix && spelling == Spelling::OpenAiGpt2;
    result.isFused = isGpt2(spelling) && neutral.find("attention.query") != std::string::npos;
    for (const Row& row : topRows(spelling))
        if (neutral == row[0])
            result.name = row[column];
    if (!neutral.starts_with("block"))
        return result;
    const std::size_t dot = neutral.find('.');
    for (const Row& row : blockRows(spelling))
        if (neutral.substr(dot + 1) == row[0])
            result.name = foreignBlock(spelling, neutral.substr(5, dot - 5)) + row[column];
    return result; // key and value of GPT-2 have no name of their own
}

Tensors spelled(Spelling spelling, const Tensors& neutral)
{
    Tensors tensors;
    for (const auto& [name, tensor] : neutral) {
        const ForeignName foreign = foreignName(spelling, name);
        if (foreign.name.empty())
            continue;
        StoredTensor result = foreign.isFused ? fused(neutral, name) : tensor;
        if (foreign.isTransposed)
            result = transposed(result);
        if (foreign.hasLeadingOne)
            result.shape.insert(result.shape.begin(), 1);
        tensors[foreign.name] = result;
    }
    return tensors;
}

std::vector<engine::TensorPlace> spelledPlaces(Spelling spelling, const ModelSizes& sizes)
{
    std::vector<engine::TensorPlace> places;
    for (const auto& [name, neutral] : neutralShapes(spelling, sizes)) {
        const ForeignName foreign = foreignName(spelling, name);
        if (foreign.name.empty())
            continue;
        Shape shape = neutral;
        shape.back() *= foreign.isFused ? 3 : 1;
        if (foreign.isTransposed)
            std::reverse(shape.begin(), shape.end());
        if (foreign.hasLeadingOne)
            shape.insert(shape.begin(), 1);
        places.push_back({.name = foreign.name, .dtype = "F32", .shape = shape});
    }
    return places;
}

Tensors withPrefix(const std::string& prefix, const Tensors& tensors)
{
    Tensors result;
    for (const auto& [name, tensor] : tensors)
        result[prefix + name] = tensor;
    return result;
}

void transposeEnding(Tensors& tensors, const std::string& end)
{
    for (auto& [name, tensor] : tensors)
        if (name.ends_with(end) && tensor.shape.size() == 2)
            tensor = transposed(tensor);
}

} // namespace lb::tests
