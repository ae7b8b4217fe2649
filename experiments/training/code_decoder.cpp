#include "experiments/training/code_decoder.h"

#include "models/text/sampling.h"

#include <algorithm>
#include <limits>

namespace lb::experiments {

namespace {

/// The next word of text `sequence`. <pad> and <s> are never targets, so they are no words to say; <unk> is one of many
/// words, and none itself.
std::int32_t nextWord(std::span<const float> logits, const TextDecodingOptions& options, std::size_t sequence,
                      std::int64_t position)
{
    std::vector<float> words(logits.begin(), logits.end());
    for (const std::int32_t mark : {engine::TextSet::kPad, engine::TextSet::kBegin, engine::TextSet::kUnknown})
        words[static_cast<std::size_t>(mark)] = -std::numeric_limits<float>::infinity();
    return models::NextToken(std::move(words), {}, {.temperature = options.temperature})
        .draw(models::samplingNumber(options.seed, sequence, static_cast<std::uint64_t>(position)))
        .id;
}

} // namespace

CodeDecoder::~CodeDecoder() = default;

CodeDecoder::CodeDecoder(const RunSetup& setup, std::int64_t rows)
    : m_setup(setup)
    , m_rows(rows)
{
    if (setup.isText()) {
        m_stepper = std::make_unique<TextStepper>(setup.writerParts(), rows);
        return;
    }
    auto graph = std::make_unique<engine::Graph>();
    m_image = setup.model->recordDecoding(*graph, {.rows = rows}).output;
    m_program = setup.program(std::move(graph), {m_image});
}

std::vector<float> CodeDecoder::images(std::span<const float> codes)
{
    const auto latent = static_cast<std::size_t>(m_setup.model->latentSize());
    const auto rows = static_cast<std::size_t>(m_rows);
    const std::size_t count = codes.size() / latent;
    std::vector<float> result;
    for (std::size_t begin = 0; begin < count; begin += rows) {
        const std::size_t used = std::min(rows, count - begin);
        std::vector<float> chunk(rows * latent, 0.0F);
        std::copy_n(codes.begin() + static_cast<std::ptrdiff_t>(begin * latent), used * latent, chunk.begin());
        m_program->setInput("z", std::span<const float>(chunk));
        m_program->run({});
        const std::vector<float> decoded = m_program->fetch(m_image);
        const std::size_t pixels = decoded.size() / rows;
        result.insert(result.end(), decoded.begin(), decoded.begin() + static_cast<std::ptrdiff_t>(used * pixels));
    }
    return result;
}

void CodeDecoder::decodeChunk(const std::vector<float>& codes, std::size_t used,
                              const TextDecodingOptions& options,
                              std::vector<std::vector<std::int32_t>>& result)
{
    const auto rows = static_cast<std::size_t>(m_rows);
    const std::int64_t longest = m_stepper->longest();
    const std::int64_t wanted =
        longest > 0 ? std::min<std::int64_t>(longest, options.maximumTokens) : options.maximumTokens;
    m_stepper->start(codes, wanted);
    std::vector<std::int32_t> tokens(rows, engine::TextSet::kBegin);
    std::vector<bool> isDone(used, false);
    const std::size_t offset = result.size();
    result.resize(offset + used);
    while (m_stepper->position() < wanted) {
        const std::int64_t position = m_stepper->position();
        const std::vector<float> logits = m_stepper->next(std::span<const std::int32_t>(tokens));
        const std::size_t vocabulary = logits.size() / rows;
        for (std::size_t row = 0; row < used; ++row) {
            tokens[row] = nextWord(std::span(logits).subspan(row * vocabulary, vocabulary), options, offset + row,
                                   position);
            isDone[row] = isDone[row] || tokens[row] == engine::TextSet::kEnd;
            if (!isDone[row])
                result[offset + row].push_back(tokens[row]);
        }
        if (std::all_of(isDone.begin(), isDone.end(), [](bool done) { return done; }))
            return;
    }
}

std::vector<std::vector<std::int32_t>> CodeDecoder::sentences(std::span<const float> codes,
                                                              const TextDecodingOptions& options)
{
    const auto latent = static_cast<std::size_t>(m_setup.model->latentSize());
    const auto rows = static_cast<std::size_t>(m_rows);
    const std::size_t count = latent > 0 ? codes.size() / latent : static_cast<std::size_t>(options.texts);
    std::vector<std::vector<std::int32_t>> result;
    for (std::size_t begin = 0; begin < count; begin += rows) {
        const std::size_t used = std::min(rows, count - begin);
        std::vector<float> chunk(rows * latent, 0.0F);
        std::copy_n(codes.begin() + static_cast<std::ptrdiff_t>(begin * latent), used * latent, chunk.begin());
        decodeChunk(chunk, used, options, result);
    }
    return result;
}

} // namespace lb::experiments
