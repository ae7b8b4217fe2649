#include "engine/data/batch_source.h"
#include "experiments/datasets/dataset_registry.h"
#include "experiments/datasets/fortunes_zh.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace lb::experiments;

namespace {

constexpr const char* kPoems = "\x1B[32m《送别》\x1B[m\n\x1B[33m作者：王维\x1B[m\n下马饮君酒，问君何所之。\n君言不得意，归卧南山陲。\n%\n"
                               "\x1B[32m《无题》\x1B[m\n一二三四五，上山打老虎。\n\n老虎打不着，打到小松鼠！\n%\n"
                               "题目\n%\n下马饮君酒，问君何所之。\n君言不得意，归卧南山陲。\n%\n";

constexpr const char* kProse = "善意推定\n\nDebian 贡献者们可能会通过与您不一样的方式\n来达成目标。请假设其他人\n都在努力。\n\n"
                               "\x1B[33m    -- Debian \x1B[32m《行为准则》\x1B[m\n%\nhello world\nof Latin\n%\n他说：“你好！”然后走了。";

/// A folder with a collection of made poems.
QTemporaryDir* folderWith(int poems)
{
    auto* folder = new QTemporaryDir;
    QFile file(folder->filePath(QStringLiteral("tang300")));
    if (file.open(QIODevice::WriteOnly))
        for (int i = 0; i < poems; ++i)
            file.write(QStringLiteral("春眠不觉晓%1，处处闻啼鸟。\n夜来风雨声，花落知多少。\n%\n").arg(QChar(0x4E00 + i)).toUtf8());
    return folder;
}

} // namespace

class TestFortunesZh : public QObject {
    Q_OBJECT
private slots:
    void poemsLoseTheirTitlesAndKeepTheirLines()
    {
        const TextSource poems = readFortunes(kPoems, ChineseCollection::TangPoems);
        QCOMPARE(poems.sentences, (std::vector<std::string>{"下马饮君酒，问君何所之。君言不得意，归卧南山陲。",
                                                            "一二三四五，上山打老虎。老虎打不着，打到小松鼠！"}));
        QCOMPARE(poems.report.found, 4);
        QCOMPARE(poems.report.skipped[0].count, 1); // a title alone
        QCOMPARE(poems.report.skipped[1].count, 1);
    }

    void proseKeepsItsParagraphsAndLosesItsSignatures()
    {
        const TextSource prose = readFortunes(kProse, ChineseCollection::Prose);
        QCOMPARE(prose.sentences.size(), std::size_t{2});
        QCOMPARE(prose.sentences[0],
                 std::string("善意推定\nDebian 贡献者们可能会通过与您不一样的方式来达成目标。请假设其他人都在努力。"));
    }

    void sentencesEndBehindTheirMarks()
    {
        const TextSource sentences = sentencesOf(readFortunes(kProse, ChineseCollection::Prose), 40);
        QCOMPARE(sentences.sentences,
                 (std::vector<std::string>{"善意推定", "Debian 贡献者们可能会通过与您不一样的方式来达成目标。",
                                           "请假设其他人都在努力。", "他说：“你好！”", "然后走了。"}));
        QVERIFY(sentencesOf(readFortunes(kProse, ChineseCollection::Prose), 5).report.skipped[1].count == 3);
    }

    void brokenBytesDoNoHarm()
    {
        for (std::size_t cut = 0; cut < std::string_view(kPoems).size(); ++cut) {
            const auto source = readFortunes(std::string_view(kPoems).substr(cut), ChineseCollection::TangPoems);
            sentencesOf(source, 60);
        }
        QVERIFY(readFortunes("", ChineseCollection::Prose).sentences.empty());
        QVERIFY(readFortunes("%\n%\n\n%\n%", ChineseCollection::Prose).sentences.empty());
    }

    void aMissingPackageIsNamed()
    {
        const DatasetRegistry registry(DatasetPlaces{});
        const auto data = registry.load({.id = QStringLiteral("tang-poems")});
        QVERIFY(!data && data.error().kind == ErrorKind::NotFound);
        QVERIFY(data.error().detail.contains(QStringLiteral("apt install fortunes-zh")));
    }

    /// Every token of the texts is a target once, in order, and each window begins where the last one ended.
    void windowsCoverTheTextsWithoutGaps()
    {
        const std::unique_ptr<QTemporaryDir> folder(folderWith(40));
        const DatasetRegistry registry({.fortunes = {folder->path()}});
        const auto data = registry.load({.id = QStringLiteral("tang-poems"), .vocabularySize = 200, .window = 16});
        QVERIFY2(data, data ? "" : qPrintable(data.error().detail));
        QVERIFY(data->text.isPacked);
        std::vector<std::int32_t> joined;
        for (const std::uint32_t item : data->train) {
            const std::vector<std::int32_t>& window = data->text.sentences[item];
            QVERIFY(window.size() <= 17 && window.size() >= 2);
            QVERIFY(joined.empty() || joined.back() == window.front());
            joined.insert(joined.end(), window.begin() + (joined.empty() ? 0 : 1), window.end());
        }
        QCOMPARE(joined.front(), 1);
        QCOMPARE(joined.back(), 2);
        QCOMPARE(std::count(joined.begin(), joined.end(), 1), std::count(joined.begin(), joined.end(), 2));
        QCOMPARE(static_cast<std::size_t>(std::count(joined.begin(), joined.end(), 1)), std::size_t{32}); // 4 + 4 held out
    }

    void batchesOfWindowsPredictEveryTokenButTheFirst()
    {
        const std::unique_ptr<QTemporaryDir> folder(folderWith(40));
        const DatasetRegistry registry({.fortunes = {folder->path()}});
        const auto data = registry.load({.id = QStringLiteral("tang-poems"), .vocabularySize = 200, .window = 16});
        QVERIFY(data);
        const auto buckets = lb::engine::chooseBuckets(data->text, data->train, 1);
        QCOMPARE(buckets, std::vector<std::int64_t>{16});
        const auto source = lb::engine::makeTextBatches(data->text, data->train, buckets, {.rows = 3});
        const lb::engine::Batch batch = source->batch(0, 0);
        for (std::size_t row = 0; row < 3; ++row) {
            const std::vector<std::int32_t>& window = data->text.sentences[batch.items[row]];
            QCOMPARE(batch.indices.at("lengths")[row], static_cast<std::int32_t>(window.size()) - 1);
            for (std::size_t step = 0; step + 1 < window.size(); ++step) {
                QCOMPARE(batch.indices.at("decoder_input")[step * 3 + row], window[step]);
                QCOMPARE(batch.indices.at("targets")[step * 3 + row], window[step + 1]);
            }
        }
    }

    void theRealCollectionsAreReadWhereTheyAreInstalled()
    {
        const DatasetRegistry registry;
        if (!registry.find(QStringLiteral("chinese-prose"))->isAvailable)
            QSKIP("fortunes-zh is not installed");
        const auto poems = registry.load({.id = QStringLiteral("tang-poems"), .window = 64});
        QVERIFY(poems && poems->report.accepted > 300 && poems->report.unknownTokens < poems->report.tokens / 20);
        const auto prose = registry.load({.id = QStringLiteral("chinese-prose")});
        QVERIFY(prose && prose->report.accepted > 10'000);
        QCOMPARE(registry.preview(QStringLiteral("tang-poems"), 3)->sentences.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestFortunesZh)
#include "tst_fortunes_zh.moc"
