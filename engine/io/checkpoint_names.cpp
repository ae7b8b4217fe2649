#include "engine/io/checkpoint_names.h"

#include "engine/io/checkpoint_match.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace lb::engine {

namespace {

constexpr std::size_t kBlockDigits = 2;

/// Models whose number of heads is known from what was published: all have heads of 64.
bool hasPublishedSize(const TransformerDescription& model)
{
    struct Size {
        TransformerLayout layout;
        std::int64_t layers;
        std::int64_t width;
    };
    static constexpr std::array kSizes{
        Size{TransformerLayout::Gpt2, 12, 768},    Size{TransformerLayout::Gpt2, 24, 1024},
        Size{TransformerLayout::Gpt2, 36, 1280},   Size{TransformerLayout::Gpt2, 48, 1600},
        Size{TransformerLayout::Gpt2Ml, 12, 768},  Size{TransformerLayout::Gpt2Ml, 24, 1024},
        Size{TransformerLayout::Gpt2Ml, 48, 1536}, Size{TransformerLayout::Bert, 12, 768},
        Size{TransformerLayout::Bert, 24, 1024}};
    return std::any_of(kSizes.begin(), kSizes.end(), [&model](const Size& size) {
        return size.layout == model.layout && size.layers == model.layers && size.width == model.width;
    });
}

std::string_view familyOf(TransformerLayout layout)
{
    return layout == TransformerLayout::Bert ? "bert" : layout == TransformerLayout::Gpt2 ? "gpt2" : "gpt2-ml";
}

class Mapper {
public:
    Mapper(MatchedCheckpoint checkpoint, const std::optional<TransformerConfig>& config)
        : m_checkpoint(std::move(checkpoint))
        , m_config(config.value_or(TransformerConfig()))
        , m_hasConfig(config.has_value())
        , m_model(m_result.description)
    {
    }

    Result<ImportedTransformer> run(const SameContent& isSame)
    {
        Result<void> done = settleOutput(isSame);
        if (done)
            done = takeSizes();
        if (done)
            done = describe();
        if (done)
            done = settleHeads();
        if (done)
            done = compare();
        if (!done)
            return tl::unexpected(done.error());
        addRecipes();
        m_result.skipped = std::move(m_checkpoint.skipped);
        m_result.unexpected = std::move(m_checkpoint.unexpected);
        std::sort(m_result.skipped.begin(), m_result.skipped.end());
        return std::move(m_result);
    }

private:
    MatchedTensor* findNeutral(std::string_view neutral)
    {
        for (MatchedTensor& match : m_checkpoint.tensors)
            if (match.rule->neutral == neutral)
                return &match;
        return nullptr;
    }

    Result<void> settleOutput(const SameContent& isSame)
    {
        const MatchedTensor* output = findNeutral("output.weight");
        const MatchedTensor* words = findNeutral("embedding.words");
        if (output && words) {
            const Result<bool> same = isSame(words->tensor->name, output->tensor->name);
            if (!same)
                return tl::unexpected(same.error());
            if (*same) {
                m_checkpoint.skipped.push_back(output->tensor->name);
                std::erase_if(m_checkpoint.tensors,
                              [](const MatchedTensor& match) { return match.rule->neutral == "output.weight"; });
                output = nullptr;
            }
        }
        m_model.tiedOutput = output == nullptr;
        return {};
    }

    Result<void> takeSizes()
    {
        for (const MatchedTensor& match : m_checkpoint.tensors)
            if (const Result<void> taken = m_sizes.take(match, *m_checkpoint.dictionary); !taken)
                return taken;
        listMissing();
        for (const char letter : std::string_view("VPdf"))
            if (m_sizes.of(letter) == 0)
                return fail(ErrorKind::Corrupt, "the checkpoint is not complete: it has no tensor for \"" +
                                                    m_result.missing.front() + "\" of a " +
                                                    m_checkpoint.dictionary->title + " model");
        return {};
    }

    /// A required tensor is needed in every block; a part needs all of its tensors once one is there.
    void listMissing()
    {
        std::set<std::pair<std::string_view, std::int64_t>> present;
        std::set<std::string_view> parts;
        for (const MatchedTensor& match : m_checkpoint.tensors) {
            present.insert({match.rule->neutral, match.block});
            parts.insert(match.rule->part);
        }
        if (m_sizes.of('e') != 0 && m_sizes.of('d') != 0 && m_sizes.of('e') != m_sizes.of('d'))
            parts.insert("mapping");
        for (const NameRule& rule : m_checkpoint.dictionary->rules) {
            if (rule.neutral.empty() || (!rule.part.empty() && !parts.contains(rule.part)))
                continue;
            const bool isOfBlock = rule.neutral.find('#') != std::string::npos;
            const std::int64_t first = isOfBlock ? 0 : -1;
            const std::int64_t end = isOfBlock ? std::max<std::int64_t>(m_checkpoint.layers, 1) : 0;
            for (std::int64_t block = first; block < end; ++block)
                if (!present.contains({rule.neutral, block}))
                    addMissing(rule, block);
        }
    }
    void addMissing(const NameRule& rule, std::int64_t block)
    {
        const bool isFused = rule.neutral.find('*') != std::string::npos;
        for (int third = 0; third < (isFused ? 3 : 1); ++third)
            m_result.missing.push_back(fillName(rule.neutral, block, kBlockDigits, third));
    }

    Result<void> describe()
    {
        m_model.layout = m_checkpoint.dictionary->layout;
        m_model.layers = m_checkpoint.layers;
        m_model.width = m_sizes.of('d');
        m_model.embeddingWidth = m_sizes.of('e') ? m_sizes.of('e') : m_model.width;
        m_model.feedForward = m_sizes.of('f');
        m_model.vocabulary = m_sizes.of('V');
        m_model.positions = m_sizes.of('P');
        m_model.segments = m_sizes.of('S');
        const bool isGpt2 = m_model.layout == TransformerLayout::Gpt2;
        m_model.activation = m_config.activation.value_or(isGpt2 ? FeedActivation::GeluTanh : FeedActivation::GeluErf);
        m_model.normEpsilon = m_config.normEpsilon.value_or(m_model.layout == TransformerLayout::Bert ? 1e-12 : 1e-5);
        if (!m_hasConfig)
            m_result.assumed.push_back(
                "There is no configuration: the activation and the epsilon of the norms are those "
                "of " +
                m_checkpoint.dictionary->title + ".");
        return {};
    }

    Result<void> settleHeads()
    {
        if (!m_config.heads && !hasPublishedSize(m_model))
            return fail(ErrorKind::NotFound, "the number of attention heads stands in no tensor: put the model's "
                                             "configuration (config.json) beside it");
        constexpr std::int64_t kPublishedHeadSize = 64;
        m_model.heads = m_config.heads.value_or(m_model.width / kPublishedHeadSize);
        if (!m_config.heads)
            m_result.assumed.push_back(
                "No configuration says how many attention heads there are: " + std::to_string(m_model.heads) +
                " are taken, as in the published model of this "
                "size.");
        const std::int64_t keys = m_sizes.of('k') ? m_sizes.of('k') : m_model.width;
        const std::int64_t values = m_sizes.of('v') ? m_sizes.of('v') : m_model.width;
        if (keys % m_model.heads != 0 || values % m_model.heads != 0)
            return fail(ErrorKind::InvalidArgument, "the configuration says " + std::to_string(m_model.heads) +
                                                        " attention heads, which do not divide the " +
                                                        std::to_string(keys % m_model.heads != 0 ? keys : values) +
                                                        " columns of the attention's matrices");
        m_model.keySize = keys / m_model.heads;
        m_model.headSize = values / m_model.heads;
        return {};
    }

    Result<void> compare() const
    {
        struct Pair {
            std::string_view what;
            std::optional<std::int64_t> said;
            std::int64_t is;
        };
        for (const Pair& pair :
             {Pair{"layers", m_config.layers, m_model.layers}, Pair{"width", m_config.width, m_model.width},
              Pair{"embedding width", m_config.embeddingWidth, m_model.embeddingWidth},
              Pair{"key size", m_config.keySize, m_model.keySize},
              Pair{"head size", m_config.headSize, m_model.headSize},
              Pair{"feed-forward width", m_config.feedForward, m_model.feedForward},
              Pair{"vocabulary", m_config.vocabulary, m_model.vocabulary},
              Pair{"number of positions", m_config.positions, m_model.positions},
              Pair{"number of segments", m_model.segments ? m_config.segments : std::nullopt, m_model.segments}})
            if (pair.said && *pair.said != pair.is)
                return contradiction(std::string(pair.what), std::to_string(*pair.said), std::to_string(pair.is));
        const std::string_view family = familyOf(m_model.layout);
        const bool isOther = !m_config.modelType.empty() && m_config.modelType != family &&
                             !(m_model.layout == TransformerLayout::Gpt2Ml && m_config.modelType == "gpt2_ml");
        if (isOther)
            return contradiction("kind of model", m_config.modelType, std::string(family));
        if (m_config.tiedOutput && *m_config.tiedOutput && !m_model.tiedOutput)
            return contradiction("output matrix", "tied to the embedding", "another one");
        const bool hasOutput = m_model.layout != TransformerLayout::Bert;
        if (hasOutput && m_config.tiedOutput && !*m_config.tiedOutput && m_model.tiedOutput && !hasOutputCopy())
            return contradiction("output matrix", "one of its own", "none");
        return {};
    }
    /// An untied model whose two matrices happen to be equal runs as a tied one.
    bool hasOutputCopy() const
    {
        return std::any_of(m_checkpoint.skipped.begin(), m_checkpoint.skipped.end(),
                           [](const std::string& name) { return name.ends_with("lm_head.weight"); });
    }
    static tl::unexpected<Error> contradiction(const std::string& what, const std::string& said, const std::string& is)
    {
        return fail(ErrorKind::InvalidArgument, "the configuration does not belong to these tensors: the " + what +
                                                    " is " + said + " in one and " + is + " in the other");
    }

    void addRecipes()
    {
        for (const MatchedTensor& match : m_checkpoint.tensors) {
            const bool isFused = match.rule->neutral.find('*') != std::string::npos;
            for (int third = 0; third < (isFused ? 3 : 1); ++third)
                m_result.tensors.push_back({.target = fillName(match.rule->neutral, match.block, kBlockDigits, third),
                                            .shape = m_sizes.shape(*match.rule),
                                            .sources = {match.tensor->name},
                                            .sourceShape = match.tensor->shape,
                                            .isTransposed = match.isTransposed,
                                            .third = isFused ? std::optional(third) : std::nullopt});
        }
        std::sort(m_result.tensors.begin(), m_result.tensors.end(),
                  [](const TensorRecipe& a, const TensorRecipe& b) { return a.target < b.target; });
    }

    MatchedCheckpoint m_checkpoint;
    TransformerConfig m_config;
    bool m_hasConfig;
    AxisSizes m_sizes;
    ImportedTransformer m_result;
    TransformerDescription& m_model;
};

} // namespace

std::int64_t parameterCount(const ImportedTransformer& model)
{
    std::int64_t count = 0;
    for (const TensorRecipe& tensor : model.tensors) {
        std::int64_t size = 1;
        for (const std::int64_t extent : tensor.shape)
            size *= extent;
        count += size;
    }
    return count;
}

Result<ImportedTransformer> mapTransformer(std::span<const TensorPlace> tensors,
                                           const std::optional<TransformerConfig>& config, const SameContent& isSame)
{
    Result<MatchedCheckpoint> matched = matchTensors(tensors, isSame);
    if (!matched)
        return tl::unexpected(matched.error());
    return Mapper(std::move(*matched), config).run(isSame);
}

} // namespace lb::engine
