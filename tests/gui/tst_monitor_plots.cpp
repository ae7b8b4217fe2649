// Any metric on any plot, and layouts of plots: with real keys, drops and menus.
#include "experiments/store/metric_reader.h"
#include "gui/figures/figure_source.h"
#include "tests/gui/monitor_bench.h"
#include "widgets/figures/figure_caption.h"
#include "widgets/logs/message_bar.h"

#include <QAbstractItemModelTester>
#include <QSettings>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace lb::gui;
using Bench = lb::tests::MonitorBench;
using lb::tests::WindowBench;
using lb::widgets::AxisScale;
using lb::widgets::PlotPanel;

namespace {

constexpr int kPoints = 300;
const QString kRate = QStringLiteral("train/learning_rate");
const QString kNorm = QStringLiteral("train/gradient_norm");

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

} // namespace

class TestMonitorPlots : public QObject {
    Q_OBJECT
private slots:
    void listHoldsEveryMetricOfTheShownRuns()
    {
        Bench bench;
        QTest::keyClick(bench.window.get(), Qt::Key_M, Qt::ControlModifier);
        QTRY_VERIFY(bench.shelf()->isVisible());
        QAbstractItemModelTester tester(bench.list()->model());
        QStringList names;
        const auto* model = bench.list()->model();
        for (int split = 0; split < model->rowCount(); ++split)
            for (int row = 0; row < model->rowCount(model->index(split, 0)); ++row)
                names.append(model->index(row, 0, model->index(split, 0)).data(MetricListModel::MetricRole).toString());
        QStringList recorded = lb::tests::recordedMetrics();
        names.sort();
        recorded.sort();
        QCOMPARE(names, recorded);
    }

    void enterAddsTheFoundMetricToTheChosenPlot()
    {
        Bench bench;
        bench.find<PlotPanel>(word("elboPanel"))->plot()->setFocus();
        QTest::keyClick(bench.window.get(), Qt::Key_M, Qt::ControlModifier);
        auto* filter = bench.find<QLineEdit>(word("metricFilter"));
        QTRY_VERIFY(filter->hasFocus());
        QCOMPARE(bench.find<QComboBox>(word("metricTarget"))->currentData().toString(), word("elbo"));
        QTest::keyClicks(filter, word("gradient norm"));
        QVERIFY(bench.list()->currentIndex().isValid());
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(bench.desk().shown().find(word("elbo"))->metrics, QStringList({word("validation/elbo"), kNorm}));
        auto* plot = bench.panels().find(kNorm);
        QVERIFY(plot);
        QTRY_COMPARE(plot->pointCount(bench.uid, kNorm), kPoints); // from the run's start, though it was read long ago
        QCOMPARE(plot->pointCount(bench.uid, word("validation/elbo")), kPoints);
        QTest::keyClick(filter, Qt::Key_Return); // twice is once
        QCOMPARE(bench.desk().shown().find(word("elbo"))->metrics.size(), 2);
    }

    void dropPutsAMetricOnThePlotUnderIt()
    {
        Bench bench;
        bench.dropMetric(kRate, bench.find(word("klPanel"))->geometry().center());
        QCOMPARE(bench.desk().shown().find(word("kl"))->metrics, QStringList({word("train/kl"), kRate}));
        QTRY_COMPARE(bench.panels().plot(kRate).pointCount(bench.uid, kRate), kPoints);
    }

    void vectorGetsAPlotOfItsOwn()
    {
        PlotLayout layout = PlotLayout::standard();
        QVERIFY(layout.put(word("validation/aggregated_mean"), word("kl")));
        QCOMPARE(layout.plots.size(), 7);
        QVERIFY(layout.plots.last().isHeatMap());
        QCOMPARE(layout.find(word("kl"))->metrics.size(), 1);
        QVERIFY(layout.put(kRate, word("klPerDimension"))); // a curve does not go on a heat map
        QCOMPARE(layout.plots.size(), 8);
    }

    void metricIsTakenOffAndUndoPutsItBack()
    {
        Bench bench;
        bench.panels().addMetric(kRate, word("kl"));
        QTRY_VERIFY(bench.find(word("takeOff:") + kRate)->isVisible());
        bench.click(word("takeOff:") + kRate);
        QVERIFY(!bench.panels().find(kRate));
        bench.trigger(Verb::Undo);
        QVERIFY(bench.panels().find(kRate));
        QTRY_COMPARE(bench.panels().plot(kRate).pointCount(bench.uid, kRate), kPoints);
        bench.trigger(Verb::Redo);
        QVERIFY(!bench.panels().find(kRate));
    }

    void plotsAreAddedRenamedMovedAndRemoved()
    {
        Bench bench;
        bench.action(word("addPlot"))->trigger();
        QCOMPARE(bench.desk().shown().plots.size(), 7);
        QVERIFY(bench.shelf()->isVisible());
        QCOMPARE(bench.find<QComboBox>(word("metricTarget"))->currentData().toString(), word("plot1"));
        bench.questions->text = word("Norms");
        bench.plotAction(word("plot1"), "renamePlot")->trigger();
        QCOMPARE(bench.panels().titleOf(word("plot1")), word("Norms"));
        bench.plotAction(word("plot1"), "movePlotEarlier")->trigger();
        QCOMPARE(bench.desk().shown().plots.at(5).id, word("plot1"));
        QVERIFY(!bench.plotAction(word("kl"), "movePlotEarlier")->isEnabled());
        bench.plotAction(word("kl"), "removePlot")->trigger();
        QVERIFY(!bench.desk().shown().find(word("kl")));
        QVERIFY(!bench.panels().find(word("train/kl")));
        for (int i = 0; i < 4; ++i)
            bench.trigger(Verb::Undo);
        QCOMPARE(bench.desk().shown(), PlotLayout::standard());
        QTRY_COMPARE(bench.panels().plot(word("train/kl")).pointCount(bench.uid), kPoints);
    }

    void layoutComesBackAfterARestart()
    {
        Bench bench;
        bench.panels().addMetric(kRate, word("kl"));
        bench.questions->text = word("Paper");
        bench.action(word("saveLayoutAs"))->trigger();
        bench.panels().addMetric(kNorm, QString()); // changed since it was saved
        const LayoutBook before = bench.desk().book();
        QVERIFY(before.isChanged());
        QTRY_COMPARE(bench.store().setting(word("monitor.layouts")).value(), QString::fromUtf8(before.toText()));
        bench.drop();
        bench.show();
        QTRY_COMPARE(bench.desk().book(), before);
        QTRY_COMPARE(bench.panels().plot(kRate).pointCount(bench.uid, kRate), kPoints);
        bench.action(word("layout:Paper"))->trigger();
        QCOMPARE(bench.panels().plots(), before.picked());
        bench.action(word("layout:"))->trigger();
        QCOMPARE(bench.panels().plots(), PlotLayout::standard());
    }

    void viewComesBackAfterARestart()
    {
        Bench bench;
        const QString other = lb::tests::recordRun(bench.store(), word("other"), word("study"), 2, kPoints);
        QTRY_VERIFY(bench.board().run(other));
        bench.board().showOnly({other});
        bench.board().setCurrent(bench.uid);
        auto* kl = &bench.panels().plot(word("train/kl"));
        const lb::widgets::PlotRange x{20, 80};
        const lb::widgets::PlotRange y{1, 2};
        bench.panels().link().setView(x, kl, y);
        bench.context->settings().setValue(word("showStart"), false);
        bench.window->showPage(MainWindow::Page::Compare);
        bench.window->close();
        bench.drop();
        bench.open();
        QCOMPARE(bench.window->page(), MainWindow::Page::Compare);
        QCOMPARE(bench.board().shown(), QStringList{other});
        QCOMPARE(bench.board().current(), bench.uid);
        kl = &bench.panels().plot(word("train/kl"));
        QCOMPARE(bench.panels().link().xRange(), std::optional(x));
        QCOMPARE(bench.panels().link().yRange(kl), std::optional(y));
    }

    void xAxisIsSpacedFromItsMenuAndUndone()
    {
        Bench bench;
        bench.action(word("xScale1"))->trigger();
        QCOMPARE(bench.panels().link().xScale().kind(), AxisScale::Kind::Log);
        bench.action(word("xMode1"))->trigger();
        QCOMPARE(bench.panels().link().xMode(), lb::widgets::XMode::Epoch);
        auto* button = bench.find<QToolButton>(word("xAxis"));
        QCOMPARE(button->text(), word("x axis: Epoch, log"));
        bench.trigger(Verb::Undo);
        bench.trigger(Verb::Undo);
        QCOMPARE(button->text(), word("x axis: Step"));
        QCOMPARE(bench.panels().link().xScale().kind(), AxisScale::Kind::Linear);
    }

    /// A plot keeps a part of a long curve, and reads the rest again where it is looked at closely.
    void aLongCurveShowsEveryPointWhenZoomed()
    {
        constexpr int kLong = 200'000;
        Bench bench;
        const QString uid = lb::tests::recordRun(bench.store(), word("long"), {}, 2, kLong, {word("train/kl")});
        QTRY_VERIFY_WITH_TIMEOUT(bench.board().run(uid), WindowBench::kPatienceMs);
        bench.board().showOnly({uid});
        auto& plot = bench.panels().plot(word("train/kl"));
        QTRY_VERIFY_WITH_TIMEOUT(plot.pointCount(uid) > kLong / 4, WindowBench::kPatienceMs);
        QVERIFY(plot.pointCount(uid) < kLong);
        const auto path = [&] {
            const auto reader = lb::experiments::MetricReader::open(bench.store().folder(uid)).value();
            return reader->series(word("train/kl"), 100'000, 100'100).value();
        }();
        QCOMPARE(path.size(), 101);
        bench.panels().link().setView(lb::widgets::PlotRange{100'000, 100'100}, &plot, {});
        const auto isExact = [&](const lb::experiments::MetricPoint& point) {
            return plot.valueAt(uid, static_cast<double>(point.step)) == point.value;
        };
        QTRY_VERIFY_WITH_TIMEOUT(std::all_of(path.cbegin(), path.cend(), isExact), WindowBench::kPatienceMs);
    }

    void bestIsShownByItsToggleOnPlotsThatComeLaterToo()
    {
        Bench bench;
        auto& plot = bench.panels().plot(word("validation/reconstruction"));
        plot.drawNow();
        const QImage without = plot.grab().toImage();
        bench.find<QToolButton>(word("best"))->click();
        plot.drawNow();
        QVERIFY(plot.grab().toImage() != without);
        QVERIFY(plot.best(bench.uid));
        bench.panels().addMetric(word("train/loss"), QString());
        QTRY_VERIFY(bench.panels().plot(word("train/loss")).best(bench.uid));
        QVERIFY(!bench.panels().plot(word("train/kl")).best(bench.uid)); // neither end of it is better
    }

    void standardLayoutIsAlwaysThere()
    {
        Bench bench;
        bench.questions->text = word("standard");
        bench.action(word("saveLayoutAs"))->trigger();
        QVERIFY(bench.desk().names().isEmpty());
        QVERIFY(!bench.action(word("deleteLayout"))->isEnabled());
        bench.questions->text = word("Mine");
        bench.action(word("saveLayoutAs"))->trigger();
        bench.action(word("deleteLayout"))->trigger();
        QVERIFY(bench.desk().names().isEmpty());
        QVERIFY(bench.action(word("layout:"))->isChecked());
    }

    void damagedLayoutsAreSaidAndTheStandardShown()
    {
        Bench bench;
        bench.drop();
        QVERIFY(bench.store().setSetting(word("monitor.layouts"), word("{\"version\":1,\"shown\":{\"plots\":3}}")));
        bench.show();
        const auto isSaid = [&] {
            for (const auto* bar : bench.window->findChildren<lb::widgets::MessageBar*>())
                for (const auto* label : bar->findChildren<QLabel*>())
                    if (label->text().contains(word("cannot be read")))
                        return bar->isVisible();
            return false;
        };
        QTRY_VERIFY(isSaid());
        QCOMPARE(bench.desk().shown(), PlotLayout::standard());
    }

    void layoutIsWrittenAndReadAgain()
    {
        LayoutBook book;
        book.saved.insert(word("Paper"), PlotLayout::standard());
        book.current = word("Paper");
        book.shown.add({kRate, kNorm});
        book.shown.plots.last().title = word("Two");
        book.shown.plots.last().scale = AxisScale::Kind::Log;
        book.shown.xMode = lb::widgets::XMode::Time;
        const auto read = LayoutBook::fromText(book.toText());
        QVERIFY(read);
        QCOMPARE(*read, book);
        for (const char* bad : {"", "[]", "{\"version\":9}", "{\"version\":1,\"shown\":{\"plots\":[{}]}}",
                                "{\"version\":1,\"shown\":{\"plots\":[],\"x\":\"inches\"}}"})
            QVERIFY2(!LayoutBook::fromText(bad), bad);
    }
};

QTEST_MAIN(TestMonitorPlots)
#include "tst_monitor_plots.moc"
