// The command line about numbers: metrics made of others, other programs' runs.
#include "experiments/store/run_store.h"
#include "tests/experiments/cli_bench.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
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

    void queryGivesTheWishedColumnsOfTheRunsThatAreFound()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        const QString wanted = QStringLiteral("--columns=latent.size,seed,validation/kl,kl");
        const Answer table =
            ask(project, {QStringLiteral("query"), QStringLiteral("model:vae"), QStringLiteral("step>0"), wanted});
        QVERIFY2(table.code == 0, qPrintable(table.err));
        QVERIFY(table.out.contains(QStringLiteral("latent.size")) && table.out.contains(QStringLiteral("tiny")));
        const QJsonObject shown = jsonLines(ask(project, "--json show tiny").out).value(0);
        const QJsonObject last = shown.value(QLatin1String("last")).toObject();
        const QJsonObject line =
            jsonLines(ask(project, {QStringLiteral("--json"), QStringLiteral("query"), wanted}).out).value(0);
        QCOMPARE(line.value(QLatin1String("validation/kl")), last.value(QLatin1String("validation/kl")));
        QCOMPARE(line.value(QLatin1String("kl")), last.value(QLatin1String("test/kl")));
        QCOMPARE(line.value(QLatin1String("latent.size")), QJsonValue(4));
        const QString out = project.path() + QStringLiteral("/runs.csv");
        QCOMPARE(ask(project, {QStringLiteral("query"), wanted, QStringLiteral("--out"), out}).code, 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines[0], "name,latent.size,seed,validation/kl,kl");
        QCOMPARE(lines[1].split(',')[3].toDouble(), last.value(QLatin1String("validation/kl")).toDouble());
        QVERIFY(ask(project, "query model:nothing").out.contains(QStringLiteral("No run is like that")));
        const Answer wrong = ask(project, "query --columns latent.sise");
        QVERIFY2(wrong.code == 2 && wrong.err.contains(QStringLiteral("did you mean 'latent.size'?")),
                 qPrintable(wrong.err));
        QCOMPARE(ask(project, "query --at soon").code, 2);
    }

    void itemsGetTags()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        QVERIFY(
            ask(project, "tag-items mixture-text").out.contains(QStringLiteral("No item of mixture-text has a tag")));
        QCOMPARE(ask(project, "tag-items mixture-text --tag odd --items 1,5,7-9").code, 0);
        QCOMPARE(ask(project, "tag-items mixture-text --tag even --items 2").code, 0);
        QCOMPARE(ask(project, "tag-items mixture-text --tag odd --items 5,8 --remove").code, 0);
        QCOMPARE(ask(project, "tag-items mixture-text --tag odd").out, QStringLiteral("1\n7\n9\n"));
        const QList<QJsonObject> tags = jsonLines(ask(project, "--json tag-items mixture-text").out);
        QCOMPARE(tags.size(), 2);
        QCOMPARE(tags[1].value(QLatin1String("tag")).toString(), QStringLiteral("odd"));
        QCOMPARE(tags[1].value(QLatin1String("count")).toInt(), 3);
        const QStringList wrong{
            QStringLiteral("mixture-text --tag odd --items 3-1"), QStringLiteral("mixture-text --tag odd --items two"),
            QStringLiteral("mixture-text --tag o,d --items 1"), QStringLiteral("mixture-text --tag other"),
            QStringLiteral("no-data --tag odd --items 1")};
        for (const QString& words : wrong) {
            const Answer answer = ask(project, qPrintable(QStringLiteral("tag-items ") + words));
            QVERIFY2(answer.code == 2 && answer.err.count(QLatin1Char('\n')) == 1, qPrintable(words + answer.err));
        }
    }

    /// What experiments/store/README.md says of sqlite3 is true.
    void documentedQueriesAnswer()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        QFile page(QStringLiteral(LB_SOURCE_DIR "/experiments/store/README.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        static const QRegularExpression form(QStringLiteral("^ +sqlite3 (\\w+)\\.sqlite \"([^\"]+)\""),
                                             QRegularExpression::MultilineOption);
        const QString text = QString::fromUtf8(page.readAll());
        const QString folder = project.path() + QStringLiteral("/project/");
        const QStringList runs = QDir(folder + QStringLiteral("runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(runs.size(), 1);
        int asked = 0;
        for (auto match = form.globalMatch(text); match.hasNext(); ++asked) {
            const auto query = match.next();
            const bool isOfRun = query.captured(1) == QStringLiteral("run");
            const QString file = isOfRun ? folder + QStringLiteral("runs/%1/run.sqlite").arg(runs[0])
                                         : folder + QStringLiteral("project.sqlite");
            SQLite::Database database(file.toStdString(), SQLite::OPEN_READONLY);
            SQLite::Statement statement(database, query.captured(2).toStdString());
            const bool hasRow = statement.executeStep();
            QVERIFY2(hasRow || !isOfRun, qPrintable(query.captured(2)));
        }
        QCOMPARE(asked, 7);
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
