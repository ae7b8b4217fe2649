#include "experiments/training/model_export.h"

#include "engine/graph/optimizer_state.h"
#include "engine/io/checkpoint_export.h"
#include "engine/io/safetensors.h"
#include "engine/io/safetensors_archive.h"
#include "engine/io/tensor_recipe.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/preview/schema.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/model_import.h"
#include "experiments/training/text_generator.h"
#include "models/text/tokenizer_blob.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace lb::experiments {

namespace {

using engine::TransformerDescription;
using engine::TransformerLayout;

constexpr std::string_view kPrefix = "model/";

Result<void> writeFile(const QString& path, const std::string& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()) ||
        !file.commit())
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()));
    return {};
}

Result<TransformerDescription> describe(const RunSpec& spec, std::int64_t vocabulary)
{
    const auto whole = [&](const char* key) { return spec.integer(QLatin1String(key)); };
    const auto text = [&](const char* key) { return spec.text(QLatin1String(key)); };
    if (text("model.family") != QStringLiteral("language-transformer"))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("Only transformer language models have a form in Hugging Face's library; this run is "
                                   "a %1. Export it with --what checkpoint.")
                        .arg(text("model.family")));
    if (spec.boolean(QStringLiteral("decoder.talking_heads")))
        return fail(ErrorKind::Unsupported, QStringLiteral("Hugging Face's library has no talking heads. Export the run "
                                                           "with --what checkpoint."));
    TransformerDescription d;
    d.layout = text("decoder.layout") == QStringLiteral("gpt2") ? TransformerLayout::Gpt2 : TransformerLayout::Gpt2Ml;
    if (text("decoder.layout") == QStringLiteral("bert"))
        return fail(ErrorKind::Unsupported, QStringLiteral("Hugging Face's BERT reads both ways and this decoder does not. "
                                                           "Export the run with --what checkpoint."));
    d.layers = whole("decoder.layers");
    d.width = d.embeddingWidth = whole("decoder.width");
    d.heads = whole("decoder.heads");
    d.headSize = d.width / d.heads;
    d.keySize = whole("decoder.key_size") > 0 ? whole("decoder.key_size") : d.headSize;
    d.feedForward = whole("decoder.feed_forward") > 0 ? whole("decoder.feed_forward") : 4 * d.width;
    d.vocabulary = vocabulary;
    d.positions = whole("decoder.positions");
    const QString activation = text("decoder.activation");
    d.activation = activation == QStringLiteral("gelu")   ? engine::FeedActivation::GeluErf
                   : activation == QStringLiteral("relu") ? engine::FeedActivation::Relu
                                                          : engine::FeedActivation::GeluTanh;
    d.normEpsilon = spec.real(QStringLiteral("decoder.norm_epsilon"));
    d.tiedOutput = spec.boolean(QStringLiteral("decoder.tied"));
    return d;
}

/// The neutral names of a decoder's tensors, by ours.
std::map<std::string, std::string> neutralNames(const TransformerDescription& d)
{
    std::vector<std::string> all{"embedding.words", "embedding.positions", "norm.scale", "norm.shift", "output.weight"};
    for (std::int64_t layer = 0; layer < d.layers; ++layer) {
        const std::string block = "block" + std::string(layer < 10 ? "0" : "") + std::to_string(layer) + ".";
        for (const char* part : {"attention.query", "attention.key", "attention.value", "attention.output", "feed.in",
                                 "feed.out"})
            for (const char* leaf : {".weight", ".bias"})
                all.push_back(block + part + leaf);
        for (const char* part : {"norm0", "norm1"})
            for (const char* leaf : {".scale", ".shift"})
                all.push_back(block + part + leaf);
    }
    std::map<std::string, std::string> result;
    for (const std::string& neutral : all)
        result[ourTensor(neutral, d.layout)] = neutral;
    return result;
}

/// A checkpoint's weights by neutral name.
struct Weights {
    std::map<std::string, std::vector<std::int64_t>> shapes;
    std::map<std::string, std::string> stored; ///< the checkpoint's own names
};

Weights weightsOf(const engine::TensorArchive& archive, const TransformerDescription& d, bool isAveraged)
{
    const std::map<std::string, std::string> neutral = neutralNames(d);
    Weights weights;
    for (const engine::TensorPlace& place : archive.tensors()) {
        if (!place.name.starts_with(kPrefix))
            continue;
        const std::string own = place.name.substr(kPrefix.size());
        const auto name = neutral.find(own);
        if (name == neutral.end())
            continue;
        const std::string average = "optimizer/" + std::to_string(engine::kAverageSlot) + "/" + own;
        weights.shapes[name->second] = place.shape;
        weights.stored[name->second] = isAveraged && archive.find(average) ? average : place.name;
    }
    return weights;
}

Result<void> writeWeights(const engine::TensorArchive& archive, const Weights& weights,
                          const std::vector<engine::TensorRecipe>& recipes, const QString& path)
{
    engine::SafetensorsFile file;
    file.metadata["format"] = "pt";
    for (const engine::TensorRecipe& recipe : recipes) {
        std::vector<std::vector<float>> numbers;
        for (const std::string& source : recipe.sources) {
            auto read = archive.readFloats(weights.stored.at(source));
            if (!read)
                return tl::unexpected(fromEngine(read.error()));
            numbers.push_back(std::move(*read));
        }
        std::int64_t count = 1;
        for (const std::int64_t extent : recipe.shape)
            count *= extent;
        std::vector<float> made(static_cast<std::size_t>(count));
        const std::vector<std::span<const float>> sources(numbers.begin(), numbers.end());
        if (const auto applied = engine::applyRecipe(recipe, sources, made); !applied)
            return tl::unexpected(fromEngine(applied.error()));
        file.tensors[recipe.target] = engine::StoredTensor::fromFloats(recipe.shape, made);
    }
    if (const auto written = engine::writeSafetensors(path.toStdString(), file); !written)
        return tl::unexpected(fromEngine(written.error()));
    return {};
}

Result<QStringList> writeTokenizer(const std::string& bytes, const QString& out)
{
    const auto named = [&](const char* name) { return out + QLatin1Char('/') + QLatin1String(name); };
    std::vector<std::pair<QString, std::string>> files;
    QStringList notes;
    if (bytes.starts_with(models::StoredTokenizer::kMagic)) {
        const auto stored = models::takeStoredTokenizer(bytes);
        if (!stored)
            return tl::unexpected(fromEngine(stored.error()));
        if (stored->kind == models::kBytePairKind)
            files = {{named("vocab.json"), stored->vocabulary}, {named("merges.txt"), stored->merges}};
        else if (stored->kind == models::kWordPieceKind)
            files = {{named("vocab.txt"), stored->vocabulary}};
        else
            files = {{named("tokenizer.json"), stored->vocabulary}};
        if (!stored->settings.empty())
            files.emplace_back(named("tokenizer_config.json"), stored->settings);
    } else {
        const auto tokenizer = models::loadTokenizer(bytes);
        if (!tokenizer)
            return tl::unexpected(fromEngine(tokenizer.error()));
        const bool isPieces = (*tokenizer)->kind() == "sentencepiece";
        files = {{named(isPieces ? "tokenizer.model" : "tokenizer.latentbench"), bytes}};
        if (!isPieces)
            notes.append(QStringLiteral("Its tokenizer has no form in that library; tokenizer.latentbench is our own: a "
                                        "line per token, whose number is its id."));
    }
    for (const auto& [path, content] : files)
        if (const Result<void> written = writeFile(path, content); !written)
            return tl::unexpected(written.error());
    return notes;
}

} // namespace

Result<QStringList> exportHuggingFace(const RunFolder& folder, const QString& checkpoint, const QString& out,
                                      bool isAveraged)
{
    const QString path = folder.checkpoints() + QLatin1Char('/') + checkpoint;
    const Result<CheckpointHeader> header = readCheckpointHeader(path);
    if (!header)
        return tl::unexpected(header.error());
    const RunSpec spec = header->spec.completed(schemaFor(header->spec));
    const auto archive = engine::openSafetensors(path.toStdString());
    if (!archive)
        return tl::unexpected(fromEngine(archive.error()));
    const engine::TensorPlace* const words = archive->find("model/decoder/embedding/table");
    const Result<TransformerDescription> description = describe(spec, words ? words->shape.front() : 0);
    if (!description)
        return tl::unexpected(description.error());
    const Weights weights = weightsOf(*archive, *description, isAveraged);
    const auto exported = engine::exportTransformer(*description, weights.shapes);
    if (!exported)
        return tl::unexpected(fromEngine(exported.error()));
    QFile tokenizer(folder.tokenizer());
    if (!tokenizer.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("The run has no tokenizer ('%1'), so the export would be of no use.")
                        .arg(folder.tokenizer()));
    if (!QDir().mkpath(out))
        return fail(ErrorKind::Io, QStringLiteral("The folder '%1' cannot be created.").arg(out));
    const QString base = out + QLatin1Char('/');
    if (const auto written =
            writeWeights(*archive, weights, exported->tensors, base + QStringLiteral("model.safetensors"));
        !written)
        return tl::unexpected(written.error());
    if (const auto written = writeFile(base + QStringLiteral("config.json"), exported->config); !written)
        return tl::unexpected(written.error());
    return writeTokenizer(tokenizer.readAll().toStdString(), out);
}

} // namespace lb::experiments
