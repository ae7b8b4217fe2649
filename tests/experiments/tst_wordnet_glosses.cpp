#include "experiments/datasets/dataset_registry.h"
#include "experiments/datasets/wordnet_glosses.h"

#include <QTest>

#include <algorithm>

using namespace lb::experiments;
using namespace std::string_literals;

class TestWordnetGlosses : public QObject {
    Q_OBJECT
private slots:
    void partsAreCleaned_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("clean");
        const auto row = [](const char* name, const char* part, const char* clean) {
            QTest::newRow(name) << QString::fromUtf8(part) << QString::fromUtf8(clean);
        };
        row("definition", " having  the means ", "having the means");
        row("example", " \"able to swim\"  ", "able to swim");
        row("quoted word", "followed by `to') having", "followed by to) having");
        row("possessive stays", "the dog's and the plants' stem", "the dog's and the plants' stem");
        row("contraction among quotes", "\"`don't' is a word\"", "don't is a word");
        row("author", "\"the thunders roar me their music\"- Ezra Pound", "the thunders roar me their music");
        row("author behind a blank", "\"to be or not\" --Shakespeare", "to be or not");
        row("dash inside a quotation", "\"well - he said\"", "well - he said");
        row("colon at the end", "African antelopes: kudus:", "African antelopes: kudus");
        row("comma at the start", ", that is to say", "that is to say");
        row("full stop stays", "\"He went home.\"", "He went home.");
        row("marks alone", " \"\" - ", "");
        row("one quotation mark", "he said \"go - away", "he said go - away");
    }
    void partsAreCleaned()
    {
        QFETCH(QString, part);
        QFETCH(QString, clean);
        QCOMPARE(QString::fromStdString(cleanGlossPart(part.toStdString())), clean);
    }

    void definitionsAndExamplesAreBothKept()
    {
        GlossReader reader(30);
        reader.read(
            "  1 This software and database is | licensed; to you by Princeton University\n"
            "00001740 00 a 01 able 0 005 | having the necessary means; \"able to swim very well\"; \"she is able\"\n"
            "00002098 00 a 01 unable 0 002 | not having the necessary means; \"Able to swim very well\"",
            "adjective");
        const TextSource source = reader.take();
        QCOMPARE(source.sentences, (std::vector<std::string>{"having the necessary means", "able to swim very well",
                                                             "not having the necessary means"}));
        QCOMPARE(source.labels.size(), std::size_t{3});
        QCOMPARE(source.report.found, 5);
        QCOMPARE(source.report.accepted, 3);
        QCOMPARE(source.report.skipped[0].examples, QStringList{QStringLiteral("she is able")});
        QCOMPARE(source.report.skipped[2].count, 1);
    }

    void fourToThirtyWordsAreAccepted_data()
    {
        QTest::addColumn<int>("words");
        QTest::addColumn<bool>("isAccepted");
        QTest::newRow("3") << 3 << false;
        QTest::newRow("4") << 4 << true;
        QTest::newRow("30") << 30 << true;
        QTest::newRow("31") << 31 << false;
    }
    void fourToThirtyWordsAreAccepted()
    {
        QFETCH(int, words);
        QFETCH(bool, isAccepted);
        std::string line = "0 | -- ("; // marks are no words
        for (int i = 0; i < words; ++i)
            line += " w" + std::to_string(i);
        GlossReader reader(30);
        reader.read(line, "noun");
        QCOMPARE(reader.take().sentences.size(), std::size_t{isAccepted ? 1U : 0U});
    }

    void foreignBytesDoNoHarm()
    {
        GlossReader reader(30);
        reader.read("no bar\n|\n0 |;;;\n0 | caf\xE9 is a word too\n\0\0|\0\n"s, "noun");
        const TextSource source = reader.take();
        QCOMPARE(source.report.replacedBytes, 1);
        QCOMPARE(source.sentences, (std::vector<std::string>{"caf\xEF\xBF\xBD is a word too"}));
    }

    /// WordNet 3.0 as packaged: the figures that the documentation names.
    void thePackageGivesTheKnownSentences()
    {
        const auto source = loadWordnet(DatasetPlaces::standard().wordnet, 30);
        QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
        QCOMPARE(source->report.accepted, 153'038);
        QCOMPARE(source->report.replacedBytes, 0);
        qint64 skipped = 0;
        for (const SkippedItems& items : source->report.skipped)
            skipped += items.count;
        QCOMPARE(source->report.found, source->report.accepted + skipped);
        const auto hasQuote = [](const std::string& text) { return text.find_first_of("\"`|;") != std::string::npos; };
        QVERIFY(std::none_of(source->sentences.begin(), source->sentences.end(), hasQuote));
    }
};

QTEST_APPLESS_MAIN(TestWordnetGlosses)
#include "tst_wordnet_glosses.moc"
