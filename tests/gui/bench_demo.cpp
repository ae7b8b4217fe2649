// What a newcomer waits for, and what a look at a run that trains costs it.
#include "experiments/store/run_folder.h"
#include "experiments/store/run_lock.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/bench_work.h"
#include "tests/gui/real_window.h"
#include "tests/gui/text_bench.h"
#include "widgets/plots/metric_plot.h"

#include <QDir>
#include <QFileInfo>

#include <csignal>

namespace lb::tests {

using namespace experiments;

namespace {

constexpr int kShareMs = 5000; // of training, with or without a sample
constexpr int kPairs = 9;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

void stop(const QString& project, const QString& uid)
{
    if (const qint64 pid = RunLock::holder(RunFolder(QDir(project).filePath(word("runs/") + uid))); pid > 0)
        ::kill(static_cast<pid_t>(pid), SIGTERM);
}

void firstPointFigure(BenchTable& table)
{
    const QTemporaryDir files;
    const QString project = files.filePath(word("project"));
    RealWindow real(project);
    QTest::qWait(1000);
    const auto& panels = real.window.monitor().panels();
    const auto isThere = [&] {
        for (const RunRecord& run : real.context.board().runs())
            if (panels.plot(word("train/kl")).pointCount(run.uid) > 0 && panels.frameCount() > 0)
                return true;
        return false;
    };
    table.add("demo: first point of a curve after the click",
              timed([&] {
                  real.context.actions()[gui::Verb::RunDemo]->trigger();
                  static_cast<void>(QTest::qWaitFor(isThere, kPatienceMs));
              }) / 1000,
              5, "s");
    for (const RunRecord& run : real.context.board().runs())
        stop(project, run.uid);
    static_cast<void>(QTest::qWaitFor([&] { return real.context.board().active().isEmpty(); }, kPatienceMs));
}

/// Steps of a run in shares of time, in turn without and with a sample and a checkpoint each five seconds.
void sampleNowFigure(BenchTable& table)
{
    const QTemporaryDir files;
    const QString project = files.filePath(word("project"));
    const RunFolder folder = createAutoencoder(project, files.filePath(word("sentences.txt")), word("long"), 50'000);
    const QString uid = QFileInfo(folder.path()).fileName();
    RealWindow real(project);
    real.window.openRun(uid);
    gui::ActionRegistry& actions = real.context.actions();
    actions[gui::Verb::Primary]->trigger();
    const auto step = [&] {
        const RunRecord* run = real.context.board().run(uid);
        return run ? run->step : 0;
    };
    static_cast<void>(QTest::qWaitFor([&] { return step() > 0; }, kPatienceMs));
    QTest::qWait(3000);
    QList<double> losses;
    for (int pair = 0; pair < kPairs; ++pair) {
        double steps[2] = {};
        for (const bool isSecond : {false, true}) {
            const bool isAsked = isSecond != (pair % 2 == 1); // each comes first in turn: a computer's speed drifts
            const qint64 before = step();
            if (isAsked) {
                actions[gui::Verb::Sample]->trigger();
                actions[gui::Verb::Checkpoint]->trigger();
            }
            QTest::qWait(kShareMs);
            steps[isAsked ? 1 : 0] = static_cast<double>(step() - before);
        }
        losses.append(100 * (1 - steps[1] / std::max(1.0, steps[0])));
    }
    table.add("sample and checkpoint each 5 s: loss of throughput", std::max(0.0, median(losses)), 5, "%");
    stop(project, uid);
}

} // namespace

void demoFigures(BenchTable& table)
{
    qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
    firstPointFigure(table);
    sampleNowFigure(table);
}

} // namespace lb::tests
