#include "models/text/byte_pair_model.h"
#include "tests/models/tokenizer_cases.h"

#include <QTest>

using namespace lb;
using namespace lb::tests;
using models::BytePairModel;
using models::Tokenizer;
using models::WordPiece;

namespace {

const std::vector<std::string> kMerges{"h e", "l l", "he ll", "hell o", "Ġ w", "o r", "Ġw or", "l d", "Ġ Ġ", "æ Ī"};

std::unique_ptr<Tokenizer> small(bool addsPrefix = false)
{
    models::BytePairFiles files = bytePairFiles(kMerges);
    files.addsPrefix = addsPrefix;
    auto made = models::makeBytePairTokenizer(files);
    return made ? std::move(*made) : nullptr;
}

/// Letters a to d with these merges, each making a new id from 4 on.
struct Toy {
    std::vector<std::pair<std::int32_t, std::int32_t>> merges;
    BytePairModel model{BytePairModel::Options{}};

    explicit Toy(const std::vector<std::pair<std::int32_t, std::int32_t>>& pairs)
    {
        for (std::int32_t letter = 0; letter < 4; ++letter)
            model.addPiece(std::string(1, static_cast<char>('a' + letter)), letter);
        for (const auto& [left, right] : pairs) {
            const auto made = static_cast<std::int32_t>(merges.size()) + 4;
            merges.emplace_back(left % made, right % made);
            model.addMerge(merges.back().first, merges.back().second, made);
        }
    }

    /// The rule as it is written down: the first pair of the list that occurs, everywhere from the left, again and
    /// again.
    std::vector<std::int32_t> slowly(const std::string& word) const
    {
        std::vector<std::int32_t> ids;
        for (const char letter : word)
            ids.push_back(letter - 'a');
        for (bool found = true; found;) {
            found = false;
            for (std::size_t rank = 0; rank < merges.size() && !found; ++rank) {
                std::vector<std::int32_t> next;
                for (std::size_t i = 0; i < ids.size(); ++i) {
                    const bool joins = i + 1 < ids.size() && std::pair(ids[i], ids[i + 1]) == merges[rank];
                    next.push_back(joins ? static_cast<std::int32_t>(firstRank(rank)) + 4 : ids[i]);
                    i += joins ? 1 : 0;
                    found |= joins;
                }
                ids = next;
            }
        }
        return ids;
    }
    std::size_t firstRank(std::size_t rank) const
    {
        return static_cast<std::size_t>(std::find(merges.begin(), merges.end(), merges[rank]) - merges.begin());
    }
};

rc::Gen<std::string> letters(int most)
{
    return rc::gen::exec([most] {
        const int size = *rc::gen::inRange(0, most);
        std::string word;
        for (int i = 0; i < size; ++i)
            word.push_back(*rc::gen::element('a', 'b', 'c', 'd'));
        return word;
    });
}

} // namespace

class TestBytePair : public QObject {
    Q_OBJECT
private slots:
    void everyTextComesBack()
    {
        const auto tokenizer = small();
        QVERIFY(tokenizer);
        QVERIFY(holds("byte-level round trip", [&] {
            const std::string text = *anyText();
            const auto ids = tokenizer->encode(text);
            RC_ASSERT(tokenizer->decode(ids) == models::repairUtf8(text).text);
            checkSpans(*tokenizer, text);
        }));
        std::string allBytes;
        for (int byte = 0; byte < 256; ++byte)
            allBytes.push_back(static_cast<char>(byte));
        std::string joined;
        for (const models::TokenSpan& span : tokenizer->tokenize(allBytes))
            joined += allBytes.substr(span.begin, span.end - span.begin);
        QCOMPARE(joined, allBytes);
    }

    void spansTileTheText()
    {
        const auto tokenizer = small();
        QVERIFY(holds("tiling", [&] {
            const std::string text = *anyText();
            std::size_t end = 0;
            for (const models::TokenSpan& span : tokenizer->tokenize(text)) {
                RC_ASSERT(span.begin == end);
                end = span.end;
            }
            RC_ASSERT(end == text.size());
        }));
    }

    void aBlankCanBePutBeforeTheText()
    {
        const auto tokenizer = small(true);
        QCOMPARE(tokenizer->encode("world"), tokenizer->encode(" world"));
        const auto spans = tokenizer->tokenize("world");
        QCOMPARE(spans.front().begin, std::size_t{0});
        QCOMPARE(spans.front().end, std::size_t{3}); // "Ġwor" is three letters of the text
        QCOMPARE(small()->decode(small()->encode("world")), std::string("world"));
    }

    void controlTokensAreReadOnRequestOnly()
    {
        const auto tokenizer = small();
        const std::int32_t end = tokenizer->specials().end;
        QCOMPARE(end, tokenizer->vocabularySize() - 1);
        QCOMPARE(tokenizer->specials().begin, end);
        QCOMPARE(tokenizer->specials().pad, -1);
        QCOMPARE(tokenizer->specials().unknown, -1);
        const std::string text = "hello<|endoftext|> world";
        const auto literal = tokenizer->encode(text);
        QVERIFY(std::find(literal.begin(), literal.end(), end) == literal.end());
        QCOMPARE(tokenizer->decode(literal), text);
        const auto spans = tokenizer->tokenize(text, models::ControlText::Recognised);
        QCOMPARE(spans[1], (models::TokenSpan{end, 5, 18}));
        QCOMPARE(tokenizer->decode(tokenizer->encode(text, models::ControlText::Recognised)),
                 std::string("hello world"));
    }

    void bothWaysOfMergingAgreeWithTheRule()
    {
        QVERIFY(holds("merging", [] {
            using Pair = std::pair<std::int32_t, std::int32_t>;
            const Toy toy(
                *rc::gen::container<std::vector<Pair>>(rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange(0, 8))));
            const std::string word = *letters(80);
            std::vector<WordPiece> pieces;
            toy.model.cut(word, pieces);
            std::vector<std::int32_t> ids;
            std::uint32_t end = 0;
            for (const WordPiece& piece : pieces) {
                RC_ASSERT(piece.begin == end);
                end = piece.end;
                ids.push_back(piece.id);
            }
            RC_ASSERT(end == word.size());
            RC_ASSERT(ids == toy.slowly(word));
        }));
    }

    void whatAMergeMakesWaitsForTheRestOfItsRank()
    {
        // The second merge of the list makes "bc"; with it the first one, "a" before "bc", becomes possible.
        Toy toy({});
        toy.model.addMerge(0, 4, 5);                                          // a bc
        toy.model.addMerge(1, 2, 4);                                          // b c
        toy.model.addMerge(4, 1, 6);                                          // bc b
        for (const std::size_t repeats : {std::size_t{2}, std::size_t{20}}) { // by scan, by queue
            std::string word;
            for (std::size_t i = 0; i < repeats; ++i)
                word += "abc";
            std::vector<WordPiece> pieces;
            toy.model.cut(word, pieces);
            QCOMPARE(pieces.size(), repeats);
            for (const WordPiece& piece : pieces)
                QCOMPARE(piece.id, 5);
        }
        // Ranks 0: (aa, a), 1: (a, a). All pairs of rank 1 are merged before the new (aa, a) gets its turn.
        Toy pairs({});
        pairs.model.addMerge(4, 0, 5);
        pairs.model.addMerge(0, 0, 4);
        for (const std::size_t size : {std::size_t{5}, std::size_t{61}}) {
            std::vector<WordPiece> pieces;
            pairs.model.cut(std::string(size, 'a'), pieces);
            QCOMPARE(pieces.size(), size / 2);
            QCOMPARE(pieces.front().id, 4);
            QCOMPARE(pieces.back().id, 5);
        }
    }

    void workGrowsWithTheTextNotItsSquare()
    {
        // Every merge doubles a run of letters: as many merges as a text can have.
        Toy toy({{0, 0}, {4, 4}, {5, 5}, {6, 6}, {0, 1}, {1, 2}, {2, 3}, {8, 10}});
        std::string text;
        for (std::size_t i = 0; text.size() < std::size_t{1} << 20; ++i)
            text += std::string(1 + i * 7 % 37, 'a') + (i % 3 == 0 ? "bcd" : "cab");
        std::vector<WordPiece> pieces;
        const std::int64_t lookups = toy.model.cutCounting(text, pieces);
        QVERIFY2(lookups <= 3 * static_cast<std::int64_t>(text.size()), qPrintable(QString::number(lookups)));
        QVERIFY(lookups >= static_cast<std::int64_t>(text.size()) - 1);
        QVERIFY(pieces.size() < text.size() / 2);
    }

    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("vocabulary");
        QTest::addColumn<QByteArray>("merges");
        QTest::addColumn<QByteArray>("word");
        const models::BytePairFiles good = bytePairFiles(kMerges);
        const auto row = [](const char* name, const std::string& vocabulary, const std::string& merges,
                            const char* word) {
            QTest::newRow(name) << QByteArray::fromStdString(vocabulary) << QByteArray::fromStdString(merges)
                                << QByteArray(word);
        };
        const auto with = [&](const std::string& entry) {
            return good.vocabulary.substr(0, good.vocabulary.size() - 1) + "," + entry + "}";
        };
        row("no JSON", "[1, 2]", good.merges, "JSON object");
        row("empty", "", "", "JSON object");
        row("no bytes", "{\"a\":0}", "", "byte 0");
        row("id is text", with("\"zz\":\"1\""), good.merges, "whole number");
        row("id is a fraction", with("\"zz\":1.5"), good.merges, "whole number");
        row("negative id", with("\"zz\":-1"), good.merges, "id -1");
        row("huge id", with("\"zz\":18446744073709551615"), good.merges, "id 2000000");
        row("far away id", with("\"zz\":1999999"), good.merges, "largest id");
        row("id taken", with("\"zz\":5"), good.merges, "stands for");
        row("empty token", with("\"\":900"), good.merges, "0 bytes");
        row("not UTF-8", with("\"\xFF\":900"), good.merges, "JSON object");
        row("deep", std::string(100, '['), good.merges, "nested");
        row("merge of one", good.vocabulary, "h e\nh\n", "Line 2");
        row("merge of three", good.vocabulary, "h e l\n", "Line 1");
        row("merge of unknown", good.vocabulary, "#version: 0.2\nh q\n", "\"hq\" is no token");
        row("merges not UTF-8", good.vocabulary, "\xFF \xFE\n", "Line 1");
    }
    void damagedFilesAreRefused()
    {
        QFETCH(QByteArray, vocabulary);
        QFETCH(QByteArray, merges);
        QFETCH(QByteArray, word);
        const auto made = models::makeBytePairTokenizer({vocabulary.toStdString(), merges.toStdString(), false});
        QVERIFY(!made);
        QVERIFY2(made.error().detail.find(word.toStdString()) != std::string::npos, made.error().detail.c_str());
    }

    void storedItComesBackTheSame()
    {
        for (const bool addsPrefix : {false, true}) {
            const auto tokenizer = small(addsPrefix);
            const auto loaded = models::loadTokenizer(tokenizer->serialise());
            QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
            QCOMPARE((*loaded)->kind(), std::string_view("byte-pair"));
            QCOMPARE((*loaded)->serialise(), tokenizer->serialise());
            QCOMPARE((*loaded)->specials(), tokenizer->specials());
            QCOMPARE((*loaded)->tokenize("world 您好 x"), tokenizer->tokenize("world 您好 x"));
        }
    }

    void cutShortItIsRefused()
    {
        const std::string stored = small()->serialise();
        for (std::size_t size = 0; size < stored.size(); size += 7) {
            const auto loaded = models::loadTokenizer(std::string_view(stored).substr(0, size));
            QVERIFY(!loaded);
            QVERIFY(loaded.error().detail.ends_with('.'));
        }
    }
};

QTEST_APPLESS_MAIN(TestBytePair)
#include "tst_byte_pair.moc"
