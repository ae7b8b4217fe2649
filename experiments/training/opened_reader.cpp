#include "experiments/training/opened_reader.h"

#include "engine/io/safetensors_archive.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/preview/schema.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/device_choice.h"
#include "experiments/training/opened_weights.h"
#include "experiments/training/run_setup.h"

#include <algorithm>

namespace lb::experiments {

using models::TextPooling;

namespace {

constexpr std::size_t kRowsAtOnce = 16;

Result<void> mustRead(const RunSpec& spec)
{
    if (spec.text(QStringLiteral("model.family")) == QStringLiteral("text-transformer"))
        return {};
    return fail(ErrorKind::InvalidArgument,
                QStringLiteral("This run is of the family %1; only a text transformer, such as an imported BERT, gives "
                               "vectors of texts. Use 'encode' for the codes of a split.")
                    .arg(spec.text(QStringLiteral("model.family"))));
}

} // namespace

/// Texts of tokens that are read together.
struct OpenedReader::Rows {
    std::vector<std::vector<std::int32_t>> texts;
    std::vector<std::int32_t> places;  ///< of the hidden token in each; empty: none is hidden
    std::vector<std::int32_t> targets; ///< what stands there
};

OpenedReader::~OpenedReader() = default;

Result<std::unique_ptr<OpenedReader>> OpenedReader::open(const RunFolder& folder, const QString& checkpoint,
                                                         int threads)
{
    const Result<QString> path = checkpointOf(folder, checkpoint);
    if (!path)
        return tl::unexpected(path.error());
    const Result<CheckpointHeader> header = readCheckpointHeader(*path);
    if (!header)
        return tl::unexpected(header.error());
    std::unique_ptr<OpenedReader> reader(new OpenedReader);
    reader->m_step = header->step;
    reader->m_spec = header->spec.completed(schemaFor(header->spec));
    if (const auto readable = mustRead(reader->m_spec); !readable)
        return tl::unexpected(readable.error());
    auto tokenizer = storedTokenizer(folder);
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());
    reader->m_tokenizer = std::move(*tokenizer);
    const auto archive = engine::openSafetensors(path->toStdString());
    if (!archive)
        return tl::unexpected(fromEngine(archive.error()));
    reader->m_hasHead = archive->find("model/encoder/predictions/dense/weight") != nullptr;
    reader->m_hasQuery = archive->find("model/encoder/pool/query") != nullptr;
    auto backend =
        chooseReadingBackend(reader->m_spec.text(QStringLiteral("run.device")), threadsOf(reader->m_spec, threads));
    if (!backend)
        return tl::unexpected(backend.error());
    reader->m_backend = std::move(backend->backend);
    reader->m_arena = std::make_unique<engine::SharedArena>(*reader->m_backend);
    reader->m_reader = std::make_unique<models::TextReader>(modelConfig(reader->m_spec),
                                                            vocabularyOf(reader->m_spec, *reader->m_tokenizer));
    engine::Graph graph;
    reader->m_reader->recordVectors(graph, {1, 1}, reader->m_hasQuery ? TextPooling::Weighted : TextPooling::Mean);
    if (reader->m_hasHead) {
        engine::Graph guesses; // has all that the vectors have but the query
        reader->m_reader->recordGuesses(guesses, {1, 1});
        reader->m_weights = std::make_unique<engine::WeightStore>(*reader->m_backend, guesses);
        reader->m_hasQuery = false;
    } else {
        reader->m_weights = std::make_unique<engine::WeightStore>(*reader->m_backend, graph);
    }
    if (const Result<void> read = readWeights(*path, *reader->m_weights, false); !read)
        return tl::unexpected(read.error());
    return reader;
}

std::vector<std::int32_t> OpenedReader::framed(const QString& text) const
{
    const models::SpecialTokens specials = m_tokenizer->specials();
    const bool isBert = specials.classification >= 0;
    std::vector<std::int32_t> words;
    if (isBert) // models that were trained here read a sentence and its end
        words.push_back(specials.classification);
    const std::vector<std::int32_t> ids = m_tokenizer->encode(text.toStdString());
    words.insert(words.end(), ids.begin(), ids.end());
    if (const std::int32_t end = isBert ? specials.separator : models::endMark(specials); end >= 0)
        words.push_back(end);
    return words;
}

std::vector<float> OpenedReader::run(const Rows& rows,
                                     const std::function<engine::Value(engine::Graph&, engine::BatchShape)>& record)
{
    std::size_t longest = 1;
    for (const auto& text : rows.texts)
        longest = std::max(longest, text.size());
    const auto count = rows.texts.size();
    auto graph = std::make_unique<engine::Graph>();
    const engine::BatchShape shape{static_cast<std::int64_t>(count), static_cast<std::int64_t>(longest)};
    const engine::Value output = record(*graph, shape);
    const auto program = m_weights->program(std::move(graph), {output}, *m_arena);
    std::vector<std::int32_t> tokens(count * longest); // the padding's ids do not matter: the lengths hide it
    std::vector<std::int32_t> lengths(count);
    for (std::size_t row = 0; row < count; ++row) {
        lengths[row] = static_cast<std::int32_t>(rows.texts[row].size());
        for (std::size_t i = 0; i < rows.texts[row].size(); ++i)
            tokens[i * count + row] = rows.texts[row][i];
    }
    program->setInput("tokens", std::span<const std::int32_t>(tokens));
    program->setInput("lengths", std::span<const std::int32_t>(lengths));
    if (!rows.places.empty()) {
        std::vector<std::int32_t> places(count);
        for (std::size_t row = 0; row < count; ++row)
            places[row] = static_cast<std::int32_t>(row * longest) + rows.places[row];
        program->setInput("places", std::span<const std::int32_t>(places));
        program->setInput("targets", std::span<const std::int32_t>(rows.targets));
    }
    program->run({});
    return program->fetch(output);
}

Result<TextVectors> OpenedReader::vectors(const QStringList& texts, TextPooling pooling,
                                          const std::function<bool(qint64 done)>& goesOn)
{
    if (pooling == TextPooling::Weighted && !m_hasQuery)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("This model has no trained weights for a mean of its tokens. Take the pooling 'mean' "
                           "or 'first'."));
    TextVectors result{.width = m_reader->width()};
    for (qsizetype first = 0; first < texts.size(); first += static_cast<qsizetype>(kRowsAtOnce)) {
        Rows rows;
        for (const QString& text : texts.mid(first, static_cast<qsizetype>(kRowsAtOnce))) {
            std::vector<std::int32_t> words = framed(text);
            if (words.empty())
                return fail(ErrorKind::InvalidArgument,
                            QStringLiteral("Text %1 has no tokens, so it has no vector. Leave it out.")
                                .arg(first + static_cast<qsizetype>(rows.texts.size()) + 1));
            if (words.size() > static_cast<std::size_t>(m_reader->longest())) {
                words.resize(static_cast<std::size_t>(m_reader->longest()));
                ++result.cutTexts;
            }
            rows.texts.push_back(std::move(words));
        }
        const std::vector<float> numbers = run(rows, [&](engine::Graph& graph, engine::BatchShape shape) {
            return m_reader->recordVectors(graph, shape, pooling);
        });
        result.numbers.insert(result.numbers.end(), numbers.begin(), numbers.end());
        if (goesOn && !goesOn(first + static_cast<qsizetype>(rows.texts.size())))
            break;
    }
    return result;
}

Result<std::vector<ScoredToken>> OpenedReader::score(const QString& text)
{
    const std::int32_t mask = m_tokenizer->specials().mask;
    if (!m_hasHead || mask < 0)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("This model cannot guess hidden words: it has no %1. Import a BERT with its head for "
                           "masked words (cls/predictions) and a vocabulary with [MASK].")
                .arg(m_hasHead ? QStringLiteral("token that hides one") : QStringLiteral("head for them")));
    const std::vector<std::int32_t> words = framed(text);
    if (words.size() > static_cast<std::size_t>(m_reader->longest()))
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("The text has %1 tokens with its marks; this model reads %2 at most. Give a shorter one.")
                .arg(words.size())
                .arg(m_reader->longest()));
    std::vector<ScoredToken> result;
    const std::size_t end = words.empty() ? 0 : words.size() - 1; // the marks are not scored
    for (std::size_t first = 1; first < end; first += kRowsAtOnce) {
        Rows rows;
        for (std::size_t place = first; place < std::min(end, first + kRowsAtOnce); ++place) {
            rows.texts.push_back(words);
            rows.texts.back()[place] = mask;
            rows.places.push_back(static_cast<std::int32_t>(place));
            rows.targets.push_back(words[place]);
        }
        const std::vector<float> losses = run(rows, [&](engine::Graph& graph, engine::BatchShape shape) {
            return m_reader->recordGuesses(graph, shape);
        });
        for (std::size_t i = 0; i < losses.size(); ++i)
            result.push_back({rows.targets[i], -static_cast<double>(losses[i])});
    }
    return result;
}

} // namespace lb::experiments
