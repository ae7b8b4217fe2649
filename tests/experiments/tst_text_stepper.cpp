#include "experiments/preview/schema.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/text_stepper.h"
#include "tests/support/tiny_project.h"

#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

constexpr std::int64_t kRows = 3;
constexpr std::int64_t kWords = 40;

std::vector<std::int32_t> wordsBefore(std::int64_t position)
{
    std::vector<std::int32_t> tokens;
    for (std::int64_t row = 0; row < kRows; ++row)
        tokens.push_back(static_cast<std::int32_t>(position == 0 ? 1 : 4 + (7 * position + 3 * row) % 20));
    return tokens;
}

std::vector<std::vector<float>> written(TextStepper& stepper, std::span<const float> codes, std::int64_t room)
{
    std::vector<std::vector<float>> result;
    stepper.start(codes, room);
    for (std::int64_t position = 0; position < kWords; ++position)
        result.push_back(stepper.next(std::span<const std::int32_t>(wordsBefore(position))));
    return result;
}

std::unique_ptr<RunSetup> setUp(const TinyProject& project, const QString& family, const QString& decoder)
{
    const RunSpec text = project.spec({});
    RunSpec spec;
    for (const FieldSchema& field : schemaFor(family.isEmpty() ? text.text(QStringLiteral("model.family")) : family))
        if (text.has(field.key)) // those of another family would be refused
            spec.set(field.key, text.value(field.key));
    if (!family.isEmpty())
        spec.set(QStringLiteral("model.family"), family);
    if (!decoder.isEmpty())
        spec.set(QStringLiteral("decoder.kind"), decoder);
    if (family.endsWith(QStringLiteral("transformer")) || decoder == QStringLiteral("transformer"))
        spec.set(QStringLiteral("decoder.width"), 16);
    auto setup = setUpRun(spec, {.threads = 1});
    if (!setup)
        qWarning("%s", qPrintable(setup.error().detail));
    return setup ? std::move(*setup) : nullptr;
}

bool areNear(const std::vector<float>& a, const std::vector<float>& b)
{
    bool result = a.size() == b.size();
    for (std::size_t i = 0; result && i < a.size(); ++i)
        result = std::abs(a[i] - b[i]) < 1e-5F;
    return result;
}

const std::vector<float> kCodes{0.3F, -1, 0, 2, 1, 1, -2, 0.5F, 0, 0, 0, 0};

} // namespace

class TestTextStepper : public QObject {
    Q_OBJECT
private slots:
    void textsDependOnTheirWordsAndCodesAlone_data()
    {
        QTest::addColumn<QString>("decoder");
        for (const char* decoder : {"lstm", "gru", "transformer"})
            QTest::newRow(decoder) << QString::fromLatin1(decoder);
    }
    /// A second text starts anew, with another room as well.
    void textsDependOnTheirWordsAndCodesAlone()
    {
        QFETCH(QString, decoder);
        const TinyProject project;
        const auto run = setUp(project, {}, decoder);
        QVERIFY(run);
        TextStepper stepper(run->writerParts(), kRows);
        const auto first = written(stepper, kCodes, kWords);
        QCOMPARE(stepper.position(), kWords);
        const std::vector<float> others{1, 1, 1, 1, 0, 0, 0, 0, -1, -1, -1, -1};
        QVERIFY(!areNear(written(stepper, others, kWords)[5], first[5]));
        for (const std::int64_t room : {kWords, std::int64_t{100}}) {
            const auto again = written(stepper, kCodes, room);
            for (std::size_t step = 0; step < first.size(); ++step)
                QVERIFY(areNear(again[step], first[step]));
        }
    }

    void promptsGiveWhatTheirWordsGiveOneByOne_data()
    {
        QTest::addColumn<QString>("family");
        for (const char* family : {"language-lstm", "language-gru", "language-transformer"})
            QTest::newRow(family) << QString::fromLatin1(family);
    }
    void promptsGiveWhatTheirWordsGiveOneByOne()
    {
        QFETCH(QString, family);
        const TinyProject project;
        const auto run = setUp(project, family, {});
        QVERIFY(run);
        TextStepper stepper(run->writerParts(), kRows);
        const auto oneByOne = written(stepper, {}, kWords);
        // Prompts of 9, 2 and 13 words; then all go on.
        constexpr std::int64_t kLengths[kRows] = {9, 2, 13};
        std::vector<std::vector<std::int32_t>> prompts(kRows);
        for (std::int64_t row = 0; row < kRows; ++row)
            for (std::int64_t i = 0; i < kLengths[row]; ++i)
                prompts[static_cast<std::size_t>(row)].push_back(wordsBefore(i)[static_cast<std::size_t>(row)]);
        stepper.start({}, kWords);
        std::vector<float> logits = stepper.next(prompts);
        const std::size_t vocabulary = logits.size() / kRows;
        for (std::int64_t more = 0; more < 5; ++more) {
            std::vector<std::int32_t> words;
            for (std::int64_t row = 0; row < kRows; ++row) {
                const std::int64_t at = kLengths[row] + more;
                const auto begin = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row) * vocabulary);
                const auto& expected = oneByOne[static_cast<std::size_t>(at - 1)];
                for (std::size_t i = 0; i < vocabulary; ++i)
                    QVERIFY(std::abs(logits[static_cast<std::size_t>(begin) + i] -
                                     expected[static_cast<std::size_t>(begin) + i]) < 1e-5F);
                words.push_back(wordsBefore(at)[static_cast<std::size_t>(row)]);
            }
            logits = stepper.next(std::span<const std::int32_t>(words));
        }
    }

    void aRowCanGoOnFromAnother()
    {
        const TinyProject project;
        const auto run = setUp(project, QStringLiteral("language-transformer"), {});
        QVERIFY(run);
        TextStepper stepper(run->writerParts(), kRows);
        stepper.start({}, kWords);
        stepper.next({{1, 5, 6}, {1, 7, 8}, {1, 9, 9}});
        stepper.pickRows(std::vector<std::int32_t>{1, 1, 0});
        const std::vector<float> picked = stepper.next(std::span<const std::int32_t>(std::vector<std::int32_t>{4, 5, 6}));
        stepper.start({}, kWords);
        const std::vector<float> plain = stepper.next({{1, 7, 8, 4}, {1, 7, 8, 5}, {1, 5, 6, 6}});
        QVERIFY(areNear(picked, plain));
    }
};

QTEST_GUILESS_MAIN(TestTextStepper)
#include "tst_text_stepper.moc"
