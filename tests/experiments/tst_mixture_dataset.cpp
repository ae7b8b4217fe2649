#include "experiments/datasets/dataset_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lb::experiments;

/// The whole of mixture-text: 20,000 sentences, which take seconds to make.
class TestMixtureDataset : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_cache = m_folder.filePath(QStringLiteral("new/cache"));
    LoadedDataset m_data;

    Result<LoadedDataset> load() const
    {
        return DatasetRegistry().load({.id = QStringLiteral("mixture-text"), .cacheFolder = m_cache});
    }

private slots:
    void initTestCase()
    {
        auto data = load();
        QVERIFY2(data, data ? "" : qPrintable(data.error().detail));
        m_data = std::move(*data);
    }

    void itIsSplitAsInThePaper()
    {
        QCOMPARE(m_data.train.size(), std::size_t{16'000});
        QCOMPARE(m_data.validation.size(), std::size_t{2'000});
        QCOMPARE(m_data.test.size(), std::size_t{2'000});
        QCOMPARE(m_data.text.vocabularySize, 1004);
        QCOMPARE(m_data.report.unknownTokens, 0);
        for (const auto& sentence : m_data.text.sentences)
            QCOMPARE(sentence.size(), std::size_t{10});
    }

    void everySentenceHasItsCause()
    {
        QCOMPARE(m_data.factorNames.size(), 3);
        QCOMPARE(m_data.factors.size(), 3 * m_data.text.count());
        QCOMPARE(m_data.text.labels.size(), m_data.text.count());
        for (std::size_t i = 0; i < m_data.text.count(); ++i)
            QCOMPARE(m_data.text.labels[i],
                     "component " + std::to_string(static_cast<int>(m_data.factors[3 * i + 2]) + 1));
    }

    void aDamagedCacheIsMadeAgain()
    {
        const QStringList files = QDir(m_cache).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QCOMPARE(load()->fingerprint, m_data.fingerprint);
        QFile file(QDir(m_cache).filePath(files.first()));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(1000) && file.write("damage") == 6);
        file.close();
        QCOMPARE(load()->fingerprint, m_data.fingerprint);
    }
};

QTEST_APPLESS_MAIN(TestMixtureDataset)
#include "tst_mixture_dataset.moc"
