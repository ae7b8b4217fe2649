#include "experiments/worker/tokenizer_requests.h"

#include "experiments/datasets/dataset_registry.h"

#include <QCborArray>
#include <QSaveFile>

#include <algorithm>

namespace lb::experiments {

namespace {

constexpr std::size_t kSentencesOfItsOwn = 3; ///< shown when the request brings none

Result<DatasetOptions> optionsOf(const QCborMap& request)
{
    const auto text = [&](const char* key, const QString& otherwise) {
        return request.value(QLatin1String(key)).toString(otherwise);
    };
    DatasetOptions options;
    options.id = text("data", {});
    options.tokenizer = text("tokenizer", options.tokenizer);
    options.tokenizerFile = text("tokenizer_file", {});
    options.pieces = text("pieces", options.pieces);
    options.cacheFolder = text("cache", {});
    options.vocabularySize = static_cast<int>(request.value(QLatin1String("vocabulary")).toInteger(8000));
    options.coverage = request.value(QLatin1String("coverage")).toDouble(options.coverage);
    options.minimumCount = request.value(QLatin1String("minimum_count")).toInteger(options.minimumCount);
    options.limit = request.value(QLatin1String("limit")).toInteger(0);
    options.splitSeed = static_cast<quint64>(request.value(QLatin1String("split_seed")).toInteger(1));
    static const QStringList kPieces{QStringLiteral("unigram"), QStringLiteral("bpe"), QStringLiteral("char"),
                                     QStringLiteral("word")};
    if (!kPieces.contains(options.pieces))
        return fail(
            ErrorKind::InvalidArgument,
            QStringLiteral("There are no pieces \"%1\"; choose unigram, bpe, char or word.").arg(options.pieces));
    if (!(options.coverage >= 0.9 && options.coverage <= 1))
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("A coverage of %1 cannot be used; choose 0.9 to 1.").arg(options.coverage));
    if (options.minimumCount < 1 || options.limit < 0)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The fewest occurrences are 1 or more, and the limit is 0 (all) or more."));
    return options;
}

QCborMap segmentation(const models::Tokenizer& tokenizer, const std::string& sentence)
{
    const auto tokens = models::characterSpans(sentence, tokenizer.tokenize(sentence));
    QCborArray pieces;
    qint64 unknown = 0;
    for (const models::TokenSpan& token : tokens) {
        unknown += token.id == tokenizer.specials().unknown ? 1 : 0;
        pieces.append(QCborMap{{QStringLiteral("id"), token.id},
                               {QStringLiteral("piece"), QString::fromStdString(tokenizer.piece(token.id))},
                               {QStringLiteral("begin"), static_cast<qint64>(token.begin)},
                               {QStringLiteral("end"), static_cast<qint64>(token.end)}});
    }
    const double count = std::max(1.0, static_cast<double>(tokens.size()));
    const auto characters = static_cast<double>(QString::fromStdString(sentence).toUcs4().size());
    return {{QStringLiteral("text"), QString::fromStdString(sentence)},
            {QStringLiteral("pieces"), pieces},
            {QStringLiteral("count"), static_cast<qint64>(tokens.size())},
            {QStringLiteral("unknown_share"), static_cast<double>(unknown) / count},
            {QStringLiteral("characters_per_token"), characters / count}};
}

/// The given sentences, or the first ones that are not trained on.
std::vector<std::string> sentencesOf(const QCborMap& request, const LoadedDataset& data)
{
    std::vector<std::string> sentences;
    for (const QCborValue& sentence : request.value(QLatin1String("sentences")).toArray())
        sentences.push_back(sentence.toString().toStdString());
    for (const std::uint32_t item : data.validation)
        if (request.value(QLatin1String("sentences")).toArray().isEmpty() && sentences.size() < kSentencesOfItsOwn)
            sentences.push_back(data.tokenizer->decode(data.text.sentences[item]));
    return sentences;
}

Result<void> writeFile(const QString& path, const std::string& bytes)
{
    QSaveFile file(path);
    const auto size = static_cast<qint64>(bytes.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size || !file.commit())
        return fail(ErrorKind::Io, QStringLiteral("'%1' cannot be written: %2.").arg(path, file.errorString()));
    return {};
}

} // namespace

Result<QCborMap> trainTokenizer(const QCborMap& request)
{
    const auto options = optionsOf(request);
    if (!options)
        return tl::unexpected(options.error());
    const auto data = DatasetRegistry().load(*options);
    if (!data)
        return tl::unexpected(data.error());
    if (data->kind != DatasetKind::Text)
        return fail(ErrorKind::InvalidArgument,
                    QStringLiteral("The data set \"%1\" has no text to make tokens of.").arg(options->id));
    const models::Tokenizer& tokenizer = *data->tokenizer;
    QCborArray sentences;
    for (const std::string& sentence : sentencesOf(request, *data))
        sentences.append(segmentation(tokenizer, sentence));
    const DatasetDescription described = describe(*data);
    if (const QString out = request.value(QLatin1String("out")).toString(); !out.isEmpty())
        if (const auto written = writeFile(out, tokenizer.serialise()); !written)
            return tl::unexpected(written.error());
    return QCborMap{{QStringLiteral("kind"),
                     QString::fromUtf8(tokenizer.kind().data(), static_cast<qsizetype>(tokenizer.kind().size()))},
                    {QStringLiteral("vocabulary"), tokenizer.vocabularySize()},
                    {QStringLiteral("unknown_share"), described.unknownShare},
                    {QStringLiteral("tokens_per_text"), described.meanLength},
                    {QStringLiteral("sentences"), sentences}};
}

} // namespace lb::experiments
