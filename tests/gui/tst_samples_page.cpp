// The samples page with real models and real serve workers: what clicks and keys do, what is shown.
#include "experiments/store/figure_uses.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/sample_panel.h"
#include "gui/pages/samples_page.h"
#include "gui/samples/picture_file.h"
#include "gui/time_position.h"
#include "tests/gui/text_bench.h"
#include "widgets/plots/path_plot.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/tables/item_gallery_model.h"
#include "widgets/tables/item_gallery_view.h"
#include "widgets/tables/picture_grid.h"
#include "widgets/tables/position_card.h"
#include "widgets/text/run_text_table.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>

using namespace lb::experiments;
using lb::gui::SampleGrid;
using lb::gui::SampleMode;
using lb::gui::SampleRun;
using lb::gui::Verb;
using lb::tests::createAutoencoder;
using lb::tests::createImageAutoencoder;
using lb::tests::trainRun;
using lb::tests::WindowBench;
using lb::widgets::PathPlot;
using lb::widgets::PictureGrid;
using lb::widgets::PositionCard;

namespace {

constexpr int kPatienceMs = 4 * WindowBench::kPatienceMs; // a model is opened

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// The window on its samples page over a copy of a trained project.
struct Bench {
    explicit Bench(const QTemporaryDir& trained, const char* project)
    {
        window.takeCopyOf(trained.filePath(word(project)));
        window.open();
        window.window->resize(1440, 900);
        window.trigger(Verb::ShowSamples);
        (void)QTest::qWaitFor([&] { return find<QWidget>("modePrior").isVisible(); }, kPatienceMs); // models are listed
    }
    lb::gui::SamplesPage& page() { return window.window->samples(); }
    SampleRun& run(int column = 0) { return page().lab().run(column); }
    PictureGrid& grid() { return find<PictureGrid>("sampleGrid0"); }
    bool shows(SampleMode mode)
    {
        return QTest::qWaitFor(
            [&] {
                return page().lab().count() > 0 && !run().isBusy() && run().grid().settings.mode == mode &&
                       (mode == SampleMode::Worst ? run().ranking().count() > 0 : !run().grid().isEmpty());
            },
            kPatienceMs);
    }
    template <class Widget>
    Widget& find(const char* name)
    {
        return *window.find<Widget>(word(name));
    }
    WindowBench window;
};

QImage cellOf(const QImage& file, int column, int row)
{
    return file.copy(column * 29, row * 29, 28, 28); // cells of 28 pixels, one between
}

} // namespace

class TestSamplesPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained;

private slots:
    void initTestCase()
    {
        QVERIFY(trainRun(createImageAutoencoder(m_trained.filePath(word("images")), word("first"), 6)));
        QVERIFY(trainRun(createAutoencoder(m_trained.filePath(word("texts")), m_trained.filePath(word("sentences.txt")),
                                           word("codes"), 3)));
    }

    void anEmptyProjectOffersTheDemo()
    {
        WindowBench window;
        window.open();
        window.trigger(Verb::ShowSamples);
        QTRY_VERIFY_WITH_TIMEOUT(window.find(word("emptySamples"))->isVisible(), kPatienceMs);
    }

    void reconstructionsAreThoseOfTheCommand()
    {
        Bench bench(m_trained, "images");
        QVERIFY2(bench.shows(SampleMode::Reconstruct), "no grid");
        const lb::widgets::PictureRows rows = bench.grid().rows();
        QCOMPARE(rows.rows.size(), 3);
        QCOMPARE(rows.rows[0].cells.size(), 16);
        QVERIFY(!rows.rows[1].cells[3].caption.isEmpty());
        const QImage file = lb::tests::commandedImage(bench.page().command(0));
        QCOMPARE(cellOf(file, 3, 0), rows.rows[0].cells[3].image);
        QCOMPARE(cellOf(file, 3, 1), rows.rows[1].cells[3].image);
    }

    void samplesChangeWithTheSeedAndALockKeepsIt()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modePrior"));
        QVERIFY(bench.shows(SampleMode::Prior));
        const auto first = bench.grid().rows();
        bench.window.click(word("sampleDice"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.grid().rows() != first, kPatienceMs);
        const int seed = bench.find<QSpinBox>("sampleSeed").value();
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().grid().settings.seed, seed, kPatienceMs);
        bench.window.click(word("sampleSeedLock"));
        const auto second = bench.grid().rows();
        QSignalSpy made(&bench.run(), &SampleRun::gridChanged);
        bench.window.click(word("regenerateSamples"));
        QTRY_VERIFY_WITH_TIMEOUT(made.count() > 0, kPatienceMs);
        QCOMPARE(bench.grid().rows(), second);
        auto& sampler = bench.find<QComboBox>("sampleSampler");
        sampler.setFocus();
        QTest::keyClick(&sampler, Qt::Key_End);
        QVERIFY(bench.find<QSpinBox>("sampleComponents").isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().grid().settings.sampler, word("gmm"), kPatienceMs);
        const QImage file = lb::tests::commandedImage(bench.page().command(0));
        QCOMPARE(cellOf(file, 2, 0), bench.grid().rows().rows[0].cells[2].image);
    }

    void aPathIsDrawnWalkedAndReversed()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeInterpolate"));
        QVERIFY(bench.shows(SampleMode::Interpolate));
        QCOMPARE(bench.grid().rows().rows[0].cells.size(), 11 + 2);
        auto& from = bench.find<QSpinBox>("pathFrom");
        QVERIFY(from.value() >= 0);
        auto& slider = bench.find<QSlider>("sampleSlider");
        slider.setFocus();
        QTest::keyClick(&slider, Qt::Key_Right);
        QTRY_COMPARE_WITH_TIMEOUT(slider.maximum(), 100, kPatienceMs); // in hundredths of the path
        slider.setValue(0);
        QTest::keyClick(&slider, Qt::Key_Right);
        QCOMPARE(slider.value(), 1);
        slider.setValue(11);
        QCOMPARE(bench.grid().current(), QPoint(0, 2)); // the nearest picture, behind A
        QVERIFY(bench.find<QLabel>("sampleLabel").text().contains(word("0.11")));
        const int to = bench.find<QSpinBox>("pathTo").value();
        bench.window.click(word("swapEnds"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().grid().settings.from, to, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(slider.maximum(), 100, kPatienceMs);
        slider.setValue(0);
        bench.window.click(word("samplePlay"));
        QTRY_VERIFY(slider.value() > 2);
        bench.window.click(word("samplePlay"));
    }

    void aPositionShowsWhatIsAroundTheCode()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeInterpolate"));
        QVERIFY(bench.shows(SampleMode::Interpolate));
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().along().count(), 101, kPatienceMs);
        auto& card = bench.find<PositionCard>("positionCard0");
        auto& norms = bench.find<PathPlot>("normPlot");
        QVERIFY(card.isVisible() && norms.isVisible() && norms.curves().size() == 1);
        QCOMPARE(bench.find<PathPlot>("changePlot").curves()[0].values.size(), std::size_t{100});
        norms.setFocus();
        QTest::keyClick(&norms, Qt::Key_PageUp);
        QCOMPARE(bench.find<QSlider>("sampleSlider").value(), 10);
        QCOMPARE(bench.grid().current(), QPoint(0, 2));
        QCOMPARE(card.content().image, bench.run().along().images[10]);
        QVERIFY(!card.content().nearImage.isNull());
        QVERIFY(card.content().facts.join(QLatin1Char(' ')).contains(word("encoded again")));
        QVERIFY(bench.find<QLabel>("positionTitle").text().contains(word("0.10")));
        QTest::mouseClick(&norms, Qt::LeftButton, {}, QPoint(norms.width() - 13, 30));
        QCOMPARE(bench.find<QSlider>("sampleSlider").value(), 100);
    }

    void itemsAreChosenAtRandomByNumberAndOnTheMap()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeInterpolate"));
        QVERIFY(bench.shows(SampleMode::Interpolate));
        auto& to = bench.find<QSpinBox>("pathTo");
        const int kept = to.value();
        QVERIFY(!bench.find<QLabel>("endPicture0").pixmap(Qt::ReturnByValue).isNull());
        bench.find<QSpinBox>("pathFrom").setValue(59);
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().grid().settings.from, 59, kPatienceMs);
        QCOMPARE(bench.run().grid().settings.to, kept);
        bench.window.click(word("endDice1"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.run().grid().settings.to != kept, kPatienceMs);
        bench.window.click(word("endMap1"));
        auto& latent = bench.window.window->latent();
        QTRY_VERIFY_WITH_TIMEOUT(latent.lab().count() == 1 && !latent.panel(0).map().positions().empty(), kPatienceMs);
        QVERIFY(bench.find<QWidget>("pickBar").isVisible());
        emit latent.panel(0).map().picked(12);
        const qint64 place = latent.lab().run(0).rows().places[12];
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().grid().settings.to, place, kPatienceMs);
        QCOMPARE(bench.run().grid().settings.split, word("test"));
    }

    void codesOfItemsAreAddedAndTakenAway()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeArithmetic"));
        QVERIFY(bench.shows(SampleMode::Arithmetic));
        QVERIFY(bench.find<QWidget>("endPanel2").isVisible() && bench.grid().rows().rows[0].cells.size() == 5);
        const QImage sum = bench.grid().rows().rows[0].cells[3].image;
        bench.find<QSpinBox>("pathThird").setValue(bench.find<QSpinBox>("pathTo").value());
        QTRY_VERIFY_WITH_TIMEOUT(bench.grid().rows().rows[0].cells[3].image != sum, kPatienceMs); // now it is a
        const QImage file = lb::tests::commandedImage(bench.page().command(0));
        for (int term = 0; term < 5; ++term)
            QCOMPARE(cellOf(file, term, 0), bench.grid().rows().rows[0].cells[term].image);
    }

    void traversalsAreSortedByKl()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeTraverse"));
        QVERIFY(bench.shows(SampleMode::Traverse));
        QTRY_COMPARE_WITH_TIMEOUT(bench.grid().rows().rows.size(), 6, kPatienceMs);
        QVERIFY(bench.grid().rows().rows[0].detail.startsWith(word("KL")));
        QVERIFY(bench.grid().rows().rows[0].detail != bench.grid().rows().rows[5].detail);
        const QImage file = lb::tests::commandedImage(bench.page().command(0));
        QCOMPARE(cellOf(file, 1, 2), bench.grid().rows().rows[2].cells[1].image);
    }

    void theHistoryHasEveryStepThatWasKept()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeHistory"));
        QVERIFY(bench.shows(SampleMode::History));
        const QList<qint64> steps = bench.page().lab().steps();
        QVERIFY(steps.size() >= 2);
        QCOMPARE(bench.window.board().time().stops(), steps);
        QCOMPARE(bench.run().grid().step, steps.last());
        bench.page().focusGrid();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_BracketLeft);
        QTRY_COMPARE_WITH_TIMEOUT(bench.run().grid().step, steps[steps.size() - 2], kPatienceMs);
    }

    void theWorstItemsComeFirstAndFillAsTheyAreSeen()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeWorst"));
        QVERIFY(bench.shows(SampleMode::Worst));
        auto& gallery = bench.find<lb::widgets::ItemGalleryView>("sampleGallery0");
        const QAbstractItemModel& items = *gallery.model();
        const auto& losses = bench.run().ranking().loss;
        QCOMPARE(items.rowCount(), static_cast<int>(losses.size()));
        const auto place = [&](int row) {
            return static_cast<std::size_t>(
                items.index(row, 0).data(lb::widgets::ItemGalleryModel::IdRole).toLongLong());
        };
        QCOMPARE(losses[place(0)], *std::max_element(losses.begin(), losses.end()));
        const auto picture = [&](int row) {
            return items.index(row, 0).data(lb::widgets::ItemGalleryModel::InputRole).value<QImage>();
        };
        QTRY_VERIFY_WITH_TIMEOUT(!picture(0).isNull(), kPatienceMs);
        gallery.verticalScrollBar()->setValue(gallery.verticalScrollBar()->maximum());
        QTRY_VERIFY_WITH_TIMEOUT(!picture(items.rowCount() - 1).isNull(), kPatienceMs);
        const std::size_t worst = place(0);
        auto& order = bench.find<QComboBox>("worstOrder");
        order.setFocus();
        QTest::keyClick(&order, Qt::Key_Down);
        QVERIFY(place(0) != worst || bench.run().ranking().kl[worst] > 0);
        gallery.setCurrentIndex(items.index(0, 0));
        QMenu menu;
        bench.page().fillMenu(menu, 0);
        menu.findChild<QAction*>(word("useAsA"))->trigger();
        QVERIFY(bench.shows(SampleMode::Interpolate));
        QCOMPARE(bench.run().grid().settings.from, static_cast<qint64>(place(0)));
    }

    void theOrderMayChangeWhileTheRankingIsAskedFor()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        lb::gui::SampleSettings settings = bench.page().lab().settings();
        settings.mode = SampleMode::Worst;
        bench.page().lab().setSettings(settings);
        bench.page().lab().refresh(); // is being looked up ...
        settings.order = word("kl");
        bench.page().lab().setSettings(settings); // ... when the order changes
        QVERIFY(bench.shows(SampleMode::Worst));
    }

    void aColumnThatMovesIsStillAsked()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        const lb::gui::ModelChoice newest = bench.page().lab().columns().first();
        const lb::gui::ModelChoice early{newest.uid, bench.page().lab().model(0)->steps.last()};
        bench.page().lab().setColumns({newest, early}); // the second is being looked up ...
        bench.page().lab().setColumns({early});         // ... when the first is closed
        QVERIFY(QTest::qWaitFor([&] { return bench.run().grid().step == early.step; }, kPatienceMs));
    }

    void aGridIsCopiedSavedAndLeadsBack()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        bench.grid().setFocus();
        QTest::keySequence(&bench.grid(), QKeySequence::Copy);
        QVERIFY(!QGuiApplication::clipboard()->image().isNull());
        const QString file = m_trained.filePath(word("saved.png"));
        bench.window.questions->saveFile = file;
        bench.window.click(word("saveGrid"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatienceMs);
        const auto source = lb::gui::readPictureSource(file);
        QVERIFY(source);
        QCOMPARE(source->runName, word("first"));
        const auto isKept = [&] { // pruning leaves the checkpoint
            return lb::experiments::figureUses(bench.window.store())->contains({source->uid, source->step});
        };
        QTRY_VERIFY_WITH_TIMEOUT(isKept(), kPatienceMs);
        bench.window.questions->openFile = file;
        bench.window.trigger(Verb::OpenPicture);
        QTRY_VERIFY_WITH_TIMEOUT(bench.window.find(word("acceptOffer")), kPatienceMs);
        bench.window.click(word("acceptOffer"));
        QCOMPARE(bench.window.window->page(), lb::gui::MainWindow::Page::Monitor);
        QCOMPARE(bench.window.board().current(), source->uid);
    }

    void sentencesTakeThePlaceOfPictures()
    {
        Bench bench(m_trained, "texts");
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        auto& table = bench.find<lb::widgets::RunTextTable>("sampleTexts0");
        QVERIFY(table.isVisible());
        QCOMPARE(table.model()->rowCount(), 16);
        for (const auto& [button, mode] :
             {std::pair("modePrior", SampleMode::Prior), std::pair("modeInterpolate", SampleMode::Interpolate),
              std::pair("modeTraverse", SampleMode::Traverse), std::pair("modeHistory", SampleMode::History)}) {
            bench.window.click(word(button));
            QVERIFY2(bench.shows(mode), button);
            QVERIFY2(table.isVisible() && table.model()->rowCount() > 2, button);
        }
        table.setFocus();
        QTest::keySequence(&table, QKeySequence::Copy);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1Char('\t')));
    }

    void whatCannotBeMadeSaysWhy()
    {
        Bench bench(m_trained, "images");
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        bench.window.click(word("modeInterpolate"));
        QVERIFY(bench.shows(SampleMode::Interpolate));
        auto& from = bench.find<QSpinBox>("pathFrom");
        from.setValue(9'999'999);
        auto* message = bench.window.find(word("sampleMessage0"));
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), kPatienceMs);
        QVERIFY(bench.grid().isVisible()); // what was there stays
    }
};

QTEST_MAIN(TestSamplesPage)
#include "tst_samples_page.moc"
