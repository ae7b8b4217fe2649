#include "models/text/beam_search.h"
#include "models/text/sampling.h"
#include "tests/support/golden.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace lb::models;
using lb::testing::golden;

namespace {

std::vector<double> ofFile(const char* key)
{
    return golden(QStringLiteral("sampling"), QLatin1String(key));
}

std::vector<float> logits()
{
    const std::vector<double> numbers = ofFile("logits");
    return {numbers.begin(), numbers.end()};
}

/// Probabilities by id; 0 for what is not kept.
std::vector<double> byId(const SamplingSettings& settings)
{
    std::vector<double> result(logits().size());
    for (const TokenChance& chance : NextToken(logits(), {}, settings).best(result.size()))
        result[static_cast<std::size_t>(chance.id)] = chance.probability;
    return result;
}

void compare(const std::vector<double>& actual, const std::vector<double>& expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i)
        QVERIFY2(std::abs(actual[i] - expected[i]) < 1e-6, qPrintable(QString::number(actual[i], 'g', 10)));
}

/// The golden file's small language: the next word depends on the last alone.
BeamText searched(const BeamSettings& settings)
{
    const std::vector<double> first = ofFile("first");
    const std::vector<double> next = ofFile("next");
    BeamSearch search(settings);
    while (!search.isDone()) {
        std::vector<float> rows;
        const std::vector<std::int32_t> last = search.parents().empty() ? std::vector<std::int32_t>{-1} : search.tokens();
        for (const std::int32_t word : last)
            for (std::size_t i = 0; i < 4; ++i)
                rows.push_back(static_cast<float>(
                    std::log(word < 0 ? first[i] : next[static_cast<std::size_t>(word) * 4 + i])));
        search.advance(rows, 4);
    }
    return search.best();
}

std::vector<double> widened(const std::vector<std::int32_t>& ids)
{
    return {ids.begin(), ids.end()};
}

} // namespace

class SamplingTest : public QObject {
    Q_OBJECT
private slots:
    void filtersGiveTheGoldenProbabilities()
    {
        compare(byId({.temperature = 0.7}), ofFile("softmax"));
        compare(byId({.temperature = 0.7, .topK = 3}), ofFile("top_k_3"));
        compare(byId({.temperature = 0.7, .topP = 0.8}), ofFile("top_p_crossing"));
        compare(byId({.temperature = 0.7, .topP = 0.8, .topPRule = TopPRule::BelowOnly}), ofFile("top_p_below"));
        compare(byId({.temperature = 0.7, .topK = 4, .topP = 0.95}), ofFile("top_k_4_top_p"));
    }

    void drawsTakeTheFirstRankPastTheNumber()
    {
        std::vector<double> drawn;
        for (const double u : {0.05, 0.6, 0.75, 0.9, 0.999})
            drawn.push_back(NextToken(logits(), {}, {.temperature = 0.7}).draw(u).id);
        QCOMPARE(drawn, ofFile("draws"));
    }

    void repetitionIsPenalizedOnBothSidesOfZero()
    {
        std::vector<float> changed = logits();
        penalizeRepetition(changed, std::vector<std::int32_t>{0, 4, 0, 99}, 1.2);
        compare({changed.begin(), changed.end()}, ofFile("penalized"));
    }

    void bannedNgramsAreNeverDrawn()
    {
        const std::vector<std::int32_t> history{1, 2, 3, 1, 2, 4, 1, 2};
        QCOMPARE(widened(completedNgrams(history, 3)), ofFile("banned"));
        QCOMPARE(completedNgrams(history, 0).size(), std::size_t{0});
        NextToken next(logits(), history, {.bannedNgram = 3});
        for (const TokenChance& chance : next.best(6))
            QVERIFY(chance.id != 3 && chance.id != 4);
        QCOMPARE(completedNgrams(history, 1).size(), std::size_t{4}); // every word of the text
    }

    void greedyTakesTheLowerOfEquals()
    {
        NextToken next({1, 3, 3, 0}, {}, {.temperature = 0});
        const TokenChance chosen = next.draw(0.99);
        QCOMPARE(chosen.id, 1);
        QCOMPARE(next.best(5).size(), std::size_t{1});
    }

    void bannedTokensHaveNoChance()
    {
        const float never = -std::numeric_limits<float>::infinity();
        NextToken next({0, never, 0, never}, {}, {});
        QCOMPARE(next.best(4).size(), std::size_t{2});
        QCOMPARE(next.draw(0.9999).id, 2);
    }

    /// The ranking is made as far as it is asked for; that must not show.
    void lazyRankingEqualsAFullOne()
    {
        std::vector<float> many(5000);
        for (std::size_t i = 0; i < many.size(); ++i)
            many[i] = static_cast<float>(std::sin(static_cast<double>(i) * 12.9898) * 4);
        const std::vector<TokenChance> all = NextToken(many, {}, {}).best(many.size());
        double sum = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            sum += all[i].probability;
            if (i % 500 == 7)
                QCOMPARE(NextToken(many, {}, {}).draw(sum - 0.5 * all[i].probability).id, all[i].id);
        }
        QVERIFY(std::abs(sum - 1) < 1e-9);
    }

    void numbersDependOnTheirKeyAlone()
    {
        std::set<double> seen;
        double total = 0;
        for (std::uint64_t sequence = 0; sequence < 20; ++sequence)
            for (std::uint64_t position = 0; position < 50; ++position) {
                const double u = samplingNumber(7, sequence, position);
                QVERIFY(u > 0 && u < 1 && u == samplingNumber(7, sequence, position));
                seen.insert(u);
                total += u;
            }
        QCOMPARE(seen.size(), std::size_t{1000});
        QVERIFY(std::abs(total / 1000 - 0.5) < 0.04);
        QVERIFY(samplingNumber(7, 0, 0) != samplingNumber(8, 0, 0));
    }

    void shrinkingBeamsFindTheGoldenText()
    {
        for (const int width : {1, 2}) {
            const BeamText found = searched(
                {.width = width, .maximumTokens = 6, .endIds = {3}, .rule = BeamRule::Shrinking});
            const QString key = QStringLiteral("beam_%1/").arg(width);
            QCOMPARE(widened(found.ids), golden(QStringLiteral("sampling"), key + QStringLiteral("ids")));
            QVERIFY(std::abs(found.logProbability -
                             golden(QStringLiteral("sampling"), key + QStringLiteral("log_probability")).front()) < 1e-6);
        }
    }

    /// Without a length penalty the short ending wins; a strong one prefers a long text.
    void collectedTextsAreComparedByTheirLength()
    {
        const BeamSettings plain{.width = 2, .maximumTokens = 6, .endIds = {3}, .lengthPenalty = 0};
        QCOMPARE(searched(plain).ids, (std::vector<std::int32_t>{1, 3}));
        BeamSettings patient = plain;
        patient.lengthPenalty = 4;
        QVERIFY(searched(patient).ids.size() > 2);
        BeamSettings late = plain;
        late.minimumTokens = 4;
        QVERIFY(searched(late).ids.size() >= 4);
    }
};

QTEST_GUILESS_MAIN(SamplingTest)
#include "tst_sampling.moc"
