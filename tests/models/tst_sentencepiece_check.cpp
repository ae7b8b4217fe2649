#include "models/text/sentencepiece_check.h"
#include "models/text/sentencepiece_tokenizer.h"

#include <QTest>

#include <bit>
#include <limits>

using namespace lb;
using namespace std::string_literals;
using models::checkSentencePieceModel;

namespace {

std::string varint(std::uint64_t value)
{
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes.push_back(static_cast<char>(value | 0x80));
    bytes.push_back(static_cast<char>(value));
    return bytes;
}

std::string field(std::uint64_t number, const std::string& message)
{
    return varint(number << 3 | 2) + varint(message.size()) + message;
}

std::string number(std::uint64_t which, std::uint64_t value)
{
    return varint(which << 3) + varint(value);
}

std::string score(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    std::string bytes(1, static_cast<char>(2 << 3 | 5));
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(bits >> shift));
    return bytes;
}

std::string piece(const std::string& text, std::uint64_t type = 1, float value = -1.0F)
{
    return field(1, field(1, text) + score(value) + (type == 1 ? ""s : number(3, type)));
}

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
    void foreignIdsAreMappedBehindTheSpecialOnes()
    {
        const auto loaded = models::loadTokenizer(smallModel());
        QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
        QCOMPARE((*loaded)->vocabularySize(), 7);
        QCOMPARE((*loaded)->encode("ab c"), (std::vector<std::int32_t>{4, 5, 6, 4, models::kUnknownToken}));
        QCOMPARE((*loaded)->decode(std::vector<std::int32_t>{4, 5, 6, 4, 6}), "ab b"s);
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
        row("byte piece", smallModel(piece("<0x41>", 6)), "byte pieces");
        row("type 7", smallModel(piece("c", 7)), "type 7");
        row("unknown field of a piece", smallModel(field(1, field(1, "c") + number(9, 1))), "field 9");
        row("unknown field", smallModel(field(9, "x")), "field 9");
        row("self test", smallModel(field(4, "x")), "field 4");
        row("field 0", smallModel(field(0, "x")), "cut off");
        row("not a message", smallModel(number(1, 7)), "not a message");
        row("character model", smallModel(field(2, number(3, 4))), "unigram");
        row("character map", smallModel(field(3, field(2, "\x01\x02"))), "character map");
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
                QVERIFY((*loaded)->vocabularySize() > models::kSpecialTokens);
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
