// kill -9 of the window: training goes on, a new window shows it. The window to be killed is this program itself,
// started with --window: a main of our own, because a window that clicks its own demo is a process of its own.
#include "experiments/store/run_lock.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/window_bench.h"
#include "widgets/plots/metric_plot.h"

#include <QApplication>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace lb::experiments;
using lb::tests::WindowBench;

namespace {

const QString kLongRun = QStringLiteral("rate=100 metrics=8 steps=1000000 evaluate-every=50");

/// The window that will be killed: clicks the demo and stays.
int runWindow(QApplication& application, const QString& project)
{
    lb::gui::AppSetup setup;
    setup.projectFolder = project;
    setup.settingsFile = project + QStringLiteral("/settings.ini");
    setup.launcher = std::make_unique<ProcessLauncher>(QStringLiteral(LB_BIN_DIR "/latentbench-fake-worker"));
    lb::gui::AppContext context(application, std::move(setup));
    lb::gui::MainWindow window(context);
    window.show();
    QObject::connect(&context.board(), &lb::gui::RunBoard::runsListed, &window, [&context] {
        if (context.board().runs().isEmpty())
            context.actions()[lb::gui::Verb::RunDemo]->trigger();
    });
    return application.exec();
}

} // namespace

class TestWindowProcess : public QObject {
    Q_OBJECT
private slots:
    void killedWindowLeavesTheTrainingAndANewOneShowsIt()
    {
        WindowBench bench(kLongRun);
        QProcess window;
        window.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--window"), bench.project()});
        QVERIFY(window.waitForStarted());
        const auto atWork = [&bench] {
            int held = 0;
            const QList<RunRecord> runs = bench.store().list().value_or(QList<RunRecord>());
            for (const RunRecord& run : runs)
                held += run.state == RunState::Running && RunLock::holder(bench.store().folder(run.uid)) > 0;
            return held;
        };
        QTRY_COMPARE_WITH_TIMEOUT(atWork(), 3, WindowBench::kPatienceMs);
        QCOMPARE(::kill(static_cast<pid_t>(window.processId()), SIGKILL), 0);
        QVERIFY(window.waitForFinished());
        QCOMPARE(window.exitStatus(), QProcess::CrashExit);

        bench.open();
        QVERIFY(bench.waitForCount(RunState::Running, 3));
        const QString uid = bench.board().shown().first();
        const auto& kl = bench.window->monitor().panels().plot(QStringLiteral("train/kl"));
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(uid) > 0, WindowBench::kPatienceMs);
        const qsizetype points = kl.pointCount(uid);
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(uid) > points + 50, WindowBench::kPatienceMs); // it really goes on
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--window"))
        return runWindow(application, arguments.value(2));
    TestWindowProcess test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window_process.moc"
