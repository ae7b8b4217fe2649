#include "models/text/character_tokenizer.h"
#include "tests/models/tokenizer_cases.h"

#include <QTest>

#include <algorithm>

using namespace lb;
using lb::tests::sampleLines;
using models::CharacterTokenizer;
using models::SentencePieceTokenizer;
using models::Tokenizer;
using models::WordTokenizer;
using Words = std::vector<std::string>;

namespace {

std::unique_ptr<Tokenizer> make(const QByteArray& kind, const Words& lines, std::int32_t size)
{
    if (kind == "words") {
        auto made = WordTokenizer::train(lines, size);
        return made ? std::move(*made) : nullptr;
    }
    if (kind == "characters") {
        auto made = CharacterTokenizer::train(lines, size);
        return made ? std::move(*made) : nullptr;
    }
    auto made = SentencePieceTokenizer::train(lines, {.maximumSize = size});
    return made ? std::move(*made) : nullptr;
}

} // namespace

class TestTokenizers : public QObject {
    Q_OBJECT

    static void eachKind()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("words") << QByteArray("words");
        QTest::newRow("characters") << QByteArray("characters");
        QTest::newRow("sentencepiece") << QByteArray("sentencepiece");
    }

private slots:
    void decodingGivesTheTextBack_data() { eachKind(); }
    void decodingGivesTheTextBack()
    {
        QFETCH(QByteArray, kind);
        const auto tokenizer = make(kind, sampleLines(), 200);
        QVERIFY(tokenizer);
        for (const std::string& line : sampleLines()) {
            const auto ids = tokenizer->encode(line);
            QCOMPARE(tokenizer->decode(ids), line);
            QVERIFY(std::all_of(ids.begin(), ids.end(), [&](std::int32_t id) {
                return id >= models::kSpecialTokens && id < tokenizer->vocabularySize();
            }));
        }
    }

    void theFirstFourIdsAreTheSpecialOnes_data() { eachKind(); }
    void theFirstFourIdsAreTheSpecialOnes()
    {
        QFETCH(QByteArray, kind);
        const auto tokenizer = make(kind, sampleLines(), 200);
        QCOMPARE(tokenizer->piece(0), std::string("<pad>"));
        QCOMPARE(tokenizer->piece(1), std::string("<s>"));
        QCOMPARE(tokenizer->piece(2), std::string("</s>"));
        QCOMPARE(tokenizer->piece(3), std::string("<unk>"));
        QCOMPARE(tokenizer->piece(tokenizer->vocabularySize()), std::string("<unk>"));
        const std::string unknowns = kind == "words" ? "<unk> <unk>" : "<unk><unk>";
        QCOMPARE(tokenizer->decode(std::vector<std::int32_t>{1, 0, 2, -7, 1'000'000}), unknowns);
    }

    void trainingIsDeterministic_data() { eachKind(); }
    void trainingIsDeterministic()
    {
        QFETCH(QByteArray, kind);
        const auto once = make(kind, sampleLines(), 120);
        const auto again = make(kind, sampleLines(), 120);
        QCOMPARE(once->serialise(), again->serialise());
    }

    void loadingGivesTheSameTokenizer_data() { eachKind(); }
    void loadingGivesTheSameTokenizer()
    {
        QFETCH(QByteArray, kind);
        const auto tokenizer = make(kind, sampleLines(), 120);
        const auto loaded = models::loadTokenizer(tokenizer->serialise());
        QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
        QCOMPARE((*loaded)->kind(), tokenizer->kind());
        QCOMPARE((*loaded)->serialise(), tokenizer->serialise());
        for (const std::string& line : sampleLines())
            QCOMPARE((*loaded)->encode(line), tokenizer->encode(line));
    }

    void anyBytesAreEncoded_data() { eachKind(); }
    void anyBytesAreEncoded()
    {
        QFETCH(QByteArray, kind);
        const auto tokenizer = make(kind, sampleLines(), 200);
        using namespace std::string_literals;
        QVERIFY(tokenizer->encode("").empty());
        QVERIFY(tokenizer->encode(" \t\n\0 "s).empty());
        QCOMPARE(tokenizer->encode("the\0cat"s), tokenizer->encode("the cat"));
        for (const std::string& odd : {"\xFF\xFE"s, "cat \xC3"s, "\xED\xA0\x80 dog"s, "\xF4\x90\x80\x80"s}) {
            const auto ids = tokenizer->encode(odd);
            QVERIFY(std::count(ids.begin(), ids.end(), models::kUnknownToken) > 0);
            QVERIFY(models::isUtf8(tokenizer->decode(ids)));
        }
    }

    void writtenSpecialTokensAreNotTakenForReal_data() { eachKind(); }
    void writtenSpecialTokensAreNotTakenForReal()
    {
        QFETCH(QByteArray, kind);
        const auto tokenizer = make(kind, sampleLines(), 200);
        for (const std::int32_t id : tokenizer->encode("<s> the cat </s> <pad>"))
            QVERIFY(id >= models::kUnknownToken);
    }

    void nothingToLearnFromIsAnError_data() { eachKind(); }
    void nothingToLearnFromIsAnError()
    {
        QFETCH(QByteArray, kind);
        QVERIFY(!make(kind, {}, 200));
        QVERIFY(!make(kind, {"", "  "}, 200));
        QVERIFY(!make(kind, sampleLines(), 4));
        QVERIFY(!make(kind, sampleLines(), -1));
    }

    void wordsAreSplitAsPeopleRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const char* text, const QStringList& words) {
            QTest::newRow(name) << QString::fromUtf8(text) << words;
        };
        const auto list = [](const char* joined) { return QString::fromUtf8(joined).split(QLatin1Char(' ')); };
        row("marks", "The cat, it sat.", list("the cat , it sat ."));
        row("inside words", "Don't use know-how 3.14 times", list("don't use know-how 3.14 times"));
        row("typographic apostrophe", "don’t", list("don't"));
        row("plural possessive", "the plants' stem", list("the plants ' stem"));
        row("a dash between blanks", "one - two", list("one - two"));
        row("lower case by Unicode", "ÄRGER Ωmega", list("ärger ωmega"));
        row("composed form", "cafe\xCC\x81", list("café"));
        row("Chinese characters", "春眠不觉", list("春 眠 不 觉"));
        row("broken bytes", "a\xFF", list("a \xEF\xBF\xBD"));
    }
    void wordsAreSplitAsPeopleRead()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        QStringList split;
        const std::string bytes = QLatin1String(QTest::currentDataTag()) == QLatin1String("broken bytes")
                                      ? std::string("a\xFF")
                                      : text.toStdString();
        for (const std::string& word : models::splitWords(bytes))
            split.append(QString::fromStdString(word));
        QCOMPARE(split, words);
    }

    void joinedWordsSplitAgain_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"the cat (a black one), it sat.", "he said \"no\" and left", "春眠不觉晓, 处处",
                                 "3.5 % of it", "a - b ' c / d"})
            QTest::newRow(text) << QByteArray(text);
    }
    void joinedWordsSplitAgain()
    {
        QFETCH(QByteArray, text);
        const Words words = models::splitWords(text.toStdString());
        const std::vector<std::string_view> views(words.begin(), words.end());
        QCOMPARE(models::splitWords(models::joinWords(views)), words);
    }

    void frequentWordsComeFirstAndTiesByTheirBytes()
    {
        const auto tokenizer = make("words", {"b b b a", "c a d", "e"}, 8);
        QCOMPARE(tokenizer->vocabularySize(), 8);
        QCOMPARE(tokenizer->piece(4), std::string("b"));
        QCOMPARE(tokenizer->piece(5), std::string("a"));
        QCOMPARE(tokenizer->piece(6), std::string("c"));
        QCOMPARE(tokenizer->piece(7), std::string("d"));
        QCOMPARE(tokenizer->encode("e a"), (std::vector<std::int32_t>{models::kUnknownToken, 5}));
        QCOMPARE(tokenizer->decode(tokenizer->encode("A e, B.")), std::string("a <unk> <unk> b <unk>"));
    }

    void charactersKnowWhereTheyStand()
    {
        const auto tokenizer = make("characters", {"éa 爱爱"}, 100);
        const std::string text = " e\xCC\x81 \t爱x";
        const std::vector<models::TokenSpan> expected{{7, 1, 4}, {5, 4, 6}, {4, 6, 9}, {models::kUnknownToken, 9, 10}};
        QCOMPARE(tokenizer->tokenize(text), expected);
        QCOMPARE(tokenizer->decode(tokenizer->encode(text)), std::string("é 爱<unk>"));
    }

    void aDamagedListOfCharactersIsRefused()
    {
        const std::string magic(CharacterTokenizer::kMagic);
        QVERIFY(CharacterTokenizer::load(magic + "a\n \n爱\n"));
        for (const char* bad : {"", "a", "ab\n", "a\na\n", "\xFF\n", "\n", "\t\n", "a\n\n", "爱"}) {
            const auto loaded = models::loadTokenizer(magic + bad);
            QVERIFY2(!loaded, bad);
            QVERIFY(loaded.error().detail.ends_with('.'));
        }
    }

    void aWordListMustHoldDifferentWords()
    {
        QVERIFY(WordTokenizer::fromWords({"a", "b"}));
        QVERIFY(!WordTokenizer::fromWords({"a", "b", "a"}));
        QVERIFY(!WordTokenizer::fromWords({"a", ""}));
        QVERIFY(!WordTokenizer::fromWords({"two words"}));
        QVERIFY(!WordTokenizer::fromWords({std::string("nul\0", 4)}));
    }

    void smallTextGivesASmallSentencePieceVocabulary()
    {
        const auto tokenizer = make("sentencepiece", {"abc abd", "abc", "abd abc"}, 5000);
        QVERIFY(tokenizer);
        QVERIFY(tokenizer->vocabularySize() < 50);
    }

    void tooManyCharactersForTheVocabularyIsAnError()
    {
        const auto made = SentencePieceTokenizer::train(sampleLines(), {.maximumSize = 10});
        QVERIFY(!made);
        QVERIFY(made.error().detail.find("10 entries") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestTokenizers)
#include "tst_tokenizers.moc"
