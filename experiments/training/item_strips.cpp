#include "experiments/training/item_strips.h"

#include "engine/core/philox.h"

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

constexpr std::uint32_t kPriorSite = 0x50;
constexpr quint64 kSampleSeed = 1; ///< the same codes for every run and step

bool isReadable(const RunSetup& setup, std::uint32_t item)
{
    const auto& sentence = setup.data.text.sentences[item];
    return std::find(sentence.begin(), sentence.end(), setup.data.text.unknown) == sentence.end();
}

/// The first items; of text the first without unknown words, as far as there are such.
std::vector<std::uint32_t> firstItems(const RunSetup& setup, std::vector<std::uint32_t> items)
{
    if (setup.isText())
        std::stable_partition(items.begin(), items.end(),
                              [&setup](std::uint32_t item) { return isReadable(setup, item); });
    items.resize(std::min(items.size(), ItemStrips::kItems));
    return items;
}

} // namespace

QByteArray toGrey(std::span<const float> pixels)
{
    constexpr float kWhite = 255.0F;
    QByteArray bytes(static_cast<qsizetype>(pixels.size()), '\0');
    std::transform(pixels.begin(), pixels.end(), bytes.begin(), [](float value) {
        return static_cast<char>(static_cast<unsigned char>(std::lround(std::clamp(value, 0.0F, 1.0F) * kWhite)));
    });
    return bytes;
}

std::vector<float> priorCodes(const RunSetup& setup, quint64 seed, std::int64_t count)
{
    engine::RandomStream random({seed, 0}, kPriorSite);
    return models::priorDraws(setup.codeSpace(), random, count);
}

QString sentenceOf(const RunSetup& setup, std::uint32_t item)
{
    return QString::fromStdString(setup.data.tokenizer->decode(setup.data.text.sentences[item]));
}

ItemStrips::ItemStrips(const RunSetup& setup, std::vector<std::uint32_t> items)
    : m_setup(setup)
    , m_items(firstItems(setup, std::move(items)))
    , m_encoder(setup)
    , m_decoder(setup, static_cast<std::int64_t>(kItems))
{
    if (setup.isText() && !setup.model->hasCodes())
        m_generator = std::make_unique<TextGenerator>(setup.writerParts(), *setup.data.tokenizer,
                                                      marksOf(setup.spec, *setup.data.tokenizer));
}

ItemStrip ItemStrips::make(qint64 step, double shuffleGap)
{
    ItemStrip strip{.step = step, .shuffleGap = shuffleGap};
    if (m_generator) {
        addContinuations(strip);
        return strip;
    }
    const auto latent = static_cast<std::size_t>(m_setup.model->latentSize());
    std::vector<float> codes(m_items.size() * latent);
    const auto batches = m_setup.batches(m_items, false);
    for (std::int64_t index = 0; index < batches->batchesPerEpoch(); ++index) {
        const BatchCodes encoded = m_encoder.encode(batches->batch(0, index));
        for (std::size_t row = 0; row < encoded.items.size(); ++row) { // text batches come bucket by bucket
            const auto place = std::find(m_items.begin(), m_items.end(), encoded.items[row]) - m_items.begin();
            std::copy_n(encoded.mean.begin() + static_cast<std::ptrdiff_t>(row * latent), latent,
                        codes.begin() + place * static_cast<std::ptrdiff_t>(latent));
        }
    }
    if (m_setup.isText())
        addText(strip, codes);
    else
        addImages(strip, codes);
    return strip;
}

void ItemStrips::addContinuations(ItemStrip& strip)
{
    std::vector<std::vector<std::int32_t>> prompts;
    for (const std::uint32_t item : m_items) {
        const std::vector<std::int32_t>& sentence = m_setup.data.text.sentences[item];
        prompts.emplace_back(sentence.begin(),
                             sentence.begin() + static_cast<std::ptrdiff_t>(std::min(kGivenWords, sentence.size())));
    }
    const std::vector<std::vector<std::int32_t>> texts = continued(prompts);
    for (std::size_t i = 0; i < prompts.size(); ++i)
        strip.items.append({.input = QString::fromStdString(m_setup.data.tokenizer->decode(prompts[i])),
                            .output = QString::fromStdString(m_setup.data.tokenizer->decode(texts[i]))});
    for (const std::vector<std::int32_t>& text : continued(std::vector<std::vector<std::int32_t>>(kSampleTexts)))
        strip.samples.append(QByteArray::fromStdString(m_setup.data.tokenizer->decode(text)));
}

std::vector<std::vector<std::int32_t>> ItemStrips::continued(std::vector<std::vector<std::int32_t>> prompts)
{
    const GenerationSettings settings{.sampling = {.temperature = 0.8, .topP = 0.95}, .maximumTokens = kWrittenTokens};
    const std::vector<WrittenText> texts = m_generator->run(prompts, {}, settings);
    for (std::size_t i = 0; i < prompts.size(); ++i)
        for (const WrittenToken& token : texts[i].tokens)
            prompts[i].push_back(token.id);
    return prompts;
}

bool ItemStrips::hasPrior() const
{
    const QString kind = m_setup.spec.text(QStringLiteral("latent.kind"));
    return kind != QStringLiteral("ae") && kind != QStringLiteral("rae");
}

void ItemStrips::addText(ItemStrip& strip, const std::vector<float>& codes)
{
    const auto longest = static_cast<int>(m_setup.buckets.back());
    const auto sentences = m_decoder.sentences(codes, {.maximumTokens = longest});
    for (std::size_t i = 0; i < m_items.size(); ++i)
        strip.items.append({.input = sentenceOf(m_setup, m_items[i]),
                            .output = QString::fromStdString(m_setup.data.tokenizer->decode(sentences[i]))});
    if (hasPrior())
        addTextSamples(strip);
}

void ItemStrips::addTextSamples(ItemStrip& strip)
{
    const std::vector<float> codes = priorCodes(m_setup, kSampleSeed, static_cast<std::int64_t>(kSampleTexts));
    for (const std::vector<std::int32_t>& sentence :
         m_decoder.sentences(codes, {.maximumTokens = static_cast<int>(m_setup.buckets.back())}))
        strip.samples.append(QByteArray::fromStdString(m_setup.data.tokenizer->decode(sentence)));
}

void ItemStrips::addImages(ItemStrip& strip, const std::vector<float>& codes)
{
    const engine::ImageSet& images = m_setup.data.images;
    strip.height = static_cast<int>(images.height);
    strip.width = static_cast<int>(images.width);
    const auto pixels = static_cast<std::size_t>(images.height * images.width);
    const std::vector<float> decoded = m_decoder.images(codes);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const auto* source = reinterpret_cast<const char*>(images.pixels.data()) + m_items[i] * pixels;
        strip.items.append({.inputImage = QByteArray(source, static_cast<qsizetype>(pixels)),
                            .outputImage = toGrey(std::span<const float>(decoded).subspan(i * pixels, pixels))});
    }
    if (hasPrior())
        addImageSamples(strip);
}

void ItemStrips::addImageSamples(ItemStrip& strip)
{
    const std::vector<float> decoded =
        m_decoder.images(priorCodes(m_setup, kSampleSeed, static_cast<std::int64_t>(kSamples)));
    const auto pixels = static_cast<std::size_t>(strip.height) * static_cast<std::size_t>(strip.width);
    for (std::size_t i = 0; i < kSamples; ++i)
        strip.samples.append(toGrey(std::span<const float>(decoded).subspan(i * pixels, pixels)));
}

} // namespace lb::experiments
