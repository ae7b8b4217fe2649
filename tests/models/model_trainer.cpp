#include "tests/models/model_trainer.h"

#include "engine/core/philox.h"
#include "tests/models/model_cases.h"

#include <numeric>

namespace lb::testing {

namespace {

constexpr std::uint32_t kItems = 40;
constexpr engine::RandomKey kContent{.seed = 11};

engine::ImageSet someImages()
{
    engine::ImageSet images{.height = kTinyData.height, .width = kTinyData.width};
    engine::RandomStream random(kContent, 7);
    for (std::int64_t i = 0; i < kItems * kTinyData.pixels(); ++i)
        images.pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
    return images;
}

engine::TextSet someSentences()
{
    engine::TextSet text{.vocabularySize = static_cast<std::int32_t>(kTinyData.vocabulary)};
    engine::RandomStream random(kContent, 7);
    const auto words = static_cast<std::uint32_t>(kTinyData.vocabulary) - 4;
    for (std::uint32_t item = 0; item < kItems; ++item) {
        const std::uint32_t length = 1 + random.below(static_cast<std::uint32_t>(kTinyData.maximumSteps) - 1);
        std::vector<std::int32_t>& sentence = text.sentences.emplace_back();
        for (std::uint32_t word = 0; word < length; ++word)
            sentence.push_back(4 + static_cast<std::int32_t>(random.below(words)));
    }
    return text;
}

} // namespace

ModelTrainer::ModelTrainer(const std::string& family, const std::string& latent,
                           std::unique_ptr<engine::Backend> backend, std::int64_t accumulate)
    : m_model(tinyModel(family, latent))
    , m_backend(std::move(backend))
    , m_images(someImages())
    , m_text(someSentences())
{
    std::vector<std::uint32_t> items(kItems);
    std::iota(items.begin(), items.end(), 0U);
    const engine::BatchOptions options{.rows = 4, .seed = 3};
    m_batches = m_model->isText() ? engine::makeTextBatches(m_text, items, {kTinyData.maximumSteps}, options)
                                  : engine::makeImageBatches(m_images, items, options);
    const auto record = [model = m_model.get()](engine::Graph& graph, engine::BatchShape shape) {
        const models::TrainingGraph step = model->recordTraining(graph, shape);
        engine::RecordedStep recorded{.loss = step.loss};
        for (const models::NamedValue& scalar : step.scalars)
            recorded.scalars.push_back(scalar.value);
        return recorded;
    };
    engine::Graph graph;
    record(graph, m_batches->shapes().front());
    m_store = std::make_unique<engine::ParameterStore>(*m_backend, graph, 7);
    m_trainer = std::make_unique<engine::Trainer>(
        *m_store, *m_batches, record,
        engine::TrainerSettings{
            .seed = 7, .rate = {.rate = 3e-3}, .kl = {}, .accumulate = accumulate, .totalSteps = 1000});
}

ModelTrainer::~ModelTrainer() = default;

} // namespace lb::testing
