// The Data page with real clicks: what is in a set, imports by a real worker, tokenizers.
#include "experiments/datasets/own_sets.h"
#include "gui/pages/data_page.h"
#include "gui/pages/new_run_page.h"
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/tables/tile_strip.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QUrl>

using lb::gui::MainWindow;
using lb::tests::WindowBench;
using lb::widgets::MessageBar;
using lb::widgets::TileStrip;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// The page over a new project, and a folder with things to import.
struct DataBench {
    WindowBench window;
    QTemporaryDir files;

    DataBench()
    {
        window.open();
        window.trigger(lb::gui::Verb::ShowData);
    }
    QListWidget* list() const { return window.find<QListWidget>(word("dataList")); }
    const TileStrip& items() const { return *window.find<TileStrip>(word("dataItems")); }
    QString message() const { return window.find<MessageBar>(word("dataMessage"))->message().title; }
    QString shown() const { return window.find<QLabel>(word("dataTitle"))->text(); }
    bool choose(const QString& title) const
    {
        const QList<QListWidgetItem*> found = list()->findItems(title, Qt::MatchExactly);
        if (found.isEmpty())
            return false;
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualItemRect(found.first()).center());
        return shown() == title;
    }
    /// Pictures of two greys in two folders, and one that is broken.
    QString pictures(int count) const
    {
        for (int i = 0; i < count; ++i) {
            const QString kind = i % 2 ? word("light") : word("dark");
            QDir(files.path()).mkpath(word("shapes/") + kind);
            QImage image(12, 12, QImage::Format_Grayscale8);
            image.fill(i % 2 ? 220 : 30);
            image.save(files.filePath(word("shapes/%1/%2.png").arg(kind).arg(i)));
        }
        QFile broken(files.filePath(word("shapes/dark/broken.png")));
        if (broken.open(QIODevice::WriteOnly))
            broken.write("no picture");
        return files.filePath(word("shapes"));
    }
    bool importText(int lines)
    {
        QFile file(files.filePath(word("lines.txt")));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        for (int i = 0; i < lines; ++i)
            file.write("sentence number " + QByteArray::number(i) + " here\n");
        file.close();
        window.questions->openFile = file.fileName();
        window.click(word("importFile"));
        window.click(word("importStart"));
        return QTest::qWaitFor([this] { return shown() == word("lines"); }, WindowBench::kPatienceMs);
    }
    bool import(int count)
    {
        window.questions->folder = pictures(count);
        window.click(word("importFolder"));
        window.click(word("importStart"));
        return QTest::qWaitFor([this] { return message().contains(word("imported")); }, WindowBench::kPatienceMs);
    }
};

} // namespace

class TestDataPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("LATENTBENCH_WORKER", LB_BIN_DIR "/latentbench-worker"); }

    void aSetShowsItsNumbersAndItems()
    {
        DataBench bench;
        QVERIFY(bench.importText(100));
        QTRY_COMPARE_WITH_TIMEOUT(bench.items().tiles().size(), 40, WindowBench::kPatienceMs);
        QVERIFY(bench.items().tiles().first().text.startsWith(word("sentence")));
        auto* range = bench.window.find<QLabel>(word("itemRange"));
        QCOMPARE(range->text(), word("1 to 40 of 80"));
        const QString first = bench.items().tiles().first().text;
        bench.window.click(word("itemsOn"));
        QTRY_COMPARE(range->text(), word("41 to 80 of 80"));
        QVERIFY(bench.items().tiles().first().text != first);
        QVERIFY(!bench.window.find<QAbstractButton>(word("itemsOn"))->isEnabled());
        bench.window.click(word("itemsBack"));
        QTRY_COMPARE(range->text(), word("1 to 40 of 80"));
        bench.window.click(word("testItems"));
        QTRY_COMPARE(range->text(), word("1 to 10 of 10"));
        const auto bars = bench.window.find<lb::widgets::BarChart>(word("leftChart"))->bars();
        QCOMPARE(bars.counts.value(4), 80); // all have four words
        QVERIFY(bench.list()->count() >= 6);
        QVERIFY(bench.choose(word("Fashion-MNIST")));
    }

    void aCardOfTheStartPageLeadsHere()
    {
        DataBench bench;
        bench.window.trigger(lb::gui::Verb::ShowStart);
        auto* card = bench.window.find(word("dataCard:tang-poems"));
        QTRY_VERIFY_WITH_TIMEOUT((card = bench.window.find(word("dataCard:tang-poems"))) != nullptr,
                                 WindowBench::kPatienceMs);
        QTest::mouseClick(card, Qt::LeftButton);
        QCOMPARE(bench.window.window->page(), MainWindow::Page::Data);
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), word("Tang poems"), WindowBench::kPatienceMs);
    }

    void picturesAreImportedAndTrainable()
    {
        DataBench bench;
        QVERIFY(bench.import(200));
        QVERIFY2(bench.message().startsWith(word("200 items")), qPrintable(bench.message()));
        QVERIFY(bench.window.find<MessageBar>(word("dataMessage"))->message().text.contains(word("broken.png")));
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), word("shapes"), WindowBench::kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.items().tiles().size(), 120, WindowBench::kPatienceMs); // a page of 160
        QVERIFY(QStringList({word("dark"), word("light")}).contains(bench.items().tiles().first().caption));
        const auto bars = bench.window.find<lb::widgets::BarChart>(word("rightChart"))->bars();
        QCOMPARE(bars.labels, (QStringList{word("dark"), word("light")}));
        QCOMPARE(bars.counts, (QList<qint64>{100, 100}));
        bench.window.click(word("newRunWithData"));
        QCOMPARE(bench.window.window->page(), MainWindow::Page::NewRun);
        QCOMPARE(bench.window.window->newRun().draft().text(word("data.id")), word("own:shapes"));
        // Nothing like it has trained here: a worker plans it, then tries some of its steps.
        const auto& time = [&]() -> const auto&
        {
            return bench.window.window->newRun().forecast().time;
        };
        QTRY_COMPARE_WITH_TIMEOUT(time().source, lb::experiments::TimeEstimate::Source::SameKind, 60'000);
        QVERIFY(time().from.isEmpty() && time().itemsPerSecond > 0);
    }

    void whatWasRemovedComesBack()
    {
        DataBench bench;
        QVERIFY(bench.import(40));
        QTRY_COMPARE_WITH_TIMEOUT(bench.shown(), word("shapes"), WindowBench::kPatienceMs);
        const int sets = bench.list()->count();
        bench.window.click(word("removeData"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.list()->count(), sets - 1, WindowBench::kPatienceMs);
        QVERIFY(lb::experiments::ownSets(bench.window.project() + word("/datasets")).isEmpty());
        bench.window.click(word("bringDataBack"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.list()->count(), sets, WindowBench::kPatienceMs);
        QCOMPARE(bench.shown(), word("shapes"));
    }

    void aDroppedFolderIsOfferedAndItsCommandCopied()
    {
        DataBench bench;
        bench.window.trigger(lb::gui::Verb::ShowMonitor);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(bench.pictures(40))});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(bench.window.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(bench.window.window.get(), &drop);
        QCOMPARE(bench.window.window->page(), MainWindow::Page::Data);
        auto* name = bench.window.find<QLineEdit>(word("importName"));
        QVERIFY(name->isVisible());
        QCOMPARE(name->text(), word("shapes"));
        auto* size = bench.window.find<QComboBox>(word("importSize"));
        size->setFocus();
        QTest::keyClicks(size, word("28"));
        bench.window.click(word("importCopy"));
        const QString command = QApplication::clipboard()->text();
        QVERIFY2(command.contains(word("import-data")) && command.contains(word("--size 28x28")), qPrintable(command));
        bench.window.click(word("importCancel"));
        QVERIFY(!name->isVisible());
        QVERIFY(lb::experiments::ownSets(bench.window.project() + word("/datasets")).isEmpty());
    }

    void anImportIsCancelledAtOnce()
    {
        DataBench bench;
        bench.window.questions->folder = bench.pictures(200);
        bench.window.click(word("importFolder"));
        bench.window.click(word("importStart"));
        QVERIFY(bench.window.find<QProgressBar>(word("importProgress"))->isVisible());
        bench.window.click(word("importCancel"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.window.find(word("dataImport"))->isVisible(), 5000);
        QVERIFY(!bench.message().contains(word("imported")));
        QVERIFY(QDir(bench.window.project() + word("/datasets"))
                    .entryList(QDir::AllDirs | QDir::Hidden | QDir::NoDotAndDotDot)
                    .isEmpty());
    }

    void nothingUsefulIsSaidInOneSentence()
    {
        DataBench bench;
        QFile file(bench.files.filePath(word("few.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one line\n");
        file.close();
        bench.window.questions->openFile = file.fileName();
        bench.window.click(word("importFile"));
        bench.window.click(word("importStart"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.message(), word("Nothing was imported."), WindowBench::kPatienceMs);
        QVERIFY(bench.window.find<MessageBar>(word("dataMessage"))->message().text.contains(word("at least 30")));
        QVERIFY(bench.window.find<QLineEdit>(word("importName"))->isEnabled()); // what was typed is still there
    }

    void aTokenizerIsMadeAndKept()
    {
        DataBench bench;
        QVERIFY(bench.importText(100));
        auto* kind = bench.window.find<QComboBox>(word("tokenizerKind"));
        kind->setFocus();
        QTest::keyClicks(kind, word("Char"));
        bench.window.click(word("tokenizerMake"));
        auto* preview = bench.window.find<QPlainTextEdit>(word("segmentation"));
        QTRY_VERIFY_WITH_TIMEOUT(preview->toPlainText().contains(word(" | ")), WindowBench::kPatienceMs);
        bench.window.questions->saveFile = bench.files.filePath(word("own.vocabulary"));
        bench.window.click(word("tokenizerSave"));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(bench.files.filePath(word("own.vocabulary"))).size() > 20,
                                 WindowBench::kPatienceMs);
        bench.window.click(word("tokenizerCopy"));
        QVERIFY(QApplication::clipboard()->text().contains(word("train-tokenizer own:lines --kind characters")));
    }
};

QTEST_MAIN(TestDataPage)
#include "tst_data_page.moc"
