#include "experiments/training/opened_weights.h"

#include "engine/graph/optimizer_state.h"
#include "engine/io/safetensors_archive.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/checkpoint_keeper.h"

#include <QFile>

namespace lb::experiments {

Result<std::unique_ptr<models::Tokenizer>> storedTokenizer(const RunFolder& folder)
{
    QFile file(folder.tokenizer());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("The run in '%1' has no tokenizer (artifacts/tokenizer), so it cannot write text. "
                                   "Let it train for a moment.")
                        .arg(folder.path()));
    const QByteArray bytes = file.readAll();
    auto tokenizer = models::loadTokenizer({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!tokenizer)
        return tl::unexpected(fromEngine(tokenizer.error()));
    return std::move(*tokenizer);
}

Result<QString> checkpointOf(const RunFolder& folder, const QString& checkpoint)
{
    if (checkpoint.contains(QLatin1Char('/')))
        return checkpoint;
    if (!checkpoint.isEmpty())
        return folder.checkpoints() + QLatin1Char('/') + checkpoint;
    const QStringList files = CheckpointKeeper::filesNewestFirst(folder);
    if (files.isEmpty())
        return fail(
            ErrorKind::NotFound,
            QStringLiteral("The run in '%1' has no checkpoint yet. Let it train for a moment.").arg(folder.path()));
    return folder.checkpoints() + QLatin1Char('/') + files.first();
}

Result<void> readWeights(const QString& path, engine::WeightStore& weights, bool isAveraged)
{
    const auto archive = engine::openSafetensors(path.toStdString());
    if (!archive)
        return tl::unexpected(fromEngine(archive.error()));
    for (const engine::WeightStore::Tensor& tensor : std::vector(weights.tensors())) {
        const std::string average = "optimizer/" + std::to_string(engine::kAverageSlot) + "/" + tensor.name;
        const bool hasAverage = isAveraged && archive->find(average) != nullptr;
        const std::string name = hasAverage ? average : "model/" + tensor.name;
        const auto values = archive->readFloats(name);
        if (!values)
            return tl::unexpected(fromEngine(values.error()));
        if (static_cast<std::int64_t>(values->size()) != tensor.type.shape.elements())
            return fail(ErrorKind::Corrupt, QStringLiteral("'%1': %2 has %3 numbers, but the run's settings want %4.")
                                                .arg(path, QString::fromStdString(name))
                                                .arg(values->size())
                                                .arg(tensor.type.shape.elements()));
        weights.write(tensor.name, *values);
    }
    return {};
}

bool isImportedEncoder(const RunSpec& spec)
{
    return spec.text(QStringLiteral("data.id")) == QStringLiteral("imported") &&
           spec.text(QStringLiteral("model.family")) == QStringLiteral("text-transformer");
}

bool holdsEncoderAlone(const RunFolder& folder)
{
    const Result<QString> path = checkpointOf(folder, {});
    if (!path)
        return false;
    const Result<CheckpointHeader> header = readCheckpointHeader(*path);
    return header && isImportedEncoder(header->spec);
}

} // namespace lb::experiments
