// Every key of the table of shortcuts, pressed in the real window, with what it does.
#include "experiments/store/metric_writer.h"
#include "gui/monitor/layout_desk.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "gui/time_position.h"
#include "tests/gui/window_bench.h"
#include "widgets/plots/metric_plot.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QTreeWidget>
#include <QWindow>

#include <functional>

using namespace lb::gui;
using lb::experiments::MetricWriter;
using lb::experiments::RunState;
using lb::tests::WindowBench;
using lb::widgets::AxisScale;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// The window with a stopped run on the Monitor; the keyboard is on the plot of the KL.
struct Bench : WindowBench {
    QString uid;
    Bench()
        : WindowBench(word("rate=200 metrics=8 steps=1000000 evaluate-every=50"))
    {
        uid = createRun(word("vae-sentences"), word("VAE"));
        record();
        open();
        window->openRun(uid);
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QVERIFY(QTest::qWaitFor([this] { return kl().pointCount(uid) == 100; }, kPatienceMs));
        kl().setFocus();
    }
    void record()
    {
        auto writer = MetricWriter::open(store().folder(uid)).value();
        for (int step = 0; step < 100; ++step)
            writer->append(writer->metric(u"train/kl"), step, 5.0 / (step + 1));
        for (const qint64 step : {10, 50, 90}) {
            lb::experiments::ItemStrip strip{.step = step};
            strip.items.append({.input = word("in"), .output = word("out")});
            writer->setItemStrip(strip);
            QVERIFY(writer->commit(MetricWriter::Durability::Durable)); // a strip of its own
        }
        lb::experiments::RunStatus status = writer->status();
        status.state = RunState::Stopped;
        status.step = 99;
        writer->setStatus(status);
        QVERIFY(writer->commit(MetricWriter::Durability::Durable));
    }
    MonitorPanels& panels() { return window->monitor().panels(); }
    lb::widgets::MetricPlot& kl() { return panels().plot(word("train/kl")); }
    AxisScale::Kind klScale() { return window->monitor().layouts().shown().find(word("kl"))->scale; }
    qint64 step() { return board().time().step().value_or(-1); }
};

void press(QKeyCombination keys)
{
    QTest::keyClick(QGuiApplication::focusWindow(), keys.key(), keys.keyboardModifiers());
}

QDialog* openDialog(const Bench& bench)
{
    for (auto* dialog : bench.window->findChildren<QDialog*>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

struct Row {
    const char* name;
    QList<QKeyCombination> keys;
    std::function<bool(Bench&)> isDone;
    std::function<void(Bench&)> prepare{};
};

std::function<bool(Bench&)> isOn(MainWindow::Page page)
{
    return [page](Bench& bench) { return bench.window->page() == page; };
}

QList<Row> startRows()
{
    const auto isAtWork = [](Bench& bench) { return bench.count(RunState::Running) > 0; };
    const auto startRun = [](Bench& bench) {
        bench.trigger(Verb::Primary);
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        bench.kl().setFocus();
    };
    return {
        {"F5", {Qt::Key_F5}, isAtWork},
        {"Ctrl+Return", {Qt::CTRL | Qt::Key_Return}, isAtWork},
        {"Space", {Qt::Key_Space}, [](Bench& bench) { return bench.count(RunState::Paused) > 0; }, startRun},
        {"Shift+F5",
         {Qt::SHIFT | Qt::Key_F5},
         [](Bench& bench) { return bench.count(RunState::Stopped) > 0; },
         startRun},
        {"Ctrl+S",
         {Qt::CTRL | Qt::Key_S},
         [](Bench& bench) {
             const auto& kept = bench.board().history(bench.uid).checkpoints; // automatic ones come by themselves
             return bench.board().pending(bench.uid) == PendingCommand::Saving ||
                    std::any_of(kept.begin(), kept.end(), [](const auto& each) { return each.kind == word("manual"); });
         },
         startRun},
        {"Ctrl+G",
         {Qt::CTRL | Qt::Key_G},
         [](Bench& bench) {
             const auto& events = bench.board().history(bench.uid).events;
             return bench.board().pending(bench.uid) == PendingCommand::Sampling ||
                    std::any_of(events.begin(), events.end(),
                                [](const auto& event) { return event.kind == word("sample"); });
         },
         startRun},
    };
}

QList<Row> windowRows()
{
    return {
        {"Ctrl+1",
         {Qt::CTRL | Qt::Key_1},
         isOn(MainWindow::Page::Monitor),
         [](Bench& bench) { bench.window->showPage(MainWindow::Page::Data); }},
        {"Ctrl+2", {Qt::CTRL | Qt::Key_2}, isOn(MainWindow::Page::Compare)},
        {"Ctrl+3", {Qt::CTRL | Qt::Key_3}, isOn(MainWindow::Page::Latent)},
        {"Ctrl+4", {Qt::CTRL | Qt::Key_4}, isOn(MainWindow::Page::Samples)},
        {"Ctrl+5", {Qt::CTRL | Qt::Key_5}, isOn(MainWindow::Page::Text)},
        {"Ctrl+6", {Qt::CTRL | Qt::Key_6}, isOn(MainWindow::Page::Report)},
        {"Ctrl+7", {Qt::CTRL | Qt::Key_7}, isOn(MainWindow::Page::Data)},
        {"Ctrl+N", {Qt::CTRL | Qt::Key_N}, isOn(MainWindow::Page::NewRun)},
        {"Ctrl+D", {Qt::CTRL | Qt::Key_D}, isOn(MainWindow::Page::NewRun)},
        {"Ctrl+Shift+D",
         {Qt::CTRL | Qt::SHIFT | Qt::Key_D},
         [](Bench& bench) { return !bench.questions->fields.isEmpty(); }},
        {"F1", {Qt::Key_F1}, isOn(MainWindow::Page::Reading)},
        {"F2",
         {Qt::Key_F2},
         [](Bench& bench) { return bench.window->focusWidget()->objectName() == word("runNameEdit"); }},
        {"Del, Ctrl+Z",
         {Qt::Key_Delete, Qt::CTRL | Qt::Key_Z},
         [](Bench& bench) { return bench.board().run(bench.uid) && bench.board().trashCount() == 0; }},
        {"Ctrl+F",
         {Qt::CTRL | Qt::Key_F},
         [](Bench& bench) { return qobject_cast<QLineEdit*>(bench.window->focusWidget()) != nullptr; }},
        {"Ctrl+K",
         {Qt::CTRL | Qt::Key_K},
         [](Bench& bench) { return qobject_cast<QLineEdit*>(bench.window->focusWidget()) != nullptr; }},
        {"Ctrl+,",
         {Qt::CTRL | Qt::Key_Comma},
         [](Bench& bench) { return openDialog(bench) && openDialog(bench)->objectName() == word("settingsDialog"); }},
        {"?",
         {Qt::Key_Question},
         [](Bench& bench) { return openDialog(bench) && openDialog(bench)->objectName() == word("keySheet"); }},
        {"Ctrl+Shift+E", {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, [](Bench& bench) { return openDialog(bench) != nullptr; }},
        {"F11", {Qt::Key_F11}, [](Bench& bench) { return bench.window->isFullScreen(); }},
    };
}

QList<Row> plotRows()
{
    return {
        {"L",
         {Qt::Key_L},
         [](Bench& bench) { return bench.klScale() == nextScale(PlotLayout::standard().find(word("kl"))->scale); }},
        {"Shift+L",
         {Qt::SHIFT | Qt::Key_L},
         [](Bench& bench) { return bench.panels().link().xScale().kind() == AxisScale::Kind::Log; }},
        {"S", {Qt::Key_S}, [](Bench& bench) { return bench.find<QComboBox>(word("smoothing"))->currentIndex() == 2; }},
        {"S, S",
         {Qt::Key_S, Qt::Key_S},
         [](Bench& bench) { return bench.find<QComboBox>(word("smoothing"))->currentIndex() == 0; }},
        {"G", {Qt::Key_G}, [](Bench& bench) { return bench.panels().groupsSeeds(); }},
        {"+", {Qt::Key_Plus}, [](Bench& bench) { return bench.panels().link().xRange().has_value(); }},
        {"+, Home", {Qt::Key_Plus, Qt::Key_Home}, [](Bench& bench) { return !bench.panels().link().xRange(); }},
        {"+, Backspace",
         {Qt::Key_Plus, Qt::Key_Backspace},
         [](Bench& bench) { return !bench.panels().link().xRange() && !bench.panels().link().canGoBack(); }},
        {"Ctrl+C",
         {Qt::CTRL | Qt::Key_C},
         [](Bench&) {
             return QGuiApplication::clipboard()->mimeData() && QGuiApplication::clipboard()->mimeData()->hasImage();
         },
         [](Bench&) { QGuiApplication::clipboard()->clear(); }},
        {"[", {Qt::Key_BracketLeft}, [](Bench& bench) { return bench.step() == 50; }}, // the newest shows that of 90
        {"]",
         {Qt::Key_BracketRight},
         [](Bench& bench) { return bench.step() == 50; },
         [](Bench& bench) { bench.board().time().setStep(10); }},
    };
}

QList<Row> rows()
{
    return startRows() + windowRows() + plotRows();
}

} // namespace

class TestWindowKeys : public QObject {
    Q_OBJECT
private slots:
    void keyDoesWhatTheTableSays_data()
    {
        QTest::addColumn<int>("row");
        const QList<Row> all = rows();
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all.at(i).name) << i;
    }

    void keyDoesWhatTheTableSays()
    {
        QFETCH(const int, row);
        const Row wanted = rows().at(row);
        Bench bench;
        if (wanted.prepare)
            wanted.prepare(bench);
        QVERIFY(!wanted.isDone(bench) || wanted.keys.size() > 1);
        for (const QKeyCombination keys : wanted.keys) {
            press(keys);
            QTest::qWait(50);
        }
        QTRY_VERIFY_WITH_TIMEOUT(wanted.isDone(bench), WindowBench::kPatienceMs);
    }

    void sheetNamesTheKeysOfPlots()
    {
        Bench bench;
        press(Qt::Key_Question);
        auto* list = bench.find<QTreeWidget>(word("keyList"));
        QVERIFY(list);
        for (const char* keys : {"L, Shift+L", "S", "G", "[, ]", "F1", "Ctrl+,", "F5; Ctrl+Return", "Ctrl+D"})
            QVERIFY2(!list->findItems(word(keys), Qt::MatchExactly | Qt::MatchRecursive).isEmpty(), keys);
    }
};

QTEST_MAIN(TestWindowKeys)
#include "tst_window_keys.moc"
