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

std::vector<std::vector<float>> written(TextStepper& stepper, std::span<const float> codes)
{
    std::vector<std::vector<float>> result;
    stepper.start(codes);
    for (std::int64_t position = 0; position < kWords; ++position)
        result.push_back(stepper.next(wordsBefore(position)));
    return result;
}

/// The same in one graph that has room for all words from the start.
std::vector<std::vector<float>> writtenAtOnce(RunSetup& run, std::span<const float> codes)
{
    auto graph = std::make_unique<lb::engine::Graph>();
    const auto decoding = run.model->recordDecoding(*graph, {.rows = kRows, .steps = 64});
    std::vector<lb::engine::Value> outputs{decoding.output};
    for (const auto& state : decoding.states)
        outputs.insert(outputs.end(), {state.initial, state.next});
    const auto prepared = run.program(std::move(graph), outputs);
    lb::engine::Program& program = *prepared;
    program.setInput("z", codes);
    std::vector<std::vector<float>> result;
    for (std::int64_t step = -1; step < kWords; ++step) { // -1: for the initial states
        const auto at = static_cast<std::int32_t>(std::max<std::int64_t>(0, step));
        program.setInput("token", std::span<const std::int32_t>(wordsBefore(at)));
        program.setInput("position", std::span<const std::int32_t>(std::vector<std::int32_t>(kRows, at)));
        const auto length = static_cast<std::int32_t>(decoding.memory + at + 1);
        program.setInput("length", std::span<const std::int32_t>(std::vector<std::int32_t>(kRows, length)));
        program.run({});
        for (const auto& state : decoding.states)
            program.setInput(state.input, std::span<const float>(program.fetch(step < 0 ? state.initial : state.next)));
        if (step >= 0)
            result.push_back(program.fetch(decoding.output));
    }
    return result;
}

} // namespace

class TestTextStepper : public QObject {
    Q_OBJECT
private slots:
    /// 40 words are past the room of 16 and of 32: what was written must move along, and a second text must start anew.
    void growingStatesForgetNothing_data()
    {
        QTest::addColumn<QString>("decoder");
        for (const char* decoder : {"lstm", "gru", "transformer"})
            QTest::newRow(decoder) << QString::fromLatin1(decoder);
    }
    void growingStatesForgetNothing()
    {
        QFETCH(QString, decoder);
        const TinyProject project;
        RunSpec spec = project.spec({});
        spec.set(QStringLiteral("decoder.kind"), decoder);
        if (decoder == QStringLiteral("transformer"))
            spec.set(QStringLiteral("decoder.width"), 16);
        auto setup = setUpRun(spec, {.threads = 1});
        QVERIFY2(setup, setup ? "" : qPrintable(setup.error().detail));
        RunSetup& run = **setup;
        const std::vector<float> codes{0.3F, -1, 0, 2, 1, 1, -2, 0.5F, 0, 0, 0, 0};
        const std::vector<std::vector<float>> expected = writtenAtOnce(run, codes);
        TextStepper stepper(run, kRows);
        for (int text = 0; text < 2; ++text) {
            const std::vector<std::vector<float>> logits = written(stepper, codes);
            for (std::size_t step = 0; step < expected.size(); ++step)
                for (std::size_t i = 0; i < expected[step].size(); ++i)
                    QVERIFY(std::abs(logits[step][i] - expected[step][i]) < 1e-5F);
        }
    }
};

QTEST_GUILESS_MAIN(TestTextStepper)
#include "tst_text_stepper.moc"
