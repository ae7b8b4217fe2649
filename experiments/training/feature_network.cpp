#include "experiments/training/feature_network.h"

#include "engine/io/safetensors.h"
#include "engine/ops/loss.h"
#include "engine/ops/reduce.h"
#include "engine/train/trainer.h"
#include "experiments/datasets/dataset_registry.h"
#include "experiments/datasets/fingerprint.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr std::int64_t kRows = 100;
constexpr std::uint64_t kSeed = 1;
constexpr std::int64_t kEpochs = 4;
/// Part of the file's name: raise it with every change of the network or its training.
constexpr qint64 kRecipe = 1;

/// Image batches with the labels of their rows as the input "labels".
class LabelledBatches final : public engine::BatchSource {
public:
    LabelledBatches(const engine::ImageSet& images, const std::vector<std::uint32_t>& items)
        : m_images(images)
        , m_batches(engine::makeImageBatches(images, items, {.rows = kRows, .seed = kSeed}))
    {
    }
    std::int64_t batchesPerEpoch() const override { return m_batches->batchesPerEpoch(); }
    std::vector<engine::BatchShape> shapes() const override { return m_batches->shapes(); }
    engine::Batch batch(std::int64_t epoch, std::int64_t index) const override
    {
        engine::Batch result = m_batches->batch(epoch, index);
        std::vector<std::int32_t>& labels = result.indices["labels"];
        for (const std::uint32_t item : result.items)
            labels.push_back(m_images.labels[item]);
        return result;
    }

private:
    const engine::ImageSet& m_images;
    std::unique_ptr<engine::BatchSource> m_batches;
};

QString fileFor(const QString& folder, const LoadedDataset& data)
{
    Fingerprint hash;
    hash.add(data.fingerprint);
    hash.add(kRecipe);
    return QDir(folder).filePath(QStringLiteral("classifier-%1.safetensors").arg(hash.hex().left(16)));
}

} // namespace

std::vector<float> pixelsOf(const engine::ImageSet& images, std::span<const std::uint32_t> items)
{
    const auto size = static_cast<std::size_t>(images.height * images.width);
    std::vector<float> result;
    result.reserve(items.size() * size);
    for (const std::uint32_t item : items)
        for (std::size_t i = item * size; i < (item + 1) * size; ++i)
            result.push_back(static_cast<float>(images.pixels[i]) / 255.0F);
    return result;
}

FeatureNetwork::~FeatureNetwork() = default;

FeatureNetwork::FeatureNetwork(const RunSetup& setup, LoadedDataset data)
    : m_data(std::move(data))
    , m_classifier(m_data.images.height, m_data.images.width,
                   *std::max_element(m_data.images.labels.begin(), m_data.images.labels.end()) + 1)
{
    auto graph = std::make_unique<engine::Graph>();
    m_output = m_classifier(graph->input("pixels", {kRows, m_data.images.height * m_data.images.width}));
    m_store = std::make_unique<engine::ParameterStore>(*setup.backend, *graph, kSeed);
    const engine::ExternalStorage storage = m_store->bind(*graph);
    m_program = std::make_unique<engine::Program>(
        *setup.backend, std::move(graph), std::vector<engine::Value>{m_output.features, m_output.logits}, storage);
}

Result<std::unique_ptr<FeatureNetwork>> FeatureNetwork::open(const RunSetup& setup, const QString& cacheFolder,
                                                             const WorkProgress& progress)
{
    if (setup.isText() || setup.data.images.labels.empty())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The data set %1 has no labels to train the classifier on, whose features sample "
                                   "quality is measured in.")
                        .arg(setup.data.id));
    auto data = DatasetRegistry().load({.id = setup.data.id, .cacheFolder = cacheFolder});
    if (!data)
        return tl::unexpected(data.error());
    const QString file = fileFor(cacheFolder, *data);
    std::unique_ptr<FeatureNetwork> network(new FeatureNetwork(setup, std::move(*data)));
    if (!network->read(file)) {
        network->train(progress);
        network->write(file);
    }
    network->measureAccuracy();
    return network;
}

void FeatureNetwork::train(const WorkProgress& progress)
{
    const LabelledBatches batches(m_data.images, m_data.train);
    const auto record = [this](engine::Graph& graph, engine::BatchShape shape) {
        const engine::Value pixels = graph.input("pixels", {shape.rows, m_data.images.height * m_data.images.width});
        const engine::Value labels = graph.input("labels", {shape.rows}, engine::DType::I32);
        return engine::RecordedStep{.loss = engine::mean(engine::crossEntropy(m_classifier(pixels).logits, labels)),
                                    .scalars = {}};
    };
    const std::int64_t steps = kEpochs * batches.batchesPerEpoch();
    engine::TrainerSettings settings{.seed = kSeed, .totalSteps = steps};
    settings.rate = {.kind = engine::RateSchedule::Kind::Cosine, .rate = 2e-3, .totalSteps = steps};
    engine::Trainer trainer(*m_store, batches, record, settings);
    for (std::int64_t step = 0; step < steps; ++step) {
        trainer.step();
        if (progress)
            progress(QStringLiteral("training the classifier"), step + 1, steps);
    }
}

std::vector<float> FeatureNetwork::run(std::span<const float> images, bool wantsLogits)
{
    const engine::Value wanted = wantsLogits ? m_output.logits : m_output.features;
    const auto pixels = static_cast<std::size_t>(m_data.images.height * m_data.images.width);
    const auto width = static_cast<std::size_t>(wanted.shape()[1]);
    std::vector<float> result;
    std::vector<float> chunk(static_cast<std::size_t>(kRows) * pixels, 0.0F);
    for (std::size_t begin = 0; begin < images.size(); begin += chunk.size()) {
        const std::span<const float> part = images.subspan(begin, std::min(chunk.size(), images.size() - begin));
        std::copy(part.begin(), part.end(), chunk.begin());
        m_program->setInput("pixels", std::span<const float>(chunk));
        m_program->run({});
        const std::vector<float> numbers = m_program->fetch(wanted);
        result.insert(result.end(), numbers.begin(),
                      numbers.begin() + static_cast<std::ptrdiff_t>(part.size() / pixels * width));
    }
    return result;
}

std::vector<float> FeatureNetwork::features(std::span<const float> images)
{
    return run(images, false);
}

void FeatureNetwork::measureAccuracy()
{
    const std::vector<float> logits = run(pixelsOf(m_data.images, m_data.test), true);
    const std::size_t classes = logits.size() / std::max<std::size_t>(1, m_data.test.size());
    std::size_t right = 0;
    for (std::size_t i = 0; i < m_data.test.size(); ++i) {
        const auto row = logits.begin() + static_cast<std::ptrdiff_t>(i * classes);
        const auto named = std::max_element(row, row + static_cast<std::ptrdiff_t>(classes)) - row;
        right += named == m_data.images.labels[m_data.test[i]] ? 1 : 0;
    }
    m_accuracy = static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(1, m_data.test.size()));
}

Result<void> FeatureNetwork::read(const QString& file)
{
    const auto stored = engine::readSafetensors(file.toStdString());
    if (!stored)
        return fail(ErrorKind::NotFound, QString::fromStdString(stored.error().detail));
    for (const engine::ParameterStore::Tensor& tensor : m_store->tensors()) {
        const auto found = stored->tensors.find(tensor.name);
        const bool isThere = found != stored->tensors.end();
        const auto values = isThere ? found->second.floats().value_or(std::vector<float>()) : std::vector<float>();
        if (static_cast<std::int64_t>(values.size()) != tensor.count())
            return fail(ErrorKind::Corrupt, QStringLiteral("%1 holds another network.").arg(file));
        m_store->write(tensor.name, values);
    }
    return {};
}

/// A file that cannot be written costs the next evaluation the training again, nothing else.
void FeatureNetwork::write(const QString& file) const
{
    engine::SafetensorsFile stored;
    for (const engine::ParameterStore::Tensor& tensor : m_store->tensors()) {
        const auto dims = tensor.shape.dims();
        stored.tensors[tensor.name] =
            engine::StoredTensor::fromFloats({dims.begin(), dims.end()}, m_store->read(tensor.name));
    }
    stored.metadata["lb.data"] = m_data.fingerprint.toStdString();
    QDir().mkpath(QFileInfo(file).absolutePath());
    static_cast<void>(engine::writeSafetensors(file.toStdString(), stored));
}

} // namespace lb::experiments
