#include "experiments/preview/architecture.h"
#include "experiments/preview/grid_runs.h"
#include "experiments/preview/presets.h"
#include "experiments/preview/schedules.h"
#include "experiments/preview/schema.h"
#include "experiments/preview/time_estimate.h"
#include "experiments/preview/train_command.h"
#include "experiments/records/field_values.h"
#include "experiments/records/run_draft.h"

#include <QTest>

#include <algorithm>

using namespace lb::experiments;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

RunSpec complete(const char* preset)
{
    const RunSpec spec = findPreset(word(preset)).value().spec;
    return spec.completed(schemaFor(spec));
}

/// What the command line makes of the words: the way back from trainWords.
RunSpec readBack(const QStringList& words)
{
    RunSpec spec;
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == word("--preset"))
            spec = findPreset(words[i + 1]).value().spec;
        if (words[i] == word("--set"))
            if (!spec.setFromText(words[i + 1].section(QLatin1Char('='), 0, 0),
                                  words[i + 1].section(QLatin1Char('='), 1), schemaFor(spec)))
                QTest::qFail(qPrintable(words[i + 1]), __FILE__, __LINE__);
        if (words[i] == word("--seed"))
            spec.set(word("run.seed"), words[i + 1].toLongLong());
    }
    return spec.completed(schemaFor(spec));
}

} // namespace

class TestForecast : public QObject {
    Q_OBJECT
private slots:
    /// Every parameter of every preset belongs to one part.
    void partsHaveAllParameters()
    {
        const auto all = presets().value();
        for (const Preset& preset : all) {
            const RunSpec spec = preset.spec.completed(schemaFor(preset.spec));
            const DataFacts facts = guessedData(spec);
            const auto rows = architecture(spec, facts);
            const auto whole = estimateFor(spec, facts);
            QVERIFY2(rows && whole, qPrintable(preset.id));
            qint64 parameters = 0;
            qint64 flops = 0;
            for (const LayerRow& row : *rows) {
                parameters += row.parameters;
                flops += row.flops;
                QVERIFY2(!row.name.isEmpty() && row.parameters >= 0, qPrintable(preset.id));
            }
            QCOMPARE(parameters, whole->parameters);
            QVERIFY(flops > 0 && flops < whole->flopsPerStep);
        }
    }

    void curvesAreTheEnginesOwn_data()
    {
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<int>("steps");
        for (const char* schedule : {"constant", "linear", "cyclical"})
            for (const int steps : {1, 2, 7, 2000, 123457})
                QTest::addRow("%s %d", schedule, steps) << word(schedule) << steps;
    }
    void curvesAreTheEnginesOwn()
    {
        QFETCH(const QString, schedule);
        QFETCH(const int, steps);
        RunSpec spec = complete("vae-sentences");
        spec.set(word("objective.kl_schedule"), schedule);
        spec.set(word("optimizer.schedule"), word("step"));
        spec.set(word("optimizer.decay_every"), 500);
        const ScheduleCurve kl = klCurve(spec, steps);
        const ScheduleCurve rate = rateCurve(spec, steps);
        QCOMPARE(kl.steps.first(), 0);
        QCOMPARE(kl.steps.last(), steps - 1);
        QVERIFY(std::is_sorted(kl.steps.begin(), kl.steps.end()));
        for (qsizetype i = 0; i < kl.steps.size(); ++i)
            QCOMPARE(kl.values[i], klSchedule(spec, steps).at(kl.steps[i]));
        for (qsizetype i = 0; i < rate.steps.size(); ++i)
            QCOMPARE(rate.values[i], rateSchedule(spec, steps).at(rate.steps[i]));
    }

    void restartsAreDrawnUpright()
    {
        RunSpec spec = complete("vae-cyclical-sentences");
        constexpr int kSteps = 12481;
        const ScheduleCurve curve = klCurve(spec, kSteps);
        int restarts = 0;
        for (qsizetype i = 1; i < curve.steps.size(); ++i)
            if (curve.values[i] < curve.values[i - 1] - 0.5) {
                QCOMPARE(curve.steps[i], curve.steps[i - 1] + 1);
                ++restarts;
            }
        QCOMPARE(restarts, 3);
        QVERIFY(std::abs(curve.mean - 0.75) < 0.01);
    }

    void stepsAreWholeBatchesAndAccumulations()
    {
        RunSpec spec = complete("vae-sentences");
        spec.set(word("train.batch"), 32);
        QCOMPARE(stepsPerEpoch(spec, 10000), 312);
        spec.set(word("train.accumulate"), 5);
        QCOMPARE(stepsPerEpoch(spec, 10000), 62);
    }

    void timeComesFromRunsThatCostTheSame()
    {
        const RunSpec spec = complete("vae-sentences");
        QCOMPARE(timeEstimate(spec, 100, {}).source, TimeEstimate::Source::Unknown);
        QVERIFY(timeEstimate(spec, 100, {}).secondsFor(10) < 0);
        PastRun other{word("big"), spec, 500, 200};
        other.spec.set(word("encoder.hidden"), 512);
        PastRun same{word("same"), spec, 2000, 100};
        same.spec.set(word("run.seed"), 7);
        same.spec.set(word("train.epochs"), 1);
        same.spec.set(word("objective.beta"), 0.5);
        const TimeEstimate best = timeEstimate(spec, 100, {other, same});
        QCOMPARE(best.source, TimeEstimate::Source::SameKind);
        QCOMPARE(best.from, word("same"));
        QCOMPARE(best.secondsFor(4000), 2.0);
        const TimeEstimate scaled = timeEstimate(spec, 100, {other});
        QCOMPARE(scaled.source, TimeEstimate::Source::Scaled);
        QCOMPARE(scaled.itemsPerSecond, 1000.0);
        other.spec.set(word("run.threads"), 1);
        QCOMPARE(timeEstimate(spec, 100, {other}).source, TimeEstimate::Source::Unknown);
    }

    void commandMakesTheSameRun_data()
    {
        QTest::addColumn<QString>("preset");
        const QList<Preset> all = presets().value();
        for (const Preset& preset : all)
            QTest::newRow(qPrintable(preset.id)) << preset.id;
    }
    void commandMakesTheSameRun()
    {
        QFETCH(const QString, preset);
        RunSpec spec = complete(qPrintable(preset));
        spec.set(word("train.batch"), 17);
        spec.set(word("optimizer.rates"), word("decoder/*=0.1, it's"));
        const RunGrid grid{.base = spec, .axes = {}, .seeds = {3}};
        spec.set(word("run.seed"), 3);
        for (const char* from : {"vae-sentences", "eae-images"})
            QCOMPARE(readBack(trainWords(grid, word(from), {})).toJson(), spec.toJson());
        QVERIFY(trainWords(grid, {}, {}).contains(preset)); // the nearest one
    }

    void commandNamesGridAndSeeds()
    {
        const RunGrid grid{.base = complete("bn-vae-sentences"),
                           .axes = {{word("latent.gamma"), {0.5, 0.6}}, {word("train.batch"), {16, 32}}},
                           .seeds = {1, 2, 3}};
        const QString command =
            shellCommand(trainWords(grid, word("bn-vae-sentences"), {.name = word("γ sweep"), .mostAtOnce = 2}));
        QCOMPARE(command, word("latentbench-cli train --preset bn-vae-sentences --grid latent.gamma=0.5,0.6 --grid "
                               "train.batch=16,32 --seeds 1-3 --name 'γ sweep' --at-once 2"));
        QCOMPARE(shellCommand({word("a'b"), word("$HOME"), word("plain")}), word("'a'\\''b' '$HOME' plain"));
    }

    void wrongRunOfAGridIsNamed()
    {
        RunGrid grid{.base = complete("eae-images"), .axes = {{word("latent.neighbours"), {1, 8}}}, .seeds = {}};
        grid.base.set(word("train.batch"), 4);
        const auto runs = checkedRuns(grid, word("EAE"));
        QVERIFY(!runs);
        QVERIFY2(runs.error().detail.startsWith(word("EAE, neighbours 8: 8 neighbours do not exist")),
                 qPrintable(runs.error().detail));
        grid.axes = {{word("latent.neighbours"), {1, 2}}};
        QCOMPARE(checkedRuns(grid, {})->first().name, word("eae, neighbours 1"));
        QCOMPARE(gridGroup(grid, word("EAE")), word("EAE by neighbours"));
    }

    void everydayFieldsExist()
    {
        int everyday = 0;
        QSet<QString> keys;
        for (const char* preset : {"vae-sentences", "vae-conv-images", "gpt-glosses", "vae-transformer-sentences"})
            for (const FieldSchema& field : schemaFor(complete(preset)))
                if (!isAdvancedField(field) && !keys.contains(field.key)) {
                    keys.insert(field.key);
                    ++everyday;
                }
        QCOMPARE(everyday, 54);
    }
};

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"
