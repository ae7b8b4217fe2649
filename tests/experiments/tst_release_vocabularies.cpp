#include "experiments/training/text_generator.h"
#include "models/text/wordpiece_tokenizer.h"

#include <QTest>

#include <algorithm>

using namespace lb::experiments;

namespace {

constexpr int kWords = 21128;

/// A vocabulary of BERT's form whose full stop has this id, as the two releases of GPT2-ML have two.
std::unique_ptr<lb::models::Tokenizer> vocabulary(int fullStop)
{
    std::string lines;
    for (int id = 0; id < kWords; ++id) {
        const char* special = id == 0          ? "[PAD]"
                              : id == 100      ? "[UNK]"
                              : id == 101      ? "[CLS]"
                              : id == 102      ? "[SEP]"
                              : id == 103      ? "[MASK]"
                              : id == fullStop ? "。"
                                               : nullptr;
        lines += (special ? std::string(special) : "word" + std::to_string(id)) + "\n";
    }
    auto made = lb::models::makeWordPieceTokenizer({.vocabulary = lines});
    return made ? std::move(*made) : nullptr;
}

} // namespace

class TestReleaseVocabularies : public QObject {
    Q_OBJECT
private slots:
    void theFullStopHasTheIdOfItsRelease_data()
    {
        QTest::addColumn<int>("id");
        QTest::newRow("BERT's") << 511;
        QTest::newRow("CLUE's") << 545;
    }
    void theFullStopHasTheIdOfItsRelease()
    {
        QFETCH(int, id);
        const auto tokenizer = vocabulary(id);
        QVERIFY(tokenizer);
        QCOMPARE(tokenizer->encode("。"), std::vector<std::int32_t>{id});
        QCOMPARE(tokenizer->decode(std::vector<std::int32_t>{id}), std::string("。"));
        QCOMPARE(tokenizer->specials().separator, 102);
    }

    void rowsWithoutAWordAreNeverWritten()
    {
        const auto tokenizer = vocabulary(511);
        QVERIFY(tokenizer);
        RunSpec spec;
        spec.set(QStringLiteral("data.id"), QStringLiteral("imported"));
        spec.set(QStringLiteral("data.tokenizer"), QStringLiteral("imported"));
        spec.set(QStringLiteral("data.vocabulary"), 21130);
        QCOMPARE(vocabularyOf(spec, *tokenizer), 21130);
        const TextMarks marks = marksOf(spec, *tokenizer);
        for (const std::int32_t id : {21128, 21129, 0, 100, 101, 103})
            QVERIFY(std::find(marks.never.begin(), marks.never.end(), id) != marks.never.end());
        QVERIFY(std::find(marks.never.begin(), marks.never.end(), 511) == marks.never.end());
    }
};

QTEST_APPLESS_MAIN(TestReleaseVocabularies)
#include "tst_release_vocabularies.moc"
