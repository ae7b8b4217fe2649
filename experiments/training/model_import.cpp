#include "experiments/training/model_import.h"

#include "engine/io/checkpoint_names.h"
#include "engine/io/safetensors.h"
#include "engine/io/tensor_recipe.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/preview/estimate.h"
#include "experiments/preview/schema.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "experiments/training/checkpoint.h"
#include "models/text/find_tokenizer.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <charconv>
#include <set>

namespace lb::experiments {

namespace {

using engine::TransformerDescription;
using engine::TransformerLayout;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

const char* layoutName(TransformerLayout layout)
{
    return layout == TransformerLayout::Gpt2Ml ? "gpt2-ml" : layout == TransformerLayout::Bert ? "bert" : "gpt2";
}

const char* activationName(engine::FeedActivation activation)
{
    return activation == engine::FeedActivation::GeluErf    ? "gelu"
           : activation == engine::FeedActivation::GeluTanh ? "gelu_tanh"
                                                            : "relu";
}

/// A BERT becomes the encoder of a text model, the others a language model.
RunSpec specOf(const TransformerDescription& d)
{
    const bool isBert = d.layout == TransformerLayout::Bert;
    const QString half = isBert ? word("encoder.") : word("decoder.");
    RunSpec spec;
    spec.set(word("model.family"), isBert ? word("text-transformer") : word("language-transformer"));
    spec.set(word("data.id"), word("imported"));
    spec.set(word("data.tokenizer"), word("imported"));
    spec.set(word("data.vocabulary"), static_cast<qint64>(d.vocabulary));
    spec.set(half + word("width"), static_cast<qint64>(d.width));
    spec.set(half + word("layers"), static_cast<qint64>(d.layers));
    spec.set(half + word("heads"), static_cast<qint64>(d.heads));
    spec.set(half + word("key_size"), static_cast<qint64>(d.keySize == d.headSize ? 0 : d.keySize));
    spec.set(half + word("feed_forward"), static_cast<qint64>(d.feedForward == 4 * d.width ? 0 : d.feedForward));
    spec.set(half + word("positions"), static_cast<qint64>(d.positions));
    spec.set(half + word("layout"), word(layoutName(d.layout)));
    spec.set(half + word("activation"), word(activationName(d.activation)));
    spec.set(half + word("norm_epsilon"), d.normEpsilon);
    if (isBert)
        spec.set(word("encoder.pooling"), word("mean"));
    else
        spec.set(word("decoder.tied"), d.tiedOutput);
    return spec.completed(schemaFor(spec));
}

QString joined(const std::vector<std::string>& names)
{
    QStringList words;
    for (const std::string& name : names)
        words.append(QString::fromStdString(name));
    if (words.size() > 5)
        words = words.mid(0, 5) + QStringList{QStringLiteral("and %1 more").arg(words.size() - 5)};
    return words.join(QStringLiteral(", "));
}

/// Why it cannot become a run; empty when it can.
QString problemOf(const ForeignModel& model)
{
    const TransformerDescription& d = model.mapped.description;
    if (!model.mapped.missing.empty())
        return QStringLiteral("The file lacks %1, without which the model cannot run.")
            .arg(joined(model.mapped.missing));
    if (d.embeddingWidth != d.width)
        return QStringLiteral("Its embedding has %1 numbers a token and its blocks %2; such a model is not supported.")
            .arg(d.embeddingWidth)
            .arg(d.width);
    if (!model.tokenizer)
        return model.tokenizerProblem;
    if (model.tokenizer->vocabularySize() > d.vocabulary)
        return QStringLiteral("The tokenizer knows %1 tokens, but the model %2: they do not belong together. Give the "
                              "model's own with --tokenizer.")
            .arg(model.tokenizer->vocabularySize())
            .arg(d.vocabulary);
    const QList<FieldProblem> problems = checkSpec(model.spec);
    return problems.isEmpty() ? QString() : problems.first().sentence;
}

/// BERT adds an embedding of the segment to every place; of texts with one segment it is the same everywhere.
Result<void> addSegment(const engine::TensorArchive& archive, const engine::ImportedTransformer& mapped,
                        std::vector<float>& positions)
{
    for (const engine::TensorRecipe& recipe : mapped.tensors) {
        if (recipe.target != "embedding.segments")
            continue;
        const auto segments = engine::readRecipe(archive, recipe);
        if (!segments)
            return tl::unexpected(fromEngine(segments.error()));
        const auto width = static_cast<std::size_t>(mapped.description.width);
        for (std::size_t i = 0; i < positions.size(); ++i)
            positions[i] += (*segments)[i % width];
    }
    return {};
}

Result<void> writeCheckpoint(const ForeignModel& model, const RunFolder& folder, const QString& path)
{
    const auto archive = engine::openModel(model.found);
    if (!archive)
        return tl::unexpected(fromEngine(archive.error()));
    engine::SafetensorsFile file;
    for (const engine::TensorRecipe& recipe : model.mapped.tensors) {
        const std::string name = ourTensor(recipe.target, model.mapped.description.layout);
        if (name.empty())
            continue;
        auto numbers = engine::readRecipe(*archive, recipe);
        if (!numbers)
            return tl::unexpected(fromEngine(numbers.error()));
        if (recipe.target == "embedding.positions")
            if (const Result<void> added = addSegment(*archive, model.mapped, *numbers); !added)
                return added;
        file.tensors["model/" + name] = engine::StoredTensor::fromFloats(recipe.shape, *numbers);
    }
    const QJsonDocument spec(model.spec.toJson());
    file.metadata = {{"lb.schema", std::to_string(CheckpointHeader::kSchema)},
                     {"lb.step", "0"},
                     {"lb.seed", "1"},
                     {"lb.spec", spec.toJson(QJsonDocument::Compact).toStdString()},
                     {"lb.statistics", "calibrated"}};
    QDir().mkpath(folder.checkpoints());
    if (const auto written = engine::writeSafetensors(path.toStdString(), file); !written)
        return tl::unexpected(fromEngine(written.error()));
    return {};
}

Result<void> writeTokenizer(const models::Tokenizer& tokenizer, const RunFolder& folder)
{
    QDir().mkpath(folder.artifacts());
    QSaveFile file(folder.tokenizer());
    const std::string bytes = tokenizer.serialise();
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()) ||
        !file.commit())
        return fail(ErrorKind::Io,
                    QStringLiteral("'%1' cannot be written: %2.").arg(folder.tokenizer(), file.errorString()));
    return {};
}

} // namespace

std::string ourTensor(const std::string& neutral, TransformerLayout layout)
{
    const bool isBert = layout == TransformerLayout::Bert;
    const std::string half = isBert ? "encoder/" : "decoder/";
    std::map<std::string, std::string> whole{{"embedding.words", "embedding/table"},
                                             {"embedding.positions", "positions/table"},
                                             {"embedding.norm.scale", "embedding_norm/scale"},
                                             {"embedding.norm.shift", "embedding_norm/shift"},
                                             {"norm.scale", "norm/scale"},
                                             {"norm.shift", "norm/shift"}};
    if (isBert)
        whole.insert({{"masked.weight", "predictions/dense/weight"},
                      {"masked.bias", "predictions/dense/bias"},
                      {"masked.norm.scale", "predictions/norm/scale"},
                      {"masked.norm.shift", "predictions/norm/shift"},
                      {"output.bias", "predictions/bias"}});
    else
        whole.insert({"output.weight", "vocabulary/weight"});
    if (const auto found = whole.find(neutral); found != whole.end())
        return half + found->second;
    constexpr std::string_view kBlock = "block";
    const std::size_t dot = neutral.find('.');
    if (!neutral.starts_with(kBlock) || dot == std::string::npos)
        return {};
    int number = -1;
    std::from_chars(neutral.data() + kBlock.size(), neutral.data() + dot, number);
    const std::string part = neutral.substr(dot + 1, neutral.rfind('.') - dot - 1);
    const std::string leaf = neutral.substr(neutral.rfind('.') + 1);
    const bool isMl = layout == TransformerLayout::Gpt2Ml;
    const std::map<std::string, std::string> parts{
        {"attention.query", "attention/query"}, {"attention.key", "attention/key"},
        {"attention.value", "attention/value"}, {"attention.output", "attention/output"},
        {"feed.in", "wide"},                    {"feed.out", "narrow"},
        {"norm0", isMl ? "mlp_norm" : "attention_norm"}, {"norm1", isMl ? "block_norm" : "mlp_norm"}};
    const auto found = parts.find(part);
    return found == parts.end() ? std::string()
                                : half + "block" + std::to_string(number) + "/" + found->second + "/" + leaf;
}

QString ForeignModel::title() const
{
    const TransformerDescription& d = mapped.description;
    const char* kind = d.layout == TransformerLayout::Gpt2Ml ? "GPT2-ML" : d.layout == TransformerLayout::Bert ? "BERT" : "GPT-2";
    return QStringLiteral("%1, %2 layers of %3").arg(word(kind)).arg(d.layers).arg(d.width);
}

Result<ForeignModel> inspectModel(const QString& path, const QString& tokenizerFolder)
{
    ForeignModel model;
    const auto found = engine::findModel(path.toStdString());
    if (!found)
        return tl::unexpected(fromEngine(found.error()));
    model.found = *found;
    if (model.found.kind == engine::FoundModel::Kind::OwnCheckpoint)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("'%1' is a checkpoint of Latentbench itself: attach or copy its run's folder, or "
                                   "fork the run, instead of importing it.")
                        .arg(path));
    const auto config = engine::readConfig(model.found);
    if (!config)
        return tl::unexpected(fromEngine(config.error()));
    const auto archive = engine::openModel(model.found);
    if (!archive)
        return tl::unexpected(fromEngine(archive.error()));
    const auto mapped = engine::mapTransformer(
        archive->tensors(), *config,
        [&](const std::string& a, const std::string& b) { return archive->isSame(a, b); });
    if (!mapped)
        return tl::unexpected(fromEngine(mapped.error()));
    model.mapped = *mapped;
    model.parameters = engine::parameterCount(model.mapped);
    const std::filesystem::path folder =
        tokenizerFolder.isEmpty() ? model.found.weights.parent_path() : std::filesystem::path(tokenizerFolder.toStdString());
    if (auto tokenizer = models::findTokenizer(folder))
        model.tokenizer = std::move(*tokenizer);
    else
        model.tokenizerProblem = QString::fromStdString(tokenizer.error().detail);
    model.spec = specOf(model.mapped.description);
    model.problem = problemOf(model);
    return model;
}

Result<void> importModel(const ForeignModel& model, const RunFolder& folder)
{
    if (!model.problem.isEmpty())
        return fail(ErrorKind::InvalidArgument, model.problem);
    const Result<RunLock> lock = RunLock::take(folder);
    if (!lock)
        return tl::unexpected(lock.error());
    auto writer = MetricWriter::open(folder);
    if (!writer)
        return tl::unexpected(writer.error());
    CheckpointRecord record{.step = 0, .kind = QStringLiteral("final"), .fileName = QStringLiteral("0000000000-final.safetensors")};
    const QString path = folder.checkpoints() + QLatin1Char('/') + record.fileName;
    const Result<void> written =
        writeTokenizer(*model.tokenizer, folder).and_then([&] { return writeCheckpoint(model, folder, path); });
    RunStatus status = (*writer)->status();
    status.state = written ? RunState::Finished : RunState::Failed;
    status.reason = written ? QString() : written.error().detail;
    (*writer)->setStatus(status);
    if (written) {
        record.bytes = QFileInfo(path).size();
        (*writer)->addCheckpoint(record);
        (*writer)->setTheory({{QStringLiteral("parameters"), static_cast<qint64>(model.parameters)},
                              {QStringLiteral("latent_size"), 0}});
        (*writer)->appendEvent({.kind = QStringLiteral("import"),
                                .message = QStringLiteral("%1, %2 parameters, imported from %3.")
                                               .arg(model.title())
                                               .arg(model.parameters)
                                               .arg(QString::fromStdString(model.found.weights.string()))});
    }
    if (const Result<void> committed = (*writer)->commit(MetricWriter::Durability::Durable); !committed)
        return committed;
    return written;
}

} // namespace lb::experiments
