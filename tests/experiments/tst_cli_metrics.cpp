// The command line about numbers: metrics made of others, other programs' runs.
#include "experiments/store/run_store.h"
#include "tests/experiments/cli_bench.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace lb::experiments;
using namespace lb::tests;

class TestCliMetrics : public QObject {
    Q_OBJECT
private slots:
    void ownMetricsStandWhereMetricsDo()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        const Answer wrong = ask(project, {QStringLiteral("define-metric"), QStringLiteral("Cost"),
                                           QStringLiteral("train/loss + 4 * train/kll")});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.err.contains(QStringLiteral("At character 18")) &&
                     wrong.err.contains(QStringLiteral("train/kl?")),
                 qPrintable(wrong.err));
        const Answer made = ask(project, {QStringLiteral("define-metric"), QStringLiteral("Cost"),
                                          QStringLiteral("2 * loss / latent.size"), QStringLiteral("--unit"),
                                          QStringLiteral("nats"), QStringLiteral("--better"), QStringLiteral("lower")});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const QString name = QStringLiteral("own/Cost (nats | lower)");
        QVERIFY(ask(project, "show tiny").out.contains(name));
        QVERIFY(ask(project, "compare tiny").out.contains(QStringLiteral("Cost")));
        QVERIFY(ask(project, "metrics tiny").out.contains(name));
        const QString out = project.path() + QStringLiteral("/metrics.csv");
        QCOMPARE(ask(project, {QStringLiteral("export"), QStringLiteral("tiny"), QStringLiteral("--what"),
                               QStringLiteral("metrics"), QStringLiteral("--out"), out})
                     .code,
                 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(name.toUtf8() + ",1,"));
        QCOMPARE(
            ask(project, {QStringLiteral("define-metric"), QStringLiteral("--remove"), QStringLiteral("Cost")}).code,
            0);
        QVERIFY(!ask(project, "metrics tiny").out.contains(name));
    }

    void importedRunsAreShownAndNotContinued()
    {
        TinyProject project;
        const QString path = project.path() + QStringLiteral("/theirs.csv");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("step,_timestamp,val_elbo,note\n0,1700000000,-5,a\n10,1700000001,-4,b\n");
        file.close();
        const Answer seen = ask(project, {QStringLiteral("import-runs"), path, QStringLiteral("--inspect")});
        QVERIFY2(seen.code == 0 && seen.out.contains(QStringLiteral("theirs")), qPrintable(seen.err));
        QVERIFY(seen.err.contains(QStringLiteral("no single numbers")));
        const Answer made = ask(project, {QStringLiteral("import-runs"), path});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const QJsonObject run = jsonLines(ask(project, "--json show theirs").out).value(0);
        QCOMPARE(run.value(QLatin1String("state")).toString(), QStringLiteral("finished"));
        QCOMPARE(run.value(QLatin1String("last")).toObject().value(QLatin1String("validation/elbo")).toDouble(), -4.0);
        const QJsonObject point = jsonLines(ask(project, "--json metrics theirs --name validation/elbo").out).value(1);
        QCOMPARE(point.value(QLatin1String("time_ms")).toInteger(), 1700000001000);
        QCOMPARE(ask(project, "compare theirs").code, 0);
        for (const char* words : {"resume theirs --epochs +1", "fork theirs --set run.seed=2", "reproduce theirs",
                                  "sample theirs --out x.png", "evaluate theirs"}) {
            const Answer refused = ask(project, words);
            QVERIFY2(refused.code == 2 && refused.err.contains(QStringLiteral("imported from another program")),
                     qPrintable(QLatin1String(words) + refused.err));
        }
        QCOMPARE(ask(project, {QStringLiteral("import-runs"), project.path() + QStringLiteral("/none")}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliMetrics)
#include "tst_cli_metrics.moc"
