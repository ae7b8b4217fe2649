#include "experiments/preview/presets.h"
#include "experiments/training/checkpoint.h"
#include "experiments/training/run_setup.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace lb::experiments;

namespace {

constexpr qint64 kSteps = 20;
constexpr qint64 kRows = 8; // shapes and kernels are those of a large batch, the time is not

/// The preset over a few items, on two threads, whatever the computer.
RunSpec shortened(const Preset& preset)
{
    RunSpec spec = preset.spec;
    spec.set(QStringLiteral("data.limit"), 600);
    spec.set(QStringLiteral("train.batch"), kRows);
    spec.set(QStringLiteral("run.threads"), 2);
    return spec;
}

/// A training on the setup's data whose parameters are its own: as a worker's is.
class Training {
public:
    explicit Training(RunSetup& setup)
        : m_setup(setup)
        , m_batches(setup.batches(setup.data.train, true))
    {
        setup.makeStore();
        m_trainer = std::make_unique<lb::engine::Trainer>(
            *setup.store, *m_batches, setup.recorder(),
            lb::engine::TrainerSettings{.seed =
                                            static_cast<std::uint64_t>(setup.spec.integer(QStringLiteral("run.seed"))),
                                        .optimizer = optimizerSettings(setup.spec),
                                        .rate = rateSchedule(setup.spec, kSteps),
                                        .kl = klSchedule(setup.spec, kSteps),
                                        .totalSteps = kSteps,
                                        .arena = setup.arena.get()});
        m_trainer->seek(0);
    }

    void seek(qint64 step) { m_trainer->seek(step); }
    /// The losses of the next steps.
    std::vector<double> losses(qint64 steps)
    {
        std::vector<double> result;
        for (qint64 i = 0; i < steps; ++i) {
            const lb::engine::StepReport report = m_trainer->step();
            result.push_back(report.isFinite ? report.loss : std::nan(""));
        }
        return result;
    }
    /// All parameters and running statistics, by name.
    std::map<std::string, std::vector<float>> tensors() const
    {
        std::map<std::string, std::vector<float>> result;
        for (const auto& tensor : m_setup.store->tensors())
            result[tensor.name] = m_setup.store->read(tensor.name);
        return result;
    }

private:
    RunSetup& m_setup;
    std::unique_ptr<lb::engine::BatchSource> m_batches;
    std::unique_ptr<lb::engine::Trainer> m_trainer;
};

bool areSameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

class TestPresetRepeats : public QObject {
    Q_OBJECT
private slots:
    void everyPresetRepeatsBitForBitAndAcrossAResume_data()
    {
        QTest::addColumn<QString>("id");
        const QList<Preset> all = presets().value();
        for (const Preset& preset : all)
            QTest::newRow(qPrintable(preset.id)) << preset.id;
    }
    void everyPresetRepeatsBitForBitAndAcrossAResume()
    {
        QFETCH(QString, id);
        const auto made = setUpRun(shortened(findPreset(id).value()), {.withStore = false});
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        RunSetup& setup = **made;
        std::vector<double> expected;
        std::map<std::string, std::vector<float>> tensors;
        {
            Training whole(setup);
            expected = whole.losses(kSteps);
            tensors = whole.tensors();
        }
        for (const double loss : expected)
            QVERIFY(std::isfinite(loss));

        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("half.safetensors"));
        std::vector<double> repeated;
        {
            Training first(setup);
            repeated = first.losses(kSteps / 2);
            QVERIFY(saveCheckpoint(path, *setup.store, {.step = kSteps / 2, .spec = setup.spec}));
        }
        Training second(setup);
        QVERIFY(loadCheckpoint(path, *setup.store));
        second.seek(kSteps / 2);
        const std::vector<double> rest = second.losses(kSteps / 2);
        repeated.insert(repeated.end(), rest.begin(), rest.end());
        QCOMPARE(repeated, expected);
        for (const auto& [name, values] : second.tensors())
            QVERIFY2(areSameBits(values, tensors.at(name)), name.c_str());
    }

    void thereAreAtLeastTwentyFour() { QVERIFY(presets().value().size() >= 24); }
};

QTEST_GUILESS_MAIN(TestPresetRepeats)
#include "tst_preset_repeats.moc"
