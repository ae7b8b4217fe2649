#include "models/text/byte_level.h"
#include "models/text/byte_pair_tokenizer.h"
#include "models/text/unigram_model.h"
#include "models/text/wordpiece_tokenizer.h"
#include "tests/models/tokenizer_cases.h"
#include "tests/support/golden.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lb;
using namespace lb::tests;

namespace {

/// tests/golden/tokens.json: what a plain Python implementation says.
const QJsonObject& golden()
{
    static const QJsonObject object = [] {
        QFile file(QString::fromStdString(lb::testing::goldenFile("tokens.json").string()));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }();
    return object;
}

std::vector<std::string> texts(const char* key)
{
    std::vector<std::string> result;
    const QJsonArray list = golden().value(QLatin1String(key)).toArray();
    for (const QJsonValue& entry : list)
        result.push_back(entry.toString().toStdString());
    return result;
}

std::vector<std::string> byteLevelWords(const std::string& text)
{
    std::vector<models::ByteRange> ranges;
    models::splitByteLevel(text, {0, text.size()}, ranges);
    std::vector<std::string> words;
    for (const models::ByteRange range : ranges)
        words.push_back(text.substr(range.begin, range.end - range.begin));
    return words;
}

} // namespace

class TestTokensGolden : public QObject {
    Q_OBJECT
private slots:
    void bytesAreWrittenAsPrintableCharacters()
    {
        const QJsonObject table = golden().value(QStringLiteral("byte_table")).toObject();
        QVERIFY(table.size() == 8);
        for (auto entry = table.begin(); entry != table.end(); ++entry) {
            const auto byte = static_cast<unsigned char>(entry.key().toUInt(nullptr, 16));
            const auto expected = static_cast<char32_t>(entry.value().toString().mid(2).toUInt(nullptr, 16));
            QCOMPARE(models::characterOfByte(byte), expected);
        }
        for (unsigned byte = 0; byte < 256; ++byte) {
            std::string piece;
            models::appendUtf8(piece, models::characterOfByte(static_cast<unsigned char>(byte)));
            QCOMPARE(*models::bytesOfPiece(piece), std::string(1, static_cast<char>(byte)));
        }
        QVERIFY(!models::bytesOfPiece(" "));
        QVERIFY(!models::bytesOfPiece("a▁"));
    }

    void bytesOfAChineseCharacterAreThree()
    {
        std::vector<std::string> written;
        for (const char byte : std::string("你")) {
            const auto character = static_cast<uint>(models::characterOfByte(static_cast<unsigned char>(byte)));
            written.push_back("0x" + QString::number(character, 16).toStdString());
        }
        QCOMPARE(written, texts("enc_ni"));
    }

    void textIsSplitAsGpt2Does()
    {
        QCOMPARE(byteLevelWords("I'm  here,\n\n 2nd try!! x"), texts("split"));
        QCOMPARE(byteLevelWords("你好 世界2020年。"), texts("split_zh"));
    }

    void pairsAreMergedInTheirOrder()
    {
        const auto tokenizer = models::makeBytePairTokenizer(bytePairFiles(texts("merges")));
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        std::vector<std::string> pieces;
        for (const std::int32_t id : (*tokenizer)->encode("hello world"))
            pieces.push_back((*tokenizer)->piece(id));
        QCOMPARE(pieces, texts("bpe_hello_world"));
    }

    void wordPiecesKnowTheirRawCharacters()
    {
        std::string vocabulary;
        for (const std::string& token : texts("vocabulary"))
            vocabulary += token + "\n";
        const auto tokenizer = models::makeWordPieceTokenizer({.vocabulary = vocabulary});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        const std::string text = golden().value(QStringLiteral("text")).toString().toStdString();
        const auto spans = models::characterSpans(text, (*tokenizer)->tokenize(text));
        const QJsonArray expected = golden().value(QStringLiteral("wordpiece")).toArray();
        QCOMPARE(static_cast<qsizetype>(spans.size()), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const QJsonArray row = expected.at(i).toArray();
            const models::TokenSpan span = spans[static_cast<std::size_t>(i)];
            QCOMPARE((*tokenizer)->piece(span.id), row.at(0).toString().toStdString());
            QCOMPARE(span.id, row.at(1).toInt());
            QCOMPARE(static_cast<int>(span.begin), row.at(2).toInt());
            QCOMPARE(static_cast<int>(span.end), row.at(3).toInt() + 1); // the script's ranges include their end
        }
    }

    void unigramPiecesHaveTheGreatestScore()
    {
        models::UnigramModel model({.unknown = 100});
        std::vector<std::string> pieces;
        const QJsonObject scores = golden().value(QStringLiteral("unigram_pieces")).toObject();
        for (auto entry = scores.begin(); entry != scores.end(); ++entry) {
            model.addPiece(entry.key().toStdString(), static_cast<std::int32_t>(pieces.size()),
                           entry.value().toDouble());
            pieces.push_back(entry.key().toStdString());
        }
        const std::string word = "▁hello";
        std::vector<models::WordPiece> cut;
        model.cut(word, cut);
        std::vector<std::string> found;
        for (const models::WordPiece& piece : cut)
            found.push_back(pieces.at(static_cast<std::size_t>(piece.id)));
        QCOMPARE(found, (std::vector<std::string>{"▁he", "ll", "o"}));
        QCOMPARE(model.score(word),
                 golden().value(QStringLiteral("unigram")).toObject().value(QStringLiteral("score")).toDouble());
    }
};

QTEST_APPLESS_MAIN(TestTokensGolden)
#include "tst_tokens_golden.moc"
