#include "engine/backend/cuda/cuda_backend.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/text_generator.h"
#include "tests/experiments/language_spec.h"
#include "tests/support/cuda_on_host/device_work.h"

#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::cuda_on_host::Counts;
using lb::models::SamplingSettings;
using lb::tests::languageSpec;
using lb::tests::TinyProject;

namespace {

/// A language model with its first weights, which are the same on every device.
struct Bench {
    Bench(const QString& family, bool isOnDevice)
    {
        run = std::move(*setUpRun(languageSpec(project, family), {.threads = 1, .withStore = false}));
        if (isOnDevice) {
            run->backend = lb::engine::makeCudaBackend(0);
            run->arena = std::make_unique<lb::engine::SharedArena>(*run->backend);
        }
        run->makeStore();
        generator = std::make_unique<TextGenerator>(run->writerParts(), *run->data.tokenizer, ownMarks());
    }
    std::vector<WrittenText> write(const SamplingSettings& sampling)
    {
        const std::vector<std::vector<std::int32_t>> prompts{{5, 6, 7}, {8}, {}};
        return generator->run(prompts, {}, {.sampling = sampling, .maximumTokens = 12, .minimumTokens = 13, .seed = 3});
    }

    TinyProject project;
    std::unique_ptr<RunSetup> run;
    std::unique_ptr<TextGenerator> generator;
};

} // namespace

Q_DECLARE_METATYPE(SamplingSettings)

/// Words drawn on a device are those that the host draws from the same logits.
class DrawnWordsTest : public QObject {
    Q_OBJECT
private slots:
    void theDeviceDrawsWhatTheHostDraws_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<SamplingSettings>("sampling");
        for (const char* const family : {"language-transformer", "language-lstm"}) {
            const auto add = [family](const char* name, const SamplingSettings& sampling) {
                QTest::addRow("%s, %s", family, name) << QString::fromLatin1(family) << sampling;
            };
            add("the likeliest", {.temperature = 0});
            add("all", {});
            add("hot, top-k and top-p", {.temperature = 1.5, .topK = 11, .topP = 0.8});
            add("a penalty, which needs the logits", {.repetitionPenalty = 1.3});
        }
    }
    void theDeviceDrawsWhatTheHostDraws()
    {
        QFETCH(QString, family);
        QFETCH(SamplingSettings, sampling);
        const std::vector<WrittenText> expected = Bench(family, false).write(sampling);
        const std::vector<WrittenText> actual = Bench(family, true).write(sampling);
        QCOMPARE(actual.size(), expected.size());
        for (std::size_t i = 0; i < actual.size(); ++i) {
            QCOMPARE(actual[i].tokens.size(), expected[i].tokens.size());
            for (std::size_t k = 0; k < actual[i].tokens.size(); ++k) {
                QCOMPARE(actual[i].tokens[k].id, expected[i].tokens[k].id);
                QVERIFY(std::abs(actual[i].tokens[k].logProbability - expected[i].tokens[k].logProbability) < 1e-5);
            }
        }
    }

    void rowsGoOnFromOthersWithoutTheHost()
    {
        Bench bench(QStringLiteral("language-transformer"), true);
        TextStepper stepper(bench.run->writerParts(), 3);
        stepper.start({}, 20);
        stepper.next({{1, 5, 6}, {1, 7, 8}, {1, 9, 9}});
        const Counts before = lb::cuda_on_host::counts();
        stepper.pickRows(std::vector<std::int32_t>{1, 1, 0});
        const Counts after = lb::cuda_on_host::counts();
        QVERIFY(after.kernels > before.kernels);
        QCOMPARE(after.copies, before.copies);
        QCOMPARE(after.waits, before.waits);
        const std::vector<float> picked = stepper.next({{4}, {5}, {6}});
        stepper.start({}, 20);
        const std::vector<float> plain = stepper.next({{1, 7, 8, 4}, {1, 7, 8, 5}, {1, 5, 6, 6}});
        QCOMPARE(picked.size(), plain.size());
        for (std::size_t i = 0; i < plain.size(); ++i)
            QVERIFY(std::abs(picked[i] - plain[i]) < 1e-5F);
    }

    /// The numbers are today's: one that grows makes every word slower.
    void aWordAsksNoMoreThanItDid()
    {
        Bench bench(QStringLiteral("language-transformer"), true);
        TextStepper stepper(bench.run->writerParts(), 1);
        const WordDrawing drawing{.banned = ownMarks().never};
        const std::vector<double> chances{0.3};
        stepper.start({}, 20);
        std::vector<DrawnWord> word = stepper.draw({{1, 5, 6}}, drawing, chances);
        Counts before, after;
        for (int i = 0; i < 4; ++i) {
            before = lb::cuda_on_host::counts();
            word = stepper.draw({{word[0].id}}, drawing, chances);
            after = lb::cuda_on_host::counts();
        }
        QCOMPARE(after.kernels - before.kernels, 54); // one of them brings the nine inputs
        QCOMPARE(after.products - before.products, 0);
        QCOMPARE(after.copies - before.copies, 2); // what was drawn and how likely it was
        QCOMPARE(after.graphs - before.graphs, 1);
        QCOMPARE(after.waits - before.waits, 1);
    }
};

QTEST_GUILESS_MAIN(DrawnWordsTest)
#include "tst_drawn_words.moc"
