#include "experiments/preview/presets.h"
#include "experiments/training/checkpoint.h"
#include "tests/experiments/preset_training.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lb::experiments;
using namespace lb::testing;

namespace {

constexpr qint64 kSteps = 20;

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
            PresetTraining whole(setup, kSteps);
            expected = whole.losses(kSteps);
            tensors = whole.tensors();
        }
        for (const double loss : expected)
            QVERIFY(std::isfinite(loss));

        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("half.safetensors"));
        std::vector<double> repeated;
        {
            PresetTraining first(setup, kSteps);
            repeated = first.losses(kSteps / 2);
            QVERIFY(saveCheckpoint(path, *setup.store, {.step = kSteps / 2, .spec = setup.spec}));
        }
        PresetTraining second(setup, kSteps);
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
