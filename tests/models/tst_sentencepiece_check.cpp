#include "models/text/sentencepiece_check.h"
#include "models/text/sentencepiece_tokenizer.h"
#include "tests/models/sentencepiece_writer.h"

#include <QTest>

#include <limits>

using namespace lb;
using namespace lb::tests;
using namespace std::string_literals;

namespace {

/// A model that the library loads; the rows below break it in one place each.
std::string smallModel(const std::string& more = {})
{
    return piece("<unk>", 2) + piece("<s>", 3) + piece("</s>", 3) + piece("\xE2\x96\x81") + piece("a") + piece("b") +
           more;
}

} // namespace

class TestSentencePieceCheck : public QObject {
    Q_OBJECT
private slots:
    void idsAreThoseOfTheFile()
    {
        const auto loaded = models::loadTokenizer(smallModel());
        QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
        QCOMPARE((*loaded)->vocabularySize(), 6);
        QCOMPARE((*loaded)->specials(), (models::SpecialTokens{.begin = 1, .end = 2, .unknown = 0}));
        QCOMPARE((*loaded)->encode("ab c"), (std::vector<std::int32_t>{3, 4, 5, 3, 0}));
        QCOMPARE((*loaded)->decode(std::vector<std::int32_t>{1, 3, 4, 5, 3, 5, 2}), "ab b"s);
    }

    void hostileModelsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* name, const std::string& model, const char* word) {
            QTest::newRow(name) << QByteArray(model.data(), static_cast<qsizetype>(model.size())) << QByteArray(word);
        };
        row("no bytes of a piece", piece("<unk>", 2) + piece(""), "0 bytes");
        row("piece of 1025 bytes", smallModel(piece(std::string(1025, 'x'))), "1025 bytes");
        row("NUL in a piece", smallModel(piece("a\0b"s)), "UTF-8");
        row("broken UTF-8", smallModel(piece("\xC3")), "UTF-8");
        row("the same piece twice", smallModel(piece("a")), "twice");
        row("two unknown pieces", smallModel(piece("<unk2>", 2)), "unknown text");
        row("no unknown piece", piece("a"), "unknown text");
        row("control piece of one character", smallModel(piece("爱", 3)), "single character");
        row("nothing to write with", piece("<unk>", 2), "no piece");
        row("score NaN", smallModel(piece("c", 1, std::numeric_limits<float>::quiet_NaN())), "score");
        row("score infinite", smallModel(piece("c", 1, std::numeric_limits<float>::infinity())), "score");
        row("one byte piece", smallModel(piece("<0x41>", 6)), "1 of the 256 byte pieces");
        row("byte piece of no byte", smallModel(piece("<0xZZ>", 6)), "names no byte");
        row("a byte twice", smallModel(piece("<0x4a>", 6) + piece("<0x4A>", 6)), "twice");
        row("type 7", smallModel(piece("c", 7)), "type 7");
        row("unknown field of a piece", smallModel(field(1, field(1, "c") + number(9, 1))), "field 9");
        row("unknown field", smallModel(field(9, "x")), "field 9");
        row("self test", smallModel(field(4, "x")), "field 4");
        row("field 0", smallModel(field(0, "x")), "cut off");
        row("not a message", smallModel(number(1, 7)), "not a message");
        row("model of kind 5", smallModel(field(2, number(3, 5))), "unigram");
        const std::string tree = "\x04\0\0\0\0\0\0\0"s; // of one empty unit
        const auto map = [](const std::string& bytes) { return smallModel(field(3, field(2, bytes))); };
        row("map cut off", map("\x01\x02"), "cut off");
        row("map without a tree", map(std::string(8, '\0')), "search tree");
        row("tree beyond the map", map("\xFF\xFF\xFF\x7F" + std::string(8, '\0')), "search tree");
        row("tree alone", map(tree), "replacements");
        row("replacements without end", map(tree + "abc"), "replacements");
        row("replacement, not UTF-8", map(tree + "\xC3\0"s), "replacements");
        row("replacement of 257 bytes", map(tree + std::string(257, 'x') + '\0'), "257 bytes");
        row("map of more than a MiB", map(std::string((1 << 20) + 1, '\0')), "1048577 bytes");
        row("map for decoding", smallModel(field(5, field(2, "\x01\x02"))), "character map");
        row("group", smallModel("\x0B"), "cut off");
        row("length beyond the file",
            smallModel("\x0A\x7F"
                       "abc"),
            "cut off");
        row("length of 2^64 - 1", smallModel("\x0A" + varint(std::numeric_limits<std::uint64_t>::max())), "cut off");
        row("number of 11 bytes", smallModel("\x0A" + std::string(11, '\xFF')), "cut off");
    }
    void hostileModelsAreRefused()
    {
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, word);
        const auto loaded = models::loadTokenizer(model.toStdString());
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().detail.find(word.toStdString()) != std::string::npos, loaded.error().detail.c_str());
    }

    void everyCutIsRefusedOrUsable()
    {
        const std::string model = smallModel(field(2, number(3, 1)) + field(3, field(1, "identity")));
        for (std::size_t size = 0; size < model.size(); ++size) {
            const auto loaded = models::loadTokenizer(std::string_view(model).substr(0, size));
            if (loaded)
                QVERIFY((*loaded)->vocabularySize() >= 4); // the three marks and a piece
        }
    }

    void otherFilesGetTheirSentence_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><html></html>");
        QTest::newRow("JSON") << QByteArray("{\"model\": {}}");
        QTest::newRow("word list cut off") << QByteArray("latentbench words 1\nalpha\nbet");
        QTest::newRow("word list with a repetition") << QByteArray("latentbench words 1\na\na\n");
        QTest::newRow("word list, not UTF-8") << QByteArray("latentbench words 1\n\xFF\n");
    }
    void otherFilesGetTheirSentence()
    {
        QFETCH(QByteArray, file);
        const auto loaded = models::loadTokenizer(file.toStdString());
        QVERIFY(!loaded);
        QVERIFY(loaded.error().detail.ends_with('.'));
        QVERIFY(loaded.error().kind != engine::ErrorKind::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(TestSentencePieceCheck)
#include "tst_sentencepiece_check.moc"
