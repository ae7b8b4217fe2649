// Items of data sets, dragged with the mouse from where they are seen onto the path of the samples page.
#include "gui/latent/latent_lab.h"
#include "gui/pages/latent_page.h"
#include "gui/pages/samples_page.h"
#include "gui/samples/dragged_item.h"
#include "tests/gui/text_bench.h"
#include "widgets/logs/message_bar.h"
#include "widgets/tables/item_gallery_model.h"
#include "widgets/tables/item_gallery_view.h"
#include "widgets/tables/tile_strip.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QListWidget>
#include <QMimeData>
#include <QSpinBox>
#include <QTabBar>
#include <QUrl>

using lb::gui::DraggedItem;
using lb::gui::MainWindow;
using lb::gui::SampleMode;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

constexpr int kPatienceMs = 4 * WindowBench::kPatienceMs; // a model is opened

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

void sendMouse(QWidget& widget, QEvent::Type type, QPoint at)
{
    const bool isPress = type == QEvent::MouseButtonPress;
    QMouseEvent event(type, QPointF(at), widget.mapToGlobal(QPointF(at)), isPress ? Qt::LeftButton : Qt::NoButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &event);
}

/// Pulls at what stands there until the drag begins, and gives what it carries. The offscreen platform lets go at once;
/// the drag object stays until the next turn of the event loop.
std::unique_ptr<QMimeData> pulled(QWidget& from, QPoint at, QWidget& owner)
{
    sendMouse(from, QEvent::MouseButtonPress, at);
    sendMouse(from, QEvent::MouseMove, at + QPoint(30, 0));
    sendMouse(from, QEvent::MouseMove, at + QPoint(60, 0));
    const auto* drag = owner.findChild<QDrag*>();
    if (!drag || !drag->mimeData())
        return nullptr;
    auto content = std::make_unique<QMimeData>();
    for (const QString& format : drag->mimeData()->formats())
        content->setData(format, drag->mimeData()->data(format));
    if (drag->mimeData()->hasUrls())
        content->setUrls(drag->mimeData()->urls());
    if (drag->mimeData()->hasText())
        content->setText(drag->mimeData()->text());
    if (drag->mimeData()->hasImage())
        content->setImageData(drag->mimeData()->imageData());
    return content;
}

bool enters(QWidget& target, const QMimeData& content)
{
    QDragEnterEvent enter(target.rect().center(), Qt::CopyAction, &content, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&target, &enter);
    return enter.isAccepted();
}

void dropOn(QWidget& target, const QMimeData& content)
{
    QVERIFY(enters(target, content));
    QDropEvent drop(target.rect().center(), Qt::CopyAction, &content, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&target, &drop);
}

struct Bench {
    Bench(const QTemporaryDir& trained, const char* project)
    {
        window.takeCopyOf(trained.filePath(word(project)));
        window.open();
        window.window->resize(1440, 900);
        window.trigger(Verb::ShowSamples);
        (void)QTest::qWaitFor([&] { return window.find(word("modePrior"))->isVisible(); }, kPatienceMs);
    }
    lb::gui::SamplesPage& page() { return window.window->samples(); }
    const lb::gui::SampleSettings& asked() { return page().lab().settings(); }
    QWidget& end(int which) { return *window.find(word("endPanel%1").arg(which)); }
    lb::widgets::ItemGalleryView& worst()
    {
        window.click(word("modeWorst"));
        auto* gallery = page().findChild<lb::widgets::ItemGalleryView*>();
        (void)QTest::qWaitFor([&] { return gallery->isVisible() && gallery->model()->rowCount() > 2; }, kPatienceMs);
        return *gallery;
    }
    std::unique_ptr<QMimeData> pulledFromWorst(int row)
    {
        auto& gallery = worst();
        const QModelIndex index = gallery.model()->index(row, 0);
        (void)QTest::qWaitFor(
            [&] {
                return !index.data(lb::widgets::ItemGalleryModel::InputRole).value<QImage>().isNull() ||
                       !index.data(lb::widgets::ItemGalleryModel::InputTextRole).toString().isEmpty();
            },
            kPatienceMs); // its picture or sentence comes when it is seen
        return pulled(*gallery.viewport(), gallery.visualRect(gallery.model()->index(row, 0)).center(), page());
    }
    WindowBench window;
};

} // namespace

class TestItemDrags : public QObject {
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

    void anItemOfTheDataPageBecomesAnEndOfThePath()
    {
        Bench bench(m_trained, "images");
        bench.window.trigger(Verb::ShowData);
        auto* sets = bench.window.find<QListWidget>(word("dataList"));
        QTRY_VERIFY_WITH_TIMEOUT(sets->count() > 0, kPatienceMs);
        for (int row = 0; row < sets->count(); ++row)
            if (sets->item(row)->toolTip().startsWith(word("fashion-mnist\n")))
                sets->setCurrentRow(row);
        auto* items = bench.window.find<lb::widgets::TileStrip>(word("dataItems"));
        QTRY_VERIFY_WITH_TIMEOUT(!items->tiles().isEmpty() && items->isVisible() && !items->tiles()[0].image.isNull(),
                                 kPatienceMs);
        const auto content = pulled(*items, QPoint(10, 10), *bench.window.find(word("dataFacts")));
        QVERIFY(content && content->hasImage());
        const DraggedItem expected{.dataset = word("fashion-mnist"), .split = word("train"), .position = 0};
        QCOMPARE(lb::gui::itemIn(*content), std::optional(expected));

        // Over the tab, which opens its page; there the places for it show.
        auto* tabs = bench.window.find<QTabBar>(word("pageTabs"));
        const QPoint tab = tabs->tabRect(static_cast<int>(MainWindow::Page::Samples)).center();
        QDragEnterEvent enter(tab, Qt::CopyAction, content.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(tabs, &enter);
        QDragMoveEvent move(tab, Qt::CopyAction, content.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(tabs, &move);
        QTRY_VERIFY_WITH_TIMEOUT(bench.page().isVisible(), 5000);
        QVERIFY(!bench.end(0).isVisible());
        QVERIFY(enters(bench.page(), *content));
        QVERIFY(bench.end(0).isVisible());
        dropOn(bench.end(0), *content);
        QCOMPARE(bench.page().mode(), SampleMode::Interpolate);
        QCOMPARE(bench.asked().from, 0);
        QCOMPARE(bench.asked().split, word("train"));
    }

    void anItemOfTheLatentPagesSelectionBecomesAnEnd()
    {
        Bench bench(m_trained, "images");
        bench.window.trigger(Verb::ShowLatent);
        lb::gui::LatentPage& latent = bench.window.window->latent();
        QTRY_VERIFY_WITH_TIMEOUT(latent.lab().count() > 0 && latent.lab().run(0).items().count() > 7, kPatienceMs);
        const lb::gui::LatentRows& rows = latent.lab().run(0).rows();
        latent.lab().setSelection(0, {rows.items[7]});
        bench.window.click(word("showSelection"));
        auto* gallery = bench.window.find<lb::widgets::TileStrip>(word("galleryTiles"));
        QTRY_COMPARE(gallery->tiles().size(), 1);
        const auto content = pulled(*gallery, QPoint(10, 10), latent);
        QVERIFY(content && content->hasImage());
        const DraggedItem expected{
            .dataset = word("fashion-mnist"), .split = rows.split, .position = static_cast<qint64>(rows.places[7])};
        QCOMPARE(lb::gui::itemIn(*content), std::optional(expected));
        bench.window.trigger(Verb::ShowSamples);
        QVERIFY(enters(bench.page(), *content));
        dropOn(bench.end(0), *content);
        QCOMPARE(bench.asked().from, expected.position);
        QCOMPARE(bench.asked().split, expected.split);
    }

    void aWorstItemBecomesAnEndAndStillLeavesAsAFile()
    {
        Bench bench(m_trained, "images");
        const auto content = bench.pulledFromWorst(2);
        QVERIFY(content);
        const auto item = lb::gui::itemIn(*content);
        QVERIFY(item && item->dataset == word("fashion-mnist"));
        QVERIFY(content->hasImage() && QFileInfo(content->urls().value(0).toLocalFile()).size() > 0);
        QVERIFY(enters(bench.page(), *content));
        dropOn(bench.end(1), *content);
        QCOMPARE(bench.asked().to, item->position);
        QCOMPARE(bench.page().mode(), SampleMode::Interpolate);
        bench.window.click(word("modeArithmetic"));
        dropOn(bench.end(2), *content);
        QCOMPARE(bench.page().mode(), SampleMode::Arithmetic);
        QCOMPARE(bench.asked().third, item->position);
    }

    void aSentenceIsAnEndAndGoesAsTextToOthers()
    {
        Bench bench(m_trained, "texts");
        const auto content = bench.pulledFromWorst(0);
        QVERIFY(content && lb::gui::itemIn(*content));
        QVERIFY(!content->text().isEmpty() && !content->hasUrls());
        QVERIFY(enters(bench.page(), *content));
        dropOn(bench.end(0), *content);
        QCOMPARE(bench.asked().from, lb::gui::itemIn(*content)->position);
    }

    void anItemOfAnotherDataSetIsRefusedInOneSentence()
    {
        Bench bench(m_trained, "images");
        bench.window.click(word("modeInterpolate"));
        const qint64 before = bench.asked().from;
        QMimeData content;
        lb::gui::addItem(content, {.dataset = word("shapes"), .split = word("test"), .position = 3});
        dropOn(bench.end(0), content);
        const auto told = [&] {
            for (const auto* bar : bench.window.window->findChildren<lb::widgets::MessageBar*>())
                if ((bar->message().title + bar->message().text).contains(word("The item is of shapes, but first")))
                    return true;
            return false;
        };
        QTRY_VERIFY(told());
        QCOMPARE(bench.asked().from, before);
    }

    void aDragThatGoesAwayHidesThePlacesAgain()
    {
        Bench bench(m_trained, "images");
        QMimeData content;
        lb::gui::addItem(content, {.dataset = word("fashion-mnist"), .split = word("test"), .position = 3});
        QVERIFY(enters(bench.page(), content));
        QVERIFY(bench.end(0).isVisible());
        QDragLeaveEvent leave;
        QCoreApplication::sendEvent(&bench.page(), &leave);
        QTRY_VERIFY(!bench.end(0).isVisible());
        QVERIFY(!enters(bench.end(0), QMimeData()));
    }
};

QTEST_MAIN(TestItemDrags)
#include "tst_item_drags.moc"
