#include "models/families/transformer_settings.h"

#include "engine/core/error.h"

#include <cmath>

#include <fmt/format.h>

namespace lb::models {

namespace {

ConfigField whole(const std::string& key, const std::string& label, std::int64_t standard, const char* help)
{
    return {.key = key,
            .label = label,
            .defaultValue = standard,
            .minimum = 1,
            .maximum = 16384,
            .help = help,
            .section = "Model"};
}

std::vector<ConfigField> blockFields(const std::string& half, const std::string& title)
{
    return {
        whole(half + ".width", title + " width", 128, "Numbers per position that the blocks pass on."),
        whole(half + ".layers", title + " layers", 2, "Transformer blocks, layer norm first, with GELU."),
        whole(half + ".heads", title + " heads", 4, "Attention heads of each block; they divide the width."),
        {.key = half + ".key_size",
         .label = title + " key size",
         .defaultValue = std::int64_t{0},
         .minimum = 0,
         .maximum = 4096,
         .help = "Numbers of a head's queries and keys; 0 means width / heads. Larger ones lift the rank of the "
                 "attention maps, which a small head bounds.",
         .section = "Model"},
        {.key = half + ".talking_heads",
         .label = title + " talking heads",
         .defaultValue = false,
         .help = "Mixes the maps of the heads before and after the softmax with trained matrices.",
         .section = "Model"},
        whole(half + ".positions", title + " positions", 128, "The longest text it can take, in tokens with </s>."),
        {.key = half + ".layout",
         .label = title + " layout",
         .defaultValue = std::string("gpt2"),
         .choices = {"gpt2", "gpt2-ml", "bert"},
         .help = "Where a block normalises: before both of its halves (gpt2), before its net and after it (gpt2-ml), "
                 "or after each half (bert).",
         .section = "Model"},
        {.key = half + ".activation",
         .label = title + " activation",
         .defaultValue = std::string("gelu_tanh"),
         .choices = {"gelu_tanh", "gelu", "relu"},
         .help = "Of each block's net: GELU by tanh (OpenAI's GPT-2), by erf (BERT, GPT2-ML), or ReLU.",
         .section = "Model"},
        {.key = half + ".feed_forward",
         .label = title + " inner width",
         .defaultValue = std::int64_t{0},
         .minimum = 0,
         .maximum = 65536,
         .help = "Numbers inside each block's net; 0 means four times the width.",
         .section = "Model"},
        {.key = half + ".norm_epsilon",
         .label = title + " norm epsilon",
         .defaultValue = 1e-5,
         .minimum = 1e-12,
         .maximum = 1e-2,
         .help = "Added to the variance by layer norms: 1e-5 in GPT-2, 1e-12 in BERT.",
         .section = "Model"},
        {.key = half + ".dropout",
         .label = title + " dropout",
         .defaultValue = 0.1,
         .minimum = 0.0,
         .maximum = 0.95,
         .help = "Share of the embeddings and of what each block adds that is set to 0 in training.",
         .section = "Model"},
    };
}

BlockActivation activationNamed(const std::string& name)
{
    return name == "gelu" ? BlockActivation::Gelu : name == "relu" ? BlockActivation::Relu : BlockActivation::GeluTanh;
}

} // namespace

BlockLayout blockLayout(const std::string& half, const Config& config)
{
    const std::string& name = config.text(half + ".layout");
    return name == "bert" ? BlockLayout::Bert : name == "gpt2-ml" ? BlockLayout::Gpt2Ml : BlockLayout::Gpt2;
}

std::vector<TransformerBlock> transformerBlocks(const std::string& half, const Config& config)
{
    const std::int64_t width = config.integer(half + ".width");
    const std::int64_t layers = config.integer(half + ".layers");
    const std::int64_t heads = config.integer(half + ".heads");
    if (width % heads != 0)
        throw engine::ShapeError(
            half, fmt::format("{} heads do not divide a width of {}. Choose a {}.heads that does, or a {}.width that "
                              "is a multiple of it.",
                              heads, width, half, half));
    const std::int64_t keySize = config.integer(half + ".key_size");
    // GPT-2: what is added to the residual stream starts smaller the more blocks add to it.
    const double outputDeviation = 0.02 / std::sqrt(2.0 * static_cast<double>(layers));
    const TransformerBlockSettings settings{.attention = {.width = width,
                                                          .heads = heads,
                                                          .keySize = keySize > 0 ? keySize : width / heads,
                                                          .hasTalkingHeads = config.boolean(half + ".talking_heads"),
                                                          .outputDeviation = outputDeviation},
                                            .dropout = config.real(half + ".dropout"),
                                            .layout = blockLayout(half, config),
                                            .activation = activationNamed(config.text(half + ".activation")),
                                            .feedForward = config.integer(half + ".feed_forward"),
                                            .normEpsilon = config.real(half + ".norm_epsilon")};
    std::vector<TransformerBlock> blocks;
    for (std::int64_t layer = 0; layer < layers; ++layer)
        blocks.emplace_back("block" + std::to_string(layer), settings);
    return blocks;
}

void requirePositions(const std::string& half, const Config& config, std::int64_t longestText)
{
    const std::int64_t positions = config.integer(half + ".positions");
    if (longestText > positions)
        throw engine::ShapeError(
            half, fmt::format("The longest text has {} tokens, but {}.positions is {}. Raise it to at least {}.",
                              longestText, half, positions, longestText));
}

std::vector<ConfigField> transformerEncoderFields()
{
    std::vector<ConfigField> fields = blockFields("encoder", "Encoder");
    fields.push_back({.key = "encoder.pooling",
                      .label = "Encoder pooling",
                      .defaultValue = std::string("weighted"),
                      .choices = {"weighted", "mean", "first"},
                      .help =
                          "How the tokens' states become one vector: a mean with trained weights, the plain mean, or "
                          "the first token's state.",
                      .section = "Model"});
    return fields;
}

BlockActivation blockActivation(const std::string& half, const Config& config)
{
    return activationNamed(config.text(half + ".activation"));
}

std::vector<ConfigField> transformerDecoderFields()
{
    std::vector<ConfigField> fields = blockFields("decoder", "Decoder");
    fields.push_back(
        {.key = "decoder.word_dropout",
         .label = "Word dropout",
         .defaultValue = 0.0,
         .minimum = 0.0,
         .maximum = 0.95,
         .help = "Share of the decoder's input words replaced by <unk> in training, so that it must ask z.",
         .section = "Model"});
    fields.push_back({.key = "decoder.code",
                      .label = "Code enters as",
                      .defaultValue = std::string("memory"),
                      .choices = {"memory", "embedding", "both"},
                      .help = "How z reaches the decoder: as a position of its own before the first word, which every "
                              "word can attend to, added to every word's embedding, or both.",
                      .section = "Model"});
    fields.push_back({.key = "decoder.tied",
                      .label = "Share embedding",
                      .defaultValue = true,
                      .help = "Reads the words off with the decoder's own embedding instead of a map of its own.",
                      .section = "Model"});
    return fields;
}

} // namespace lb::models
