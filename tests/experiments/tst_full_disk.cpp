// A disk that fills while a run trains: what the user is told, what is kept, and that the run goes on once there is
// room. In a mount namespace of its own with a small file system in memory; skipped, with a line, where the system
// allows no such thing.
#include "tests/experiments/cli_bench.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

constexpr int kPatienceMs = 240'000;
constexpr int kEpochs = 250;

/// Prints "== NAME CODE" before the output of each command.
const char* const kScript = R"(
set -u
mount -t tmpfs -o size="$SIZE" none "$DISK" || exit 77
say() { name=$1; shift; out=$("$CLI" --project "$DISK/project" "$@" 2>&1); echo "== $name $?"; echo "$out"; }
say train train --spec "$SPEC" --name full
say show --json show full
say points --json metrics full train/loss
say files storage
say prune prune full --yes
mount -o remount,size=64m "$DISK" || exit 77
say resume resume full
say after --json show full
say all --json metrics full train/loss
)";

struct Said {
    int code = -1;
    QString text;
};

QMap<QString, Said> answersOf(const QString& output)
{
    QMap<QString, Said> answers;
    for (const QString& part : output.split(QStringLiteral("== "), Qt::SkipEmptyParts)) {
        const QString head = part.section(QLatin1Char('\n'), 0, 0);
        answers.insert(head.section(QLatin1Char(' '), 0, 0),
                       {head.section(QLatin1Char(' '), 1, 1).toInt(), part.section(QLatin1Char('\n'), 1)});
    }
    return answers;
}

} // namespace

class TestFullDisk : public QObject {
    Q_OBJECT
private slots:
    void theRunSaysSoKeepsWhatItHasAndGoesOn()
    {
        const TinyProject project;
        const QString spec = project.path() + QStringLiteral("/long.json");
        QFile file(spec);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(project.spec({{QStringLiteral("train.epochs"), kEpochs}}).toJson()).toJson());
        file.close();
        QVERIFY(QDir().mkpath(project.path() + QStringLiteral("/disk")));
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISK"), project.path() + QStringLiteral("/disk"));
        environment.insert(QStringLiteral("SPEC"), spec);
        environment.insert(QStringLiteral("SIZE"), QStringLiteral("1500k"));
        environment.insert(QStringLiteral("CLI"), QStringLiteral(LB_BIN_DIR "/latentbench-cli"));
        shell.setProcessEnvironment(environment);
        shell.start(QStringLiteral("unshare"),
                    {QStringLiteral("-rm"), QStringLiteral("sh"), QStringLiteral("-c"), QString::fromLatin1(kScript)});
        if (!shell.waitForStarted() || (shell.waitForFinished(kPatienceMs) && shell.exitCode() == 77))
            QSKIP("this system allows no mount namespace, so a full disk cannot be made");
        const QString output = QString::fromUtf8(shell.readAllStandardOutput());
        const QMap<QString, Said> said = answersOf(output);
        QVERIFY2(said.contains(QStringLiteral("all")), qPrintable(output.left(4000)));
        const Said train = said[QStringLiteral("train")];
        QCOMPARE(train.code, 1);
        QVERIFY2(train.text.contains(QStringLiteral("room")) || train.text.contains(QStringLiteral("full")),
                 qPrintable(train.text));
        // What was logged is there, from the first step on, without a hole.
        const auto points = jsonLines(said[QStringLiteral("points")].text);
        QVERIFY(points.size() > 100);
        QCOMPARE(points.last().value(QLatin1String("step")).toInteger(), qint64{points.size()});
        QVERIFY2(said[QStringLiteral("prune")].code == 0, qPrintable(said[QStringLiteral("prune")].text));
        const Said resume = said[QStringLiteral("resume")];
        QVERIFY2(resume.code == 0, qPrintable(resume.text));
        const QJsonObject after = jsonLines(said[QStringLiteral("after")].text).value(0);
        QCOMPARE(after.value(QLatin1String("state")).toString(), QStringLiteral("finished"));
        const auto all = jsonLines(said[QStringLiteral("all")].text);
        QCOMPARE(all.size(), after.value(QLatin1String("total_steps")).toInteger());
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
