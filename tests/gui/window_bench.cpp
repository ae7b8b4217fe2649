#include "tests/gui/window_bench.h"

#include "experiments/preview/presets.h"
#include "experiments/store/run_lock.h"

#include <QProcess>

#include <csignal>

namespace lb::tests {

using namespace experiments;

WindowBench::WindowBench(const QString& behaviour)
{
    qputenv("LATENTBENCH_FAKE", behaviour.toUtf8());
}

WindowBench::~WindowBench()
{
    drop();
    const auto opened = RunStore::open(project());
    const auto runs = opened ? (*opened)->list() : fail(ErrorKind::NotFound, {});
    if (!runs)
        return;
    for (const RunRecord& run : *runs) {
        const RunFolder folder = store().folder(run.uid);
        if (const qint64 pid = RunLock::holder(folder); pid > 0) {
            ::kill(static_cast<pid_t>(pid), SIGKILL);
            static_cast<void>(QTest::qWaitFor([&] { return RunLock::holder(folder) == 0; }, kPatienceMs));
        }
    }
}

void WindowBench::open()
{
    openUnlisted();
    QVERIFY(QTest::qWaitFor([this] { return board().isListed() && window->isReady(); }, kPatienceMs));
}

void WindowBench::takeCopyOf(const QString& projectFolder)
{
    qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
    QCOMPARE(QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-r"), projectFolder, project()}), 0);
}

void WindowBench::openUnlisted()
{
    auto scripted = std::make_unique<ScriptedQuestions>();
    questions = scripted.get();
    gui::AppSetup setup;
    setup.projectFolder = project();
    setup.settingsFile = m_directory.filePath(QStringLiteral("settings.ini"));
    setup.launcher = std::make_unique<ProcessLauncher>(QStringLiteral(LB_BIN_DIR "/latentbench-fake-worker"));
    setup.worker = QStringLiteral(LB_BIN_DIR "/latentbench-fake-worker");
    setup.questions = std::move(scripted);
    setup.theme = QStringLiteral("light");
    setup.language = language;
    context = std::make_unique<gui::AppContext>(*qApp, std::move(setup));
    window = std::make_unique<gui::MainWindow>(*context);
    window->show();
}

void WindowBench::drop()
{
    window.reset();
    context.reset();
}

RunStore& WindowBench::store()
{
    if (!m_store)
        m_store = RunStore::open(project()).value();
    return *m_store;
}

QString WindowBench::createRun(const QString& preset, const QString& name)
{
    const Preset found = findPreset(preset).value();
    NewRun run;
    run.spec = found.spec;
    run.name = name;
    run.family = found.family;
    return store().create(run).value().uid;
}

void WindowBench::click(const QString& name) const
{
    auto* button = find<QAbstractButton>(name);
    QVERIFY2(button, qPrintable(name));
    QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
}

int WindowBench::count(RunState state)
{
    int result = 0;
    for (const RunRecord& run : board().runs())
        result += run.state == state;
    return result;
}

bool WindowBench::waitForCount(RunState state, int wanted)
{
    return QTest::qWaitFor([&] { return count(state) == wanted; }, kPatienceMs);
}

bool WindowBench::runDemo()
{
    click(QStringLiteral("runDemoLink"));
    return waitForCount(RunState::Running, 3);
}

} // namespace lb::tests
