#include "experiments/training/run_setup.h"
#include "experiments/training/text_generator.h"
#include "tests/experiments/language_spec.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lb::experiments;
using lb::tests::languageSpec;
using lb::tests::TinyProject;
using Prompts = std::vector<std::vector<std::int32_t>>;

namespace {

/// An untrained language model: what it writes is arbitrary, but the same each time.
struct Bench {
    explicit Bench(const QString& family, int positions = 128)
    {
        RunSpec spec = languageSpec(project, family);
        if (family.endsWith(QStringLiteral("transformer")))
            spec.set(QStringLiteral("decoder.positions"), positions);
        run = std::move(*setUpRun(spec, {.threads = 1}));
        generator = std::make_unique<TextGenerator>(run->writerParts(), *run->data.tokenizer, ownMarks());
    }
    std::vector<std::int32_t> ids(const WrittenText& text) const
    {
        std::vector<std::int32_t> result;
        for (const WrittenToken& token : text.tokens)
            result.push_back(token.id);
        return result;
    }

    TinyProject project;
    std::unique_ptr<RunSetup> run;
    std::unique_ptr<TextGenerator> generator;
};

const Prompts kPrompts{{5, 6, 7}, {8}, {}, {9, 10, 11, 12, 5}};

} // namespace

class TestTextGenerator : public QObject {
    Q_OBJECT
private slots:
    void textsDoNotDependOnTheirCompany_data()
    {
        QTest::addColumn<QString>("family");
        for (const char* family : {"language-lstm", "language-gru", "language-transformer"})
            QTest::newRow(family) << QString::fromLatin1(family);
    }
    void textsDoNotDependOnTheirCompany()
    {
        QFETCH(QString, family);
        Bench bench(family);
        const GenerationSettings settings{.maximumTokens = 25, .minimumTokens = 26, .seed = 3};
        const auto together = bench.generator->run(kPrompts, {}, settings);
        QCOMPARE(together.size(), kPrompts.size());
        QCOMPARE(together[0].tokens.size(), std::size_t{25});
        QVERIFY(together[0].end == TextEnd::Length);
        const auto again = bench.generator->run(kPrompts, {}, settings);
        const auto alone = bench.generator->run({kPrompts[0]}, {}, settings);
        for (std::size_t i = 0; i < together.size(); ++i)
            QCOMPARE(bench.ids(again[i]), bench.ids(together[i]));
        QCOMPARE(bench.ids(alone[0]), bench.ids(together[0]));
        GenerationSettings other = settings;
        other.seed = 4;
        QVERIFY(bench.ids(bench.generator->run({kPrompts[0]}, {}, other)[0]) != bench.ids(together[0]));
    }

    void greedyTakesTheLikeliestAndSaysHowLikely()
    {
        Bench bench(QStringLiteral("language-transformer"));
        const auto texts = bench.generator->run(
            {kPrompts[0]}, {}, {.sampling = {.temperature = 0}, .maximumTokens = 6, .alternatives = 5});
        for (const WrittenToken& token : texts[0].tokens) {
            QCOMPARE(token.best.size(), std::size_t{5});
            QVERIFY(token.best[0].probability >= token.best[1].probability);
            const auto chosen = std::find_if(token.best.begin(), token.best.end(),
                                             [&](const auto& chance) { return chance.id == token.id; });
            if (chosen != token.best.end())
                QVERIFY(std::abs(std::log(chosen->probability) - token.logProbability) < 1e-6);
        }
    }

    void stopsEndATextOnceItIsLongEnough()
    {
        Bench bench(QStringLiteral("language-transformer"));
        const GenerationSettings free{.maximumTokens = 30, .minimumTokens = 31, .seed = 1};
        const auto whole = bench.ids(bench.generator->run({kPrompts[0]}, {}, free)[0]);
        GenerationSettings stopping = free;
        stopping.minimumTokens = 0;
        stopping.stopIds = {whole[4]};
        const auto first = static_cast<std::size_t>(std::find(whole.begin(), whole.end(), whole[4]) - whole.begin());
        const auto cut = bench.generator->run({kPrompts[0]}, {}, stopping)[0];
        if (cut.end != TextEnd::End) { // </s> may come before
            QVERIFY(cut.end == TextEnd::Stop);
            QCOMPARE(cut.tokens.size(), first + 1);
        }
        stopping.minimumTokens = 20;
        QVERIFY(bench.generator->run({kPrompts[0]}, {}, stopping)[0].tokens.size() >= 19);
    }

    void stopStringsAreCutOff()
    {
        Bench bench(QStringLiteral("language-lstm"));
        GenerationSettings settings{.maximumTokens = 30, .minimumTokens = 0, .seed = 2};
        settings.sampling.temperature = 1.5;
        const std::string whole = bench.generator->run({kPrompts[0]}, {}, settings)[0].text;
        QVERIFY(whole.size() > 8);
        settings.stopStrings = {whole.substr(4, 3)};
        const WrittenText cut = bench.generator->run({kPrompts[0]}, {}, settings)[0];
        QVERIFY(cut.end == TextEnd::Stop);
        QCOMPARE(cut.text, whole.substr(0, whole.find(settings.stopStrings[0])));
    }

    void charactersStreamAsTheTextGrows()
    {
        Bench bench(QStringLiteral("language-gru"));
        std::string streamed;
        int tokens = 0;
        const auto texts = bench.generator->run({kPrompts[3]}, {}, {.maximumTokens = 20, .minimumTokens = 21},
                                                [&](std::size_t, const WrittenToken& token) {
                                                    streamed += token.characters;
                                                    return ++tokens < 12;
                                                });
        QCOMPARE(tokens, 12);
        QVERIFY(texts[0].end == TextEnd::Cancelled);
        QCOMPARE(streamed, texts[0].text);
    }

    /// Positions are few: the text goes on from its newer half.
    void aFullContextIsReadAgainFromItsNewerHalf()
    {
        Bench bench(QStringLiteral("language-transformer"), 32);
        const GenerationSettings settings{.maximumTokens = 70, .minimumTokens = 71, .seed = 5};
        const auto text = bench.generator->run({kPrompts[0], kPrompts[1]}, {}, settings);
        QCOMPARE(text[0].tokens.size(), std::size_t{70});
        QCOMPARE(text[1].tokens.size(), std::size_t{70});
        const Prompts tooLong{std::vector<std::int32_t>(100, 5)};
        QCOMPARE(bench.generator->run(tooLong, {}, settings)[0].tokens.size(), std::size_t{70});
    }

    void aWideBeamIsAtLeastAsLikelyAsGreedy()
    {
        Bench bench(QStringLiteral("language-transformer"));
        GenerationSettings settings{.sampling = {.temperature = 0}, .maximumTokens = 6, .minimumTokens = 7};
        const auto likelihood = [](const WrittenText& text) {
            double sum = 0;
            for (const WrittenToken& token : text.tokens)
                sum += token.logProbability;
            return sum;
        };
        const double greedy = likelihood(bench.generator->run({kPrompts[0]}, {}, settings)[0]);
        settings.beams = 8;
        settings.lengthPenalty = 0;
        const WrittenText beam = bench.generator->run({kPrompts[0]}, {}, settings)[0];
        QVERIFY(!beam.tokens.empty());
        QVERIFY2(likelihood(beam) >= greedy - 1e-5, qPrintable(QString::number(likelihood(beam) - greedy)));
        settings.beams = 1;
        QCOMPARE(bench.ids(bench.generator->run({kPrompts[0]}, {}, settings)[0]).size(), std::size_t{6});
    }
};

QTEST_GUILESS_MAIN(TestTextGenerator)
#include "tst_text_generator.moc"
