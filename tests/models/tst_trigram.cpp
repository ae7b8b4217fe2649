#include "models/metrics/trigram.h"

#include <QTest>

#include <cmath>

using namespace lb::models;

class TrigramTest : public QObject {
    Q_OBJECT
private slots:
    void probabilitiesSumToOneInEveryContext()
    {
        const std::vector<TrigramModel::Sequence> texts{{4, 5, 6, 2}, {4, 5, 7, 2}, {4, 6, 6, 6, 2}, {8, 2}};
        const TrigramModel model(texts, 12, 1);
        for (const auto& [first, second] : {std::pair{1, 1}, {1, 4}, {4, 5}, {6, 6}, {9, 9}, {5, 9}, {9, 6}}) {
            double sum = 0;
            for (std::int32_t word = 0; word < 12; ++word) {
                QVERIFY(model.probability(first, second, word) > 0);
                sum += model.probability(first, second, word);
            }
            QVERIFY2(std::abs(sum - 1) < 1e-12, qPrintable(QString::number(sum, 'g', 15)));
        }
    }

    /// By hand: "a b" was followed by c once and by d once, so p = (1 - 0.75) / 2 + 0.75 * 2 / 2 * p(c | b), and b by
    /// one context for each of c and d: p(c | b) = 0.25 / 2 + 0.75 * p(c), with p(c) = 0.25 / 5 + 0.75 * 4 / 5 / 10.
    void countsAreDiscountedAndInterpolated()
    {
        const TrigramModel model(std::vector<TrigramModel::Sequence>{{4, 5, 6}, {4, 5, 7}}, 10, 1);
        // Bigram kinds: (1,4) (4,5) (5,6) (5,7): four, over the words 4 5 6 7.
        const double word = 0.25 / 4 + 0.75 * 4 / 4 / 10;
        const double after = 0.25 / 2 + 0.75 * 2 / 2 * word;
        QVERIFY(std::abs(model.probability(4, 5, 6) - (0.25 / 2 + 0.75 * 2 / 2 * after)) < 1e-12);
        QVERIFY(std::abs(model.probability(9, 5, 6) - after) < 1e-12);
        QVERIFY(std::abs(model.probability(9, 9, 6) - word) < 1e-12);
        QVERIFY(std::abs(model.probability(9, 9, 9) - 0.75 / 10) < 1e-12);
    }

    void whatWasSeenIsLikelierThanWhatWasNot()
    {
        std::vector<TrigramModel::Sequence> texts;
        for (int i = 0; i < 50; ++i)
            texts.push_back({4, 5, 6, static_cast<std::int32_t>(7 + i % 3), 2});
        const TrigramModel model(texts, 100, 1);
        QVERIFY(model.negativeLogLikelihood({4, 5, 6, 7, 2}) < 2);
        QVERIFY(model.negativeLogLikelihood({7, 6, 5, 4, 2}) > 10);
        QCOMPARE(model.negativeLogLikelihood({}), 0.0);
    }
};

QTEST_APPLESS_MAIN(TrigramTest)
#include "tst_trigram.moc"
