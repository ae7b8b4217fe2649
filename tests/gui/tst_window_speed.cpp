// The window beside a run of 1,000 steps a second with 20 metrics. Prints the figures.
#include "gui/figures/export_figure_dialog.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "gui/search/command_search.h"
#include "tests/gui/event_loop_watch.h"
#include "tests/gui/figure_bench.h"
#include "tests/gui/window_bench.h"
#include "widgets/plots/metric_plot.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace lb::experiments;
using lb::tests::quantile;
using lb::tests::WindowBench;

namespace {

constexpr qint64 kWatchMs = 10000;
constexpr double kGapP99Ms = 33;
constexpr double kGapMostMs = 100;
// A point waits at most 100 ms for its worker's commit (tests/experiments asserts that rhythm) and then for the window.
constexpr double kPointMs = 150;
constexpr int kAttempts = 3;
constexpr double kClickMs = 100;
constexpr double kCancelMs = 200;
constexpr int kPictures = 2000;

/// A timer of 5 ms measures how late the event loop is; at each turn it looks whether a plot was drawn.
struct Watch {
    QList<double> gaps;        ///< milliseconds between two turns beyond the timer's own 5
    QList<double> latencies;   ///< age of the oldest point that a frame brought on screen
    QList<double> sinceCommit; ///< of that, what passed after the worker's commit: the window's share
};

Watch watch(WindowBench& bench, qint64 forMs)
{
    Watch result;
    const QString uid = bench.board().shown().first();
    const auto& plot = bench.window->monitor().panels().plot(QStringLiteral("train/kl"));
    int frames = plot.frameCount();
    qint64 drawnUntilMs = 0;
    QElapsedTimer sinceStart;
    lb::tests::EventLoopWatch turns;
    QObject::connect(&turns.timer(), &QTimer::timeout, [&] {
        if (plot.frameCount() == frames)
            return;
        frames = plot.frameCount();
        const qint64 newest = bench.board().history(uid).lastPointMs;
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        if (drawnUntilMs > 0 && newest > drawnUntilMs) {
            result.latencies.append(double(now - drawnUntilMs));
            result.sinceCommit.append(double(now - bench.board().history(uid).heartbeatMs));
        }
        drawnUntilMs = newest;
    });
    sinceStart.start();
    static_cast<void>(QTest::qWaitFor([&] { return sinceStart.elapsed() > forMs; }, int(forMs) + 5000));
    result.gaps = turns.gaps();
    return result;
}

void report(const Watch& seen, double rate)
{
    qInfo("steps/s shown %.0f; event-loop gap p50 %.1f p99 %.1f max %.1f ms", rate, quantile(seen.gaps, 0.5),
          quantile(seen.gaps, 0.99), quantile(seen.gaps, 1));
    qInfo("point on screen p50 %.0f p95 %.0f max %.0f ms; of that after the commit p50 %.0f p95 %.0f max %.0f ms",
          quantile(seen.latencies, 0.5), quantile(seen.latencies, 0.95), quantile(seen.latencies, 1),
          quantile(seen.sinceCommit, 0.5), quantile(seen.sinceCommit, 0.95), quantile(seen.sinceCommit, 1));
}

bool isWithinBars(const Watch& seen)
{
    return seen.latencies.size() > 10 && quantile(seen.gaps, 0.99) <= kGapP99Ms &&
           quantile(seen.gaps, 1) <= kGapMostMs && quantile(seen.latencies, 0.95) <= kPointMs;
}

} // namespace

class TestWindowSpeed : public QObject {
    Q_OBJECT
private slots:
    void windowStaysResponsiveBesideAFastRun()
    {
        WindowBench bench(
            QStringLiteral("rate=1000 metrics=20 steps=10000000 evaluate-every=500 checkpoint-every=5000"));
        const QString uid = bench.createRun(QStringLiteral("vae-sentences"), QStringLiteral("fast"));
        bench.open();
        bench.window->openRun(uid);
        bench.trigger(lb::gui::Verb::Primary);
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        const auto& plot = bench.window->monitor().panels().plot(QStringLiteral("train/kl"));
        QTRY_VERIFY_WITH_TIMEOUT(plot.pointCount(uid) > 1000, WindowBench::kPatienceMs);

        // A machine that is busy with something else says nothing of the window: the best of three watches counts.
        Watch seen;
        for (int attempt = 0; attempt < kAttempts && !isWithinBars(seen); ++attempt) {
            const qsizetype before = plot.pointCount(uid);
            seen = watch(bench, kWatchMs);
            report(seen, double(plot.pointCount(uid) - before) * 1000 / kWatchMs);
        }
        QVERIFY(isWithinBars(seen));
    }

    void anImportLeavesTheWindowResponsiveAndIsCancelledAtOnce()
    {
        qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
        WindowBench bench;
        bench.open();
        bench.window->showPage(lb::gui::MainWindow::Page::Data);
        const QTemporaryDir files;
        bench.questions->folder = files.filePath(QStringLiteral("shapes"));
        QVERIFY(QDir(files.path()).mkpath(QStringLiteral("shapes/dark")));
        QImage image(28, 28, QImage::Format_Grayscale8);
        for (int i = 0; i < kPictures; ++i) {
            image.fill(i % 250);
            QVERIFY(image.save(files.filePath(QStringLiteral("shapes/dark/%1.png").arg(i))));
        }
        auto* form = bench.find(QStringLiteral("dataImport"));
        double gap = 1e9;
        double cancel = 1e9;
        for (int attempt = 0; attempt < kAttempts && (gap > kGapMostMs || cancel > kCancelMs); ++attempt) {
            const lb::tests::EventLoopWatch whole;
            bench.click(QStringLiteral("importFolder"));
            bench.click(QStringLiteral("importStart"));
            QTRY_VERIFY_WITH_TIMEOUT(!form->isVisible(), WindowBench::kPatienceMs);
            gap = std::min(gap, whole.most());
            bench.click(QStringLiteral("importFolder"));
            bench.click(QStringLiteral("importStart"));
            QTest::qWait(30);
            cancel = std::min(cancel, lb::tests::timed([&] {
                                  bench.click(QStringLiteral("importCancel"));
                                  static_cast<void>(
                                      QTest::qWaitFor([&] { return !form->isVisible(); }, WindowBench::kPatienceMs));
                              }));
            qInfo("import of %d pictures: event-loop gap at most %.1f ms; cancelled in %.1f ms", kPictures, gap,
                  cancel);
        }
        QVERIFY(gap <= kGapMostMs && cancel <= kCancelMs);
    }

    void searchExportAndOpeningLeaveTheWindowResponsive()
    {
        WindowBench bench(QStringLiteral("rate=200 metrics=20 steps=10000000"));
        QStringList uids;
        for (const char* preset : {"vae-sentences", "bn-vae-sentences"}) {
            uids.append(bench.createRun(QString::fromLatin1(preset), QString::fromLatin1(preset)));
            lb::tests::recordCurves(bench.store().folder(uids.last()), 20'000);
        }
        const QTemporaryDir other;
        QVERIFY(RunStore::open(other.path()));
        bench.open();
        bench.board().showOnly(uids);
        bench.window->showPage(lb::gui::MainWindow::Page::Monitor);
        bench.window->activateWindow();
        const auto& plot = bench.window->monitor().panels().plot(QStringLiteral("train/kl"));
        QTRY_VERIFY_WITH_TIMEOUT(plot.pointCount(uids[1]) == 20'000, WindowBench::kPatienceMs);
        const QStringList whats{QStringLiteral("search"), QStringLiteral("export"), QStringLiteral("opening")};
        QList<double> gaps(whats.size(), 1e9);
        for (int attempt = 0; attempt < kAttempts && quantile(gaps, 1) > kGapMostMs; ++attempt) {
            const auto take = [&](qsizetype what, const std::function<void()>& work) {
                const lb::tests::EventLoopWatch turns;
                work();
                QTest::qWait(100);
                gaps[what] = std::min(gaps[what], turns.most());
            };
            take(0, [&] {
                QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier);
                auto* search = bench.find<lb::gui::CommandSearch>(QStringLiteral("commandSearch"));
                for (const char letter : {'b', 'n', '-', 'v', 'a', 'e'}) {
                    QTest::keyClick(search->findChild<QLineEdit*>(), letter);
                    QTest::qWait(20);
                }
                QVERIFY(search->found().rowCount() > 0);
                QTest::keyClick(search, Qt::Key_Escape);
            });
            take(1, [&] {
                QTest::keyClick(bench.window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
                auto* dialog = bench.window->findChild<lb::gui::ExportFigureDialog*>();
                QVERIFY(dialog);
                QTRY_VERIFY_WITH_TIMEOUT(dialog->isQuiet(), WindowBench::kPatienceMs);
                dialog->findChild<QLineEdit*>(QStringLiteral("figureName"))
                    ->setText(QStringLiteral("one%1").arg(attempt));
                QTRY_VERIFY(dialog->isQuiet());
                QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
                const QString file = bench.project() + QStringLiteral("/figures/one%1.figure.json").arg(attempt);
                QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), WindowBench::kPatienceMs);
                delete dialog;
            });
            take(2, [&] {
                bench.context->openProject(other.path());
                QTRY_VERIFY_WITH_TIMEOUT(bench.board().isListed() && bench.board().runs().isEmpty(),
                                         WindowBench::kPatienceMs);
                bench.context->openProject(bench.project());
                QTRY_VERIFY_WITH_TIMEOUT(bench.board().runs().size() == 2, WindowBench::kPatienceMs);
                bench.board().showOnly(uids);
                QTRY_VERIFY_WITH_TIMEOUT(plot.pointCount(uids[1]) == 20'000, WindowBench::kPatienceMs);
            });
        }
        for (qsizetype i = 0; i < whats.size(); ++i)
            qInfo("%s: event-loop gap at most %.1f ms", qPrintable(whats[i]), gaps[i]);
        QVERIFY(quantile(gaps, 1) <= kGapMostMs);
    }

    void clickIsSeenAtOnce()
    {
        WindowBench bench(QStringLiteral("rate=1000 metrics=20 steps=10000000"));
        bench.open();
        QVERIFY(bench.runDemo());
        auto* button = bench.find<QAbstractButton>(QStringLiteral("stateButton"));
        QTRY_COMPARE(button->text(), QStringLiteral("Pause"));
        const QImage before = button->grab().toImage();
        QElapsedTimer clicked;
        clicked.start();
        bench.click(QStringLiteral("stateButton"));
        QTRY_VERIFY(button->grab().toImage() != before);
        const double ms = double(clicked.nsecsElapsed()) / 1e6;
        qInfo("click to visible state change %.1f ms", ms);
        QVERIFY(ms <= kClickMs);
    }
};

QTEST_MAIN(TestWindowSpeed)
#include "tst_window_speed.moc"
