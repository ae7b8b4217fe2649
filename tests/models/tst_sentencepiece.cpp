#include "models/text/sentencepiece_tokenizer.h"
#include "tests/models/sentencepiece_writer.h"
#include "tests/models/tokenizer_cases.h"
#include "tests/support/golden.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>

using namespace lb;
using namespace lb::tests;
using namespace std::string_literals;
using models::SentencePieceTokenizer;

namespace {

/// tests/golden/sentencepiece_map.json: what a plain Python implementation says.
const QJsonObject& golden()
{
    static const QJsonObject object = [] {
        QFile file(QString::fromStdString(lb::testing::goldenFile("sentencepiece_map.json").string()));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }();
    return object;
}

std::string goldenMap()
{
    return QByteArray::fromBase64(golden().value(QStringLiteral("map")).toString().toLatin1()).toStdString();
}

class Lines final : public sentencepiece::SentenceIterator {
public:
    Lines()
        : m_lines(sampleLines())
    {
        for (const char* line : {"Ｌａｔｅｎｔ ﬁne cafe\xCC\x81 ①②", "我爱模型 ㍿ ｶﾞ", "Ünder the sea SEA 3.5½"})
            m_lines.insert(m_lines.end(), 5, line);
    }
    bool done() const override { return m_next >= m_lines.size(); }
    void Next() override { ++m_next; }
    const std::string& value() const override { return m_lines[m_next]; }
    sentencepiece::util::Status status() const override { return {}; }

private:
    std::vector<std::string> m_lines;
    std::size_t m_next = 0;
};

/// By the library's own trainer, with everything that other people's models have.
std::string foreignModel(const char* rule, const char* type, bool hasBytes)
{
    Lines lines;
    std::string bytes;
    const auto status =
        sentencepiece::SentencePieceTrainer::Train({{"model_type", type},
                                                    {"vocab_size", hasBytes ? "400" : "120"},
                                                    {"hard_vocab_limit", "false"},
                                                    {"normalization_rule_name", rule},
                                                    {"byte_fallback", hasBytes ? "true" : "false"},
                                                    {"remove_extra_whitespaces", hasBytes ? "false" : "true"},
                                                    {"user_defined_symbols", "Ａ①"},
                                                    {"num_threads", "1"},
                                                    {"minloglevel", "3"}},
                                                   &lines, &bytes);
    if (!status.ok())
        qWarning("%s", status.ToString().c_str());
    return status.ok() ? bytes : std::string();
}

std::unique_ptr<models::Tokenizer> loaded(const std::string& bytes)
{
    auto tokenizer = models::loadTokenizer(bytes);
    if (!tokenizer)
        qWarning("%s", tokenizer.error().detail.c_str());
    return tokenizer ? std::move(*tokenizer) : nullptr;
}

std::string withoutNul(std::string text)
{
    std::erase(text, '\0');
    return text;
}

} // namespace

class TestSentencePiece : public QObject {
    Q_OBJECT
private slots:
    void aMapMakesOfTextsWhatItsRulesSay()
    {
        const auto map = models::CharacterMap::read(goldenMap());
        QVERIFY2(map, map ? "" : map.error().detail.c_str());
        models::PieceTrie kept;
        const QJsonArray pieces = golden().value(QStringLiteral("kept")).toArray();
        for (const QJsonValue& piece : pieces)
            kept.insert(piece.toString().toStdString(), 0);
        const QJsonArray rows = golden().value(QStringLiteral("texts")).toArray();
        QCOMPARE(rows.size(), 9);
        for (const QJsonValue& row : rows) {
            const std::string raw = row[QStringLiteral("raw")].toString().toStdString();
            const models::AlignedText mapped = map->applied(models::AlignedText(raw), kept);
            QCOMPARE(mapped.text(), row[QStringLiteral("text")].toString().toStdString());
            const QJsonArray sources = row[QStringLiteral("sources")].toArray();
            QCOMPARE(static_cast<std::size_t>(sources.size()), mapped.text().size());
            for (qsizetype i = 0; i < sources.size(); ++i) {
                const auto at = static_cast<std::size_t>(i);
                const models::ByteRange source = mapped.source(at, at + 1);
                QCOMPARE(static_cast<int>(source.begin), sources[i][0].toInt());
                QCOMPARE(static_cast<int>(source.end), sources[i][1].toInt());
            }
        }
    }

    void aDamagedMapIsRefusedOrStaysInside()
    {
        const std::string whole = goldenMap();
        const std::string text = "ﬁne ＡＢＣ cafe\xCC\x81 ㍿①\xE3\x80\x80 AB ABC 🙂";
        for (std::size_t i = 0; i < whole.size(); ++i)
            for (const int bit : {0, 3, 7}) {
                std::string changed = whole;
                changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
                if (const auto map = models::CharacterMap::read(changed))
                    QVERIFY(models::isUtf8(map->applied(models::AlignedText(text)).text()));
            }
    }

    void piecesKnowTheirRawCharacters()
    {
        const std::string model = piece("<unk>", 2) + piece("\xE2\x96\x81") + piece("fi") + piece("n") + piece("e") +
                                  piece("é") + piece("株式") + piece("会社") + field(3, field(2, goldenMap()));
        const auto tokenizer = loaded(model);
        QVERIFY(tokenizer);
        const std::string text = "ﬁne e\xCC\x81 ㍿";
        const std::vector<models::TokenSpan> expected{{1, 0, 0}, {2, 0, 3},  {3, 3, 4},   {4, 4, 5},  {1, 5, 6},
                                                      {5, 6, 9}, {1, 9, 10}, {6, 10, 13}, {7, 10, 13}};
        QCOMPARE(tokenizer->tokenize(text), expected);
        QCOMPARE(tokenizer->decode(tokenizer->encode(text)), "fine é 株式会社"s);
    }

    void foreignModelsCutAsTheLibraryDoes_data()
    {
        QTest::addColumn<QByteArray>("model");
        for (const char* rule : {"identity", "nfkc", "nmt_nfkc", "nmt_nfkc_cf"})
            for (const char* type : {"unigram", "bpe", "char", "word"})
                for (const bool hasBytes : {false, true}) {
                    const bool takesBytes = type == "unigram"s || type == "bpe"s;
                    if (!hasBytes || takesBytes)
                        QTest::addRow("%s %s%s", type, rule, hasBytes ? ", bytes" : "")
                            << QByteArray::fromStdString(foreignModel(rule, type, hasBytes));
                }
    }
    void foreignModelsCutAsTheLibraryDoes()
    {
        QFETCH(QByteArray, model);
        QVERIFY(!model.isEmpty());
        const auto tokenizer = loaded(model.toStdString());
        QVERIFY(tokenizer);
        sentencepiece::SentencePieceProcessor library;
        QVERIFY(library.LoadFromSerializedProto(model.toStdString()).ok());
        QCOMPARE(tokenizer->vocabularySize(), library.GetPieceSize());
        QVERIFY(holds("as the library", [&] {
            const std::string text = models::repairUtf8(withoutNul(*anyText())).text;
            const std::vector<int> expected = library.EncodeAsIds(text);
            const std::vector<std::int32_t> own = tokenizer->encode(text);
            RC_ASSERT(own == std::vector<std::int32_t>(expected.begin(), expected.end()));
            checkSpans(*tokenizer, text);
        }));
    }

    // The library puts its blank before a text before the map deletes all of it.
    void aTextThatIsDeletedWholeIsWhatItIsToTheLibrary_data() { foreignModelsCutAsTheLibraryDoes_data(); }
    void aTextThatIsDeletedWholeIsWhatItIsToTheLibrary()
    {
        QFETCH(QByteArray, model);
        const auto tokenizer = loaded(model.toStdString());
        QVERIFY(tokenizer);
        sentencepiece::SentencePieceProcessor library;
        QVERIFY(library.LoadFromSerializedProto(model.toStdString()).ok());
        for (const std::string text : {"\x01", "\x01\x02", " \x01", "\x01 ", "\xC2\xAD", "\x01 \x02", " ", "", "\n"}) {
            const std::vector<int> expected = library.EncodeAsIds(text);
            QCOMPARE(tokenizer->encode(text), std::vector<std::int32_t>(expected.begin(), expected.end()));
            checkSpans(*tokenizer, text);
        }
    }

    void bytesStandInForWhatHasNoPiece()
    {
        const auto tokenizer = loaded(foreignModel("identity", "bpe", true));
        QVERIFY(tokenizer);
        const std::string text = "the 🙂\ncat";
        QCOMPARE(tokenizer->decode(tokenizer->encode(text)), text);
        std::size_t bytes = 0;
        for (const models::TokenSpan& token : tokenizer->tokenize(text)) {
            QVERIFY(token.id != tokenizer->specials().unknown);
            if (!tokenizer->piece(token.id).starts_with("<0x"))
                continue;
            const bool isLineBreak = ++bytes == 5;
            QCOMPARE(token.begin, std::size_t{isLineBreak ? 8U : 4U});
            QCOMPARE(token.end, std::size_t{isLineBreak ? 9U : 8U});
        }
        QCOMPARE(bytes, std::size_t{5});
    }

    void trainingHasItsOptions_data()
    {
        QTest::addColumn<QByteArray>("pieces");
        for (const char* pieces : {"unigram", "bpe", "char", "word"})
            QTest::newRow(pieces) << QByteArray(pieces);
    }
    void trainingHasItsOptions()
    {
        QFETCH(QByteArray, pieces);
        const auto made =
            SentencePieceTokenizer::train(sampleLines(), {.maximumSize = 150, .pieces = pieces.toStdString()});
        QVERIFY2(made, made ? "" : made.error().detail.c_str());
        QVERIFY((*made)->vocabularySize() <= 150);
        QCOMPARE((*made)->specials(), models::ownSpecials());
        QCOMPARE((*made)->decode((*made)->encode("the cat sees two birds")), "the cat sees two birds"s);
        const std::size_t count = (*made)->encode("the cat sees").size();
        if (pieces == "word")
            QCOMPARE(count, std::size_t{3});
        if (pieces == "char")
            QCOMPARE(count, std::size_t{13});
    }

    void coverageLeavesRareCharactersOut()
    {
        std::vector<std::string> lines = sampleLines();
        lines.push_back("zebra");
        const auto all = SentencePieceTokenizer::train(lines, {.maximumSize = 150, .coverage = 1.0});
        const auto most = SentencePieceTokenizer::train(lines, {.maximumSize = 150, .coverage = 0.98});
        QVERIFY(all && most);
        const auto unknowns = [](const models::Tokenizer& tokenizer) {
            const auto ids = tokenizer.encode("z");
            return std::count(ids.begin(), ids.end(), models::kUnknownToken);
        };
        QCOMPARE(unknowns(**all), 0);
        QCOMPARE(unknowns(**most), 1);
    }
};

QTEST_APPLESS_MAIN(TestSentencePiece)
#include "tst_sentencepiece.moc"
