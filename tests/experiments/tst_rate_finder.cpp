#include "experiments/training/rate_finder.h"
#include "tests/support/tiny_project.h"

#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

std::unique_ptr<RunSetup> setUp(const TinyProject& project)
{
    return std::move(*setUpRun(project.spec({}), {.threads = 1, .withStore = false}));
}

const WorkProgress kSilent = [](const QString&, qint64, qint64) {};

} // namespace

class TestRateFinder : public QObject {
    Q_OBJECT
private slots:
    void ratesGrowByEqualFactorsUntilTheLossRunsAway()
    {
        const TinyProject project;
        const auto setup = setUp(project);
        const auto search = findRate(*setup, {.from = 1e-5, .to = 1e3, .steps = 120}, kSilent);
        QVERIFY2(search, search ? "" : qPrintable(search.error().detail));
        QVERIFY(search->points.size() > 40);
        const double factor = search->points[1].rate / search->points[0].rate;
        for (std::size_t i = 1; i < search->points.size(); ++i)
            QVERIFY(std::abs(search->points[i].rate / search->points[i - 1].rate / factor - 1) < 1e-9);
        QCOMPARE(search->points.front().rate, 1e-5);
        // Adam on this net: too little below 1e-4, too much above 1.
        QVERIFY2(search->suggestion > 1e-4 && search->suggestion < 1, qPrintable(QString::number(search->suggestion)));
        QVERIFY(search->steepest > 1e-5 && search->steepest <= 10 * search->suggestion * 1.0001);
    }

    void equalSeedsFindTheSame()
    {
        const TinyProject project;
        const RateSearchOptions options{.from = 1e-4, .to = 1e-2, .steps = 30};
        const auto first = setUp(project);
        const auto second = setUp(project);
        const auto a = findRate(*first, options, kSilent);
        const auto b = findRate(*second, options, kSilent);
        QVERIFY(a && b && a->points.size() == 30 && !a->hasDiverged);
        for (std::size_t i = 0; i < 30; ++i)
            QCOMPARE(a->points[i].loss, b->points[i].loss);
    }

    void senselessOptionsAreRefused()
    {
        const TinyProject project;
        const auto setup = setUp(project);
        for (const RateSearchOptions& options : {RateSearchOptions{.from = 0}, RateSearchOptions{.from = 2, .to = 1},
                                                 RateSearchOptions{.steps = 3}})
            QVERIFY(!findRate(*setup, options, kSilent));
    }

    void theSuggestionIsATenthOfTheLowest()
    {
        RateSearch search;
        for (int i = 0; i < 60; ++i) {
            const double x = i / 10.0 - 5; // powers of ten from -5
            search.points.push_back({.rate = std::pow(10, x), .loss = 0, .smoothed = (x + 1) * (x + 1)});
        }
        judge(search);
        QVERIFY(std::abs(search.suggestion / 1e-2 - 1) < 1e-9);
        QVERIFY(std::abs(search.steepest / 1e-4 - 1) < 1e-9); // the tenth point: a parabola is steepest far out
    }
};

QTEST_GUILESS_MAIN(TestRateFinder)
#include "tst_rate_finder.moc"
