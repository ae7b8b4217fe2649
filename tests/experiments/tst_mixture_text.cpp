#include "experiments/datasets/mixture_text.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace lb::experiments;

class TestMixtureText : public QObject {
    Q_OBJECT

    static constexpr int kDraws = 400;
    std::vector<MixtureGenerator::Sentence> m_sentences;

private slots:
    void initTestCase()
    {
        const MixtureGenerator generator(5);
        for (std::uint64_t i = 0; i < kDraws; ++i)
            m_sentences.push_back(generator.sentence(i));
    }

    void aSentenceIsTheSameInAnyOrder()
    {
        const MixtureGenerator generator(1);
        const auto third = generator.sentence(3);
        generator.sentence(9);
        QCOMPARE(MixtureGenerator(1).sentence(3).words, third.words);
        QVERIFY(generator.sentence(4).words != third.words);
        QVERIFY(MixtureGenerator(2).sentence(3).words != third.words);
    }

    /// The data set's identity: recorded results mean these sentences.
    void seedOneGivesTheKnownSentences()
    {
        const DatasetPreview preview = previewMixtureText(2);
        QCOMPARE(preview.sentences[0], QStringLiteral("lebo kabi bigu nami mela bedo dela pimi bopa giko"));
        QCOMPARE(preview.sentences[1], QStringLiteral("nibe liga danu leda kamo mipo deku bodu lebu keki"));
    }

    void theCauseIsAMixtureOfFourGaussians()
    {
        std::array<int, 4> counts{};
        double squares = 0.0;
        for (const auto& sentence : m_sentences) {
            ++counts[static_cast<std::size_t>(sentence.component)];
            squares += std::pow(sentence.z[0] - ((sentence.component & 1) != 0 ? 2.0 : -2.0), 2);
            squares += std::pow(sentence.z[1] - ((sentence.component & 2) != 0 ? 2.0 : -2.0), 2);
        }
        for (const int count : counts)
            QVERIFY(std::abs(count - kDraws / 4) < 44);         // five standard deviations: sqrt(400 * 3 / 16) each
        QVERIFY(std::abs(squares / (2 * kDraws) - 1.0) < 0.25); // five standard deviations: sqrt(2 / 800) each
    }

    void theWordsTellTheCause()
    {
        std::array<std::set<int>, 4> firstWords;
        for (const auto& sentence : m_sentences)
            firstWords[static_cast<std::size_t>(sentence.component)].insert(sentence.words[0]);
        std::vector<int> shared;
        std::set_intersection(firstWords[0].begin(), firstWords[0].end(), firstWords[3].begin(), firstWords[3].end(),
                              std::back_inserter(shared));
        QVERIFY(shared.size() * 4 < std::min(firstWords[0].size(), firstWords[3].size()));
    }

    void everyWordHasItsOwnName()
    {
        const auto& names = MixtureGenerator::names();
        QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), std::size_t{MixtureGenerator::kWords});
    }
};

QTEST_APPLESS_MAIN(TestMixtureText)
#include "tst_mixture_text.moc"
