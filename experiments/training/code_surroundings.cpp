#include "experiments/training/code_surroundings.h"

#include "engine/data/batch_source.h"
#include "experiments/training/sentence_codes.h"
#include "models/metrics/nearest.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lb::experiments {

namespace {

constexpr std::uint64_t kSampleSeed = 1;
constexpr std::int64_t kRows = 32;

} // namespace

CodeSurroundings::CodeSurroundings(OpenedRun& run)
    : m_run(run)
    , m_encoder(run.setup())
{
    const std::vector<std::uint32_t> all = run.itemsOf(QStringLiteral("train")).value();
    const std::vector<std::uint32_t> order = engine::shuffledOrder(all.size(), kSampleSeed, 0);
    for (std::size_t i = 0; i < std::min(all.size(), kSampleItems); ++i)
        m_items.push_back(all[order[i]]);
    m_codes = run.codesOf(m_items);
}

CodeSurroundings::Near CodeSurroundings::nearestTrainingItem(std::span<const float> code) const
{
    Near nearest{.item = 0, .distance = std::numeric_limits<double>::infinity()};
    double best = std::numeric_limits<double>::infinity();
    const std::span<const float> codes(m_codes);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const double square = models::squaredDistance(code, codes.subspan(i * code.size(), code.size()), best);
        if (square < best) {
            best = square;
            nearest = {.item = m_items[i], .distance = std::sqrt(square)};
        }
    }
    return nearest;
}

std::vector<float> CodeSurroundings::encodedAgain(const DecodedItems& decoded)
{
    const RunSetup& setup = m_run.setup();
    std::vector<float> codes;
    if (setup.isText()) {
        const std::vector<float> none(static_cast<std::size_t>(setup.model->latentSize()),
                                      std::numeric_limits<float>::quiet_NaN());
        for (const QString& sentence : decoded.sentences) {
            const std::vector<std::int32_t> ids = setup.data.tokenizer->encode(sentence.toStdString());
            const std::vector<float> code = ids.empty() ? none : m_encoder.encode(sentenceBatch(setup, ids, 1)).mean;
            codes.insert(codes.end(), code.begin(), code.end());
        }
        return codes;
    }
    for (qsizetype begin = 0; begin < decoded.images.size(); begin += kRows) {
        engine::Batch batch{.shape = {.rows = kRows}};
        std::vector<float>& pixels = batch.reals["pixels"];
        for (qsizetype row = begin; row < begin + kRows; ++row) {
            if (row < decoded.images.size())
                batch.items.push_back(static_cast<std::uint32_t>(row));
            for (const char byte : decoded.images[row < decoded.images.size() ? row : begin])
                pixels.push_back(static_cast<float>(static_cast<std::uint8_t>(byte)) / 255.0F);
        }
        const BatchCodes encoded = m_encoder.encode(batch);
        codes.insert(codes.end(), encoded.mean.begin(), encoded.mean.end());
    }
    return codes;
}

std::vector<float> CodeSurroundings::returnDistances(std::span<const float> codes, const DecodedItems& decoded)
{
    const std::vector<float> again = encodedAgain(decoded);
    const auto width = static_cast<std::size_t>(m_run.setup().model->latentSize());
    std::vector<float> distances;
    for (std::size_t begin = 0; begin + width <= std::min(codes.size(), again.size()); begin += width) {
        double square = 0;
        for (std::size_t j = begin; j < begin + width; ++j)
            square += std::pow(static_cast<double>(codes[j]) - static_cast<double>(again[j]), 2);
        distances.push_back(static_cast<float>(std::sqrt(square)));
    }
    return distances;
}

} // namespace lb::experiments
