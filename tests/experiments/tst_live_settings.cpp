#include "experiments/store/command_queue.h"
#include "experiments/training/training_run.h"
#include "tests/support/run_outcome.h"
#include "tests/support/tiny_project.h"

#include <QTest>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

const QString kRate = QStringLiteral("optimizer.rate");

} // namespace

class TestLiveSettings : public QObject {
    Q_OBJECT
private slots:
    void theNextStepsUseTheNewRateAndAResumeToo()
    {
        TinyProject project;
        const RunRecord run =
            project.create(QStringLiteral("a"), {{kRate, 0.01}, {QStringLiteral("train.epochs"), 60}});
        const RunFolder folder = project.folder(run);
        QVERIFY(writeCommand(folder, QStringLiteral("set optimizer.rate=0.002")));
        QVERIFY(writeCommand(folder, QStringLiteral("stop")));
        QCOMPARE(runTraining(folder, {}).value(), RunState::Stopped);
        QVERIFY(hasEvent(folder, "field", "optimizer.rate changed from 0.01 to 0.002"));
        QCOMPARE(project.store().spec(run.uid)->real(kRate), 0.002);
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        const QList<MetricPoint> rates = seriesOf(folder, "train/learning_rate");
        QCOMPARE(rates.first().value, 0.01);
        QCOMPARE(rates[rates.size() / 2].value, 0.002);
        QCOMPARE(rates.last().value, 0.002);
    }

    void aWeightOfTheKlReachesTheLoss()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        const RunFolder folder = project.folder(run);
        QVERIFY(writeCommand(folder, QStringLiteral("set objective.beta=0.25")));
        QCOMPARE(runTraining(folder, {}).value(), RunState::Finished);
        const QList<MetricPoint> betas = seriesOf(folder, "train/beta");
        QCOMPARE(betas.first().value, 1.0);
        QCOMPARE(betas.last().value, 0.25);
        const double loss = seriesOf(folder, "train/loss").last().value;
        const double parts =
            seriesOf(folder, "train/reconstruction").last().value + 0.25 * seriesOf(folder, "train/kl").last().value;
        QVERIFY2(std::abs(loss - parts) < 1e-3 * loss, qPrintable(QStringLiteral("%1 %2").arg(loss).arg(parts)));
    }

    void patienceCanBeGivenLater()
    {
        TinyProject project;
        const RunRecord run =
            project.create(QStringLiteral("still"), {{QStringLiteral("train.epochs"), 9},
                                                     {QStringLiteral("latent.kind"), QStringLiteral("vae")},
                                                     {QStringLiteral("optimizer.kind"), QStringLiteral("sgd")},
                                                     {kRate, 1e-30}});
        QVERIFY(writeCommand(project.folder(run), QStringLiteral("set train.patience=2")));
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Finished);
        QCOMPARE(project.store().refresh(run.uid)->epoch, 3.0);
    }

    void whatCannotChangeIsRefusedAndSaid_data()
    {
        QTest::addColumn<QString>("word");
        QTest::newRow("not live") << QStringLiteral("set latent.size=3");
        QTest::newRow("unknown") << QStringLiteral("set no.such=3");
        QTest::newRow("out of range") << QStringLiteral("set optimizer.rate=-1");
        QTest::newRow("no number") << QStringLiteral("set optimizer.rate=fast");
        QTest::newRow("no value") << QStringLiteral("set optimizer.rate");
    }
    void whatCannotChangeIsRefusedAndSaid()
    {
        QFETCH(const QString, word);
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"), {{QStringLiteral("train.epochs"), 1}});
        const QJsonObject before = project.store().spec(run.uid)->toJson();
        QVERIFY(writeCommand(project.folder(run), word));
        QCOMPARE(runTraining(project.folder(run), {}).value(), RunState::Finished);
        QVERIFY(hasEvent(project.folder(run), "refused", "was not changed"));
        QCOMPARE(project.store().spec(run.uid)->toJson(), before);
    }
};

QTEST_GUILESS_MAIN(TestLiveSettings)
#include "tst_live_settings.moc"
