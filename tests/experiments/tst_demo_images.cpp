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

/// What the pieces of the steps' time are together, of the time between the first step's end and the last one's.
double shareOfWall(MetricReader& reader)
{
    double sum = 0;
    qint64 first = 0;
    qint64 last = 0;
    for (const char* piece : {"train/data_ms", "train/compute_ms", "train/update_ms", "train/outside_ms"}) {
        const QList<MetricPoint> points = reader.series(QLatin1String(piece)).value();
        for (qsizetype i = 1; i < points.size(); ++i)
            sum += points[i].value;
        first = points.first().timeMs;
        last = points.last().timeMs;
    }
    return sum / static_cast<double>(last - first);
}

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
        for (const char* family : {"ae", "eae", "vae"}) { // evaluations and checkpoints are between the steps
            const double share = shareOfWall(*runs.reader(family));
            qInfo("%s: data, compute, update and outside are %.1f %% of the wall clock", family, 100 * share);
            QVERIFY(share > 0.95 && share < 1.05);
        }
    }
};

QTEST_GUILESS_MAIN(TestDemoImages)
#include "tst_demo_images.moc"
