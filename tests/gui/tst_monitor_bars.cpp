// What the Monitor says above and beside its plots: why KL has vanished, that the view has fallen behind, and where to
// look during the demo.
#include "experiments/store/metric_writer.h"
#include "experiments/store/run_lock.h"
#include "gui/pages/coach_bar.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "gui/pages/vanishing_panel.h"
#include "models/metrics/vanishing_detector.h"
#include "tests/gui/window_bench.h"
#include "widgets/plots/metric_plot.h"

#include <QLabel>
#include <QSettings>

using namespace lb::experiments;
using namespace lb::gui;
using lb::tests::WindowBench;
using lb::widgets::MessageBar;

namespace {

const QString kLongRun = QStringLiteral("rate=200 metrics=8 steps=1000000 evaluate-every=50");

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// What a worker would have written whose detector fired.
void writeVanishing(const RunFolder& folder, qint64 step)
{
    auto lock = RunLock::take(folder);
    QVERIFY(lock);
    auto writer = MetricWriter::open(folder).value();
    writer->setTheory({{word("latent_size"), 32}, {word("steps_per_epoch"), 10}});
    writer->append(writer->metric(u"train/kl"), step, 0.03);
    writer->appendEvent({.step = step,
                         .kind = word("vanishing"),
                         .data = {{word("kl"), 0.03}, {word("active_units"), 0}, {word("shuffle_gap"), 0.01}}});
    ItemStrip strip{.step = step};
    for (int i = 0; i < 3; ++i)
        strip.items.append({.input = word("input %1").arg(i), .output = word("the same")});
    writer->setItemStrip(strip);
    RunStatus status;
    status.state = RunState::Stopped;
    status.step = step;
    writer->setStatus(status);
    QVERIFY(writer->commit(MetricWriter::Durability::Durable));
}

/// Two values in one place of a picture of two bytes.
ItemStrip pictures(std::initializer_list<std::pair<char, char>> inputsAndOutputs)
{
    ItemStrip strip{.step = 1, .height = 1, .width = 2};
    for (const auto& [input, output] : inputsAndOutputs)
        strip.items.append({.inputImage = QByteArray(2, input), .outputImage = QByteArray(2, output)});
    return strip;
}

} // namespace

class TestMonitorBars : public QObject {
    Q_OBJECT
private slots:
    void whyShowsTheRunsNumbersAndWhatItGivesBack()
    {
        WindowBench bench(kLongRun);
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        writeVanishing(bench.store().folder(uid), 624);
        bench.open();
        bench.window->openRun(uid);
        QTRY_VERIFY(bench.find(word("vanishing:") + uid));
        bench.click(word("why"));
        auto* panel = bench.find<VanishingPanel>(word("vanishingPanel"));
        QTRY_VERIFY(panel->isVisible());
        const auto text = [&](const char* name) { return bench.find<QLabel>(word(name))->text(); };
        QCOMPARE(text("vanishingTitle"), word("Why? VAE"));
        QCOMPARE(text("vanishingKl"), word("0.03 nats"));
        QCOMPARE(text("vanishingUnits"), word("0 of 32"));
        QCOMPARE(text("vanishingGap"), word("0.01 nats"));
        QTRY_COMPARE(text("vanishingAlike"), word("3 inputs, all with the same reconstruction."));
        QCOMPARE(text("vanishingInput1"), word("input 1"));
        QCOMPARE(text("vanishingOutput2"), word("the same"));
        bench.click(word("panelRemedy0"));
        QTRY_COMPARE(bench.questions->forks.size(), 1);
        bench.click(word("closeVanishing"));
        QVERIFY(!panel->isVisible());
    }

    void limitsAreThoseOfTheRule()
    {
        const lb::models::VanishingRule rule;
        QCOMPARE(VanishingPanel::kIgnoredBelow, rule.collapsedGap);
        QCOMPARE(VanishingPanel::kRecoveredFrom, rule.recoveredGap);
        QCOMPARE(VanishingPanel::kInformativeKl, rule.informativeKl);
    }

    void alikePicturesAreMeasuredByTheirInputs()
    {
        QCOMPARE(alikeWords(pictures({{0, 50}, {100, 50}})),
                 word("The reconstructions differ by 0 % of what the inputs do."));
        QCOMPARE(alikeWords(pictures({{0, 40}, {100, 60}})),
                 word("The reconstructions differ by 20 % of what the inputs do."));
        ItemStrip texts;
        texts.items = {{.input = word("a"), .output = word("x")}, {.input = word("b"), .output = word("y")}};
        QVERIFY(alikeWords(texts).endsWith(word("2 different reconstructions.")));
    }

    void viewThatFallsBehindSaysSoAndCatchesUp()
    {
        WindowBench bench(kLongRun);
        bench.open();
        QVERIFY(bench.runDemo());
        auto& panels = bench.window->monitor().panels();
        auto& kl = panels.plot(word("train/kl"));
        const QString uid = bench.board().shown().first();
        QTRY_VERIFY_WITH_TIMEOUT(kl.pointCount(uid) > 20, WindowBench::kPatienceMs);
        auto* bar = bench.find<MessageBar>(word("staleBar"));
        QVERIFY(!bar->isVisible());
        panels.link().setView(lb::widgets::PlotRange{0, 5}, &kl, std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), WindowBench::kPatienceMs);
        QVERIFY2(bar->message().title.startsWith(word("View ends at step 5; ")), qPrintable(bar->message().title));
        QVERIFY(panels.pointsBeyond() > 0);
        bench.click(word("catchUp"));
        QVERIFY(!bar->isVisible());
        QVERIFY(!panels.link().xRange());
        QVERIFY(panels.link().canGoBack());
    }

    void coachNamesWhatToLookAtUntilItIsClosed()
    {
        WindowBench bench(kLongRun);
        bench.open();
        auto* bar = bench.find<CoachBar>(word("coachBar"));
        QVERIFY(!bar->isVisible());
        QVERIFY(bench.runDemo());
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), WindowBench::kPatienceMs);
        const RunRecord vae = *bench.board().run(bench.board().shown().first());
        QVERIFY2(bar->message().text.contains(vae.name + word("'s KL is")), qPrintable(bar->message().text));
        emit bar->closed();
        bar->hide();
        bench.drop();
        bench.open();
        bench.window->showPage(MainWindow::Page::Monitor);
        QVERIFY(bench.context->settings().value(word("coachClosed")).toBool());
        QTest::qWait(1500);
        QVERIFY(!bench.find(word("coachBar"))->isVisible());
    }

    void coachKnowsFloorsAndVanishing()
    {
        WindowBench bench(kLongRun);
        const QString uid = bench.createRun(word("vae-sentences"), word("VAE"));
        writeVanishing(bench.store().folder(uid), 624);
        bench.open();
        bench.board().showOnly({uid});
        QTRY_VERIFY(bench.board().history(uid).last.contains(word("train/kl")));
        RunRecord run = *bench.board().run(uid);
        QCOMPARE(coachWords({run}, bench.board()), word("VAE's KL is down at 0.03 nats: its code says nothing."));
        run.family = word("bn-vae");
        run.theory.insert(word("kl_floor"), 4.9);
        QCOMPARE(coachWords({run}, bench.board()), word("VAE keeps 0.0 nats; its floor is 4.9."));
    }
};

QTEST_MAIN(TestMonitorBars)
#include "tst_monitor_bars.moc"
