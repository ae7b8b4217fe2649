// Pictures that come into the samples page and the latent page, and how they fill them; paths that leave as one file.
#include "gui/pages/decoded_panel.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/samples_page.h"
#include "tests/gui/text_bench.h"
#include "widgets/plots/scatter_map.h"
#include "widgets/tables/picture_grid.h"
#include "widgets/tables/tile_strip.h"

#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QImageReader>
#include <QLabel>
#include <QMimeData>
#include <QProcess>
#include <QSpinBox>
#include <QUrl>

using lb::gui::DecodedPanel;
using lb::gui::LatentRun;
using lb::gui::SampleMode;
using lb::gui::SampleRun;
using lb::gui::Verb;
using lb::tests::createImageAutoencoder;
using lb::tests::trainRun;
using lb::tests::WindowBench;
using lb::widgets::PictureGrid;
using lb::widgets::PictureLayout;
using lb::widgets::ScatterMap;
using lb::widgets::TileStrip;

namespace {

constexpr int kPatienceMs = 4 * WindowBench::kPatienceMs; // a model is opened

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// The window over a copy of a trained project.
struct Bench {
    Bench(const QTemporaryDir& trained, Verb page)
    {
        window.takeCopyOf(trained.filePath(word("images")));
        window.open();
        window.window->resize(1440, 900);
        window.trigger(page);
    }
    SampleRun& samples() { return window.window->samples().lab().run(0); }
    LatentRun& codes() { return window.window->latent().lab().run(0); }
    PictureGrid& grid() { return find<PictureGrid>("sampleGrid0"); }
    bool shows(SampleMode mode)
    {
        const auto& lab = window.window->samples().lab();
        return QTest::qWaitFor(
            [&] {
                return lab.count() > 0 && !samples().isBusy() && samples().grid().settings.mode == mode &&
                       !samples().grid().isEmpty();
            },
            kPatienceMs);
    }
    bool isMapped()
    {
        return QTest::qWaitFor([&] { return window.window->latent().lab().count() > 0 && codes().items().count() > 0; },
                               kPatienceMs);
    }
    void pick(int row)
    {
        ScatterMap& map = window.window->latent().panel(0).map();
        emit map.picked(row);
    }
    bool filmed()
    {
        if (!isMapped())
            return false;
        pick(3);
        pick(40);
        return QTest::qWaitFor([&] { return codes().film().count() == DecodedPanel::kFrames; }, kPatienceMs);
    }
    template <class Widget>
    Widget& find(const char* name)
    {
        return *window.find<Widget>(word(name));
    }
    WindowBench window;
};

/// As a file manager does; false where it is not taken.
bool drop(QWidget& target, const QString& file)
{
    QMimeData content;
    content.setUrls({QUrl::fromLocalFile(file)});
    const QPoint place = target.rect().center();
    QDragEnterEvent enter(place, Qt::CopyAction, &content, Qt::LeftButton, {});
    QApplication::sendEvent(&target, &enter);
    QDropEvent event(place, Qt::CopyAction, &content, Qt::LeftButton, {});
    return enter.isAccepted() && QApplication::sendEvent(&target, &event) && event.isAccepted();
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained;

    QString coloured() const { return m_trained.filePath(word("red bag.png")); }

private slots:
    void initTestCase()
    {
        QVERIFY(trainRun(createImageAutoencoder(m_trained.filePath(word("images")), word("first"), 6)));
        QImage picture(60, 40, QImage::Format_RGB32);
        picture.fill(QColor(200, 40, 40));
        QVERIFY(picture.save(coloured()));
        QFile text(m_trained.filePath(word("notes.txt")));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("no picture") > 0);
        QFile broken(m_trained.filePath(word("broken.png")));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("\x89PNG\r\n\x1a\n and no more") > 0);
    }

    void aFewPicturesFillThePage_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("1440x900") << QSize(1440, 900);
        QTest::newRow("1100x700") << QSize(1100, 700);
        QTest::newRow("1920x1080") << QSize(1920, 1080);
    }

    void aFewPicturesFillThePage()
    {
        QFETCH(QSize, size);
        Bench bench(m_trained, Verb::ShowSamples);
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        bench.window.window->resize(size);
        for (const char* mode : {"modeReconstruct", "modePrior"}) {
            bench.window.click(word(mode));
            QVERIFY2(bench.shows(bench.window.window->samples().mode()), mode);
            QCoreApplication::sendPostedEvents(); // layouts
            const QSize room = bench.grid().parentWidget()->size();
            const QFont font = bench.window.context->theme().font(lb::widgets::TextSize::Tiny);
            const auto& rows = bench.grid().rows();
            const PictureLayout shown(rows, {.width = room.width(), .height = room.height()}, font);
            QCOMPARE(bench.grid().heightForWidth(room.width()), shown.size().height());
            qint64 surface = 0;
            for (const auto& row : rows.rows)
                surface += qint64{shown.cell()} * shown.cell() * row.cells.size();
            const QSize grid = shown.size();
            const QByteArray report = QStringLiteral("%1: %2x%3 of %4x%5, surface %6")
                                          .arg(word(mode))
                                          .arg(grid.width())
                                          .arg(grid.height())
                                          .arg(room.width())
                                          .arg(room.height())
                                          .arg(surface)
                                          .toUtf8();
            QVERIFY2(grid.width() * 10 >= room.width() * 7 || grid.height() * 10 >= room.height() * 7, report);
            QVERIFY2(surface * 100 >= qint64{room.width()} * room.height() * 45, report);
        }
    }

    void aPictureDroppedOnAnEndIsEncodedAndSaysWhatWasDone()
    {
        Bench bench(m_trained, Verb::ShowSamples);
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        bench.window.click(word("modeInterpolate"));
        QVERIFY(bench.shows(SampleMode::Interpolate));
        const qint64 to = bench.samples().grid().settings.to;
        const QImage before = bench.grid().rows().rows[0].cells[1].image;
        QVERIFY(drop(bench.find<QWidget>("endPanel0"), coloured()));
        QTRY_COMPARE_WITH_TIMEOUT(bench.samples().grid().settings.pictures[0], coloured(), kPatienceMs);
        QCOMPARE(bench.samples().grid().settings.to, to);
        const auto& cells = bench.grid().rows().rows[0].cells;
        QCOMPARE(cells[0].image.size(), QSize(28, 28));
        const int grey = cells[0].image.pixelColor(3, 3).value(); // as an import makes it, in linear light
        QVERIFY2(grey > 90 && grey < 115, qPrintable(QString::number(grey)));
        QVERIFY(cells[1].image != before);
        const QString note = bench.find<QLabel>("endNote0").text();
        QVERIFY2(note.contains(word("60 × 40")) && note.contains(word("28 × 28")) && note.contains(word("grey")),
                 qPrintable(note));
        const QImage file =
            lb::tests::commandedImage(bench.window.window->samples().command(0)); // the same in a terminal
        QCOMPARE(file.copy(0, 0, 28, 28), cells[1].image);
        bench.window.click(word("swapEnds"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.samples().grid().settings.pictures[1], coloured(), kPatienceMs);
        bench.find<QSpinBox>("pathTo").setValue(7); // an item takes its place
        QTRY_VERIFY_WITH_TIMEOUT(bench.samples().grid().settings.pictures[1].isEmpty(), kPatienceMs);
        QVERIFY(bench.find<QLabel>("endNote1").text().isEmpty());
    }

    void whatIsNoPictureIsRefusedInASentence()
    {
        Bench bench(m_trained, Verb::ShowSamples);
        QVERIFY(bench.shows(SampleMode::Reconstruct));
        bench.window.click(word("modeArithmetic"));
        QVERIFY(bench.shows(SampleMode::Arithmetic));
        const auto rows = bench.grid().rows();
        QVERIFY(drop(bench.find<QWidget>("endPanel2"), m_trained.filePath(word("notes.txt"))));
        QVERIFY(bench.find<QLabel>("endNote2").text().startsWith(word("notes.txt is not a PNG or JPEG")));
        QVERIFY(drop(bench.find<QWidget>("endPanel2"), m_trained.filePath(word("broken.png"))));
        QTRY_VERIFY_WITH_TIMEOUT(bench.samples().failure().startsWith(word("broken.png cannot be used")), kPatienceMs);
        QVERIFY(bench.samples().failure().endsWith(word("Choose a PNG or JPEG file.")));
        QCOMPARE(bench.grid().rows(), rows); // what was there stays
    }

    void aPictureDroppedOnTheLatentPageIsAnEndOfThePath()
    {
        Bench bench(m_trained, Verb::ShowLatent);
        QVERIFY(bench.isMapped());
        auto& panel = bench.find<DecodedPanel>("decodedPanel");
        QVERIFY(drop(panel, coloured()));
        bench.pick(40);
        QTRY_COMPARE_WITH_TIMEOUT(bench.find<TileStrip>("pathTiles").tiles().size(), 8, kPatienceMs);
        QCOMPARE(panel.marks().size(), 1); // the item; the picture is on no map
        QVERIFY(bench.find<QLabel>("pathHint").text().contains(word("28 × 28")));
        QVERIFY(drop(panel, m_trained.filePath(word("broken.png"))));
        QTRY_VERIFY_WITH_TIMEOUT(bench.find<QLabel>("pathHint").text().contains(word("cannot be used")), kPatienceMs);
        QVERIFY(bench.codes().failure().isEmpty());
        bench.window.click(word("showSum"));
        QVERIFY(drop(panel, coloured()));
        bench.pick(5);
        bench.pick(5); // a - b + b
        QTRY_COMPARE_WITH_TIMEOUT(bench.find<TileStrip>("sumTiles").tiles().size(), 4, kPatienceMs);
        QCOMPARE(bench.find<TileStrip>("sumTiles").tiles()[0].image.size(), QSize(28, 28));
    }

    void aPathIsOneAnimationOrOnePage()
    {
        Bench bench(m_trained, Verb::ShowLatent);
        QVERIFY(bench.filmed());
        const QString gif = m_trained.filePath(word("path.gif"));
        bench.window.questions->saveFile = gif;
        bench.find<QAction>("exportAnimation").trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(gif), kPatienceMs);
        QImageReader reader(gif, "gif"); // every frame, there and back
        QCOMPARE(reader.imageCount(), 2 * DecodedPanel::kFrames - 2);
        QCOMPARE(reader.loopCount(), -1);
        QImage shown = bench.codes().film().images[0];
        shown.invertPixels();
        const QImage first = reader.read().convertToFormat(QImage::Format_Grayscale8);
        QCOMPARE(first.width() % 28, 0);
        QCOMPARE(first.scaled(28, 28), shown);
        const QString pdf = m_trained.filePath(word("path.pdf"));
        bench.window.questions->saveFile = pdf;
        bench.find<QAction>("exportStrip").trigger();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(pdf), kPatienceMs);
        QProcess words;
        words.start(word("pdftotext"), {pdf, word("-")});
        QVERIFY(words.waitForFinished());
        const QString text = QString::fromUtf8(words.readAllStandardOutput());
        QVERIFY2(text.contains(word("0.00")) && text.contains(word("1.00")) && text.contains(word("path")),
                 qPrintable(text));
        QCOMPARE(text.count(QLatin1Char('\f')), 1); // pages
    }
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
