// What the Monitor's curves are: metrics that are made of others, means over seeds.
#include "gui/compare/seed_lines.h"
#include "gui/docks/runs_dock.h"
#include "gui/figures/figure_source.h"
#include "gui/monitor/seed_means.h"
#include "tests/gui/monitor_bench.h"
#include "widgets/figures/figure_caption.h"
#include "widgets/figures/figure_style.h"
#include "widgets/theme/theme.h"

#include <cmath>

using namespace lb::gui;
using Bench = lb::tests::MonitorBench;
using lb::widgets::SpreadKind;

namespace {

constexpr int kPoints = lb::tests::kRecordedPoints;
const QString kRate = QStringLiteral("train/learning_rate");

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// Some pixels of this hue: thin lines are smoothed, and paler than their colour.
bool hasColour(const QImage& image, const QColor& colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += pixel.hsvSaturation() > 50 && qAbs(pixel.hsvHue() - colour.hsvHue()) <= 8;
        }
    return count > 8;
}

} // namespace

class TestMonitorLines : public QObject {
    Q_OBJECT
private slots:
    void metricIsMadeOfOthersByTyping()
    {
        Bench bench;
        QTest::keyClick(bench.window.get(), Qt::Key_M, Qt::ControlModifier);
        const QString name = word("own/Cost (nats | lower)");
        bench.makeMetric("Cost", "train/loss - 2 * kll", "nats", 1);
        QTRY_VERIFY(bench.find<QLabel>(word("ownMetricProblem"))->text().contains(word("did you mean train/kl")));
        QVERIFY(bench.find<QLabel>(word("ownMetricProblem"))->text().contains(word("18")));
        QVERIFY(!bench.find<QPushButton>(word("ownMetricSave"))->isEnabled());
        QTest::keyClick(bench.find<QLineEdit>(word("ownMetricExpression")), Qt::Key_Backspace);
        QTRY_VERIFY(bench.find<QPushButton>(word("ownMetricSave"))->isEnabled());
        QTest::mouseClick(bench.find<QPushButton>(word("ownMetricSave")), Qt::LeftButton);
        QTRY_VERIFY(bench.panels().knownMetrics().contains(name));
        bench.panels().addMetric(name, word("kl"));
        QTRY_COMPARE(bench.panels().plot(word("train/kl")).pointCount(bench.uid, name), kPoints);
        const double loss = *bench.lastOf("train/loss");
        const double kl = *bench.lastOf("train/kl");
        QCOMPARE(*bench.lastOf(name.toLatin1().constData()), loss - 2 * kl);

        bench.trigger(Verb::Undo); // the plot's
        bench.trigger(Verb::Undo); // the metric
        QTRY_VERIFY(!bench.panels().knownMetrics().contains(name));
        bench.trigger(Verb::Redo);
        QTRY_VERIFY(bench.panels().knownMetrics().contains(name));
        bench.drop();
        bench.show(); // a restart
        QTRY_VERIFY(bench.panels().knownMetrics().contains(name));
    }

    void aChosenColourAndDashGoEverywhereAndBack()
    {
        Bench bench;
        const lb::widgets::Theme& theme = bench.context->theme();
        const auto choose = [&](const char* action) {
            emit bench.window->findChild<RunsDock*>()->contextMenuRequested(bench.uid,
                                                                            bench.window->mapToGlobal(QPoint(50, 200)));
            auto* menu = bench.find<QMenu>(word("runMenu"));
            menu->findChild<QAction*>(word(action))->trigger();
            menu->close();
            QCoreApplication::sendPostedEvents(menu, QEvent::DeferredDelete);
        };
        const QColor colour = theme.familyColor(word("rae"));
        QVERIFY(!hasColour(bench.panels().plot(word("train/kl")).grab().toImage(), colour));
        choose("hue:rae");
        QTRY_COMPARE(bench.panels().lines().first().family, word("rae"));
        QTRY_VERIFY(hasColour(bench.panels().plot(word("train/kl")).grab().toImage(), colour));
        QVERIFY(hasColour(bench.find<QTreeView>(word("runTree"))->viewport()->grab().toImage(), colour));
        QVERIFY(hasColour(bench.find<QWidget>(word("legend-") + bench.uid)->grab().toImage(), colour));
        choose("hue:wae");
        choose("dash:3"); // at once: the window does not know the new colour yet
        const lb::experiments::RunLook wanted{word("wae"), 3};
        QTRY_COMPARE(bench.board().run(bench.uid)->look, wanted);
        QTRY_COMPARE(bench.panels().lines().first().dashSeed(), 3);
        QCOMPARE(bench.panels().lines().first().seed, 1); // what captions say
        lb::widgets::FigureSpec spec;
        spec.runs = {{.uid = bench.uid}};
        spec.panels = {{.metric = word("train/kl")}};
        const auto data = readFigure(bench.store(), spec).value();
        const lb::widgets::FigureStyle style(spec, data.runs);
        QCOMPARE(style.pen(0).color(), lb::widgets::familyColor(word("wae"), lb::widgets::ThemeMode::Light));
        QCOMPARE(style.pen(0).dashPattern().size(), 2); // dotted
        bench.drop();
        bench.show(); // a restart
        QCOMPARE(bench.board().run(bench.uid)->look, wanted);
        choose("hue:");
        QTRY_COMPARE(bench.board().run(bench.uid)->look.hue, QString());
        bench.trigger(Verb::Undo);
        QTRY_COMPARE(bench.board().run(bench.uid)->look, wanted);
    }

    void changedMetricStaysOnItsPlot()
    {
        Bench bench;
        QTest::keyClick(bench.window.get(), Qt::Key_M, Qt::ControlModifier);
        const QString before = word("own/Cost (nats)");
        const QString after = word("own/Price");
        bench.makeMetric("Cost", "kl * 2", "nats", 0);
        QTRY_VERIFY(bench.find<QPushButton>(word("ownMetricSave"))->isEnabled());
        QTest::keyClick(bench.find<QLineEdit>(word("ownMetricExpression")), Qt::Key_Return);
        QTRY_VERIFY(bench.panels().knownMetrics().contains(before));
        bench.panels().addMetric(before, word("kl"));
        QTRY_COMPARE(bench.panels().plot(word("train/kl")).pointCount(bench.uid, before), kPoints);
        QTRY_VERIFY(!bench.find<QDialog>(word("ownMetricDialog")));
        emit bench.shelf()->ownRequested(before);
        bench.find<QLineEdit>(word("ownMetricTitle"))->setText(word("Price"));
        bench.find<QLineEdit>(word("ownMetricUnit"))->clear();
        QTRY_VERIFY(bench.find<QPushButton>(word("ownMetricSave"))->isEnabled());
        QTest::mouseClick(bench.find<QPushButton>(word("ownMetricSave")), Qt::LeftButton);
        QTRY_VERIFY(bench.panels().knownMetrics().contains(after));
        QVERIFY(!bench.panels().knownMetrics().contains(before));
        QTRY_COMPARE(bench.panels().plot(word("train/kl")).pointCount(bench.uid, after), kPoints);
        emit bench.shelf()->removeRequested(after);
        QTRY_VERIFY(!bench.panels().knownMetrics().contains(after));
    }

    void seedsAreDrawnAsTheirMeanWithABand()
    {
        Bench bench;
        const QString second = lb::tests::recordRun(bench.store(), word("run, seed 2"), word("study"), 2, kPoints);
        QTRY_VERIFY(bench.board().run(second));
        bench.board().showOnly({bench.uid, second});
        auto& kl = bench.panels().plot(word("train/kl"));
        QTRY_COMPARE(kl.pointCount(second), kPoints);
        const double a = kl.valueAt(bench.uid, 100).value();
        const double b = kl.valueAt(second, 100).value();
        kl.setFocus();
        QTest::keyClick(&kl, Qt::Key_G);
        QTRY_COMPARE(bench.panels().lines().size(), 1);
        const auto line = bench.panels().lines().first();
        QCOMPARE(line.name, word("run, n = 2"));
        QTRY_COMPARE(kl.pointCount(line.uid), kPoints);
        QCOMPARE(kl.valueAt(line.uid, 100).value(), (a + b) / 2);
        const double deviation = std::abs(a - b) / std::sqrt(2.0);
        QVERIFY(qAbs(kl.spread(line.uid).at(100).high - ((a + b) / 2 + deviation)) < 1e-9);
        bench.action(word("band2"))->trigger(); // smallest to largest
        QTRY_VERIFY(!kl.spread(line.uid).isEmpty() && kl.spread(line.uid).at(100).high == std::max(a, b));
        QCOMPARE(bench.panels().figure().seeds, std::optional(lb::widgets::SpreadKind::Extremes));
        const auto figure = readFigure(bench.store(), bench.panels().figure());
        QVERIFY(figure);
        QCOMPARE(figure->runs.size(), 1);
        QCOMPARE(figure->runs.first().seeds, QList<qint64>({1, 2}));
        QCOMPARE(figure->runs.first().points.value(word("train/kl")).at(100).value, (a + b) / 2);
        QVERIFY(lb::widgets::figureCaption(bench.panels().figure(), *figure, {}).contains(word("seeds 1, 2")));
        bench.action(word("xMode3"))->trigger(); // time: there is no common moment
        QCOMPARE(bench.panels().lines().size(), 2);
        QTRY_COMPARE(kl.pointCount(second), kPoints);
        QVERIFY(!bench.panels().figure().seeds);
        bench.action(word("xMode0"))->trigger();
        QTest::keyClick(&kl, Qt::Key_G);
        QCOMPARE(bench.panels().lines().size(), 2);
        QTRY_COMPARE(kl.valueAt(second, 100).value_or(0), b);
    }

    void meansOfSeedsGrowAsTheirRunsDo()
    {
        lb::experiments::RunRecord first{.uid = word("a"), .name = word("VAE, seed 1"), .settings = word("s")};
        lb::experiments::RunRecord second{.uid = word("b"), .name = word("VAE, seed 2"), .settings = word("s")};
        const QList<SeedLine> lines = seedLines({first, second});
        SeedMeans live;
        live.setLines(lines, SpreadKind::Deviation);
        const auto points = [](int from, int to, double slope) {
            QList<lb::experiments::MetricPoint> result;
            for (int step = from; step < to; ++step)
                if (step % 3 != 2 || slope < 1.5) // the second lacks every third step
                    result.append({kRate, step, slope * step, 0});
            return result;
        };
        const auto last = [](SeedMeans& means) { return *means.takeChanges().first().mean; };
        // In pieces of different length, with one run ahead of the other, and what is averaged in between.
        for (int step = 0; step < 90; step += 10) {
            live.append(word("a"), kRate, points(step, step + 10, 1));
            last(live);
            live.append(word("b"), kRate, points(step, step + 7, 2));
            last(live);
            live.append(word("b"), kRate, points(step + 7, step + 10, 2));
        }
        SeedMeans whole;
        whole.setLines(lines, SpreadKind::Deviation);
        whole.append(word("a"), kRate, points(0, 90, 1));
        whole.append(word("b"), kRate, points(0, 90, 2));
        const SeedMean grown = last(live);
        const SeedMean fresh = last(whole);
        QCOMPARE(fresh.mean.size(), std::size_t(61)); // two thirds of 90, and the last, which one run alone has reached
        QCOMPARE(grown.mean.size(), fresh.mean.size());
        QCOMPARE(grown.spread, fresh.spread);
        for (std::size_t i = 0; i < fresh.mean.size(); ++i)
            QCOMPARE(grown.mean[i].value, fresh.mean[i].value);
        live.clear(word("b"));
        QCOMPARE(last(live).mean.size(), std::size_t(90));
    }
};

QTEST_MAIN(TestMonitorLines)
#include "tst_monitor_lines.moc"
