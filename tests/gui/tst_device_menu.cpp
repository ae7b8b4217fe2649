#include "gui/pages/new_run_page.h"
#include "tests/gui/window_bench.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace lb::experiments;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

const QByteArray kCpu = R"({"id":"cpu","threads":2,"memory_bytes":16000000000,"free_bytes":8000000000})";
const QByteArray kTwoGpus =
    kCpu + "\n"
           R"({"id":"cuda","gpu":0,"description":"NVIDIA Small","memory_bytes":10000000,"free_bytes":9000000})"
           "\n"
           R"({"id":"cuda","gpu":1,"description":"NVIDIA Large","memory_bytes":24000000000,"free_bytes":23000000000})";

/// A window on a computer with these devices; it knows them.
struct Bench : WindowBench {
    explicit Bench(const QByteArray& devices)
        : WindowBench(word("rate=200 metrics=8 steps=1000000 evaluate-every=50"))
    {
        qputenv("LATENTBENCH_FAKE_DEVICES", devices);
        qputenv("LATENTBENCH_WORKER", "/nowhere/worker"); // plans are another test's business
    }
    void openKnowing()
    {
        open();
        QVERIFY(QTest::qWaitFor([this] { return context->devices().isKnown(); }, kPatienceMs));
    }
    QAction* entry(const char* name) const { return window->findChild<QAction*>(word("deviceButton:") + word(name)); }
    void choose(const char* name) const
    {
        QVERIFY2(entry(name), name);
        entry(name)->trigger();
    }
    QString textOf(const char* button) const { return find<QToolButton>(word(button))->text(); }
    void openNewRun(const char* preset)
    {
        trigger(Verb::NewRun);
        window->newRun().startFromPreset(word(preset));
        QVERIFY(QTest::qWaitFor([this] { return window->newRun().forecast().estimate.parameters > 0; }, kPatienceMs));
    }
    QString labelText(const char* name) const { return find<QLabel>(word(name))->text(); }
};

} // namespace

/// Where new runs train, as a worker's list of devices has it; the worker is a fake.
class TestDeviceMenu : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { qunsetenv("LATENTBENCH_FAKE_DEVICES"); }

    void theMenuListsTheDevices()
    {
        Bench bench(kTwoGpus);
        bench.openKnowing();
        QStringList entries;
        for (const QAction* action : bench.find<QToolButton>(word("deviceButton"))->menu()->actions())
            entries.append(action->text());
        QCOMPARE(entries, (QStringList{word("Automatic: NVIDIA Small"), word("CPU, 2 threads, 16.00 GB"),
                                       word("NVIDIA Small, 10 MB"), word("NVIDIA Large, 24.00 GB")}));
        QVERIFY(bench.entry("auto")->isChecked());
        bench.choose("cuda:1");
        for (const char* button : {"deviceButton", "statusDevice", "startDevice"})
            QCOMPARE(bench.textOf(button), word("NVIDIA Large"));
        QVERIFY(bench.entry("cuda:1")->isChecked() && !bench.entry("auto")->isChecked());
        QVERIFY(!bench.find<QLabel>(word("deviceRemark"))->text().contains(word("No GPU")));
    }

    void whyThereIsNoGpuIsSaid_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("driver") << QByteArray("no-driver") << word("No GPU is used: there is no NVIDIA driver.");
        QTest::newRow("old") << QByteArray("old-driver")
                             << word("No GPU is used: the NVIDIA driver is too old (details).");
        QTest::newRow("library") << QByteArray("library-missing")
                                 << word("No GPU is used: the CUDA library is missing.");
        QTest::newRow("build") << QByteArray("other-build")
                               << word("No GPU is used: the CUDA library is of another build of Latentbench.");
        QTest::newRow("device") << QByteArray("no-device")
                                << word("No GPU is used: the NVIDIA driver finds no device.");
        QTest::newRow("failure") << QByteArray("failure") << word("No GPU is used: the NVIDIA driver does not answer.");
    }
    void whyThereIsNoGpuIsSaid()
    {
        QFETCH(QByteArray, reason);
        QFETCH(QString, sentence);
        Bench bench(kCpu +
                    "\n"
                    R"({"id":"cuda","unavailable":"-","reason":")" +
                    reason + R"(","detail":"details"})");
        bench.openKnowing();
        QCOMPARE(bench.entry("absence")->text(), sentence);
        QVERIFY(!bench.entry("absence")->isEnabled());
        QVERIFY(bench.find<QToolButton>(word("deviceButton"))->toolTip().endsWith(sentence));
        QVERIFY(bench.labelText("deviceRemark").startsWith(sentence));
        QVERIFY(!bench.entry("cuda:0"));
    }

    void aWorkerThatSaysNothingHoldsNothingUp()
    {
        Bench bench("hang");
        bench.open();
        QVERIFY(!bench.context->devices().isKnown());
        QVERIFY(bench.textOf("deviceButton").startsWith(word("CPU, ")));
        QVERIFY(!bench.entry("absence"));
        bench.click(word("runDemoLink"));
        QVERIFY(bench.waitForCount(RunState::Running, 3));
    }

    void whatIsNoListIsSaid()
    {
        Bench bench("Segmentation fault");
        bench.openKnowing();
        QCOMPARE(bench.entry("absence")->text(), word("No GPU is used: the worker program does not run."));
        QVERIFY(bench.entry("absence")->toolTip().contains(word("Segmentation fault")));
    }

    void theDemoTrainsOnTheChosenDevice()
    {
        Bench bench(kTwoGpus);
        bench.openKnowing();
        bench.choose("cuda:1");
        QVERIFY(bench.runDemo());
        const QList<RunRecord> runs = bench.store().list().value();
        QCOMPARE(runs.size(), 3);
        for (const RunRecord& run : runs)
            QCOMPARE(DeviceKey::of(bench.store().spec(run.uid).value()).text(), word("cuda:1"));
    }

    void theChoiceIsTheForms()
    {
        Bench bench(kTwoGpus);
        bench.openKnowing();
        bench.openNewRun("vae-images");
        QCOMPARE(DeviceKey::of(bench.window->newRun().draft().spec()).text(), word("auto"));
        QVERIFY(bench.window->newRun().draft().changed().isEmpty());
        bench.choose("cuda:1");
        QCOMPARE(DeviceKey::of(bench.window->newRun().draft().spec()).text(), word("cuda:1"));
        bench.window->newRun().startFromPreset(word("vae-images"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.find<QPushButton>(word("startRuns"))->isEnabled(), WindowBench::kPatienceMs);
        bench.click(word("startRuns"));
        QVERIFY(bench.waitForCount(RunState::Running, 1));
        const QString uid = bench.store().list().value().first().uid;
        QCOMPARE(DeviceKey::of(bench.store().spec(uid).value()).text(), word("cuda:1"));
    }

    void memoryIsThatOfTheDevice()
    {
        Bench bench(kTwoGpus);
        bench.openKnowing();
        bench.choose("cuda:1");
        bench.openNewRun("vae-images");
        QTRY_VERIFY_WITH_TIMEOUT(bench.labelText("memoryFact").contains(word("GB")), WindowBench::kPatienceMs);
        QVERIFY2(bench.labelText("memoryFact").endsWith(word("of 24.00 GB on NVIDIA Large")),
                 qPrintable(bench.labelText("memoryFact")));
        auto* start = bench.find<QPushButton>(word("startRuns"));
        QVERIFY(start->isEnabled());
        bench.choose("cuda:0");
        QTRY_VERIFY_WITH_TIMEOUT(!start->isEnabled(), WindowBench::kPatienceMs);
        const QString refusal = bench.labelText("refusal");
        QVERIFY2(refusal.contains(word("but NVIDIA Small has 10 MB.")), qPrintable(refusal));
        QVERIFY2(refusal.endsWith(word("Lower the batch size, turn on recomputation, or take a device with room for "
                                       "it: CPU, 2 threads, 16.00 GB; NVIDIA Large, 24.00 GB.")),
                 qPrintable(refusal));
        bench.choose("cpu");
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), WindowBench::kPatienceMs);
        QVERIFY(bench.labelText("memoryFact").endsWith(word("of 16.00 GB on CPU, 2 threads")));
    }

    void aGpuThatIsNotThereIsRefused()
    {
        Bench bench({});
        const QString uid = bench.createRun(word("vae-images"), word("from elsewhere"));
        RunSpec spec = bench.store().spec(uid).value();
        DeviceKey::fromText(word("cuda:0")).applyTo(spec);
        const QString other = bench.store().create({.spec = spec, .name = word("gpu")}).value().uid;
        bench.openKnowing();
        bench.trigger(Verb::NewRun);
        bench.window->newRun().startLike(other);
        auto* start = bench.find<QPushButton>(word("startRuns"));
        QTRY_VERIFY_WITH_TIMEOUT(!start->isEnabled(), WindowBench::kPatienceMs);
        QCOMPARE(bench.labelText("error:run.device"), word("This computer has no GPU for it: there is no NVIDIA "
                                                           "driver. Choose automatic or the CPU."));
    }
};

QTEST_MAIN(TestDeviceMenu)
#include "tst_device_menu.moc"
