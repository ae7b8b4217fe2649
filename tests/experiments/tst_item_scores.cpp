// Items as a run gives them back, in the order asked for; codes of samplers.
#include "experiments/training/item_scores.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace lb::experiments;
using lb::tests::TinyProject;

class TestItemScores : public QObject {
    Q_OBJECT

private slots:
    void placesRunFromTheLargestNumberAndNotANumberComesFirst()
    {
        const std::vector<float> numbers{1, 3, std::numeric_limits<float>::quiet_NaN(), 3};
        QCOMPARE(placesFromLargest(numbers), (std::vector<qint64>{2, 1, 3, 0}));
        QVERIFY(placesFromLargest({}).empty());
    }

    void itemsAreGivenBackInTheOrderAskedFor()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        QVERIFY(runTraining(project.folder(run), {}));
        const auto opened = OpenedRun::open(project.folder(run), {}).value();
        const auto all = giveBackItems(*opened, {.count = 1000}, {}).value();
        QCOMPARE(all.items.size(), all.total);
        const auto worst = giveBackItems(*opened, {.count = 3, .order = QStringLiteral("loss")}, {}).value();
        QCOMPARE(worst.items.size(), 3);
        double most = 0;
        for (const auto& item : all.items)
            most = std::max(most, item.loss);
        QVERIFY(most > 0);
        QCOMPARE(worst.items[0].loss, most);
        QVERIFY(worst.items[1].loss >= worst.items[2].loss);
        const auto one = giveBackItems(*opened, {.positions = {worst.items[1].position}}, {}).value();
        QCOMPARE(one.items[0].item, worst.items[1].item);
        QCOMPARE(one.items[0].data.output, worst.items[1].data.output);
        const auto drawn =
            giveBackItems(*opened, {.count = 3, .order = QStringLiteral("random"), .seed = 4}, {}).value();
        const auto again =
            giveBackItems(*opened, {.count = 3, .order = QStringLiteral("random"), .seed = 4}, {}).value();
        QCOMPARE(again.items[2].item, drawn.items[2].item);
        QVERIFY(giveBackItems(*opened, {.count = 2, .order = QStringLiteral("novelty")}, {}));
        QVERIFY(!giveBackItems(*opened, {.split = QStringLiteral("holdout")}, {}));
        QVERIFY(!giveBackItems(*opened, {.order = QStringLiteral("taste")}, {}));
        QVERIFY(!giveBackItems(*opened, {.count = 0}, {}));
        QVERIFY(!giveBackItems(*opened, {.positions = {all.total}}, {}));
    }

    void samplersSpreadTheirCodesAboutTheirMean()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        QVERIFY(runTraining(project.folder(run), {}));
        const auto opened = OpenedRun::open(project.folder(run), {}).value();
        const std::vector<float> whole = opened->drawCodes({.count = 20, .seed = 3}).value();
        const std::vector<float> half = opened->drawCodes({.count = 20, .seed = 3, .spread = 0.5}).value();
        for (std::size_t i = 0; i < whole.size(); ++i)
            QVERIFY(qFuzzyCompare(1 + half[i], 1 + whole[i] / 2));
        const auto still =
            opened->drawCodes({.count = 2, .seed = 3, .sampler = QStringLiteral("gmm"), .components = 3, .spread = 0})
                .value();
        QCOMPARE(still[0], still[still.size() / 2]); // both are the mean
        QVERIFY(!opened->drawCodes({.sampler = QStringLiteral("gmm"), .components = 0}));
        QVERIFY(!opened->drawCodes({.spread = -1}));
    }
};

QTEST_GUILESS_MAIN(TestItemScores)
#include "tst_item_scores.moc"
