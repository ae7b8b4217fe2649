#include "engine/core/philox.h"

#include <QDir>
#include <QTest>

#include <cstdint>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// Runs a fuzz target without a fuzzer: over its corpus, then over seeded mutations of it. A failure aborts.
class FuzzReplay : public QObject {
    Q_OBJECT

    static QList<QByteArray> corpus()
    {
        QList<QByteArray> files;
        const QDir folder(QStringLiteral(LB_FUZZ_CORPUS));
        for (const QString& name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                files.append(file.readAll());
        }
        return files;
    }

    /// On the heap and of the exact size, so that a sanitizer sees a read beyond the end.
    static void run(const QByteArray& input)
    {
        const std::vector<std::uint8_t> bytes(input.begin(), input.end());
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }

    static QByteArray mutated(QByteArray input, lb::engine::RandomStream& random)
    {
        const auto place = [&] { return static_cast<qsizetype>(random.below(static_cast<quint32>(input.size()))); };
        const std::uint32_t changes = 1 + random.below(4);
        for (std::uint32_t change = 0; change < changes && !input.isEmpty(); ++change) {
            switch (random.below(5)) {
            case 0:
                input[place()] = static_cast<char>(random.below(256));
                break;
            case 1:
                input.insert(place(), static_cast<char>(random.below(256)));
                break;
            case 2:
                input.remove(place(), 1 + random.below(4));
                break;
            case 3:
                input.truncate(place());
                break;
            default:
                input.append(input.sliced(place()));
            }
        }
        return input;
    }

private slots:
    void theCorpusIsSurvived()
    {
        QVERIFY(!corpus().isEmpty());
        run({});
        for (const QByteArray& input : corpus())
            run(input);
    }

    void mutationsAreSurvived()
    {
        constexpr int kRounds = 400;
        lb::engine::RandomStream random({.seed = 1, .step = 0}, 0xF022);
        for (const QByteArray& input : corpus())
            for (int round = 0; round < kRounds; ++round)
                run(mutated(input, random));
    }
};

QTEST_APPLESS_MAIN(FuzzReplay)
#include "replay.moc"
