#include "tests/gui/bench_work.h"

#include "experiments/store/run_lock.h"
#include "gui/compare/compare_data.h"
#include "gui/latent/latent_lab.h"
#include "gui/pages/compare_page.h"
#include "gui/pages/data_page.h"
#include "gui/pages/latent_page.h"
#include "tests/gui/event_loop_watch.h"
#include "tests/gui/real_window.h"
#include "tests/gui/text_bench.h"
#include "tests/support/metric_log.h"
#include "tests/widgets/figure_cases.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/compare_view.h"
#include "widgets/compare/parallel_plot.h"
#include "widgets/figures/figure_files.h"
#include "widgets/tables/item_gallery_model.h"
#include "widgets/tables/item_gallery_view.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QTimer>

#include <csignal>

namespace lb::tests {

using namespace experiments;
using namespace widgets;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

void fileFigures(BenchTable& table)
{
    FigureSpec spec = figureSpec();
    const FigureData data = figureData(100'000);
    QList<double> times;
    qsizetype bytes = 0;
    for (int i = 0; i < 5; ++i)
        times.append(timed([&] { bytes = figurePdf(spec, data, word("A caption")).size(); }));
    table.add("PDF, 3 curves x 100,000 points", median(times), 200, "ms");
    table.add("  its size", static_cast<double>(bytes) / 1000, 200, "kB");
    spec.widthMm = 240;
    spec.heightMm = 160;
    spec.dpi = 254;
    times.clear();
    QByteArray png;
    for (int i = 0; i < 5; ++i)
        times.append(timed([&] { png = figurePng(spec, data); }));
    const QImage image = QImage::fromData(png);
    table.add(qPrintable(word("PNG of %1 x %2, 3 curves x 100,000 points").arg(image.width()).arg(image.height())),
              median(times), 300, "ms");
}

void brushFigure(BenchTable& table)
{
    constexpr int kLines = 500;
    constexpr int kAxes = 12;
    const Theme theme;
    ParallelPlot plot(theme, nullptr);
    plot.resize(1200, 320);
    QList<ParallelAxis> axes;
    for (int i = 0; i < kAxes; ++i)
        axes.append({word("axis%1").arg(i), word("Axis %1").arg(i), {}});
    QList<ParallelLine> lines;
    for (int line = 0; line < kLines; ++line) {
        ParallelLine one{.uid = word("run%1").arg(line), .family = word("vae"), .seed = 1, .values = {}};
        for (int i = 0; i < kAxes; ++i)
            one.values.append(i == 0 ? line : 1 + (line * 37 + i * 11) % 100);
        lines.append(one);
    }
    plot.setContent(axes, lines);
    plot.show();
    static_cast<void>(plot.grab());
    QList<double> times;
    for (int i = 0; i < 3 * kRepeats; ++i)
        times.append(timed([&] {
            plot.setBrush(word("axis0"), PlotRange{100.0 + i, 300.0 + 2 * i}, false);
            static_cast<void>(plot.grab());
        }));
    table.add("brush over 500 runs x 12 axes: frame", median(times), 16, "ms");
}

void galleryFigure(BenchTable& table)
{
    constexpr int kItems = 10'000;
    const Theme theme;
    ItemGalleryModel model;
    QList<ItemGalleryModel::Entry> entries;
    for (int i = 0; i < kItems; ++i)
        entries.append({i, static_cast<double>(i)});
    model.setEntries(entries);
    QImage image(28, 28, QImage::Format_Grayscale8);
    image.fill(90);
    for (int i = 0; i < kItems; ++i)
        model.setContent(i, {.label = word("Bag"), .input = image, .output = image});
    ItemGalleryView view(theme, nullptr);
    view.setModel(&model);
    view.resize(1200, 700);
    view.show();
    static_cast<void>(view.grab());
    QList<double> times;
    for (int i = 1; i <= 3 * kRepeats; ++i)
        times.append(timed([&] {
            view.verticalScrollBar()->setValue(i * view.verticalScrollBar()->maximum() / 40);
            static_cast<void>(view.grab());
        }));
    table.add("gallery of 10,000 items: frame while it scrolls", median(times), 1000.0 / 60, "ms");
}

void decodeFigures(BenchTable& table, const QTemporaryDir& trained)
{
    WindowBench bench;
    bench.takeCopyOf(trained.filePath(word("images")));
    bench.open();
    bench.window->resize(1440, 900);
    bench.trigger(gui::Verb::ShowLatent);
    const auto& lab = bench.window->latent().lab();
    if (!QTest::qWaitFor([&] { return lab.count() > 0 && lab.run(0).items().count() > 0; }, kPatienceMs))
        return table.add("decode at the cursor", -1, 50, "ms");
    gui::LatentRun& run = lab.run(0);
    const auto decoded = [&](const std::function<void()>& ask) {
        bool isThere = false;
        QObject context;
        QObject::connect(&run, &gui::LatentRun::cursorDecoded, &context, [&] { isThere = true; });
        return timed([&] {
            ask();
            static_cast<void>(QTest::qWaitFor([&] { return isThere; }, 5000));
        });
    };
    QList<double> places;
    QList<double> codes;
    for (int i = 0; i < 60; ++i) {
        places.append(decoded([&] { run.decodeAt({0.02 * i, 0.5 - 0.02 * i}); }));
        codes.append(decoded([&] { run.decodeCode(std::vector<float>(6, 0.01F * static_cast<float>(i))); }));
    }
    table.add("decode at the cursor, p95", quantile(places, 0.95), 50, "ms");
    table.add("a slider's picture, p95 (20 a second)", quantile(codes, 0.95), 50, "ms");
}

void pauseFigure(BenchTable& table)
{
    const QTemporaryDir files;
    const QString project = files.filePath(word("project"));
    const RunFolder folder = createAutoencoder(project, files.filePath(word("sentences.txt")), word("long"), 5000);
    const QString uid = QFileInfo(folder.path()).fileName();
    RealWindow real(project);
    real.window.openRun(uid);
    const auto becomes = [&](RunState state) {
        return QTest::qWaitFor(
            [&] {
                const RunRecord* run = real.context.board().run(uid);
                return run && run->state == state;
            },
            kPatienceMs);
    };
    QAction* primary = real.context.actions()[gui::Verb::Primary];
    primary->trigger();
    QList<double> times;
    for (int i = 0; i < 5 && becomes(RunState::Running); ++i) {
        QTest::qWait(500);
        times.append(timed([&] {
            primary->trigger();
            static_cast<void>(becomes(RunState::Paused));
        }));
        primary->trigger();
    }
    table.add("pause acknowledged by a run that trains, most of 5", times.size() == 5 ? quantile(times, 1) : -1, 250,
              "ms");
    if (const qint64 pid = RunLock::holder(folder); pid > 0)
        ::kill(static_cast<pid_t>(pid), SIGTERM);
}

void dataFigures(BenchTable& table)
{
    qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker");
    WindowBench bench;
    const QTemporaryDir files;
    bench.open();
    bench.window->showPage(gui::MainWindow::Page::Data);
    auto* list = bench.find<QListWidget>(word("dataList"));
    const auto row = [&] {
        for (int i = 0; list && i < list->count(); ++i)
            if (list->item(i)->text().startsWith(word("Fashion-MNIST")))
                return i;
        return -1;
    };
    static_cast<void>(QTest::qWaitFor([&] { return row() >= 0; }, kPatienceMs));
    table.add("the facts of 70,000 images", timed([&] {
                  list->setCurrentRow(row());
                  static_cast<void>(QTest::qWaitFor(
                      [&] {
                          const auto* range = bench.find<QLabel>(word("itemRange"));
                          return range && range->text().contains(word("55,000"));
                      },
                      kPatienceMs));
              }),
              2000, "ms");
    constexpr int kPictures = 4000;
    QDir(files.path()).mkpath(word("shapes/dark"));
    QImage image(28, 28, QImage::Format_Grayscale8);
    for (int i = 0; i < kPictures; ++i) {
        image.fill(i % 250);
        image.save(files.filePath(word("shapes/dark/%1.png").arg(i)));
    }
    bench.questions->folder = files.filePath(word("shapes"));
    EventLoopWatch watch;
    bench.click(word("importFolder"));
    bench.click(word("importStart"));
    auto* form = bench.find(word("dataImport"));
    static_cast<void>(QTest::qWaitFor([&] { return !form->isVisible(); }, kPatienceMs));
    table.add("event-loop gap, 4,000 pictures are imported: most", watch.most(), 100, "ms");
    bench.click(word("importFolder"));
    bench.click(word("importStart"));
    QTest::qWait(50);
    table.add("import cancelled", timed([&] {
                  bench.click(word("importCancel"));
                  static_cast<void>(QTest::qWaitFor([&] { return !form->isVisible(); }, kPatienceMs));
              }),
              200, "ms");
}

} // namespace

void drawingFigures(BenchTable& table)
{
    fileFigures(table);
    brushFigure(table);
    galleryFigure(table);
}

void workFigures(BenchTable& table)
{
    const QTemporaryDir trained;
    if (!trainRun(createImageAutoencoder(trained.filePath(word("images")), word("first"), 6)))
        return table.add("an image model is trained", -1, 0, "");
    decodeFigures(table, trained);
    pauseFigure(table);
    dataFigures(table);
    QList<double> times;
    for (int i = 0; i < 5; ++i)
        times.append(loggingCost(100).stepNs() / 1e3);
    table.add("logging 20 metrics, steps of 1 ms: CPU of a step", median(times), 10, "us");
}

void compareFigures(BenchTable& table, const QString& project)
{
    RealWindow real(project);
    gui::MainWindow& window = real.window;
    auto* model = window.findChild<CompareModel*>();
    QTest::qWait(1000); // the start has its own figure
    EventLoopWatch watch;
    table.add("Compare, 10,000 runs: opens", timed([&] {
                  window.showPage(gui::MainWindow::Page::Compare);
                  static_cast<void>(QTest::qWaitFor([&] { return model && model->rowCount() >= 1000; }, kPatienceMs));
              }),
              1500, "ms");
    auto* page = window.findChild<gui::ComparePage*>();
    static_cast<void>(
        QTest::qWaitFor([&] { return page && page->data().read().waiting == 0; }, 4 * kPatienceMs)); // all are read
    QTest::qWait(2000);
    table.add("  event-loop gap: most", watch.most(), 100, "ms");
    auto* view = window.findChild<CompareView*>();
    const QString column = model && model->columnCount() > 4 ? model->columns().last().id : QString();
    QList<double> times;
    for (int i = 0; view && i < 5; ++i)
        times.append(timed([&] {
            emit view->sortRequested(column, i % 2 == 0);
            QCoreApplication::processEvents();
        }));
    table.add("  sort", median(times), 50, "ms");
    auto* filter = window.findChild<QLineEdit*>(word("compareFilter"));
    times.clear();
    for (int i = 0; filter && i < 4; ++i)
        times.append(timed([&] {
            QEventLoop untilRowsChange; // which sees them at once: waiting in steps would add to it
            for (const auto signal : {&CompareModel::rowsInserted, &CompareModel::rowsRemoved})
                QObject::connect(model, signal, &untilRowsChange, &QEventLoop::quit);
            QObject::connect(model, &CompareModel::modelReset, &untilRowsChange, &QEventLoop::quit);
            QTimer::singleShot(5000, &untilRowsChange, &QEventLoop::quit);
            filter->setText(i % 2 == 0 ? word("group:7") : QString()); // groups of seeds come and go
            untilRowsChange.exec();
        }));
    table.add("  filter", median(times), 50, "ms");
}

} // namespace lb::tests
