#include "experiments/datasets/text_preparation.h"

#include "experiments/datasets/cache_file.h"
#include "experiments/datasets/engine_error.h"
#include "experiments/datasets/file_bytes.h"
#include "experiments/datasets/fingerprint.h"
#include "experiments/datasets/seeded_split.h"
#include "models/text/character_tokenizer.h"
#include "models/text/find_tokenizer.h"
#include "models/text/sentencepiece_tokenizer.h"
#include "models/text/word_tokenizer.h"

#include <QFileInfo>

#include <algorithm>
#include <numeric>

namespace lb::experiments {

namespace {

constexpr std::size_t kFewestSentences = 10;
const QString kWords = QStringLiteral("words");
const QString kCharacters = QStringLiteral("characters");
const QString kImported = QStringLiteral("imported");
const QString kFile = QStringLiteral("file");
const QString kSentencePiece = QStringLiteral("sentencepiece");

using TokenizerPointer = std::shared_ptr<const models::Tokenizer>;

template <class Made>
Result<TokenizerPointer> shared(engine::Result<std::unique_ptr<Made>> made)
{
    if (!made)
        return tl::unexpected(fromEngine(made.error()));
    return TokenizerPointer(std::move(*made));
}

/// Training takes longer than all the rest, and a comparison's runs all ask for the same model.
Result<TokenizerPointer> sentencePieceFor(const std::vector<std::string>& lines, const DatasetOptions& options)
{
    constexpr qint64 kLargestModel = qint64{32} << 20;
    Fingerprint key;
    key.add(static_cast<qint64>(options.vocabularySize));
    key.add(options.pieces);
    key.add(QString::number(options.coverage, 'g', 17));
    for (const std::string& line : lines)
        key.add(std::string_view(line));
    const QString file = QStringLiteral("sentencepiece-2-%1.model").arg(key.hex());
    if (const auto kept = readCacheFile(options.cacheFolder, file, kLargestModel)) {
        auto loaded = shared(models::SentencePieceTokenizer::load(kept->toStdString()));
        if (loaded)
            return loaded;
    }
    auto trained = shared(models::SentencePieceTokenizer::train(
        lines,
        {.maximumSize = options.vocabularySize, .pieces = options.pieces.toStdString(), .coverage = options.coverage}));
    if (trained)
        writeCacheFile(options.cacheFolder, file, QByteArray::fromStdString((*trained)->serialise()));
    return trained;
}

Result<TokenizerPointer> importedTokenizer(const QString& path)
{
    constexpr qint64 kLargestTokenizer = qint64{64} << 20;
    if (path.isEmpty())
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The tokenizer \"imported\" belongs to imported models: fork one of those."));
    const auto bytes = readFileBytes(path, kLargestTokenizer);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return shared(models::loadTokenizer({bytes->constData(), static_cast<std::size_t>(bytes->size())}));
}

/// Somebody's tokenizer: the files of a folder, or one file.
Result<TokenizerPointer> foundTokenizer(const QString& path)
{
    if (path.isEmpty())
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("The tokens come from a file, but none is named: set data.tokenizer_file to a "
                           "tokenizer.json, a .model of sentencepiece, what train-tokenizer wrote, or a folder."));
    if (QFileInfo(path).isDir())
        return shared(models::findTokenizer(path.toStdString()));
    return importedTokenizer(path);
}

Result<TokenizerPointer> makeTokenizer(const TextSource& source, const std::vector<std::string>& lines,
                                       const DatasetOptions& options)
{
    if (options.tokenizer == kImported)
        return importedTokenizer(options.tokenizerFile);
    if (options.tokenizer == kFile)
        return foundTokenizer(options.tokenizerFile);
    if (options.tokenizer == kSentencePiece)
        return sentencePieceFor(lines, options);
    if (options.tokenizer == kCharacters)
        return shared(models::CharacterTokenizer::train(lines, options.vocabularySize, options.minimumCount));
    if (!source.fixedWords.empty())
        return shared(models::WordTokenizer::fromWords(source.fixedWords));
    return shared(models::WordTokenizer::train(lines, options.vocabularySize, options.minimumCount));
}

/// Encodes sentence `from` of the source as the next one of `data`.
void appendSentence(LoadedDataset& data, const TextSource& source, std::uint32_t from, std::size_t mostTokens)
{
    std::vector<std::int32_t> ids = data.tokenizer->encode(source.sentences[from]);
    if (ids.size() > mostTokens) {
        ids.resize(mostTokens);
        ++data.report.cutSentences;
    }
    data.report.tokens += static_cast<qint64>(ids.size());
    data.report.unknownTokens += std::count(ids.begin(), ids.end(), data.text.unknown);
    data.text.sentences.push_back(std::move(ids));
    if (!source.labels.empty())
        data.text.labels.push_back(source.labels[from]);
    const auto width = static_cast<std::ptrdiff_t>(data.factorNames.size());
    const auto row = source.factors.begin() + static_cast<std::ptrdiff_t>(from) * width;
    if (width > 0)
        data.factors.insert(data.factors.end(), row, row + width);
}

/// The texts `items` of the source one behind the other, as windows that overlap by a token.
std::vector<std::uint32_t> appendWindows(LoadedDataset& data, const TextSource& source,
                                         const std::vector<std::uint32_t>& items, std::size_t window)
{
    std::vector<std::uint32_t> positions;
    std::vector<std::int32_t> stream;
    const auto cut = [&](std::size_t most) {
        const std::size_t size = std::min(most, stream.size());
        positions.push_back(static_cast<std::uint32_t>(data.text.sentences.size()));
        data.text.sentences.emplace_back(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size));
        stream.erase(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size - 1));
    };
    for (const std::uint32_t item : items) {
        const std::vector<std::int32_t> ids = data.tokenizer->encode(source.sentences[item]);
        data.report.tokens += static_cast<qint64>(ids.size());
        data.report.unknownTokens += std::count(ids.begin(), ids.end(), data.text.unknown);
        if (data.text.begin >= 0)
            stream.push_back(data.text.begin);
        stream.insert(stream.end(), ids.begin(), ids.end());
        if (data.text.end >= 0 && data.text.end != data.text.begin) // one mark between two texts is enough
            stream.push_back(data.text.end);
        while (stream.size() > window)
            cut(window + 1);
    }
    if (stream.size() > 1)
        cut(window + 1);
    return positions;
}

QString fingerprintOf(const LoadedDataset& data)
{
    Fingerprint hash;
    hash.add(data.id);
    hash.add(data.tokenizer->serialise());
    for (const auto& sentence : data.text.sentences)
        hash.add(std::span<const std::int32_t>(sentence));
    if (data.text.isPacked)
        hash.add(std::string_view("packed"));
    hash.add(std::span<const float>(data.factors));
    for (const auto* list : {&data.train, &data.validation, &data.test})
        hash.add(std::span<const std::uint32_t>(*list));
    return hash.hex();
}

} // namespace

Result<void> checkTextOptions(const DatasetOptions& options)
{
    if (options.maximumWords < 4 || options.maximumWords > 1000)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("The longest sentence cannot have %1 words; choose 4 to 1000.").arg(options.maximumWords));
    if (options.window != 0 && (options.window < 8 || options.window > 8192))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("A window of %1 tokens cannot be used; choose 8 to 8192, or 0 for sentences.")
                        .arg(options.window));
    const bool isMadeHere = options.tokenizer != kImported && options.tokenizer != kFile;
    if (isMadeHere && (options.vocabularySize < 100 || options.vocabularySize > 100'000))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("A vocabulary of %1 entries cannot be used; choose 100 to 100000.")
                        .arg(options.vocabularySize));
    static const QStringList kKnown{kWords, kCharacters, kSentencePiece, kFile, kImported};
    if (!kKnown.contains(options.tokenizer))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("There is no tokenizer \"%1\"; choose \"words\", \"characters\", \"file\" or "
                                   "\"sentencepiece\" (\"imported\" is that of an imported model).")
                        .arg(options.tokenizer));
    return {};
}

Result<LoadedDataset> prepareText(TextSource source, const DatasetOptions& options, const TextAmounts& amounts)
{
    const std::size_t count = source.sentences.size();
    if (count < kFewestSentences)
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("\"%1\" has %2 usable sentences; at least %3 are needed for training, validation and test.")
                .arg(options.id)
                .arg(count)
                .arg(kFewestSentences));
    const auto limit = options.limit == 0 ? amounts.defaultLimit : static_cast<std::size_t>(options.limit);
    const Split split = seededSplit(count, sizesFor(count, limit, amounts.mostHeldOut), options.splitSeed);

    std::vector<std::string> trainingLines;
    trainingLines.reserve(split.train.size());
    for (const std::uint32_t item : split.train)
        trainingLines.push_back(source.sentences[item]);
    auto tokenizer = makeTokenizer(source, trainingLines, options);
    if (!tokenizer)
        return tl::unexpected(tokenizer.error());

    LoadedDataset data{.id = options.id, .kind = DatasetKind::Text, .tokenizer = std::move(*tokenizer)};
    data.report = std::move(source.report);
    data.factorNames = source.factorNames;
    if (options.tokenizer == kImported || options.tokenizer == kFile) {
        const models::SpecialTokens specials = data.tokenizer->specials();
        data.text.begin = models::beginMark(specials);
        data.text.end = models::endMark(specials);
        data.text.unknown = specials.unknown;
        if (options.window == 0 && (data.text.begin < 0 || data.text.end < 0))
            return fail(ErrorKind::InvalidArgument,
                        QStringLiteral("The vocabulary has no marks for the beginning and end of a sentence. "
                                       "Train on windows: set data.window, such as 128."));
    }
    data.text.vocabularySize =
        options.tokenizer == kImported ? options.vocabularySize : data.tokenizer->vocabularySize();
    const auto mostTokens = 2 * static_cast<std::size_t>(options.maximumWords);
    data.text.isPacked = options.window > 0;
    const auto fill = [&](const std::vector<std::uint32_t>& items) {
        if (data.text.isPacked)
            return appendWindows(data, source, items, static_cast<std::size_t>(options.window));
        std::vector<std::uint32_t> positions(items.size());
        std::iota(positions.begin(), positions.end(), static_cast<std::uint32_t>(data.text.sentences.size()));
        for (const std::uint32_t item : items)
            appendSentence(data, source, item, mostTokens);
        return positions;
    };
    data.train = fill(split.train);
    data.validation = fill(split.validation);
    data.test = fill(split.test);
    data.splitHash = splitHash(split);
    data.fingerprint = fingerprintOf(data);
    return data;
}

} // namespace lb::experiments
