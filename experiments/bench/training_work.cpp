#include "experiments/bench/training_work.h"

#include "engine/core/philox.h"
#include "experiments/bench/traffic.h"
#include "experiments/datasets/dataset_registry.h"

#include <numeric>

namespace lb::experiments {

namespace {

class TrainingWork final : public Work {
public:
    TrainingWork(engine::Backend& backend, TrainingParts parts)
        : m_parts(std::move(parts))
    {
        engine::Graph graph;
        m_parts.record(graph, shape());
        m_store = std::make_unique<engine::ParameterStore>(backend, graph, 1);
        m_trainer = std::make_unique<engine::Trainer>(*m_store, *m_parts.batches, m_parts.record,
                                                      engine::TrainerSettings{.optimizer = m_parts.optimizer,
                                                                              .rate = {.rate = m_parts.rate},
                                                                              .kl = {},
                                                                              .recompute = m_parts.recompute,
                                                                              .totalSteps = 1'000'000'000});
        m_arenaBytes = m_trainer->prepare();
    }
    void step() override { m_loss = m_trainer->step().loss; }
    std::int64_t flopsPerStep() override { return m_trainer->flops(shape()); }
    std::int64_t bytesPerStep() override
    {
        // Adam reads a parameter, its gradient and two moments, and writes all but the gradient; plain descent has
        // none.
        const bool isPlain = m_parts.optimizer.kind == engine::OptimizerSettings::Kind::Sgd;
        const std::int64_t update = (isPlain ? 3 : 7) * std::int64_t{sizeof(float)} * m_store->parameterCount();
        return update + trafficOf(*m_trainer->programs().front().second);
    }
    std::size_t arenaBytes() const override { return m_arenaBytes; }
    double loss() const override { return m_loss; }
    Profile profile() const override
    {
        Profile result;
        for (const engine::OpTime& time : m_trainer->opTimes())
            result.ops.push_back({time.op, time.seconds, time.calls, time.flops});
        return result;
    }

private:
    engine::BatchShape shape() const { return m_parts.batches->shapes().front(); }
    TrainingParts m_parts;
    std::unique_ptr<engine::ParameterStore> m_store;
    std::unique_ptr<engine::Trainer> m_trainer;
    std::size_t m_arenaBytes = 0;
    double m_loss = 0;
};

class RandomTokens final : public engine::BatchSource {
public:
    RandomTokens(engine::BatchShape shape, std::uint32_t vocabulary)
        : m_shape(shape)
        , m_vocabulary(vocabulary)
    {
    }
    std::int64_t batchesPerEpoch() const override { return 64; }
    std::vector<engine::BatchShape> shapes() const override { return {m_shape}; }
    engine::Batch batch(std::int64_t, std::int64_t index) const override
    {
        engine::Batch result{.shape = m_shape};
        result.items.resize(static_cast<std::size_t>(m_shape.rows));
        std::uint32_t site = 0;
        for (const char* name : {"tokens", "decoder_input", "targets"}) {
            engine::RandomStream random({.seed = 1, .step = static_cast<std::uint64_t>(index)}, site++);
            std::vector<std::int32_t>& ids = result.indices[name];
            ids.resize(static_cast<std::size_t>(m_shape.rows * m_shape.steps));
            for (std::int32_t& id : ids)
                id = static_cast<std::int32_t>(random.below(m_vocabulary));
        }
        result.indices["lengths"].assign(static_cast<std::size_t>(m_shape.rows),
                                         static_cast<std::int32_t>(m_shape.steps));
        return result;
    }

private:
    engine::BatchShape m_shape;
    std::uint32_t m_vocabulary;
};

engine::ImageSet fashionImages()
{
    Result<LoadedDataset> data = DatasetRegistry().load({.id = QStringLiteral("fashion-mnist")});
    if (data)
        return std::move(data->images);
    constexpr std::int64_t kCount = 60'000;
    engine::ImageSet images{.height = 28, .width = 28};
    images.pixels.resize(static_cast<std::size_t>(kCount * images.height * images.width));
    engine::RandomStream random({.seed = 1}, 0);
    for (std::uint8_t& pixel : images.pixels)
        pixel = static_cast<std::uint8_t>(random.below(256));
    return images;
}

engine::ImageSet framed(engine::ImageSet images, std::int64_t margin)
{
    if (margin == 0)
        return images;
    engine::ImageSet result{.height = images.height + 2 * margin, .width = images.width + 2 * margin};
    const std::size_t count = images.count();
    result.pixels.resize(count * static_cast<std::size_t>(result.height * result.width));
    for (std::size_t i = 0; i < count; ++i)
        for (std::int64_t row = 0; row < images.height; ++row) {
            const auto from =
                images.pixels.begin() + (static_cast<std::int64_t>(i) * images.height + row) * images.width;
            const std::int64_t to =
                (static_cast<std::int64_t>(i) * result.height + row + margin) * result.width + margin;
            std::copy(from, from + images.width, result.pixels.begin() + to);
        }
    return result;
}

/// Image batches with the images they read.
class OwnedImages final : public engine::BatchSource {
public:
    OwnedImages(engine::ImageSet images, std::int64_t rows)
        : m_images(std::move(images))
    {
        std::vector<std::uint32_t> items(m_images.count());
        std::iota(items.begin(), items.end(), 0U);
        m_batches = engine::makeImageBatches(m_images, std::move(items), {.rows = rows});
    }
    std::int64_t batchesPerEpoch() const override { return m_batches->batchesPerEpoch(); }
    engine::Batch batch(std::int64_t epoch, std::int64_t index) const override
    {
        return m_batches->batch(epoch, index);
    }
    std::vector<engine::BatchShape> shapes() const override { return m_batches->shapes(); }

private:
    engine::ImageSet m_images;
    std::unique_ptr<engine::BatchSource> m_batches;
};

} // namespace

std::unique_ptr<Work> makeTrainingWork(engine::Backend& backend, TrainingParts parts)
{
    return std::make_unique<TrainingWork>(backend, std::move(parts));
}

std::unique_ptr<engine::BatchSource> makeRandomTokens(engine::BatchShape shape, std::uint32_t vocabulary)
{
    return std::make_unique<RandomTokens>(shape, vocabulary);
}

std::unique_ptr<engine::BatchSource> makeFashionBatches(std::int64_t rows, std::int64_t margin)
{
    return std::make_unique<OwnedImages>(framed(fashionImages(), margin), rows);
}

} // namespace lb::experiments
