#include "experiments/training/step_timing.h"
#include "tests/support/tiny_project.h"

#include <QElapsedTimer>
#include <QTest>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

std::unique_ptr<RunSetup> setUp(const TinyProject& project)
{
    return std::move(*setUpRun(project.spec({}), {.threads = 1, .withStore = false}));
}

} // namespace

class TestStepTiming : public QObject {
    Q_OBJECT
private slots:
    /// No more items than the clock allows, and more than none.
    void aFewSecondsTellHowFastARunIs()
    {
        const TinyProject project;
        const auto setup = setUp(project);
        QElapsedTimer clock;
        clock.start();
        const auto rate = timeSteps(*setup, 0.3, [] { return false; });
        const double seconds = static_cast<double>(clock.elapsed()) / 1000;
        QVERIFY(rate);
        QVERIFY2(*rate > 10, qPrintable(QString::number(*rate)));
        QVERIFY(*rate < 1e7);
        QVERIFY2(seconds < 20, qPrintable(QString::number(seconds)));
    }

    void cancelledAtOnceItTellsNothing()
    {
        const TinyProject project;
        const auto setup = setUp(project);
        const auto rate = timeSteps(*setup, 100, [] { return true; });
        QVERIFY(rate);
        QCOMPARE(*rate, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestStepTiming)
#include "tst_step_timing.moc"
