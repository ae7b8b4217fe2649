#include "experiments/datasets/mixture_text.h"

#include "experiments/datasets/file_bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>

#include <cstring>
#include <optional>
#include <type_traits>

namespace lb::experiments {

namespace {

using Sentence = MixtureGenerator::Sentence;
static_assert(std::is_trivially_copyable_v<Sentence>);

constexpr std::uint64_t kSeed = 1;
constexpr qsizetype kHashBytes = 32;
constexpr qsizetype kSentenceBytes = sizeof(Sentence) * kMixtureSentences;

/// The version counts changes of the generator: another one must not find this one's sentences.
QString cacheFile(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("mixture-text-1.bin"));
}

QByteArray hashOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result();
}

/// The file is the sentences as they lie in memory, behind their SHA-256: a cache stays on its machine.
std::optional<std::vector<Sentence>> readCache(const QString& folder)
{
    if (folder.isEmpty())
        return std::nullopt;
    const auto bytes = readFileBytes(cacheFile(folder), kHashBytes + kSentenceBytes);
    if (!bytes || bytes->size() != kHashBytes + kSentenceBytes)
        return std::nullopt;
    const QByteArrayView content = QByteArrayView(*bytes).sliced(kHashBytes);
    if (hashOf(content) != bytes->first(kHashBytes))
        return std::nullopt;
    std::vector<Sentence> sentences(kMixtureSentences);
    std::memcpy(sentences.data(), content.data(), static_cast<std::size_t>(content.size()));
    return sentences;
}

void writeCache(const QString& folder, const std::vector<Sentence>& sentences)
{
    if (folder.isEmpty() || !QDir().mkpath(folder))
        return;
    const QByteArrayView content(reinterpret_cast<const char*>(sentences.data()), kSentenceBytes);
    QSaveFile file(cacheFile(folder));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(hashOf(content));
    file.write(content.data(), content.size());
    file.commit(); // a failure leaves no file: the sentences are made again next time
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
    auto sentences = readCache(cacheFolder);
    if (!sentences) {
        const MixtureGenerator generator(kSeed);
        sentences.emplace();
        sentences->reserve(kMixtureSentences);
        for (std::uint64_t i = 0; i < kMixtureSentences; ++i)
            sentences->push_back(generator.sentence(i));
        writeCache(cacheFolder, *sentences);
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
