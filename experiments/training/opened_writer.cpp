#include "experiments/training/opened_writer.h"

#include "engine/core/philox.h"
#include "engine/ops/precision.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/preview/estimate.h"
#include "experiments/preview/schema.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/device_choice.h"
#include "experiments/training/opened_weights.h"
#include "experiments/training/process_memory.h"
#include "experiments/training/run_setup.h"
#include "models/metrics/code_distribution.h"

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr std::size_t kLargeModel = std::size_t{64} << 20;
constexpr std::uint32_t kCodeSite = 0x52;
constexpr std::uint32_t kPosteriorSite = 0x53;
/// Tokens of a text that an encoder without positions of its own reads.
constexpr qint64 kEncodedAtOnce = 1024;
/// Positions of the graph that scores a model without a limit.
constexpr std::int64_t kScoredAtOnce = 256;

} // namespace

OpenedWriter::~OpenedWriter() = default;

Result<std::unique_ptr<OpenedWriter>> OpenedWriter::open(const RunFolder& folder, const QString& checkpoint,
                                                         const WriterOptions& options)
{
    const Result<QString> path = checkpointOf(folder, checkpoint);
    if (!path)
        return tl::unexpected(path.error());
    const Result<CheckpointHeader> header = readCheckpointHeader(*path);
    if (!header)
        return tl::unexpected(header.error());
    std::unique_ptr<OpenedWriter> writer(new OpenedWriter);
    writer->m_step = header->step;
    writer->m_spec = header->spec.completed(schemaFor(header->spec));
    if (writer->m_spec.text(QStringLiteral("model.family")).startsWith(QStringLiteral("image")))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("This run is a model of images: it writes no text. Choose a run of text."));
    if (isImportedEncoder(writer->m_spec))
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("This run is an imported BERT, which reads texts from both sides and writes none: use "
                           "'embed' or 'score', or fork it as the encoder of a model that writes."));
    auto tokenizer = storedTokenizer(folder);
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    writer->m_tokenizer = std::move(*tokenizer);
    writer->m_marks = marksOf(writer->m_spec, *writer->m_tokenizer);
    auto model = buildModel(writer->m_spec,
                            {.vocabulary = vocabularyOf(writer->m_spec, *writer->m_tokenizer), .maximumSteps = 2});
    if (!model)
        return tl::unexpected(model.error());
    writer->m_model = std::move(*model);
    auto backend = chooseReadingBackend(writer->m_spec.text(QStringLiteral("run.device")),
                                        threadsOf(writer->m_spec, options.threads));
    if (!backend)
        return tl::unexpected(backend.error());
    writer->m_backend = std::move(backend->backend);
    writer->m_arena = std::make_unique<engine::SharedArena>(*writer->m_backend);

    engine::Graph graph;
    if (writer->m_model->hasCodes())
        writer->m_model->recordBeginning(graph, {});
    writer->m_model->recordWriting(graph, {});
    std::size_t bytes = 0;
    for (const engine::ParameterInfo& parameter : graph.parameters())
        bytes += graph.typeOf(parameter.value).bytes();
    writer->m_isBf16 = options.precision == QStringLiteral("bf16") ||
                       (options.precision == QStringLiteral("auto") && bytes >= kLargeModel);
    if (writer->m_isBf16)
        engine::storeWeightsInBf16(graph);
    writer->m_weights = std::make_unique<engine::WeightStore>(*writer->m_backend, graph);
    if (const Result<void> read = readWeights(*path, *writer->m_weights, options.isAveraged); !read)
        return tl::unexpected(read.error());
    returnFreedMemory(); // the largest tensor, as it was read
    writer->m_readEncoder = [path = *path, averaged = options.isAveraged](engine::WeightStore& weights) {
        return readWeights(path, weights, averaged);
    };
    writer->m_generator = std::make_unique<TextGenerator>(writer->parts(), *writer->m_tokenizer, writer->m_marks);
    return writer;
}

WriterParts OpenedWriter::parts()
{
    return {.model = m_model.get(),
            .backend = m_backend.get(),
            .program = [this](std::unique_ptr<engine::Graph> graph, const std::vector<engine::Value>& outputs,
                              engine::CarriedStore* carried) {
                return m_weights->program(std::move(graph), outputs, *m_arena, carried);
            }};
}

std::vector<WrittenText> OpenedWriter::write(const QStringList& prompts, const GenerationSettings& settings,
                                             const TextGenerator::OnToken& onToken)
{
    std::vector<std::vector<std::int32_t>> ids;
    for (const QString& prompt : prompts)
        ids.push_back(m_tokenizer->encode(prompt.toStdString()));
    std::vector<float> codes;
    if (m_model->hasCodes()) {
        engine::RandomStream random({settings.seed, 0}, kCodeSite);
        codes = models::priorDraws(codeSpaceOf(m_spec, *m_model), random, prompts.size());
    }
    return m_generator->run(ids, codes, settings, onToken);
}

Result<std::vector<WrittenText>> OpenedWriter::rewrite(const QStringList& texts, bool fromMean,
                                                       const GenerationSettings& settings,
                                                       const TextGenerator::OnToken& onToken)
{
    if (!m_model->hasCodes())
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("This is a language model without codes, so it cannot encode a text: let it continue "
                           "one, or choose a text autoencoder."));
    if (const Result<void> read = openEncoder(); !read)
        return tl::unexpected(read.error());
    models::PosteriorSampler sampler(codeSpaceOf(m_spec, *m_model), settings.seed, kPosteriorSite);
    std::vector<float> codes;
    for (const QString& text : texts) {
        std::vector<std::int32_t> ids = m_tokenizer->encode(text.toStdString());
        if (ids.empty())
            return fail(ErrorKind::InvalidArgument,
                        QStringLiteral("A text without a word has no code. Write a sentence of at least one word."));
        const auto [mean, logVariance] = posteriorOf(std::move(ids));
        const auto width = static_cast<std::int64_t>(mean.size());
        const std::vector<float> code = fromMean ? mean : sampler.draw({mean, width}, {logVariance, width});
        codes.insert(codes.end(), code.begin(), code.end());
    }
    const std::vector<std::vector<std::int32_t>> nothing(static_cast<std::size_t>(texts.size()));
    return m_generator->run(nothing, codes, settings, onToken);
}

/// Once, when a text is to be encoded: those who only write do without its memory.
Result<void> OpenedWriter::openEncoder()
{
    if (m_encoderWeights)
        return {};
    engine::Graph graph;
    m_model->recordEncoding(graph, {.rows = 1, .steps = 1});
    auto weights = std::make_unique<engine::WeightStore>(*m_backend, graph);
    if (const Result<void> read = m_readEncoder(*weights); !read)
        return read;
    m_encoderWeights = std::move(weights);
    return {};
}

std::pair<std::vector<float>, std::vector<float>> OpenedWriter::posteriorOf(std::vector<std::int32_t> ids)
{
    const qint64 positions = m_spec.integer(QStringLiteral("encoder.positions"));
    const auto longest = static_cast<std::size_t>(positions > 0 ? positions : kEncodedAtOnce) - 1;
    ids.resize(std::min(ids.size(), longest));
    ids.push_back(m_marks.end); // the encoder has been trained to see it
    auto graph = std::make_unique<engine::Graph>();
    const models::EncodingGraph encoding =
        m_model->recordEncoding(*graph, {.rows = 1, .steps = static_cast<std::int64_t>(ids.size())});
    std::vector<engine::Value> outputs{encoding.mean};
    if (!encoding.logVariance.isNull())
        outputs.push_back(encoding.logVariance);
    const auto program = m_encoderWeights->program(std::move(graph), outputs, *m_arena);
    const std::vector<std::int32_t> length{static_cast<std::int32_t>(ids.size())};
    program->setInput("tokens", std::span<const std::int32_t>(ids));
    program->setInput("lengths", std::span<const std::int32_t>(length));
    program->run({});
    return {program->fetch(encoding.mean),
            encoding.logVariance.isNull() ? std::vector<float>{} : program->fetch(encoding.logVariance)};
}

std::vector<double> OpenedWriter::losses(const std::vector<std::int32_t>& inputs,
                                         const std::vector<std::int32_t>& targets)
{
    const auto steps = static_cast<std::int64_t>(inputs.size());
    auto graph = std::make_unique<engine::Graph>();
    const models::ScoringGraph scoring = m_model->recordScoring(*graph, {.rows = 1, .steps = steps});
    const auto scored = m_weights->program(std::move(graph), {scoring.tokenLosses}, *m_arena);
    const std::vector<std::int32_t> length{static_cast<std::int32_t>(steps)};
    const auto set = [&](const char* name, const std::vector<std::int32_t>& numbers) {
        if (scored->graph().findInput(name) >= 0)
            scored->setInput(name, std::span<const std::int32_t>(numbers));
    };
    set("tokens", inputs);
    set("decoder_input", inputs);
    set("targets", targets);
    set("lengths", length);
    scored->run({});
    const std::vector<float> values = scored->fetch(scoring.tokenLosses);
    return {values.begin(), values.end()};
}

Result<std::vector<ScoredToken>> OpenedWriter::score(const QString& text)
{
    if (m_model->hasCodes())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("This model writes from a code, so a text alone has no probability: use 'evaluate', "
                                   "which estimates it by importance sampling. A language model can score a text."));
    std::vector<std::int32_t> words;
    if (m_marks.begin >= 0)
        words.push_back(m_marks.begin);
    const std::vector<std::int32_t> ids = m_tokenizer->encode(text.toStdString());
    words.insert(words.end(), ids.begin(), ids.end());
    if (m_marks.begin >= 0 && m_marks.end >= 0)
        words.push_back(m_marks.end);
    if (words.size() < 2)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("A text of %1 tokens cannot be scored: each token is judged by those before it. Give "
                           "a longer one.")
                .arg(words.size()));
    engine::Graph graph;
    const std::int64_t longest = m_model->recordWriting(graph, {}).longest;
    const auto window = static_cast<std::size_t>(longest > 0 ? longest : kScoredAtOnce * 16);
    std::vector<ScoredToken> result;
    std::size_t scored = 1; // words[0] is given
    while (scored < words.size()) {
        const std::size_t begin = scored == 1 ? 0 : scored - window / 2; // half of a window is what was there before
        const std::size_t end = std::min(words.size(), begin + window + 1);
        const auto first = words.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = words.begin() + static_cast<std::ptrdiff_t>(end);
        const std::vector<double> each = losses({first, last - 1}, {first + 1, last});
        for (; scored < end; ++scored)
            result.push_back({words[scored], -each[scored - begin - 1]});
    }
    return result;
}

} // namespace lb::experiments
