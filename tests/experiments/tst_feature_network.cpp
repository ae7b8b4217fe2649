#include "experiments/preview/schema.h"
#include "experiments/training/feature_network.h"
#include "experiments/training/run_evaluation.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

constexpr int kSide = 12;

QByteArray bigEndian(const std::vector<quint32>& numbers)
{
    QByteArray bytes;
    for (const quint32 number : numbers)
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes.append(static_cast<char>(number >> shift & 0xFF));
    return bytes;
}

/// Images of three classes, a bright band above, in the middle or below, with noise: any classifier learns them.
void writePart(const QString& folder, const QString& part, quint32 count)
{
    QByteArray images = bigEndian({0x803, count, kSide, kSide});
    QByteArray labels = bigEndian({0x801, count});
    quint32 noise = 12345;
    for (quint32 i = 0; i < count; ++i) {
        const auto label = static_cast<int>(i % 3);
        labels.append(static_cast<char>(label));
        for (int pixel = 0; pixel < kSide * kSide; ++pixel) {
            noise = noise * 1664525 + 1013904223;
            const bool isBright = pixel / (kSide * 4) == label;
            images.append(static_cast<char>((isBright ? 180 : 10) + noise % 60));
        }
    }
    for (const auto& [kind, bytes] : {std::pair("images-idx3", images), std::pair("labels-idx1", labels)}) {
        QFile file(QDir(folder).filePath(QStringLiteral("%1-%2-ubyte.gz").arg(part, QLatin1String(kind))));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
}

} // namespace

/// The classifier behind "FD (own classifier)", on a small data set in the place of Fashion-MNIST.
class TestFeatureNetwork : public QObject {
    Q_OBJECT

    QTemporaryDir m_share;

    static RunRecord created(TinyProject& project, const QString& name)
    {
        RunSpec spec;
        const QMap<QString, QJsonValue> small{{QStringLiteral("data.id"), QStringLiteral("fashion-mnist")},
                                              {QStringLiteral("model.family"), QStringLiteral("image-mlp")},
                                              {QStringLiteral("latent.kind"), QStringLiteral("vae")},
                                              {QStringLiteral("data.limit"), 300},
                                              {QStringLiteral("train.epochs"), 3},
                                              {QStringLiteral("run.threads"), 1}};
        for (auto it = small.begin(); it != small.end(); ++it)
            spec.set(it.key(), it.value());
        return project.store()
            .create({.spec = spec.completed(schemaFor(spec)), .name = name, .family = QStringLiteral("vae")})
            .value();
    }

private slots:
    void initTestCase()
    {
        const QString folder = m_share.filePath(QStringLiteral("datasets/fashion-mnist"));
        QVERIFY(QDir().mkpath(folder));
        writePart(folder, QStringLiteral("train"), 1200);
        writePart(folder, QStringLiteral("t10k"), 240);
        qputenv("LATENTBENCH_DATASETS", m_share.path().toLocal8Bit());
    }
    void cleanupTestCase() { qunsetenv("LATENTBENCH_DATASETS"); }

    void itLearnsTheClassesAndIsKept()
    {
        TinyProject project;
        const RunRecord run = created(project, QStringLiteral("a"));
        QVERIFY(runTraining(project.folder(run), {}));
        const auto opened = OpenedRun::open(project.folder(run), {}).value();
        qint64 trained = 0;
        const auto count = [&](const QString& phase, qint64, qint64) {
            trained += phase == QStringLiteral("training the classifier") ? 1 : 0;
        };
        const auto first = FeatureNetwork::open(opened->setup(), opened->cacheFolder(), count).value();
        QCOMPARE(trained, 40); // four epochs of ten batches
        QVERIFY2(first->accuracy() > 0.9, qPrintable(QString::number(first->accuracy())));
        const std::vector<float> pixels = pixelsOf(opened->setup().data.images, opened->setup().data.test);
        const auto again = FeatureNetwork::open(opened->setup(), opened->cacheFolder(), count).value();
        QCOMPARE(trained, 40); // read, not trained
        QCOMPARE(again->features(pixels), first->features(pixels));
        QCOMPARE(first->features(pixels).size(), std::size_t{240 * 64});
    }

    void distancesTellSamplesFromReconstructions()
    {
        TinyProject project;
        const RunRecord run = created(project, QStringLiteral("a"));
        QVERIFY(runTraining(project.folder(run), {}));
        const auto opened = OpenedRun::open(project.folder(run), {}).value();
        RunEvaluation evaluation(*opened, {.what = {QStringLiteral("samples")}, .samples = 240}, {});
        const QMap<QString, double> numbers = evaluation.run().value().numbers;
        for (const char* name : {"fd_floor", "fd_reconstruction", "fd_prior", "fd_gaussian", "fd_gmm", "precision",
                                 "recall", "density", "coverage"})
            QVERIFY2(numbers.value(QLatin1String(name), -1) >= 0, name);
        QVERIFY(numbers.value(QStringLiteral("fd_floor")) < numbers.value(QStringLiteral("fd_prior")));
        QVERIFY(numbers.value(QStringLiteral("fd_floor")) < numbers.value(QStringLiteral("fd_reconstruction")));
        QCOMPARE(numbers.value(QStringLiteral("sample_count")), 240.0);
        QVERIFY(evaluation.notes().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFeatureNetwork)
#include "tst_feature_network.moc"
