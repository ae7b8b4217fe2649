#include "models/text/tokenizer_json.h"
#include "tests/models/tokenizer_cases.h"

#include <QTest>

using namespace lb;
using namespace lb::tests;
using models::ControlText;
using models::Tokenizer;
using namespace std::string_literals;

namespace {

using Made = engine::Result<std::unique_ptr<Tokenizer>>;

struct JsonParts {
    std::string model;
    std::string normalizer = "null";
    std::string splitter = "null";
    std::string decoder = "null";
    std::string added = "[]";
};

std::string jsonOf(const JsonParts& parts)
{
    return "{\"version\":\"1.0\",\"added_tokens\":" + parts.added + ",\"normalizer\":" + parts.normalizer +
           ",\"pre_tokenizer\":" + parts.splitter + ",\"decoder\":" + parts.decoder + ",\"model\":" + parts.model + "}";
}

Made load(const JsonParts& parts, const std::string& settings = {})
{
    return models::makeTokenizerFromJson({jsonOf(parts), settings});
}

const std::string kWordPiece = R"({"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
    "max_input_chars_per_word":100,"vocab":{"[PAD]":0,"[UNK]":1,"[SEP]":2,"un":3,"##aff":4,"##able":5,"cafe":6,"爱":7}})";
const std::string kUnigram = R"({"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁he",-2],["ll",-2.5],["o",-3],
    ["▁",-4],["hello",-6],["▁hell",-5.5],["h",-5],["e",-5],["l",-5],["<s>",-0.1]]})";
const std::string kMetaspace = R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true})";

std::string bytePair(const std::string& merges, const std::string& more = {})
{
    const models::BytePairFiles files = bytePairFiles({"h e", "l l", "he ll", "hell o", "Ġ w"});
    return "{\"type\":\"BPE\",\"vocab\":" + files.vocabulary + ",\"merges\":" + merges + more + "}";
}
const std::string kPlainMerges = R"(["h e","l l","he ll","hell o","Ġ w"])";
const std::string kPairedMerges = R"([["h","e"],["l","l"],["he","ll"],["hell","o"],["Ġ","w"]])";

JsonParts byteLevel(const std::string& merges = kPlainMerges)
{
    return {.model = bytePair(merges),
            .splitter = R"({"type":"ByteLevel","add_prefix_space":false})",
            .decoder = R"({"type":"ByteLevel"})",
            .added =
                R"([{"id":261,"content":"<|endoftext|>","special":true},{"id":262,"content":"  ","special":false}])"};
}

std::string joined(const Tokenizer& tokenizer, const std::string& text)
{
    std::string pieces;
    for (const std::int32_t id : tokenizer.encode(text))
        pieces += (pieces.empty() ? "" : " ") + tokenizer.piece(id);
    return pieces;
}

} // namespace

class TestTokenizerJson : public QObject {
    Q_OBJECT
private slots:
    void bothSpellingsOfMergesAreRead()
    {
        const Made one = load(byteLevel());
        const Made other = load(byteLevel(kPairedMerges));
        QVERIFY2(one, one ? "" : one.error().detail.c_str());
        QVERIFY2(other, other ? "" : other.error().detail.c_str());
        QCOMPARE(joined(**one, "hello world"), "hello Ġw o r l d"s);
        QCOMPARE((*other)->encode("hello world"), (*one)->encode("hello world"));
        QCOMPARE((*one)->specials().end, 261);
        QCOMPARE((*one)->specials().unknown, -1);
    }

    void byteLevelTextComesBack()
    {
        const Made tokenizer = load(byteLevel());
        QVERIFY(holds("round trip", [&] {
            const std::string text = *anyText();
            checkSpans(**tokenizer, text);
            RC_ASSERT((*tokenizer)->decode((*tokenizer)->encode(text)) == models::repairUtf8(text).text);
        }));
    }

    void ordinaryAddedTokensAreAlwaysFoundControlTokensOnRequest()
    {
        const Made tokenizer = load(byteLevel());
        const std::string text = "he  he<|endoftext|>";
        const auto literal = (*tokenizer)->encode(text);
        QVERIFY(std::count(literal.begin(), literal.end(), 262) == 1);
        QVERIFY(std::count(literal.begin(), literal.end(), 261) == 0);
        const auto spans = (*tokenizer)->tokenize(text, ControlText::Recognised);
        QCOMPARE(spans.back(), (models::TokenSpan{261, 6, 19}));
    }

    void noMergeMakesAControlToken()
    {
        for (const char* special : {"true", "false"}) {
            const Made tokenizer =
                load({.model = R"({"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]})",
                      .added = std::string(R"([{"id":2,"content":"ab","special":)") + special + "}]"});
            const bool isControl = special == "true"s;
            QCOMPARE((*tokenizer)->encode("xab"), isControl ? (std::vector{0, 1}) : std::vector{2});
        }
    }

    void noWholeWordIsAControlToken()
    {
        const Made tokenizer = load({.model = kWordPiece, .added = R"([{"id":2,"content":"[SEP]","special":true}])"});
        QCOMPARE((*tokenizer)->encode("[SEP]"), std::vector<std::int32_t>{1});
        QCOMPARE((*tokenizer)->encode("[SEP]", ControlText::Recognised), std::vector<std::int32_t>{2});
    }

    void wordPieceJsonIsBert()
    {
        const Made tokenizer = load({.model = kWordPiece,
                                     .normalizer = R"({"type":"BertNormalizer","lowercase":true})",
                                     .splitter = R"({"type":"BertPreTokenizer"})",
                                     .added = R"([{"id":2,"content":"[SEP]","special":true}])"});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE(joined(**tokenizer, "UNAFFABLE Café爱爱 x"), "un ##aff ##able cafe 爱 爱 [UNK]"s);
        QCOMPARE((*tokenizer)->decode(std::vector<std::int32_t>{3, 4, 5, 6, 7, 2}), "unaffable cafe爱"s);
        QCOMPARE((*tokenizer)->specials().separator, 2);
        QCOMPARE((*tokenizer)->specials().pad, -1); // it has that name, but the file does not call it special
        QCOMPARE((*tokenizer)->tokenize("Café").front(), (models::TokenSpan{6, 0, 5}));
    }

    void wordLevelHasWholeWords()
    {
        const std::string model =
            R"({"type":"WordLevel","unk_token":"[UNK]","vocab":{"[UNK]":0,"the":1,"cat":2,"[SEP]":3}})";
        const Made tokenizer = load({.model = model,
                                     .normalizer = R"({"type":"Lowercase"})",
                                     .splitter = R"({"type":"Whitespace"})",
                                     .added = R"([{"id":3,"content":"[SEP]","special":true}])"});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        const std::vector<models::TokenSpan> expected{{1, 0, 3}, {2, 4, 7}, {0, 8, 12}};
        QCOMPARE((*tokenizer)->tokenize("The cat cats"), expected);
        QCOMPARE((*tokenizer)->decode(std::vector<std::int32_t>{1, 2, 3, 0}), "the cat [UNK]"s);
        QVERIFY(holds("words", [&] { checkSpans(**tokenizer, *anyText()); }));
    }

    void unigramTakesTheBestSum()
    {
        const Made tokenizer = load({.model = kUnigram,
                                     .normalizer = R"({"type":"NFKC"})",
                                     .splitter = kMetaspace,
                                     .decoder = kMetaspace,
                                     .added = R"([{"id":10,"content":"<s>","special":true}])"});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE(joined(**tokenizer, "hello"), "▁he ll o"s);
        QCOMPARE(joined(**tokenizer, "hello zzz<s>"), "▁he ll o ▁ <unk>"s);
        QCOMPARE((*tokenizer)->decode((*tokenizer)->encode("hello hello")), "hello hello"s);
        QCOMPARE((*tokenizer)->encode("<s>", ControlText::Recognised), (std::vector<std::int32_t>{10}));
        QVERIFY(holds("unigram", [&] {
            const std::string text = *anyText();
            checkSpans(**tokenizer, text);
            checkCharacterBounds(**tokenizer, text);
        }));
    }

    void charactersWithoutAPieceAreWrittenInBytes()
    {
        std::string vocabulary = R"({"<unk>":0,"▁":1,"a":2,"b":3,"▁a":4)";
        for (int byte = 0; byte < 256; ++byte)
            vocabulary += QStringLiteral(",\"<0x%1>\":%2")
                              .arg(byte, 2, 16, QLatin1Char('0'))
                              .arg(byte + 5)
                              .toUpper()
                              .replace(QStringLiteral("0X"), QStringLiteral("0x"))
                              .toStdString();
        const Made tokenizer = load(
            {.model = R"({"type":"BPE","unk_token":"<unk>","fuse_unk":true,"byte_fallback":true,"vocab":)" +
                      vocabulary + R"(},"merges":["▁ a"]})",
             .normalizer = R"({"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},
                 {"type":"Replace","pattern":{"String":" "},"content":"▁"}]})",
             .decoder = R"({"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},
                 {"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]})"});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE(joined(**tokenizer, "ab 爱"), "▁a b ▁ <0xE7> <0x88> <0xB1>"s);
        QVERIFY(holds("fallback round trip", [&] {
            const std::string text = *anyText();
            checkSpans(**tokenizer, text);
            const std::string plain = models::repairUtf8(text).text;
            RC_PRE(plain.find("▁") == std::string::npos);
            RC_ASSERT((*tokenizer)->decode((*tokenizer)->encode(text)) == plain);
        }));
    }

    void stepsAreApplied_data()
    {
        QTest::addColumn<QByteArray>("normalizer");
        QTest::addColumn<QByteArray>("splitter");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pieces");
        const auto row = [](const char* name, const char* normalizer, const char* splitter, const char* text,
                            const char* pieces) {
            QTest::newRow(name) << QByteArray(normalizer) << QByteArray(splitter) << QByteArray(text)
                                << QByteArray(pieces);
        };
        row("nothing", "null", "null", "ab a", "[ab a]");
        row("NFC", R"({"type":"NFC"})", "null", "e\xCC\x81", "[é]");
        row("NFD and accents", R"({"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"}]})", "null",
            "é", "[e]");
        row("NFKC", R"({"type":"NFKC"})", "null", "ﬁ", "[fi]");
        row("lower", R"({"type":"Lowercase"})", "null", "AÉ", "[aé]");
        row("strip", R"({"type":"Strip","strip_left":true,"strip_right":false})", "null", " a ", "[a ]");
        row("replace", R"({"type":"Replace","pattern":{"String":"ab"},"content":"b"})", "null", "abab", "[bb]");
        row("replace matches", R"({"type":"Replace","pattern":{"Regex":"\\s+"},"content":"_"})", "null", "a  b\n",
            "[a_b_]");
        row("map", R"({"type":"Precompiled","precompiled_charsmap":"BAAAAAAAAAAAAA=="})", "null", "ﬁ", "[ﬁ]");
        row("split, removed", "null",
            R"({"type":"Split","pattern":{"Regex":"\\d+"},"behavior":"Removed","invert":false})", "a12b", "[a] [b]");
        row("split, inverted", "null",
            R"({"type":"Split","pattern":{"Regex":"\\d+"},"behavior":"Removed","invert":true})", "a12b3", "[12] [3]");
        row("split at a text", "null", R"({"type":"Split","pattern":{"String":"."},"behavior":"MergedWithPrevious"})",
            "a.b.c", "[a.] [b.] [c]");
        row("delimiter", "null", R"({"type":"CharDelimiterSplit","delimiter":"|"})", "a|b||c", "[a] [b] [c]");
        row("marks, contiguous", "null", R"({"type":"Punctuation","behavior":"Contiguous"})", "a,!b", "[a] [,!] [b]");
        row("words", "null", R"({"type":"Whitespace"})", "a, b_1", "[a] [,] [b_1]");
        row("blanks", "null", R"({"type":"WhitespaceSplit"})", " a, b", "[a,] [b]");
        row("marks", "null", R"({"type":"Punctuation"})", "a,!b", "[a] [,] [!] [b]");
        row("digits", "null", R"({"type":"Digits","individual_digits":false})", "a12b", "[a] [12] [b]");
        row("each digit", "null", R"({"type":"Digits","individual_digits":true})", "a12b", "[a] [1] [2] [b]");
        row("metaspace", "null", R"({"type":"Metaspace","replacement":"_","add_prefix_space":true})", "a b",
            "[_a] [_b]");
        row("metaspace whole", "null",
            R"({"type":"Metaspace","replacement":"_","prepend_scheme":"never","split":false})", "a b", "[a_b]");
        row("sequence", "null",
            R"({"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation"}]})", "a ,b",
            "[a] [,] [b]");
    }
    void stepsAreApplied()
    {
        QFETCH(QByteArray, normalizer);
        QFETCH(QByteArray, splitter);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pieces);
        // A model that knows nothing gives one [UNK] a word, so that spans and count show the words.
        std::string vocabulary = R"({"[UNK]":0)";
        int id = 1;
        for (const QByteArray& piece :
             pieces.mid(1, pieces.size() - 2).split('\0').first().replace("] [", "\n").split('\n'))
            if (vocabulary.find("\"" + piece.toStdString() + "\"") == std::string::npos)
                vocabulary += ",\"" + piece.toStdString() + "\":" + std::to_string(id++);
        const Made tokenizer = load({.model = R"({"type":"WordPiece","unk_token":"[UNK]","vocab":)" + vocabulary + "}}",
                                     .normalizer = normalizer.toStdString(),
                                     .splitter = splitter.toStdString()});
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        std::string found;
        for (const std::int32_t token : (*tokenizer)->encode(text.toStdString()))
            found += (found.empty() ? "[" : " [") + (*tokenizer)->piece(token) + "]";
        QCOMPARE(QByteArray::fromStdString(found), pieces);
    }

    void whatIsNotKnownIsNamed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* name, const JsonParts& parts, const char* word) {
            QTest::newRow(name) << QByteArray::fromStdString(jsonOf(parts)) << QByteArray(word);
        };
        row("model", {.model = R"({"type":"Words","vocab":{}})"}, "\"Words\"");
        row("no model", {.model = "null"}, "nothing");
        row("normaliser", {.model = kWordPiece, .normalizer = R"({"type":"Nmt"})"}, "normalizer \"Nmt\"");
        row("regular expression",
            {.model = kWordPiece,
             .normalizer = R"({"type":"Replace","pattern":{"Regex":"\\p{Nonsense}"},"content":"b"})"},
            "regular expression");
        row("split",
            {.model = kWordPiece, .splitter = R"({"type":"Split","pattern":{"Regex":"a"},"behavior":"Sometimes"})"},
            "\"Split\" with the behavior \"Sometimes\"");
        row("split without a pattern", {.model = kWordPiece, .splitter = R"({"type":"Split","behavior":"Isolated"})"},
            "pattern of 0 bytes");
        row("scripts", {.model = kWordPiece, .splitter = R"({"type":"UnicodeScripts"})"}, "\"UnicodeScripts\"");
        row("after bytes",
            {.model = kWordPiece,
             .splitter = R"({"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Digits"}]})"},
            "after \"ByteLevel\"");
        row("bytes for words", {.model = kWordPiece, .splitter = R"({"type":"ByteLevel"})"}, "WordPiece model");
        row("decoder", {.model = kWordPiece, .decoder = R"({"type":"CTC"})"}, "decoder \"CTC\"");
        row("single word", {.model = kWordPiece, .added = R"([{"id":8,"content":"x","single_word":true}])"},
            "single_word");
        row("dropout", {.model = bytePair("[]", ",\"dropout\":0.1")}, "dropout");
        row("too many steps",
            {.model = kWordPiece,
             .normalizer = R"({"type":"Sequence","normalizers":[)" +
                           [] {
                               std::string steps = R"({"type":"NFC"})";
                               for (int i = 0; i < 40; ++i)
                                   steps += R"(,{"type":"NFC"})";
                               return steps;
                           }() +
                           "]}"},
            "more than 32 steps");
    }
    void whatIsNotKnownIsNamed()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, word);
        const Made made = models::loadTokenizer(json.toStdString());
        QVERIFY(!made);
        QCOMPARE(made.error().kind, engine::ErrorKind::Unsupported);
        QVERIFY2(made.error().detail.find(word.toStdString()) != std::string::npos, made.error().detail.c_str());
    }

    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* name, const JsonParts& parts) {
            QTest::newRow(name) << QByteArray::fromStdString(jsonOf(parts));
        };
        row("vocabulary is a list", {.model = R"({"type":"WordPiece","unk_token":"a","vocab":["a"]})"});
        row("unigram is an object", {.model = R"({"type":"Unigram","unk_id":0,"vocab":{"a":0}})"});
        row("score is text", {.model = R"({"type":"Unigram","unk_id":0,"vocab":[["a","b"]]})"});
        row("score too large", {.model = R"({"type":"Unigram","unk_id":0,"vocab":[["a",1e999]]})"});
        row("no unknown", {.model = R"({"type":"Unigram","vocab":[["a",0]]})"});
        row("unknown outside", {.model = R"({"type":"Unigram","unk_id":7,"vocab":[["a",0]]})"});
        row("unknown is no token", {.model = R"({"type":"WordPiece","unk_token":"b","vocab":{"a":0}})"});
        row("merge of one", {.model = bytePair(R"(["h"])")});
        row("merge of three", {.model = bytePair(R"([["h","e","l"]])")});
        row("merge of numbers", {.model = bytePair("[1]")});
        row("merge of strangers", {.model = bytePair(R"(["h x"])")});
        row("no merges", {.model = R"({"type":"BPE","vocab":{"a":0}})"});
        row("empty vocabulary", {.model = R"({"type":"WordPiece","unk_token":"a","vocab":{}})"});
        row("added without id", {.model = kWordPiece, .added = R"([{"content":"x"}])"});
        row("added with a far id", {.model = kWordPiece, .added = R"([{"id":1999999,"content":"x"}])"});
        row("added over another", {.model = kWordPiece, .added = R"([{"id":3,"content":"x"}])"});
    }
    void damagedFilesAreRefused()
    {
        QFETCH(QByteArray, json);
        const Made made = models::loadTokenizer(json.toStdString());
        QVERIFY(!made);
        QVERIFY2(made.error().kind == engine::ErrorKind::Corrupt, made.error().detail.c_str());
        QVERIFY(made.error().detail.ends_with('.'));
    }

    void storedItComesBackWithItsRoles()
    {
        const std::string settings = R"({"eos_token":{"content":"un"},"pad_token":"cafe"})";
        const Made tokenizer = load({.model = kWordPiece, .splitter = R"({"type":"Whitespace"})"}, settings);
        QVERIFY2(tokenizer, tokenizer ? "" : tokenizer.error().detail.c_str());
        QCOMPARE((*tokenizer)->specials().end, 3);
        QCOMPARE((*tokenizer)->specials().pad, 6);
        QCOMPARE((*tokenizer)->encode("un cafe"), (std::vector<std::int32_t>{1, 1})); // control tokens now
        const std::string stored = (*tokenizer)->serialise();
        const Made loaded = models::loadTokenizer(stored);
        QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
        QCOMPARE((*loaded)->serialise(), stored);
        QCOMPARE((*loaded)->specials(), (*tokenizer)->specials());
        for (std::size_t size = 0; size < stored.size(); ++size)
            QVERIFY(!models::loadTokenizer(std::string_view(stored).substr(0, size)));
        for (const std::string& file : {jsonOf({.model = kUnigram}), settings})
            for (std::size_t size = 0; size < file.size(); ++size)
                QVERIFY(!models::loadTokenizer(std::string_view(file).substr(0, size)));
    }
};

QTEST_APPLESS_MAIN(TestTokenizerJson)
#include "tst_tokenizer_json.moc"
