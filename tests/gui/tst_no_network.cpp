// With the network cut, all works and nothing tries to reach it: window, command line, training and serve workers.
#include "gui/latent/latent_lab.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/samples_page.h"
#include "tests/gui/text_bench.h"

#include <QFile>
#include <QProcess>

#include <sys/socket.h>
#include <unistd.h>

using lb::gui::Verb;
using lb::tests::TextBench;
using lb::tests::WindowBench;

namespace {

constexpr int kPatienceMs = 4 * WindowBench::kPatienceMs; // models are opened, ten thousand images are encoded

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestNoNetwork : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString attempts() const
    {
        QFile file(m_folder.filePath(word("sockets.txt")));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    void forget() { QFile::remove(m_folder.filePath(word("sockets.txt"))); }

private slots:
    void initTestCase()
    {
        // This process is linked with the guard; those that it starts load it.
        qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
        qputenv("LD_PRELOAD", LB_BIN_DIR "/liblatentbench-socket-guard.so");
        qputenv("LATENTBENCH_SOCKETS", m_folder.filePath(word("sockets.txt")).toUtf8());
    }

    void theGuardNoticesAnAttempt()
    {
        QCOMPARE(::socket(AF_INET, SOCK_STREAM, 0), -1);
        QVERIFY(attempts().contains(word("IPv4")));
        const int local = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QVERIFY(local >= 0);
        ::close(local);
        forget();
        QProcess::execute(word("/bin/bash"), {word("-c"), word("exec 3<>/dev/tcp/127.0.0.1/9")});
        QVERIFY2(!attempts().isEmpty(), "a program that is started is guarded too");
        forget();
    }

    void trainingAndTheCommandLineReachNothing()
    {
        QVERIFY(lb::tests::trainTwo(m_folder));
        QVERIFY(lb::tests::trainRun(
            lb::tests::createImageAutoencoder(m_folder.filePath(word("images")), word("pictures"), 4)));
        const QString project = m_folder.filePath(word("project"));
        const QList<QStringList> commands{{word("doctor")},
                                          {word("datasets")},
                                          {word("--project"), project, word("runs")},
                                          {word("--project"), project, word("show"), word("first")},
                                          {word("--project"), project, word("compare"), word("first"), word("second")},
                                          {word("--project"), project, word("generate"), word("first"),
                                           word("--prompt"), word("the"), word("--max-tokens"), word("4")}};
        for (const QStringList& command : commands) {
            QProcess program;
            program.start(word(LB_BIN_DIR "/latentbench-cli"), command);
            QVERIFY(program.waitForFinished(kPatienceMs));
            QVERIFY2(program.exitCode() == 0,
                     (command.join(QLatin1Char(' ')).toUtf8() + program.readAllStandardError()));
        }
        QCOMPARE(attempts(), QString());
    }

    void everyPageWorksAndReachesNothing()
    {
        TextBench texts;
        texts.openCopyOf(m_folder.filePath(word("project")));
        QVERIFY(texts.ask(word("the boat")));
        for (const Verb verb : {Verb::ShowStart, Verb::ShowMonitor, Verb::ShowCompare, Verb::ShowData, Verb::NewRun,
                                Verb::ReadVanishing, Verb::About}) {
            texts.window.trigger(verb);
            QTest::qWait(50);
        }
        texts.window.trigger(Verb::RunDemo); // fake workers: the demo's presets, data and pages
        QVERIFY(texts.window.waitForCount(lb::experiments::RunState::Running, 3));
        QCOMPARE(attempts(), QString());
    }

    void mapsAndSamplesWorkAndReachNothing()
    {
        WindowBench images;
        images.openUnlisted();
        images.context->openProject(m_folder.filePath(word("images")));
        images.window->resize(1440, 900);
        images.trigger(Verb::ShowLatent);
        auto& codes = images.window->latent().lab();
        QTRY_VERIFY_WITH_TIMEOUT(codes.count() > 0 && !codes.run(0).isOpening() && codes.run(0).rows().step > 0,
                                 kPatienceMs);
        images.trigger(Verb::ShowSamples);
        auto& samples = images.window->samples().lab();
        QTRY_VERIFY_WITH_TIMEOUT(samples.count() > 0 && !samples.run(0).isBusy(), kPatienceMs);
        QCOMPARE(attempts(), QString());
    }
};

QTEST_MAIN(TestNoNetwork)
#include "tst_no_network.moc"
