#include "experiments/control/device_catalogue.h"

#include <QTest>

using namespace lb::experiments;

namespace {

const QByteArray kCpu = R"({"id":"cpu","description":"cpu with AVX","threads":4,"free_bytes":5,"memory_bytes":9})";
const QByteArray kGpu = "\n"
                        R"({"id":"cuda","gpu":0,"description":"A","memory_bytes":7,"free_bytes":6})";
const QByteArray kNone = "\n"
                         R"({"id":"cuda","unavailable":"no GPU","reason":"old-driver","detail":"11.4"})";

} // namespace

class TestDeviceCatalogue : public QObject {
    Q_OBJECT
private slots:
    void devicesAreRead()
    {
        const auto catalogue = DeviceCatalogue::parse(kCpu + kGpu + "\n");
        QVERIFY(catalogue);
        QCOMPARE(catalogue->cpu.threads, 4);
        QCOMPARE(catalogue->cpu.memoryBytes, 9);
        QCOMPARE(catalogue->gpus.size(), 1);
        QCOMPARE(catalogue->gpus[0].freeBytes, 6);
        QVERIFY(catalogue->absence.isEmpty());
        QCOMPARE(catalogue->find({})->name, QStringLiteral("A"));
        QVERIFY(!catalogue->find({QStringLiteral("cpu")})->isGpu());
        QVERIFY(!catalogue->find({QStringLiteral("cuda"), 1}));
    }

    void theCpuIsAutomaticWithoutAGpu()
    {
        const auto catalogue = DeviceCatalogue::parse(kCpu + kNone);
        QVERIFY(catalogue);
        QCOMPARE(catalogue->absence, QStringLiteral("old-driver"));
        QCOMPARE(catalogue->absenceDetail, QStringLiteral("11.4"));
        QVERIFY(!catalogue->find({})->isGpu());
        QVERIFY(!catalogue->find({QStringLiteral("cuda")}));
    }

    void whatIsNoListIsRefused()
    {
        QCOMPARE(DeviceCatalogue::parse("core dumped").error().kind, ErrorKind::Corrupt);
        QCOMPARE(DeviceCatalogue::parse(kGpu.trimmed()).error().kind, ErrorKind::Corrupt);
        QCOMPARE(DeviceCatalogue::parse({}).error().kind, ErrorKind::Corrupt);
    }

    void keysAreText()
    {
        for (const QString& text : {QStringLiteral("auto"), QStringLiteral("cpu"), QStringLiteral("cuda:3")})
            QCOMPARE(DeviceKey::fromText(text).text(), text);
        QCOMPARE(DeviceKey::fromText(QStringLiteral("cuda")).text(), QStringLiteral("cuda:0"));
        QCOMPARE(DeviceKey::fromText(QStringLiteral("abacus")), DeviceKey());
        RunSpec spec;
        DeviceKey{QStringLiteral("cuda"), 2}.applyTo(spec);
        QCOMPARE(spec.text(QStringLiteral("run.device")), QStringLiteral("cuda"));
        QCOMPARE(DeviceKey::of(spec), (DeviceKey{QStringLiteral("cuda"), 2}));
    }
};

QTEST_APPLESS_MAIN(TestDeviceCatalogue)
#include "tst_device_catalogue.moc"
