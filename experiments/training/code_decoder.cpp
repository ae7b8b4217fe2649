#include "experiments/training/code_decoder.h"

#include "engine/core/philox.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr std::uint32_t kSamplingSite = 0x5A;

} // namespace

/// Picks the next token of each row from its logits.
struct CodeDecoder::Sampler {
    TextDecodingOptions options;
    engine::RandomStream random;

    explicit Sampler(const TextDecodingOptions& wanted)
        : options(wanted)
        , random({wanted.seed, 0}, kSamplingSite)
    {
    }

    std::int32_t pick(std::span<float> logits)
    {
        // <pad> and <s> are never targets, so they are no words to say; <unk> is one of many words, and none itself.
        logits[engine::TextSet::kUnknown] = -std::numeric_limits<float>::infinity();
        const auto first = logits.begin() + engine::TextSet::kEnd;
        if (options.temperature <= 0)
            return static_cast<std::int32_t>(std::max_element(first, logits.end()) - logits.begin());
        const float top = *std::max_element(first, logits.end());
        double total = 0;
        for (auto it = first; it != logits.end(); ++it)
            total += std::exp((*it - top) / options.temperature);
        double left = static_cast<double>(random.uniform()) * total;
        for (auto it = first; it != logits.end(); ++it) {
            left -= std::exp((*it - top) / options.temperature);
            if (left <= 0)
                return static_cast<std::int32_t>(it - logits.begin());
        }
        return engine::TextSet::kEnd;
    }
};

CodeDecoder::~CodeDecoder() = default;

CodeDecoder::CodeDecoder(const RunSetup& setup, std::int64_t rows)
    : m_setup(setup)
    , m_rows(rows)
{
    if (setup.isText()) {
        m_stepper = std::make_unique<TextStepper>(setup, rows);
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

void CodeDecoder::decodeChunk(const std::vector<float>& codes, std::size_t used, Sampler& sampler,
                              std::vector<std::vector<std::int32_t>>& result)
{
    const auto rows = static_cast<std::size_t>(m_rows);
    m_stepper->start(codes);
    std::vector<std::int32_t> tokens(rows, engine::TextSet::kBegin);
    std::vector<bool> isDone(used, false);
    const std::size_t offset = result.size();
    result.resize(offset + used);
    const std::int64_t longest = m_stepper->longest();
    const std::int64_t wanted = sampler.options.maximumTokens;
    while (m_stepper->position() < (longest > 0 ? std::min(longest, wanted) : wanted)) {
        std::vector<float> logits = m_stepper->next(tokens);
        const std::size_t vocabulary = logits.size() / rows;
        for (std::size_t row = 0; row < used; ++row) {
            tokens[row] = sampler.pick(std::span<float>(logits).subspan(row * vocabulary, vocabulary));
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
    const std::size_t count = codes.size() / latent;
    Sampler sampler(options);
    std::vector<std::vector<std::int32_t>> result;
    for (std::size_t begin = 0; begin < count; begin += rows) {
        const std::size_t used = std::min(rows, count - begin);
        std::vector<float> chunk(rows * latent, 0.0F);
        std::copy_n(codes.begin() + static_cast<std::ptrdiff_t>(begin * latent), used * latent, chunk.begin());
        decodeChunk(chunk, used, sampler, result);
    }
    return result;
}

} // namespace lb::experiments
