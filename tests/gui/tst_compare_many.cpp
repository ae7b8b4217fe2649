// The Compare page over more runs than are compared in the window's own thread.
#include "gui/compare/compare_data.h"
#include "gui/pages/compare_page.h"
#include "tests/gui/large_project.h"
#include "tests/gui/window_bench.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/compare_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>

using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

constexpr int kRuns = 1100; // in groups of ten seeds
constexpr int kPatienceMs = 4 * WindowBench::kPatienceMs;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestCompareMany : public QObject {
    Q_OBJECT
private slots:
    void thousandsOfRunsAreSortedFilteredAndGrouped()
    {
        WindowBench bench;
        QVERIFY(lb::tests::makeLargeProject(bench.project(), kRuns, 3));
        bench.open();
        bench.trigger(Verb::ShowCompare);
        lb::gui::ComparePage& page = bench.window->compare();
        lb::widgets::CompareModel& model = page.model();
        auto& view = *bench.find<lb::widgets::CompareView>(word("compareTable"));
        auto* filter = bench.find<QLineEdit>(word("compareFilter"));
        QTRY_VERIFY_WITH_TIMEOUT(page.data().read().waiting == 0 && model.rowCount() == kRuns / 10, kPatienceMs);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int rate = [&] {
            for (int i = 0; i < model.columns().size(); ++i)
                if (model.columns()[i].id == word("optimizer.rate"))
                    return i;
            return -1;
        }();
        QVERIFY(rate > 0);

        emit view.sortRequested(word("optimizer.rate"), true); // of what is there: at once
        QCOMPARE(model.index(0, rate).data().toString(), word("0.0011"));
        QCOMPARE(model.rowCount(model.index(0, 0)), 10);

        // A filter while the sorted table is made, and another before that is done: the last one counts, sorted as
        // asked.
        filter->setText(word("seed:3"));
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), kRuns / 10, kPatienceMs);
        filter->setText(word("\"study 1\""));
        QTest::qWait(1);
        filter->setText(word("\"study 10\""));
        emit view.sortRequested(word("optimizer.rate"), false);
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 11, kPatienceMs); // study 10, and 100 to 109
        QCOMPARE(model.index(0, rate).data().toString(), word("0.00011"));

        filter->clear();
        bench.find<QCheckBox>(word("groupSeeds"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), kRuns, kPatienceMs);
        QCOMPARE(model.index(0, rate).data().toString(), word("1e-05"));
        emit view.pinRequested(model.row(model.index(5, 0))->key);
        QTRY_VERIFY_WITH_TIMEOUT(model.row(model.index(0, 0))->isBaseline, kPatienceMs);

        // Its project is closed while a comparison of it is made.
        const QTemporaryDir other;
        filter->setText(word("seed:1"));
        QTest::qWait(1);
        bench.context->openProject(other.path());
        QTRY_VERIFY_WITH_TIMEOUT(bench.find(word("emptyCompare"))->isVisible(), kPatienceMs);
        QTRY_COMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestCompareMany)
#include "tst_compare_many.moc"
