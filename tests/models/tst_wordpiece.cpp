#include "models/text/wordpiece_tokenizer.h"
#include "tests/models/tokenizer_cases.h"

#include <QTest>

using namespace lb;
using namespace lb::tests;
using models::Tokenizer;
using namespace std::string_literals;

namespace {

const std::string kVocabulary =
    "[PAD]\n[unused1]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\n##s\nun\n##aff\n##able\ncafe\n"
    "我\n爱\n。\n,\n.\n!\n(\n)\n'\nI\ni\nm\n3\n14\nsep\n[\n]\n-\ndeux\nt\na\n##i\n\nthe\nlast\n";

std::unique_ptr<Tokenizer> small(bool lowersCase = true)
{
    auto made = models::makeWordPieceTokenizer({kVocabulary, lowersCase});
    return made ? std::move(*made) : nullptr;
}

std::vector<std::string> pieces(const Tokenizer& tokenizer, const std::string& text)
{
    std::vector<std::string> found;
    for (const std::int32_t id : tokenizer.encode(text))
        found.push_back(tokenizer.piece(id));
    return found;
}

} // namespace

class TestWordPiece : public QObject {
    Q_OBJECT
private slots:
    void idsAreLines()
    {
        const auto tokenizer = small();
        QVERIFY(tokenizer);
        QCOMPARE(tokenizer->vocabularySize(), 38);
        QCOMPARE(tokenizer->piece(6), "the"s);
        QCOMPARE(tokenizer->piece(35), "[UNK]"s); // an empty line, then one that was there already
        QCOMPARE(tokenizer->piece(36), "[UNK]"s);
        QCOMPARE(tokenizer->piece(37), "last"s);
        const models::SpecialTokens expected{.pad = 0, .unknown = 2, .classification = 3, .separator = 4, .mask = 5};
        QCOMPARE(tokenizer->specials(), expected);
        const auto windows = models::makeWordPieceTokenizer({"[UNK]\r\na\r\n", true});
        QCOMPARE((*windows)->piece(1), "a"s);
    }

    void textFallsIntoThePiecesOfBert_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const std::string& text, const char* expected) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(expected);
        };
        row("longest first", "unaffable Cats", "un ##aff ##able cat ##s");
        row("accents", "CAFÉ cafe\xCC\x81", "cafe cafe");
        row("Chinese", "我爱cat我。", "我 爱 cat 我 。");
        row("controls",
            "c\x01"
            "a\xC2\xADt\0s \xEF\xBF\xBDthe"s,
            "cat ##s the");
        row("white space",
            "the\t\r\n\xC2\xA0\xE3\x80\x80\xE2\x80\xA8"
            "cat",
            "the cat");
        row("marks", "the.cat!(the)", "the . cat ! ( the )");
        row("unknown word", "the catx unaffables", "the [UNK] un ##aff ##able ##s");
        row("names of control tokens", "[SEP] [sep]", "[ sep ] [ sep ]");
        row("written continuation", "##s", "[UNK] [UNK] [UNK]");
        row("200 characters", std::string(199, 't'), "[UNK]");
        row("201 characters", "a" + std::string(200, 's'), "[UNK]");
        row("dotted I", "İ", "i");
        row("nothing", " \n", "");
    }
    void textFallsIntoThePiecesOfBert()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QByteArray found;
        for (const std::string& piece : pieces(*small(), text.toStdString()))
            found += (found.isEmpty() ? "" : " ") + QByteArray::fromStdString(piece);
        QCOMPARE(found, expected);
    }

    void wordsOfTwoHundredCharactersArePossible()
    {
        const std::string vocabulary = "[UNK]\nx\n##x\n";
        const auto tokenizer = models::makeWordPieceTokenizer({vocabulary, true});
        QCOMPARE((*tokenizer)->encode(std::string(200, 'x')).size(), std::size_t{200});
        QCOMPARE((*tokenizer)->encode(std::string(201, 'x')), std::vector<std::int32_t>{0});
    }

    void caseIsKeptWhenAskedFor()
    {
        QCOMPARE(pieces(*small(false), "I i Café"), (std::vector<std::string>{"I", "i", "[UNK]"}));
        QVERIFY(models::isCasedVocabulary(kVocabulary));
        QVERIFY(!models::isCasedVocabulary("[PAD]\n[UNK]\nthe\n##a\n我\n"));
    }

    void decodingReadsWell_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"the cats, the cat.", "我爱cat。", "(the cat)!", "i'm the cat", "3.14 the", "t-cat"})
            QTest::newRow(text) << QByteArray(text);
    }
    void decodingReadsWell()
    {
        QFETCH(QByteArray, text);
        const auto tokenizer = small();
        QCOMPARE(tokenizer->decode(tokenizer->encode(text.toStdString())), text.toStdString());
    }

    void controlTokensVanishAndAreReadOnRequestOnly()
    {
        const auto tokenizer = small();
        QCOMPARE(tokenizer->decode(std::vector<std::int32_t>{3, 6, 2, 7, 8, 4, 0, 1, -5, 99}), "the cats"s);
        const std::string text = "the [MASK] cat";
        for (const std::int32_t id : tokenizer->encode(text))
            QVERIFY(id != 5);
        QCOMPARE(tokenizer->encode(text, models::ControlText::Recognised), (std::vector<std::int32_t>{6, 5, 7}));
    }

    void anyTextKeepsThePromises()
    {
        const auto tokenizer = small();
        QVERIFY(holds("wordpiece", [&] {
            const std::string text = *anyText();
            checkSpans(*tokenizer, text);
            checkCharacterBounds(*tokenizer, text);
            auto ids = tokenizer->encode(text);
            ids.erase(std::remove(ids.begin(), ids.end(), tokenizer->specials().unknown), ids.end());
            const bool startsWhole = ids.empty() || !tokenizer->piece(ids.front()).starts_with("##");
            RC_PRE(startsWhole);
            RC_ASSERT(tokenizer->encode(tokenizer->decode(ids)) == ids);
        }));
    }

    void damagedVocabulariesAreRefused()
    {
        QVERIFY(models::makeWordPieceTokenizer({"[UNK]\na\n", true}));
        for (const std::string& bad :
             {""s, "\n\n\n"s, "a\nb\n"s, "[UNK]\n\xFF\n"s, "[UNK]\n" + std::string(5000, 'x')}) {
            const auto made = models::makeWordPieceTokenizer({bad, true});
            QVERIFY(!made);
            QVERIFY(made.error().detail.ends_with('.'));
        }
    }

    void storedItComesBackTheSame()
    {
        for (const bool lowersCase : {true, false}) {
            const auto tokenizer = small(lowersCase);
            const auto loaded = models::loadTokenizer(tokenizer->serialise());
            QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
            QCOMPARE((*loaded)->serialise(), tokenizer->serialise());
            QCOMPARE((*loaded)->tokenize("I i Café 我"), tokenizer->tokenize("I i Café 我"));
        }
        const std::string stored = small()->serialise();
        for (std::size_t size = 0; size < stored.size(); ++size)
            QVERIFY(!models::loadTokenizer(std::string_view(stored).substr(0, size)));
    }
};

QTEST_APPLESS_MAIN(TestWordPiece)
#include "tst_wordpiece.moc"
