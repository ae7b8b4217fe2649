#include "experiments/store/figure_uses.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/run_store.h"
#include "tests/experiments/cli_bench.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>

#include <sys/stat.h>

using namespace lb::experiments;
using namespace lb::tests;

class TestCli : public QObject {
    Q_OBJECT
private slots:
    void historyTellsEachSampledStep()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        const Answer lines = ask(project, "--json history tiny");
        QVERIFY2(lines.code == 0, qPrintable(lines.err));
        const QList<QJsonObject> strips = jsonLines(lines.out);
        QVERIFY(strips.size() >= 2);
        for (const QJsonObject& strip : strips) {
            QCOMPARE(strip.value(QLatin1String("items")).toArray().size(), 8);
            QCOMPARE(strip.value(QLatin1String("samples")).toArray().size(), 8);
        }
        QVERIFY(strips.last().value(QLatin1String("step")).toInteger() > 0);
        const Answer text = ask(project, "history tiny");
        QVERIFY2(text.out.startsWith(QStringLiteral("Step 0\n")), qPrintable(text.out.left(80)));
        QVERIFY(text.out.contains(strips.last().value(QLatin1String("samples")).toArray().first().toString()));
    }

    void gridTrainsItsRunsInTurn()
    {
        TinyProject project;
        const Answer answer =
            ask(project, {QStringLiteral("--json"), QStringLiteral("train"), QStringLiteral("--spec"),
                          specFile(project), QStringLiteral("--grid"), QStringLiteral("objective.beta=0.5,1"),
                          QStringLiteral("--seeds"), QStringLiteral("2"), QStringLiteral("--name"),
                          QStringLiteral("grid"), QStringLiteral("--tag"), QStringLiteral("paper")});
        QVERIFY2(answer.code == 0, qPrintable(answer.err));
        const auto store = RunStore::open(project.path() + QStringLiteral("/project")).value();
        QList<RunRecord> runs = store->list().value();
        QCOMPARE(runs.size(), 4);
        std::reverse(runs.begin(), runs.end()); // oldest first
        QCOMPARE(runs.first().name, QStringLiteral("grid, β 0.5, seed 1"));
        qint64 endBefore = 0;
        for (const RunRecord& run : runs) {
            QCOMPARE(run.state, RunState::Finished);
            QCOMPARE(run.group, QStringLiteral("grid by beta, seed"));
            QCOMPARE(run.tags, QStringList{QStringLiteral("paper")});
            const auto update = MetricReader::open(store->folder(run.uid)).value()->after({}).value();
            QVERIFY(update.points.front().timeMs >= endBefore);
            endBefore = update.points.back().timeMs;
        }
        const Answer table =
            ask(project, {QStringLiteral("compare"), runs[0].uid, runs[1].uid, runs[2].uid, runs[3].uid,
                          QStringLiteral("--stats"), QStringLiteral("--baseline"), runs[0].uid});
        QVERIFY2(table.code == 0, qPrintable(table.err));
        QVERIFY(table.out.contains(QStringLiteral("grid, β 0.5 ")) && table.out.contains(QStringLiteral("baseline")));
        QVERIFY(table.out.contains(QStringLiteral("n < 3")));
        const Answer lines = ask(project, {QStringLiteral("--json"), QStringLiteral("compare"), runs[2].uid,
                                           runs[3].uid, QStringLiteral("--at"), QStringLiteral("best-elbo"),
                                           QStringLiteral("--baseline"), runs[0].uid});
        const QJsonObject line = jsonLines(lines.out).last();
        QCOMPARE(line.value(QLatin1String("n")).toInt(), 2);
        QVERIFY(line.contains(QLatin1String("difference")) && !line.contains(QLatin1String("welch")));
        QCOMPARE(ask(project, {QStringLiteral("compare"), runs[0].uid, QStringLiteral("--stats"),
                               QStringLiteral("--at"), QStringLiteral("soon")})
                     .code,
                 2);
    }

    void runsInLockStepAreComparedStepByStep()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        const auto lockStep = [&](const QStringList& more) {
            return ask(project, QStringList{QStringLiteral("--json"), QStringLiteral("train"), QStringLiteral("--spec"),
                                            specFile(project), QStringLiteral("--lock-step"), QStringLiteral("tiny"),
                                            QStringLiteral("--name"), QStringLiteral("second")} +
                                    more);
        };
        const Answer refused = lockStep({QStringLiteral("--set"), QStringLiteral("train.batch=8")});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains(QStringLiteral("train.batch must be 16 as there, not 8")),
                 qPrintable(refused.err));
        QCOMPARE(lockStep({QStringLiteral("--seeds"), QStringLiteral("2")}).code, 2);
        const Answer second = lockStep({QStringLiteral("--set"), QStringLiteral("objective.beta=0.25")});
        QVERIFY2(second.code == 0, qPrintable(second.err));
        const QJsonObject tiny = jsonLines(ask(project, "--json show tiny").out).first();
        const QJsonObject run = jsonLines(ask(project, "--json show second").out).first();
        QCOMPARE(run.value(QLatin1String("lock_step")), tiny.value(QLatin1String("uid")));
        QCOMPARE(run.value(QLatin1String("seed")), tiny.value(QLatin1String("seed")));
        const QList<QJsonObject> lines =
            jsonLines(ask(project, "--json compare tiny second --paired --metric validation/kl").out);
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines.first().value(QLatin1String("points")).toArray().size() >= 2);
        QCOMPARE(lines.first().value(QLatin1String("seeds")).toArray().size(), 1);
        const Answer table = ask(project, "compare second --baseline tiny --paired");
        QVERIFY2(table.code == 0 && table.out.contains(QStringLiteral("Less tiny")), qPrintable(table.err + table.out));
        QCOMPARE(ask(project, "compare tiny --paired").code, 2);
    }

    void badInputExitsWithTwoAndOneSentence_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* words, const char* sentence) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(sentence);
        };
        row("show nobody", "There is no run");
        row("train", "Say what to train");
        row("train --preset vea", "Known ones");
        row("train --preset vae-sentences --set latent.sise=4", "Did you mean \"latent.size\"?");
        row("train --preset vae-sentences --set latent.size=0", "latent");
        row("train --preset vae-sentences --set latent.size", "is no KEY=VALUE");
        row("train --preset bn-vae-images --set train.batch=1", "at least 2");
        row("train --preset vae-images --set run.device=cuda", "No GPU is used, because");
        row("train --spec /nowhere/spec.json", "cannot be read");
        row("train --preset vae-sentences --grid latent.sise=4,8", "Did you mean \"latent.size\"?");
        row("train --preset vae-sentences --grid latent.size=4,,8", "empty place");
        row("train --preset vae-sentences --grid run.seed=1,2", "say --seeds");
        row("train --preset bn-vae-images --grid train.batch=1,32", "bn-vae, batch 1: Batch 1 is too small");
        row("train --preset vae-images --seeds 3-1", "smaller number first");
        row("train --preset vae-images --plan --seeds 3", "A plan is of one run");
        row("fork tiny@soon --set train.epochs=2", "no step of a run");
        row("import-project /nowhere/a.zip", "There is no file");
        row("reproduce nobody", "nobody");
        row("demo sounds", "sounds");
        row("nonsense", "'nonsense' is no verb of this program");
        row("trian --preset vae-images", "'trian' is no verb of this program; did you mean 'train'?");
        row("--quiet", "'--quiet' is no option of this program");
        row("--quiet list", "list has no option '--quiet'. It has: --filter.");
        row("metrics tiny --metric kl", "metrics has no option '--metric'; did you mean '--name'?");
        row("train --presets=vae-images", "train has no option '--presets'; did you mean '--preset'?");
        row("export tiny --colour red",
            "export has no option '--colour'. It has: --what, --format, --out, --averaged.");
        row("runs --prject x", "list has no option '--prject'; did you mean '--project'?");
        row("show tiny twice", "'twice' is one word too many: it is 'show RUN'.");
        row("metrics tiny train/kl more", "'more' is one word too many: it is 'metrics RUN NAME'.");
        row("doctor today", "'today' is one word too many: doctor takes none.");
        row("export tiny --what painting --out x", "painting");
    }
    void badInputExitsWithTwoAndOneSentence()
    {
        QFETCH(QString, words);
        QFETCH(QString, sentence);
        TinyProject project;
        const Answer answer = ask(project, words.split(QLatin1Char(' ')));
        QVERIFY2(answer.err.contains(sentence), qPrintable(answer.err + answer.out));
        QVERIFY2(answer.code == 2 || (answer.code == 1 && words.contains(QStringLiteral("cuda"))),
                 qPrintable(answer.err));
        QVERIFY(answer.out.isEmpty() || words.contains(QStringLiteral("cuda")));
    }

    void graphOfARunListsItsNodesWithTheirCost()
    {
        TinyProject project;
        project.create(QStringLiteral("waiting"));
        QCOMPARE(trainTiny(project).code, 0);
        const QList<QJsonObject> lines = jsonLines(ask(project, "--json show tiny --graph").out);
        double flops = 0;
        double seconds = 0;
        int shapes = 0;
        for (const QJsonObject& line : lines) {
            const QJsonObject total = line.value(QStringLiteral("total")).toObject();
            if (!total.isEmpty()) {
                QVERIFY(flops > 0 && std::abs(total.value(QStringLiteral("flops")).toDouble() - flops) < 1);
                QVERIFY(std::abs(total.value(QStringLiteral("seconds")).toDouble() - seconds) < 1e-9);
                flops = seconds = 0;
                ++shapes;
                continue;
            }
            flops += line.value(QStringLiteral("flops")).toDouble();
            seconds += line.value(QStringLiteral("seconds")).toDouble();
            QVERIFY(!line.value(QStringLiteral("op")).toString().isEmpty());
            QVERIFY(line.value(QStringLiteral("shape")).toString().startsWith(QLatin1Char('[')));
        }
        QVERIFY(shapes >= 1);
        const QString table = ask(project, "show tiny --graph").out;
        for (const char* words : {"lstm_grad", "backward:decoder", "encoder/lstm", "KiB moved", "GFLOP/s"})
            QVERIFY2(table.contains(QLatin1String(words)), words);
        // A run that has not trained has no times, but the same nodes.
        const QList<QJsonObject> planned = jsonLines(ask(project, "--json show waiting --graph").out);
        QCOMPARE(planned.size(), lines.size());
        QCOMPARE(planned.first().value(QStringLiteral("op")), lines.first().value(QStringLiteral("op")));
        QVERIFY(!planned.first().contains(QStringLiteral("seconds")));
    }

    void lastStepsOfARunAreListedAndWritten()
    {
        TinyProject project;
        project.create(QStringLiteral("waiting"));
        QCOMPARE(trainTiny(project).code, 0);
        const QList<QJsonObject> lines = jsonLines(ask(project, "--json show tiny --flight").out);
        QVERIFY(lines.size() > 1 && lines.size() <= 201);
        QVERIFY(lines.first().contains(QStringLiteral("train/loss")));
        QVERIFY(lines.last().value(QStringLiteral("summary")).toString().contains(QStringLiteral("all finite")));
        QVERIFY(!lines.last().value(QStringLiteral("activations")).toArray().isEmpty());
        const QString text = ask(project, "show tiny --flight").out;
        QVERIFY(text.contains(QStringLiteral("gradient_norm")) && text.contains(QStringLiteral("Activations at step")));
        const QString csv = project.path() + QStringLiteral("/steps.csv");
        QCOMPARE(ask(project, qPrintable(QStringLiteral("show tiny --flight --out ") + csv)).code, 0);
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), lines.size()); // a head for the sum
        QCOMPARE(ask(project, "show tiny --flight --out steps.txt").code, 2);
        QVERIFY(ask(project, "show waiting --flight").err.contains(QStringLiteral("No last steps")));
    }

    void missingPackageNamesTheCommandThatInstallsIt()
    {
        TinyProject project;
        qputenv("LATENTBENCH_DATASETS", QFile::encodeName(project.path()));
        const Answer train = ask(project, "train --preset vae-images");
        const Answer list = ask(project, "datasets");
        qunsetenv("LATENTBENCH_DATASETS");
        QVERIFY2(train.err.contains(QStringLiteral("apt-get install dataset-fashion-mnist")), qPrintable(train.err));
        QCOMPARE(train.code, 1);
        QVERIFY(list.out.contains(QStringLiteral("missing")));
    }

    void trainedRunCanBeListedShownComparedAndMeasured()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        const QJsonObject run = jsonLines(ask(project, "--json runs").out).value(0);
        QCOMPARE(run.value(QStringLiteral("state")).toString(), QStringLiteral("finished"));
        QCOMPARE(run.value(QStringLiteral("name")).toString(), QStringLiteral("tiny"));
        QVERIFY(ask(project, "show tiny").out.contains(QStringLiteral("latent.size")));
        QVERIFY(ask(project, "compare tiny tiny").out.contains(QStringLiteral("KL floor")));
        const auto points = jsonLines(ask(project, "--json metrics tiny --name train/loss").out);
        QCOMPARE(points.size(), run.value(QStringLiteral("step")).toInt());
        QCOMPARE(jsonLines(ask(project, "--json metrics tiny train/loss").out), points);
        QVERIFY(ask(project, "metrics tiny --name train/lost").err.contains(QStringLiteral("no metric named")));
        QVERIFY(ask(project, "reindex").out.contains(QStringLiteral("1 runs")));
        QVERIFY(ask(project, "storage").out.contains(QStringLiteral("1 runs take")));
        const QJsonObject use = jsonLines(ask(project, "--json storage").out).value(0);
        QVERIFY(use.value(QStringLiteral("checkpoint_bytes")).toInteger() > 0);
        QVERIFY(ask(project, "prune tiny").out.contains(QStringLiteral("1 checkpoints"))); // of step 0
        QVERIFY(ask(project, "prune tiny --yes").out.contains(QStringLiteral("Deleted 1 checkpoints")));
        QVERIFY(ask(project, "prune tiny").out.contains(QStringLiteral("Nothing can go")));
        QCOMPARE(ask(project, "sample tiny --count 1").code, 0); // the newest is there
        QVERIFY(ask(project, "prune tinny").err.contains(QStringLiteral("Did you mean \"tiny\"?")));
    }

    void checkpointsAnswerQuestions()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        const auto evaluation = jsonLines(ask(project, "--json evaluate tiny --split validation").out).value(0);
        QVERIFY(evaluation.value(QStringLiteral("kl")).toDouble() > 0);
        QCOMPARE(ask(project, "sample tiny --count 3 --seed 4").out.count(QLatin1Char('\n')), 3);
        const QStringList written{QStringLiteral("sample"),  QStringLiteral("tiny@0"),
                                  QStringLiteral("--count"), QStringLiteral("3"),
                                  QStringLiteral("--out"),   project.path() + QStringLiteral("/out.txt")};
        QCOMPARE(ask(project, written).code, 0);
        const auto store = RunStore::open(project.path() + QStringLiteral("/project")).value();
        QCOMPARE(figureUses(*store)->size(), 1); // pruning leaves its checkpoint
        QVERIFY(ask(project, "sample tiny@7 --count 3").err.contains(QStringLiteral("It has: 0")));
        QCOMPARE(jsonLines(ask(project, "--json reconstruct tiny --count 5").out).size(), 5);
        const QString weights = project.path() + QStringLiteral("/weights.safetensors");
        QCOMPARE(
            ask(project, {QStringLiteral("export"), QStringLiteral("tiny"), QStringLiteral("--out"), weights}).code, 0);
        QVERIFY(QFile::exists(weights));
        const QString csv = project.path() + QStringLiteral("/metrics.csv");
        QCOMPARE(ask(project, {QStringLiteral("export"), QStringLiteral("tiny"), QStringLiteral("--what"),
                               QStringLiteral("metrics"), QStringLiteral("--out"), csv})
                     .code,
                 0);
        QVERIFY(QFile(csv).size() > 1000);
        const mode_t mask = ::umask(0); // there is no other way to ask
        ::umask(mask);
        for (const QString& file : {weights, csv}) {
            struct stat status {};
            QCOMPARE(::stat(QFile::encodeName(file).constData(), &status), 0);
            QCOMPARE(status.st_mode & 0777U, 0666U & ~mask);
        }
    }

    void resumeForkAndStopWork()
    {
        TinyProject project;
        QCOMPARE(trainTiny(project).code, 0);
        QVERIFY(ask(project, "resume tiny").err.contains(QStringLiteral("tiny")));
        QCOMPARE(ask(project, "resume tiny --epochs +1").code, 0);
        QCOMPARE(ask(project, "fork tiny --set latent.kind=vae --name child").code, 0);
        for (const auto& [words, sentence] : {std::pair{"set tiny latent.size=3", "cannot change while a run trains"},
                                              {"set tiny optimizer.rte=3", "Did you mean \"optimizer.rate\"?"},
                                              {"set tiny optimizer.rate=0.1", "there is no worker to obey"}}) {
            const Answer refused = ask(project, words);
            QVERIFY2(refused.code == 2 && refused.err.contains(QLatin1String(sentence)), qPrintable(refused.err));
        }
        const Answer same = ask(project, "reproduce child");
        QVERIFY2(same.code == 0 && same.out.contains(QStringLiteral("child and child-again are identical")),
                 qPrintable(same.out + same.err));
        const Answer other = ask(project, "reproduce tiny --with child");
        QVERIFY2(other.code == 1 && other.out.contains(QStringLiteral("differ")), qPrintable(other.out + other.err));
        const auto child = jsonLines(ask(project, "--json show child").out).value(0);
        QCOMPARE(child.value(QStringLiteral("family")).toString(), QStringLiteral("vae"));
        QVERIFY(!child.value(QStringLiteral("parent")).toString().isEmpty());
        const Answer late = ask(project, "fork tiny@100000 --set optimizer.rate=0.001 --name late");
        QCOMPARE(late.code, 0);
        QVERIFY2(late.err.contains(QStringLiteral("the nearest below it is of step")), qPrintable(late.err));
        QVERIFY2(late.err.contains(QStringLiteral("starts from the weights")), qPrintable(late.err));
        QVERIFY(ask(project, "stop child").err.contains(QStringLiteral("child")));
    }

    void interruptedTrainingIsKeptAndExitsWith130()
    {
        TinyProject project;
        QFile::remove(specFile(project));
        QFile file(specFile(project));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(project.spec({{QStringLiteral("train.epochs"), 5000}}).toJson()).toJson());
        file.close();
        QProcess cli;
        cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"),
                  {QStringLiteral("--project"), project.path() + QStringLiteral("/project"), QStringLiteral("train"),
                   QStringLiteral("--spec"), file.fileName(), QStringLiteral("--name"), QStringLiteral("long")});
        QVERIFY(cli.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(ask(project, "runs").out.contains(QStringLiteral("running")), 30'000);
        ::kill(static_cast<pid_t>(cli.processId()), SIGINT);
        QVERIFY(cli.waitForFinished(30'000));
        QCOMPARE(cli.exitCode(), 130);
        QVERIFY(ask(project, "list state:stopped").out.contains(QStringLiteral("stopped")));
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
