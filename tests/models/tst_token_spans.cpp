#include "models/text/character_tokenizer.h"
#include "tests/models/tokenizer_cases.h"

#include <QTest>

using namespace lb;
using namespace lb::tests;
using models::TokenSpan;

class TestTokenSpans : public QObject {
    Q_OBJECT
private slots:
    void wordsKnowWhereTheyStand()
    {
        const auto tokenizer = models::WordTokenizer::fromWords({"café", "don't", ",", "straße", "爱"});
        //                      0         5      11      18        28
        const std::string text = "  CAFE\xCC\x81 , Don’t  爱爱x STRAßE ";
        const std::vector<TokenSpan> expected{
            {4, 2, 8}, {6, 9, 10}, {5, 11, 18}, {8, 20, 23}, {8, 23, 26}, {models::kUnknownToken, 26, 27}, {7, 28, 35}};
        QCOMPARE((*tokenizer)->tokenize(text), expected);
        QCOMPARE((*tokenizer)->encode(text), (std::vector<std::int32_t>{4, 6, 5, 8, 8, models::kUnknownToken, 7}));
    }

    void spansCanBeCountedInCharacters()
    {
        const std::string text = "é爱\xFFx";
        const std::vector<TokenSpan> bytes{{1, 0, 2}, {2, 2, 5}, {3, 5, 6}, {4, 6, 7}, {5, 7, 7}, {6, 3, 4}, {7, 0, 7}};
        const std::vector<TokenSpan> characters{{1, 0, 1}, {2, 1, 2}, {3, 2, 3}, {4, 3, 4},
                                                {5, 4, 4}, {6, 1, 2}, {7, 0, 4}};
        QCOMPARE(models::characterSpans(text, bytes), characters);
        QVERIFY(models::characterSpans("", {}).empty());
    }

    void piecesSpanTheBlankBeforeThem()
    {
        const auto tokenizer = models::SentencePieceTokenizer::train(sampleLines(), {.maximumSize = 200});
        const std::string text = "the  cat";
        std::string covered;
        for (const TokenSpan& span : (*tokenizer)->tokenize(text))
            covered += text.substr(span.begin, span.end - span.begin);
        QCOMPARE(covered, text);
    }

    void spansOfAnyTextAreInOrder_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char* kind : {"words", "characters", "sentencepiece"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void spansOfAnyTextAreInOrder()
    {
        QFETCH(QByteArray, kind);
        std::unique_ptr<models::Tokenizer> tokenizer;
        if (kind == "words")
            tokenizer = std::move(*models::WordTokenizer::train(sampleLines(), 200));
        else if (kind == "characters")
            tokenizer = std::move(*models::CharacterTokenizer::train(sampleLines(), 200));
        else
            tokenizer = std::move(*models::SentencePieceTokenizer::train(sampleLines(), {.maximumSize = 200}));
        QVERIFY(holds("spans", [&] {
            const std::string text = *anyText();
            checkSpans(*tokenizer, text);
            checkCharacterBounds(*tokenizer, text);
        }));
    }
};

QTEST_APPLESS_MAIN(TestTokenSpans)
#include "tst_token_spans.moc"
