// One time for all pages, with real models and real serve workers: whatever moves it, every page goes there or says why
// not.
#include "gui/latent/latent_lab.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/monitor_page.h"
#include "gui/pages/monitor_panels.h"
#include "gui/pages/samples_page.h"
#include "gui/time_position.h"
#include "tests/gui/text_bench.h"
#include "widgets/plots/heat_map_plot.h"
#include "widgets/plots/metric_plot.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/plots/time_slider.h"
#include "widgets/tables/dimension_table.h"

#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QSignalSpy>

using lb::gui::Verb;
using lb::tests::WindowBench;
using lb::widgets::TimeSlider;

namespace {

constexpr int kPatienceMs = 4 * WindowBench::kPatienceMs; // a model is opened, ten thousand images are encoded

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// Takes the checkpoints of step 0 away, as pruning does.
void removeFirstCheckpoints(const QString& project)
{
    QDirIterator files(project, {word("0000000000-*.safetensors")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        QFile::remove(files.next());
}

struct Bench {
    Bench(const QTemporaryDir& trained, const char* project, bool hasFirst = true)
    {
        window.takeCopyOf(trained.filePath(word(project)));
        if (!hasFirst)
            removeFirstCheckpoints(window.project());
        window.open();
        window.window->resize(1440, 900);
        window.trigger(Verb::ShowMonitor);
    }
    /// True when the strip has checkpoints to go to.
    bool ready()
    {
        return QTest::qWaitFor([this] { return time().stops().size() >= 2 && slider().isVisible(); }, kPatienceMs);
    }
    lb::gui::TimePosition& time() { return window.board().time(); }
    TimeSlider& slider() { return *window.find<TimeSlider>(word("timeSlider")); }
    QString words() { return window.find<QLabel>(word("timeLabel"))->text(); }
    lb::widgets::PlotLink& plots() { return window.window->monitor().panels().link(); }
    lb::gui::LatentRun& codes() { return window.window->latent().lab().run(0); }
    lb::gui::SampleRun& samples() { return window.window->samples().lab().run(0); }
    bool mapIsOf(qint64 step)
    {
        return QTest::qWaitFor(
            [&] {
                return window.window->latent().lab().count() > 0 && !codes().isOpening() && codes().rows().step == step;
            },
            kPatienceMs);
    }
    bool samplesAreOf(qint64 step)
    {
        return QTest::qWaitFor(
            [&] {
                return window.window->samples().lab().count() > 0 && !samples().isBusy() &&
                       samples().grid().step == step;
            },
            kPatienceMs);
    }
    WindowBench window;
};

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained;

private slots:
    void initTestCase()
    {
        QVERIFY(lb::tests::trainRun(
            lb::tests::createImageAutoencoder(m_trained.filePath(word("images")), word("first"), 6)));
        QVERIFY(lb::tests::trainRun(lb::tests::createAutoencoder(
            m_trained.filePath(word("texts")), m_trained.filePath(word("sentences.txt")), word("codes"), 3)));
    }

    void withoutACheckpointThereIsNoStrip()
    {
        WindowBench bench;
        bench.createRun(word("vae-images"), word("waiting"));
        bench.open();
        bench.trigger(Verb::ShowMonitor);
        QVERIFY(!bench.find(word("timelineBar"))->isVisible());
        QVERIFY(!bench.context->actions()[Verb::TimeEarlier]->isEnabled());
    }

    void theSliderMovesMapSamplesAndLine()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.ready());
        const qint64 first = bench.time().stops().first();
        const qint64 newest = bench.time().stops().last();
        bench.window.trigger(Verb::ShowLatent);
        QVERIFY(bench.mapIsOf(newest));
        bench.slider().setFocus();
        QTest::keyClick(&bench.slider(), Qt::Key_Home);
        QVERIFY(bench.mapIsOf(first));
        QVERIFY(bench.words().contains(word("snapshot 1 of")));
        QCOMPARE(bench.window.find<QComboBox>(word("latent_checkpoint0"))->currentData().toLongLong(), first);
        bench.window.trigger(Verb::ShowSamples);
        QVERIFY(bench.samplesAreOf(first));
        bench.window.trigger(Verb::ShowMonitor);
        QCOMPARE(bench.plots().pinned().value_or(-1), static_cast<double>(first));
        bench.window.trigger(Verb::TimeNewest);
        QVERIFY(!bench.plots().pinned());
        bench.window.trigger(Verb::ShowLatent);
        QVERIFY(bench.mapIsOf(newest));
    }

    void aClickInAPlotMovesTheMapToTheCheckpointBelow()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.ready());
        const qint64 first = bench.time().stops().first();
        bench.plots().setPinned(static_cast<double>(first) + 1); // what a click does
        QCOMPARE(bench.time().step().value_or(-1), first + 1);
        QVERIFY(bench.words().contains(word("after snapshot 1 of")));
        bench.window.trigger(Verb::ShowLatent);
        QVERIFY(bench.mapIsOf(first));
        // And a checkpoint that is chosen above the map moves the line.
        auto* chooser = bench.window.find<QComboBox>(word("latent_checkpoint0"));
        chooser->setCurrentIndex(1);
        emit chooser->activated(1);
        QCOMPARE(bench.plots().pinned().value_or(-1), static_cast<double>(bench.time().stops().last()));
        QVERIFY(bench.mapIsOf(bench.time().stops().last()));
    }

    void aClickOnARowOfTheHeatMapTraversesThatDimension()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.ready());
        bench.window.trigger(Verb::ShowMonitor);
        bench.window.board().showOnly({bench.window.board().runs().first().uid});
        auto* heatMap = bench.window.find<lb::widgets::HeatMapPlot>(word("klPerDimensionPlot"));
        QVERIFY(heatMap);
        auto* canvas = heatMap->findChild<QWidget*>(word("canvas"));
        QSignalSpy clicked(heatMap, &lb::widgets::HeatMapPlot::dimensionActivated);
        QTRY_VERIFY_WITH_TIMEOUT(heatMap->frameCount() > 0, kPatienceMs);
        const auto isClicked = [&] {
            QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(canvas->width() / 2, canvas->height() / 3));
            return clicked.size() > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isClicked(), WindowBench::kPatienceMs); // when its values are there
        QCOMPARE(bench.window.window->page(), lb::gui::MainWindow::Page::Latent);
        auto* table = bench.window.find<lb::widgets::DimensionTable>(word("dimensionTable"));
        QVERIFY(table);
        QTRY_COMPARE_WITH_TIMEOUT(table->chosen(), clicked.first().at(1).toInt(), kPatienceMs);
    }

    void aStepWithoutACheckpointSaysSo()
    {
        Bench bench(m_trained, "images", false);
        QVERIFY(bench.ready());
        bench.window.trigger(Verb::ShowLatent);
        QVERIFY(bench.mapIsOf(bench.time().stops().last()));
        QVERIFY(bench.time().stops().first() > 0);
        bench.time().setStep(0);
        QTRY_VERIFY_WITH_TIMEOUT(bench.codes().failure().contains(word("no checkpoint at or before step 0")),
                                 kPatienceMs);
        QVERIFY(bench.window.window->latent().panel(0).map().positions().empty());
        QVERIFY(bench.words().contains(word("before the first")));
        bench.window.trigger(Verb::ShowSamples);
        QTRY_VERIFY_WITH_TIMEOUT(bench.window.window->samples().lab().count() > 0 &&
                                     bench.samples().failure().contains(word("no checkpoint at or before step 0")),
                                 kPatienceMs);
        QVERIFY(bench.samples().grid().isEmpty());
        bench.window.click(word("modeHistory"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.samples().failure().contains(word("Nothing was kept")) ||
                                     bench.samples().grid().step == 0,
                                 kPatienceMs);
    }

    void theTimeAxisSaysThatItHasNoPlaceForAStep()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.ready());
        bench.time().setStep(bench.time().stops().last());
        QVERIFY(bench.plots().pinned());
        const std::optional<qint64> step = bench.time().step();
        bench.plots().setXMode(lb::widgets::XMode::Time);
        QVERIFY(!bench.plots().pinned());
        QVERIFY(bench.window.find<QLabel>(word("timeNote"))->text().contains(word("time axis")));
        QCOMPARE(bench.time().step(), step);
        bench.plots().setXMode(lb::widgets::XMode::Epoch);
        QVERIFY(bench.plots().pinned().value_or(1e9) < static_cast<double>(*step));
        QVERIFY(!bench.window.find(word("timeNote"))->isVisible());
    }

    void keysGoFromCheckpointToCheckpointAndBack()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.ready());
        const QList<qint64> stops = bench.time().stops();
        QTest::keyClick(bench.window.window.get(), Qt::Key_Left, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(bench.time().step().value_or(-1), stops[stops.size() - 2]);
        QTest::keyClick(bench.window.window.get(), Qt::Key_Right, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(bench.time().step().value_or(-1), stops.last());
        QTest::keyClick(bench.window.window.get(), Qt::Key_End, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(!bench.time().step());
        QVERIFY(bench.window.context->actions()[Verb::TimeNewest]->isChecked());
    }

    void aDragMovesTheLineAtOnceAndAsksWhereItRests()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.ready());
        QSignalSpy moves(&bench.time(), &lb::gui::TimePosition::moved);
        QSignalSpy rests(&bench.time(), &lb::gui::TimePosition::rested);
        for (int step = 1; step <= 5; ++step) {
            bench.slider().setValue(step);
            QCOMPARE(bench.plots().pinned().value_or(-1), static_cast<double>(step));
        }
        QCOMPARE(moves.count(), 5);
        QTRY_COMPARE(rests.count(), 1);
    }

    void playingWaitsForEachMapAndEndsAtTheNewest()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.ready());
        bench.window.trigger(Verb::ShowLatent);
        QVERIFY(bench.mapIsOf(bench.time().stops().last()));
        QList<qint64> seen;
        connect(&bench.codes(), &lb::gui::LatentRun::rowsChanged, this,
                [&] { seen.append(bench.codes().rows().step); });
        bench.window.trigger(Verb::PlayTime);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.window.context->actions()[Verb::PlayTime]->isChecked(), kPatienceMs);
        QVERIFY(bench.mapIsOf(bench.time().stops().last()));
        for (const qint64 stop : bench.time().stops())
            QVERIFY2(seen.contains(stop), qPrintable(QString::number(stop)));
    }

    void repliesAreWrittenWithTheCheckpointOfTheTime()
    {
        Bench bench(m_trained, "texts", false);
        QVERIFY(bench.ready());
        bench.window.trigger(Verb::ShowText);
        QTRY_VERIFY_WITH_TIMEOUT(bench.window.find(word("promptEditor"))->isVisible(), kPatienceMs);
        const qint64 first = bench.time().stops().first();
        bench.time().setStep(first + 1);
        auto& console = bench.window.window->text().console();
        QTRY_VERIFY_WITH_TIMEOUT(!console.columns().isEmpty() && console.columns().first().checkpoint() == first,
                                 kPatienceMs);
        bench.window.click(word("sendPrompt"));
        QTRY_VERIFY_WITH_TIMEOUT(console.replyCount() == 1 && !console.isBusy(), kPatienceMs);
        QCOMPARE(console.turns().first().replies.first().step, first);
        bench.time().setStep(0);
        QTRY_VERIFY(bench.window.find<QLabel>(word("timeNote"))->text().contains(word("cannot write there")));
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
