#include "models/text/byte_level.h"
#include "models/text/split_pattern.h"
#include "models/text/tokenizer_json.h"
#include "tests/models/tokenizer_cases.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <thread>

using namespace lb;
using namespace lb::tests;
using namespace std::string_literals;
using models::SplitBehaviour;
using models::SplitPattern;

namespace {

// As the published files of these models have them.
const char* const kGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
const char* const kGpt4 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|)"
    R"(\s*[\r\n]+|\s+(?!\S)|\s+)";
const char* const kGpt4o = R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
                           R"((?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+)"
                           R"([\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}|)"
                           R"( ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
const char* const kDeepSeek = "[!\"" // a quotation mark that stands alone in a raw string is too much for moc
                              R"(#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+|)"
                              R"( ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

std::string wordsOf(const SplitPattern& pattern, const std::string& text, SplitBehaviour behaviour,
                    bool inverts = false)
{
    std::vector<models::SplitPart> parts = pattern.parts(text);
    for (models::SplitPart& part : parts)
        part.isMatch = part.isMatch != inverts;
    std::vector<models::ByteRange> words;
    models::joinParts(parts, behaviour, words);
    std::string result;
    for (const models::ByteRange word : words)
        result += "[" + text.substr(word.begin, word.end - word.begin) + "]";
    return result;
}

std::string escaped(const char* text)
{
    const QByteArray json =
        QJsonDocument(QJsonObject{{QStringLiteral("p"), QString::fromUtf8(text)}}).toJson(QJsonDocument::Compact);
    return json.mid(5, json.size() - 6).toStdString();
}

/// A byte-level BPE behind a Split with this pattern, as Llama 3, Qwen and GPT-4 have it.
engine::Result<std::unique_ptr<models::Tokenizer>> llamaLike(const char* pattern)
{
    const models::BytePairFiles files = bytePairFiles({"h e", "l l", "he ll", "hell o", "Ġ w", "1 2"});
    return models::makeTokenizerFromJson(
        {R"({"added_tokens":[],"normalizer":null,"pre_tokenizer":{"type":"Sequence","pretokenizers":[
            {"type":"Split","pattern":{"Regex":)" +
             escaped(pattern) +
             R"(},"behavior":"Isolated","invert":false},
            {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]},
            "decoder":{"type":"ByteLevel"},"model":{"type":"BPE","ignore_merges":true,"vocab":)" +
             files.vocabulary + R"(,"merges":["h e","l l","he ll","hell o","Ġ w","1 2"]}})",
         {}});
}

} // namespace

class TestSplitPattern : public QObject {
    Q_OBJECT
private slots:
    void realPatternsSplitAsTheirModelsDo_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("gpt2") << QByteArray(kGpt2) << QByteArray("I'm  here,\n\n 2nd try!! x")
                              << QByteArray("[I]['m][ ][ here][,][\n\n][ 2][nd][ try][!!][ x]");
        QTest::newRow("gpt4") << QByteArray(kGpt4) << QByteArray("I'LL pay 12345 now!\n\n  ok (go)")
                              << QByteArray("[I]['LL][ pay][ ][123][45][ now][!\n\n][ ][ ok][ (][go][)]");
        QTest::newRow("gpt4o") << QByteArray(kGpt4o) << QByteArray("HelloWorld isn't a/b")
                               << QByteArray("[Hello][World][ isn't][ a][/b]");
        QTest::newRow("deepseek") << QByteArray(kDeepSeek) << QByteArray("a$x {y} é&&z")
                                  << QByteArray("[a][$x][ {][y][}][ é][&&][z]");
        QTest::newRow("other blanks") << QByteArray(R"([^\s]+)")
                                      << QByteArray("a\x0B"
                                                    "b\xC2\x85"
                                                    "c\xE2\x80\xA8"
                                                    "d")
                                      << QByteArray("[a][\x0B][b][\xC2\x85][c][\xE2\x80\xA8][d]");
    }
    void realPatternsSplitAsTheirModelsDo()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, words);
        const auto made = SplitPattern::expression(pattern.toStdString());
        QVERIFY2(made, made ? "" : made.error().detail.c_str());
        QCOMPARE(QByteArray::fromStdString(wordsOf(*made, text.toStdString(), SplitBehaviour::Isolated)), words);
    }

    void gpt2sPatternIsWhatOurOwnSplitterDoes()
    {
        const auto pattern = SplitPattern::expression(kGpt2);
        QVERIFY(holds("GPT-2's words", [&] {
            const std::string text = models::repairUtf8(*anyText()).text;
            std::vector<models::ByteRange> expected;
            models::splitByteLevel(text, {0, text.size()}, expected);
            std::vector<models::ByteRange> words;
            models::joinParts(pattern->parts(text), SplitBehaviour::Isolated, words);
            RC_ASSERT(words == expected);
        }));
    }

    void matchesBecomeWhatTheBehaviourSays_data()
    {
        QTest::addColumn<int>("behaviour");
        QTest::addColumn<bool>("inverts");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, SplitBehaviour behaviour, bool inverts, const char* words) {
            QTest::newRow(name) << static_cast<int>(behaviour) << inverts << QByteArray(words);
        };
        // The table of Hugging Face's own documentation of these behaviours, for "the-final--countdown" cut at "-".
        row("isolated", SplitBehaviour::Isolated, false, "[the][-][final][-][-][countdown]");
        row("removed", SplitBehaviour::Removed, false, "[the][final][countdown]");
        row("previous", SplitBehaviour::MergedWithPrevious, false, "[the-][final-][-][countdown]");
        row("next", SplitBehaviour::MergedWithNext, false, "[the][-final][-][-countdown]");
        row("contiguous", SplitBehaviour::Contiguous, false, "[the][-][final][--][countdown]");
        row("inverted", SplitBehaviour::Removed, true, "[-][-][-]");
        row("inverted, next", SplitBehaviour::MergedWithNext, true, "[the-][final-][-][countdown]");
    }
    void matchesBecomeWhatTheBehaviourSays()
    {
        QFETCH(int, behaviour);
        QFETCH(bool, inverts);
        QFETCH(QByteArray, words);
        const auto how = static_cast<SplitBehaviour>(behaviour);
        const std::string text = "the-final--countdown";
        QCOMPARE(QByteArray::fromStdString(wordsOf(*SplitPattern::literal("-"), text, how, inverts)), words);
        QCOMPARE(QByteArray::fromStdString(wordsOf(*SplitPattern::expression("[-]"), text, how, inverts)), words);
    }

    void anEmptyMatchCutsNothingOff()
    {
        QCOMPARE(wordsOf(*SplitPattern::expression("x*"), "axxb", SplitBehaviour::Isolated), "[a][xx][b]"s);
        QVERIFY(SplitPattern::expression("a")->parts("").empty());
    }

    void endlessSearchesEndWithASentence_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::newRow("nested") << QByteArray("(a+)+b");
        QTest::newRow("choices") << QByteArray("(a|a)*b");
        QTest::newRow("three") << QByteArray("(a*)*(a*)*(a*)*b");
        QTest::newRow("look ahead") << QByteArray("(?=(a+)+b)a");
    }
    void endlessSearchesEndWithASentence()
    {
        QFETCH(QByteArray, pattern);
        const auto made = SplitPattern::expression(pattern.toStdString());
        QVERIFY(made);
        QElapsedTimer clock;
        clock.start();
        try {
            static_cast<void>(made->parts(std::string(5000, 'a')));
            QFAIL("it ended");
        } catch (const engine::EngineError& error) {
            QCOMPARE(error.kind(), engine::ErrorKind::Unsupported);
            QVERIFY(std::string_view(error.what()).find("too long") != std::string_view::npos);
        }
        QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed())));
    }

    void longTextsOfOrdinaryWordsAreNoEndlessSearch()
    {
        std::string text;
        for (int i = 0; i < 40'000; ++i)
            text += "a quick 1234 fox's den,\n\n   (again)";
        for (const char* pattern : {kGpt2, kGpt4, kGpt4o, kDeepSeek})
            QVERIFY(SplitPattern::expression(pattern)->parts(text).size() > 200'000);
        QVERIFY(SplitPattern::expression(kGpt4)->parts(std::string(1'000'000, ' ')).size() == 1);
    }

    void patternsThatIcuDoesNotKnowAreRefused_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::newRow("open") << QByteArray("(a");
        QTest::newRow("property") << QByteArray("\\p{Nonsense}");
        QTest::newRow("behind") << QByteArray("(?<=a+)b");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("long") << QByteArray(5000, 'a');
        QTest::newRow("many blanks") << QByteArray("\\s").repeated(2000);
        QTest::newRow("not UTF-8") << QByteArray("\xFF");
        QTest::newRow("deep") << QByteArray(4000, '(');
        QTest::newRow("backslash") << QByteArray("a\\");
    }
    void patternsThatIcuDoesNotKnowAreRefused()
    {
        QFETCH(QByteArray, pattern);
        const auto made = SplitPattern::expression(pattern.toStdString());
        QVERIFY(!made);
        QCOMPARE(made.error().kind, engine::ErrorKind::Unsupported);
        QVERIFY(made.error().detail.ends_with('.'));
    }

    void llamasFilesCutAndComeBack()
    {
        const auto tokenizer = llamaLike(kGpt4);
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        std::vector<std::string> pieces;
        for (const std::int32_t id : (*tokenizer)->encode("hello w12"))
            pieces.push_back((*tokenizer)->piece(id));
        QCOMPARE(pieces, (std::vector<std::string>{"hello", "Ġw", "12"}));
        QVERIFY(holds("round trip", [&] {
            const std::string text = *anyText();
            checkSpans(**tokenizer, text);
            RC_ASSERT((*tokenizer)->decode((*tokenizer)->encode(text)) == models::repairUtf8(text).text);
        }));
    }

    void oneTokenizerServesSeveralThreads()
    {
        const auto tokenizer = llamaLike(kGpt4);
        const std::string text = "hello world, 12 times\n";
        const auto expected = (*tokenizer)->encode(text);
        std::vector<int> wrong(4, 0);
        std::vector<std::thread> threads;
        for (std::size_t t = 0; t < wrong.size(); ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 500; ++i)
                    wrong[t] += (*tokenizer)->encode(text) == expected ? 0 : 1;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong, std::vector<int>(4, 0));
    }

    void aHostilePatternInAFileStopsTheTextNotTheProgram()
    {
        const auto tokenizer = llamaLike("(a+)+b");
        QVERIFY(tokenizer);
        QVERIFY((*tokenizer)->encode("aab").size() == 3);
        QVERIFY_EXCEPTION_THROWN((*tokenizer)->encode(std::string(200, 'a')), engine::EngineError);
    }
};

QTEST_APPLESS_MAIN(TestSplitPattern)
#include "tst_split_pattern.moc"
