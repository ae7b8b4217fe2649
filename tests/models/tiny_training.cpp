#include "tests/models/tiny_training.h"

#include "engine/core/philox.h"
#include "engine/data/dataset.h"
#include "engine/graph/differentiate.h"

#include <algorithm>

namespace lb::testing {

using engine::Batch;
using engine::Graph;
using engine::Program;
using engine::TextSet;
using engine::Value;

namespace {

constexpr std::uint32_t kPrototypes = 4;

/// Pixels: each prototype lights another quarter of the image, with noise of its own on every pixel.
void fillPixels(Batch& batch, std::int64_t pixels, engine::RandomStream& random)
{
    std::vector<float>& values = batch.reals["pixels"];
    for (std::int64_t row = 0; row < batch.shape.rows; ++row) {
        const std::uint32_t prototype = random.below(kPrototypes);
        for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
            const bool isLit = pixel * kPrototypes / pixels == prototype;
            values.push_back((isLit ? 0.8F : 0.1F) + 0.1F * random.uniform());
        }
    }
}

/// Sentences: each prototype starts with its own word and goes on upwards from it, with one word in four at random.
void fillSentences(Batch& batch, std::int64_t vocabulary, engine::RandomStream& random)
{
    const auto [rows, steps] = batch.shape;
    const std::size_t cells = static_cast<std::size_t>(rows * steps);
    std::vector<std::int32_t>& tokens = batch.indices["tokens"];
    std::vector<std::int32_t>& inputs = batch.indices["decoder_input"];
    std::vector<std::int32_t>& targets = batch.indices["targets"];
    tokens.assign(cells, TextSet::kPad);
    inputs.assign(cells, TextSet::kPad);
    targets.assign(cells, -1);
    const auto words = static_cast<std::uint32_t>(vocabulary - TextSet::kUnknown - 1);
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::uint32_t prototype = random.below(kPrototypes);
        const auto length = static_cast<std::int64_t>(1 + random.below(static_cast<std::uint32_t>(steps)));
        batch.indices["lengths"].push_back(static_cast<std::int32_t>(length));
        std::int32_t previous = TextSet::kBegin;
        for (std::int64_t step = 0; step < length; ++step) {
            const std::uint32_t next = random.below(4) == 0
                                           ? random.below(words)
                                           : (prototype * words / kPrototypes + std::uint32_t(step)) % words;
            const auto word =
                step + 1 == length ? TextSet::kEnd : static_cast<std::int32_t>(TextSet::kUnknown + 1 + next);
            const auto cell = static_cast<std::size_t>(step * rows + row);
            tokens[cell] = targets[cell] = word;
            inputs[cell] = previous;
            previous = word;
        }
    }
}

} // namespace

TinyTraining::TinyTraining(const models::Model& model, const models::DataShape& data, TinyTrainingSettings settings,
                           std::unique_ptr<engine::Backend> backend)
    : m_data(data)
    , m_settings(settings)
    , m_isText(model.isText())
    , m_shape{.rows = settings.rows, .steps = model.isText() ? data.maximumSteps : 0}
    , m_evaluation(makeBatch(1000000))
    , m_backend(backend ? std::move(backend) : engine::makeReferenceBackend())
{
    auto graph = std::make_unique<Graph>();
    m_step = model.recordTraining(*graph, m_shape);
    const std::vector<Value> gradients = engine::differentiate(m_step.loss, engine::trainableParameters(*graph));
    m_store = std::make_unique<engine::ParameterStore>(*m_backend, *graph, settings.seed);
    m_optimizer = std::make_unique<engine::Optimizer>(*m_store, engine::OptimizerSettings{});
    std::vector<Value> outputs = gradients;
    outputs.push_back(m_step.loss);
    for (const models::NamedValue& scalar : m_step.scalars)
        outputs.push_back(scalar.value);
    const engine::ExternalStorage storage = m_store->bind(*graph, gradients);
    m_training = std::make_unique<Program>(*m_backend, std::move(graph), outputs, storage);
    const float beta = settings.beta;
    m_training->setInput("beta", std::span(&beta, 1));
}

TinyTraining::~TinyTraining() = default;

Batch TinyTraining::makeBatch(std::uint64_t stream) const
{
    Batch batch{.shape = m_shape};
    engine::RandomStream random({.seed = m_settings.seed, .step = stream}, 7);
    if (m_isText)
        fillSentences(batch, m_data.vocabulary, random);
    else
        fillPixels(batch, m_data.pixels(), random);
    return batch;
}

void TinyTraining::feed(Program& program, const Batch& batch)
{
    for (const auto& [name, values] : batch.reals)
        if (program.graph().findInput(name) >= 0)
            program.setInput(name, std::span(values));
    for (const auto& [name, values] : batch.indices)
        if (program.graph().findInput(name) >= 0)
            program.setInput(name, std::span(values));
}

std::map<std::string, double> TinyTraining::step()
{
    constexpr std::int64_t kBatches = 8; // an epoch: the data set is small enough to be learnt
    feed(*m_training, makeBatch(static_cast<std::uint64_t>(m_done % kBatches)));
    m_training->run({.seed = m_settings.seed, .step = static_cast<std::uint64_t>(m_done)});
    m_store->applyStateUpdates(*m_training);
    std::map<std::string, double> result{{"loss", m_training->scalar(m_step.loss)}};
    for (const models::NamedValue& scalar : m_step.scalars)
        result[scalar.name] = m_training->scalar(scalar.value);
    result["gradient_norm"] = m_optimizer->step(++m_done, m_settings.rate).gradientNorm;
    return result;
}

std::map<std::string, double> TinyTraining::steps(int count)
{
    std::map<std::string, double> last;
    for (int i = 0; i < count; ++i)
        last = step();
    return last;
}

std::unique_ptr<Program> TinyTraining::writing(std::unique_ptr<Graph> graph, std::vector<Value> outputs,
                                               engine::CarriedStore& carried)
{
    engine::ExternalStorage storage = m_store->bind(*graph);
    carried.bind(*graph, storage);
    return std::make_unique<Program>(*m_backend, std::move(graph), std::move(outputs), storage);
}

std::unique_ptr<Program> TinyTraining::program(std::unique_ptr<Graph> graph, std::vector<Value> outputs)
{
    const engine::ExternalStorage storage = m_store->bind(*graph);
    auto result = std::make_unique<Program>(*m_backend, std::move(graph), std::move(outputs), storage);
    feed(*result, m_evaluation);
    return result;
}

} // namespace lb::testing
