#include "experiments/datasets/mixture_text.h"

#include "experiments/datasets/cache_file.h"

#include <cstring>
#include <optional>
#include <type_traits>

namespace lb::experiments {

namespace {

using Sentence = MixtureGenerator::Sentence;
static_assert(std::is_trivially_copyable_v<Sentence>);

constexpr std::uint64_t kSeed = 1;
constexpr qsizetype kSentenceBytes = sizeof(Sentence) * kMixtureSentences;

/// The number counts changes of the generator: another one must not find this one's sentences.
const QString kCacheFile = QStringLiteral("mixture-text-1.bin");

/// The sentences as they lie in memory: a cache stays on its machine.
std::optional<std::vector<Sentence>> readSentences(const QString& folder)
{
    const auto bytes = readCacheFile(folder, kCacheFile, kSentenceBytes);
    if (!bytes || bytes->size() != kSentenceBytes)
        return std::nullopt;
    std::vector<Sentence> sentences(kMixtureSentences);
    std::memcpy(sentences.data(), bytes->data(), static_cast<std::size_t>(bytes->size()));
    return sentences;
}

std::string textOf(const Sentence& sentence)
{
    std::string text;
    for (const std::uint16_t word : sentence.words)
        text.append(text.empty() ? "" : " ").append(MixtureGenerator::names()[word]);
    return text;
}

} // namespace

TextSource loadMixtureText(const QString& cacheFolder)
{
    auto sentences = readSentences(cacheFolder);
    if (!sentences) {
        const MixtureGenerator generator(kSeed);
        sentences.emplace();
        sentences->reserve(kMixtureSentences);
        for (std::uint64_t i = 0; i < kMixtureSentences; ++i)
            sentences->push_back(generator.sentence(i));
        writeCacheFile(cacheFolder, kCacheFile,
                       QByteArrayView(reinterpret_cast<const char*>(sentences->data()), kSentenceBytes));
    }
    TextSource source;
    source.fixedWords = MixtureGenerator::names();
    source.factorNames = {QStringLiteral("z1"), QStringLiteral("z2"), QStringLiteral("component")};
    for (const Sentence& sentence : *sentences) {
        source.sentences.push_back(textOf(sentence));
        source.labels.push_back("component " + std::to_string(sentence.component + 1));
        source.factors.insert(source.factors.end(),
                              {sentence.z[0], sentence.z[1], static_cast<float>(sentence.component)});
    }
    source.report.found = source.report.accepted = kMixtureSentences;
    return source;
}

DatasetPreview previewMixtureText(int count)
{
    const MixtureGenerator generator(kSeed);
    DatasetPreview preview;
    for (int i = 0; i < std::min(count, kMixtureSentences); ++i)
        preview.sentences.append(QString::fromStdString(textOf(generator.sentence(static_cast<std::uint64_t>(i)))));
    return preview;
}

} // namespace lb::experiments
