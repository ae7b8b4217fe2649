#include "experiments/store/command_queue.h"
#include "tests/support/memory_directory.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QTest>

#include <thread>
#include <vector>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestCommandQueue : public QObject {
    Q_OBJECT
private slots:
    void wordsAreTakenOnceInTheirOrder()
    {
        const MemoryDirectory directory;
        const RunFolder folder(directory.path());
        QCOMPARE(takeCommand(folder), QString());
        const QStringList words{word("pause"), word("checkpoint"), word("sample"), word("continue"), word("pause")};
        for (const QString& one : words)
            QVERIFY(writeCommand(folder, one));
        for (const QString& one : words)
            QCOMPARE(takeCommand(folder), one);
        QCOMPARE(takeCommand(folder), QString());
    }

    void orderHoldsWhileWordsAreTaken()
    {
        const MemoryDirectory directory;
        const RunFolder folder(directory.path());
        QVERIFY(writeCommand(folder, word("1")));
        QVERIFY(writeCommand(folder, word("2")));
        QCOMPARE(takeCommand(folder), word("1"));
        QVERIFY(writeCommand(folder, word("3")));
        QCOMPARE(takeCommand(folder), word("2"));
        QCOMPARE(takeCommand(folder), word("3"));
        for (int i = 10; i < 25; ++i) // numbers of two digits are not sorted as text
            QVERIFY(writeCommand(folder, QString::number(i)));
        for (int i = 10; i < 25; ++i)
            QCOMPARE(takeCommand(folder), QString::number(i));
    }

    void severalWritersLoseNothing()
    {
        constexpr int kWriters = 4;
        constexpr int kWords = 100;
        const MemoryDirectory directory;
        const RunFolder folder(directory.path());
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < kWriters; ++writer)
            writers.emplace_back([&folder, writer] {
                for (int i = 0; i < kWords; ++i)
                    if (!writeCommand(folder, QStringLiteral("%1 %2").arg(writer).arg(i)))
                        return; // found below: its words are missing
            });
        QMap<int, int> next;
        int taken = 0;
        const auto takeOne = [&] {
            const QStringList parts = takeCommand(folder).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            if (parts.isEmpty())
                return false;
            ++taken;
            const int writer = parts[0].toInt();
            return parts[1].toInt() == next[writer]++;
        };
        QTRY_VERIFY([&] {
            while (takeOne()) {}
            return taken == kWriters * kWords;
        }());
        for (int writer = 0; writer < kWriters; ++writer)
            QCOMPARE(next[writer], kWords);
    }

    void halfWrittenWordIsNotTaken()
    {
        const MemoryDirectory directory;
        const RunFolder folder(directory.path());
        QVERIFY(QDir().mkpath(folder.commands()));
        QFile file(folder.commands() + word("/killed-writer.part"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("sto");
        file.close();
        QCOMPARE(takeCommand(folder), QString());
        QVERIFY(writeCommand(folder, word("pause")));
        QCOMPARE(takeCommand(folder), word("pause"));
        clearCommands(folder);
        QVERIFY(!QFile::exists(file.fileName()));
    }

    void folderThatCannotBeMadeIsAnError()
    {
        const auto written = writeCommand(RunFolder(word("/dev/null")), word("stop"));
        QCOMPARE(written.error().kind, ErrorKind::Io);
        QVERIFY(written.error().detail.contains(word("stop")));
    }
};

QTEST_GUILESS_MAIN(TestCommandQueue)
#include "tst_command_queue.moc"
