#include "experiments/store/metric_reader.h"
#include "experiments/training/system_log.h"

#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using namespace lb::experiments;

class TestSystemLog : public QObject {
    Q_OBJECT
private slots:
    /// Once a second, and what it says is plausible: this process works, and has memory.
    void tellsWhatTheProcessTakes()
    {
        const QTemporaryDir directory;
        const RunFolder folder(directory.path());
        const auto writer = MetricWriter::open(folder);
        QVERIFY(writer);
        SystemLog log(**writer);
        QElapsedTimer clock;
        clock.start();
        qint64 step = 0;
        volatile double work = 1;
        while (clock.elapsed() < 2300) {
            for (int i = 0; i < 100'000; ++i)
                work = work * 1.0000001;
            log.appendIfDue(++step);
        }
        QVERIFY((*writer)->commit(MetricWriter::Durability::Durable));
        const auto reader = MetricReader::open(folder);
        QVERIFY(reader);
        const auto update = (*reader)->after({});
        QVERIFY(update);
        QHash<QString, QList<double>> values;
        for (const MetricPoint& point : update->points)
            values[point.metric].append(point.value);
        for (const char* metric : {"system/cpu_percent", "system/memory_mb", "system/busy_percent"})
            QVERIFY2(values.value(QString::fromLatin1(metric)).size() >= 1 &&
                         values.value(QString::fromLatin1(metric)).size() <= 2,
                     metric);
        const double cpu = values.value(QStringLiteral("system/cpu_percent")).last();
        QVERIFY2(cpu > 2 && cpu < 150, qPrintable(QString::number(cpu)));
        const double memory = values.value(QStringLiteral("system/memory_mb")).last();
        QVERIFY2(memory > 2 && memory < 2000, qPrintable(QString::number(memory)));
        const double busy = values.value(QStringLiteral("system/busy_percent")).last();
        QVERIFY2(busy > 0 && busy <= 100.5, qPrintable(QString::number(busy)));
    }
};

QTEST_APPLESS_MAIN(TestSystemLog)
#include "tst_system_log.moc"
