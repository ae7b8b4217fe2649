#include "experiments/preview/presets.h"
#include "tests/experiments/trained_runs.h"

#include <QElapsedTimer>
#include <QTest>

using namespace lb::experiments;
using lb::tests::TrainedRuns;

namespace {

/// Squared error of the 16 largest principal components on held-out images: what a linear code of this size leaves.
constexpr double kPca16 = 16.03;
/// Binary cross entropy of the images with themselves: no decoder of grey pixels goes below it.
constexpr double kIrreducible = 189.86;
/// A decoder that knows each pixel's mean alone.
constexpr double kNoCode = 400;

} // namespace

class TestDemoImages : public QObject {
    Q_OBJECT
private slots:
    /// The demo's runs, and the plain autoencoder's preset beside them, for a quarter of their epochs.
    void autoencodersBeatPcaAndTheVaeIsSensible()
    {
        TrainedRuns runs;
        const auto add = [&](const QString& family, RunSpec spec) {
            spec.set(QStringLiteral("train.epochs"), 4);
            spec.set(QStringLiteral("run.threads"), 1);
            runs.add(family, spec);
        };
        const QList<DemoRun> demo = demoRuns(QStringLiteral("images"), 1).value();
        for (const DemoRun& run : demo)
            if (run.family != QStringLiteral("bn-vae"))
                add(run.family, run.spec);
        add(QStringLiteral("ae"), findPreset(QStringLiteral("ae-images"))->spec);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(runs.train());
        const double ae = runs.value("ae", "validation/squared_error");
        const double eae = runs.value("eae", "validation/squared_error");
        const double vae = runs.value("vae", "validation/reconstruction");
        const double kl = runs.value("vae", "validation/kl");
        qInfo("%lld s; AE SSE %.2f, EAE SSE %.2f, VAE BCE %.2f and KL %.2f", timer.elapsed() / 1000, ae, eae, vae, kl);
        QVERIFY(ae < kPca16);
        QVERIFY(eae < kPca16);
        QVERIFY(vae > kIrreducible);
        QVERIFY(vae < kNoCode);
        QVERIFY(kl > 5 && kl < 50);
    }
};

QTEST_GUILESS_MAIN(TestDemoImages)
#include "tst_demo_images.moc"
