// The window's figures beside their goals, as a table: ./dev bench --gui. Medians; what else runs on the computer
// shows.
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "tests/gui/bench_work.h"
#include "tests/gui/large_project.h"
#include "tests/gui/window_bench.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/tables/run_filter.h"
#include "widgets/tables/run_tree_model.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include <sys/resource.h>

using namespace lb::experiments;
using namespace lb::widgets;
using namespace lb::tests;

namespace {

constexpr int kManyRuns = 10'000;
constexpr int kPointsEach = 100; // of ten metrics: 10 million in all

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// A loss as batches give it: it falls, and trembles by a fiftieth of its fall.
QList<MetricPoint> noisy(int count, unsigned seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 1);
    QList<MetricPoint> points;
    for (int i = 0; i < count; ++i)
        points.append({.metric = word("m"),
                       .step = i,
                       .value = 10 + 50 * std::exp(-5.0 * i / count) + noise(random),
                       .timeMs = i});
    return points;
}

/// Median of a frame after the view has changed.
double frameMs(int curves, int points)
{
    const Theme theme;
    MetricPlot plot(theme);
    plot.resize(1200, 600);
    QList<PlotRun> runs;
    for (int i = 0; i < curves; ++i)
        runs.append({.uid = QString::number(i), .name = QString::number(i), .family = word("vae"), .seed = i % 5 + 1});
    plot.setRuns(runs);
    for (int i = 0; i < curves; ++i)
        plot.append(QString::number(i), noisy(points, static_cast<unsigned>(i)));
    QList<double> times;
    for (int i = 0; i < kRepeats; ++i) {
        plot.link()->setView(PlotRange{static_cast<double>(i), points - 1.0 - i}, &plot, {});
        plot.drawNow();
        times.append(plot.lastFrameMs());
    }
    return median(times);
}

double cursorMs()
{
    const Theme theme;
    MetricPlot plot(theme);
    plot.resize(1200, 600);
    plot.setRuns({{.uid = word("a"), .name = word("a"), .family = word("vae")}});
    plot.append(word("a"), noisy(100'000, 1));
    plot.show();
    static_cast<void>(QTest::qWaitFor([&] { return plot.frameCount() > 0; }, 5000));
    constexpr int kMoves = 100;
    return timed([&] {
               for (int i = 0; i < kMoves; ++i)
                   plot.link()->setCursor(900.0 * i, &plot);
           }) /
           kMoves;
}

double mapMs(int points)
{
    const Theme theme;
    ScatterMap map(theme);
    map.resize(900, 700);
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    std::vector<float> positions(static_cast<std::size_t>(2 * points));
    std::generate(positions.begin(), positions.end(), [&] { return normal(random); });
    std::vector<int> classes(static_cast<std::size_t>(points));
    std::generate(classes.begin(), classes.end(), [&, i = 0]() mutable { return i++ % 10; });
    map.setPositions(positions);
    map.setClasses(classes);
    map.show();
    QList<double> times;
    for (int i = 0; i < kRepeats; ++i)
        times.append(timed([&] {
            QTest::keyClick(&map, Qt::Key_Plus);
            static_cast<void>(map.grab());
        }));
    return median(times);
}

QList<RunRecord> manyRecords()
{
    QList<RunRecord> runs;
    for (int i = 0; i < kManyRuns; ++i) {
        RunRecord run;
        run.uid = word("uid%1").arg(i);
        run.name = word("run %1").arg(i);
        run.group = word("study %1").arg(i / 10);
        run.settings = word("%1 of %2").arg(i % 2).arg(i / 10); // five seeds are one row
        run.family = i % 2 ? word("vae") : word("bn-vae");
        run.seed = i % 10;
        run.state = RunState::Finished;
        runs.append(run);
    }
    return runs;
}

void tableFigures(BenchTable& table)
{
    RunTreeModel model;
    RunFilterModel filter;
    filter.setSourceModel(&model);
    const QList<RunRecord> runs = manyRecords();
    model.setRuns(runs);
    QList<double> times;
    for (int i = 0; i < kRepeats; ++i)
        times.append(
            timed([&] { filter.sort(RunTreeModel::NameColumn, i % 2 ? Qt::AscendingOrder : Qt::DescendingOrder); }));
    table.add("10,000 runs: sort", median(times), 50, "ms");
    times.clear();
    for (int i = 0; i < kRepeats; ++i)
        times.append(timed([&] { filter.setFilterText(i % 2 ? word("model:bn seed:3") : word("run 77")); }));
    table.add("10,000 runs: filter", median(times), 50, "ms");
    filter.setFilterText({});
    times.clear();
    for (int i = 0; i < kRepeats; ++i) {
        QList<RunRecord> next = runs;
        next[1000 * i].step = i + 1;
        times.append(timed([&] { model.setRuns(next); }));
    }
    table.add("10,000 runs, 2,000 rows: listed again with one changed", median(times), 50, "ms");
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Of this process, in MB.
double residentMb()
{
    QFile file(word("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return -1;
}

void windowFigures(BenchTable& table)
{
    WindowBench bench;
    QStringList uids;
    for (int i = 0; i < 3; ++i)
        uids.append(lb::tests::recordRun(bench.store(), word("run %1").arg(i), word("three"), i + 1, 10'000));
    bench.open();
    auto& panels = bench.window->monitor().panels();
    const auto isThere = [&](const QString& uid) {
        return panels.plot(word("train/kl")).pointCount(uid) >= 10'000 && panels.frameCount() > 0;
    };
    bench.window->showPage(lb::gui::MainWindow::Page::Monitor);
    bench.board().showOnly({});
    QTest::qWait(300);
    table.add("a run of 10 metrics x 10,000 points on the Monitor", timed([&] {
                  bench.board().showOnly({uids.first()});
                  static_cast<void>(QTest::qWaitFor([&] { return isThere(uids.first()); }, 5000));
              }),
              100, "ms");
    bench.board().showOnly(uids);
    static_cast<void>(QTest::qWaitFor([&] { return isThere(uids.last()) && isThere(uids.at(1)); }, 5000));
    QList<double> sums;
    for (int i = 0; i < kRepeats; ++i) {
        panels.link().setView(PlotRange{static_cast<double>(i), 9'990.0 - i}, &panels, {});
        double sum = 0;
        for (LinkedPlot* plot : panels.findChildren<LinkedPlot*>()) {
            plot->drawNow();
            sum += plot->lastFrameMs();
        }
        sums.append(sum);
    }
    table.add("the Monitor's six plots, 3 runs x 10,000 points", median(sums), 12, "ms");
    QTest::qWait(1500); // what follows the opening is done
    const double before = cpuSeconds();
    constexpr int kIdleMs = 10'000;
    QEventLoop asleep; // QTest::qWait looks a hundred times a second whether its time is over
    QTimer::singleShot(kIdleMs, &asleep, &QEventLoop::quit);
    asleep.exec();
    table.add("idle: share of one core", 100 * (cpuSeconds() - before) / (kIdleMs / 1000.0), 1, "%");
}

/// From the start of the program to the line that it prints.
double startMs(const QString& project)
{
    QList<double> times;
    for (int i = 0; i < 5; ++i)
        times.append(timed([&] {
            QProcess window;
            window.start(word(LB_BIN_DIR "/latentbench"), {word("--project"), project, word("--report-start")});
            window.waitForFinished(60'000);
        }));
    return median(times);
}

/// 50 runs shown of a large project; in a process of its own.
int printMemory(const QString& project)
{
    lb::gui::AppSetup setup;
    setup.projectFolder = project;
    const QTemporaryDir settings;
    setup.settingsFile = settings.filePath(word("settings.ini"));
    lb::gui::AppContext context(*qApp, std::move(setup));
    lb::gui::MainWindow window(context);
    window.show();
    static_cast<void>(QTest::qWaitFor([&] { return context.board().isListed(); }, 60'000));
    QStringList shown;
    for (const RunRecord& run : context.board().runs().mid(0, 50))
        shown.append(run.uid);
    window.showPage(lb::gui::MainWindow::Page::Monitor);
    context.board().showOnly(shown);
    const auto& plot = window.monitor().panels().plot(word("train/kl"));
    static_cast<void>(QTest::qWaitFor(
        [&] { return plot.pointCount(shown.last()) > 0 && plot.pointCount(shown.first()) > 0; }, 30'000));
    QTest::qWait(1000);
    std::printf("%.1f\n", residentMb());
    return 0;
}

void largeFigures(BenchTable& table, const QString& folder)
{
    if (!lb::tests::makeLargeProject(folder, kManyRuns, kPointsEach))
        return;
    table.add("start, 10,000 runs and 10 million points", startMs(folder), 1500, "ms");
    QProcess memory;
    memory.start(QCoreApplication::applicationFilePath(), {word("--memory"), folder});
    memory.waitForFinished(120'000);
    table.add("memory, 10,000 runs listed and 50 shown", memory.readAllStandardOutput().trimmed().toDouble(), 300,
              "MB");
    compareFigures(table, folder);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{word("large"), word("Also with 10,000 runs, made in DIR when they are not there."), word("DIR")},
         {word("only"), word("Only one part: drawing, work, demo, or compare (with --large)."), word("PART")},
         {word("memory"), word("Only prints the memory for the project DIR."), word("DIR")}});
    parser.addHelpOption();
    parser.process(application);
    if (parser.isSet(word("memory")))
        return printMemory(parser.value(word("memory")));
    std::printf("%-58s %9s %9s\n", "figure", "measured", "goal");
    BenchTable table;
    const QString only = parser.value(word("only"));
    if (only == word("drawing"))
        drawingFigures(table);
    else if (only == word("work"))
        workFigures(table);
    else if (only == word("demo"))
        demoFigures(table);
    else if (only == word("compare") && parser.isSet(word("large")) &&
             makeLargeProject(parser.value(word("large")), kManyRuns, kPointsEach))
        compareFigures(table, parser.value(word("large")));
    if (!only.isEmpty())
        return table.missed == 0 ? 0 : 1;
    table.add("frame, 10 curves x 100,000 points", frameMs(10, 100'000), 16, "ms");
    table.add("frame, 50 curves x 10,000 points", frameMs(50, 10'000), 20, "ms");
    table.add("frame, 200 curves x 10,000 points", frameMs(200, 10'000), 50, "ms");
    table.add("frame, 200 curves x 1,000 points", frameMs(200, 1'000), 50, "ms");
    table.add("move of the cursor, 100,000 points", cursorMs(), 2, "ms");
    table.add("latent map, 60,000 codes: zoom", mapMs(60'000), 33, "ms");
    table.add("latent map, 100,000 codes: zoom", mapMs(100'000), 50, "ms");
    tableFigures(table);
    drawingFigures(table);
    const QTemporaryDir empty;
    table.add("start, empty project", startMs(empty.path()), 500, "ms");
    windowFigures(table);
    workFigures(table);
    demoFigures(table);
    if (parser.isSet(word("large")))
        largeFigures(table, parser.value(word("large")));
    std::printf("%d missed\n", table.missed);
    return table.missed == 0 ? 0 : 1;
}
