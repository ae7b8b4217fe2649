// The Report page: what is sent to it, in which order, how it is written.
#include "gui/pages/report_page.h"
#include "gui/report/report_list_model.h"
#include "gui/report/report_shelf.h"
#include "tests/gui/figure_bench.h"
#include "widgets/plots/plot_panel.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QToolButton>

using namespace lb::gui;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

/// Two runs with curves; the Monitor's KL plot and its reconstruction were sent to the report.
class PageBench : public WindowBench {
public:
    PageBench()
    {
        for (const char* preset : {"vae-sentences", "bn-vae-sentences"}) {
            uids.append(createRun(word(preset), word(preset)));
            lb::tests::recordCurves(store().folder(uids.last()), 60);
        }
        open();
        board().showOnly(uids);
        trigger(Verb::ShowMonitor);
        send("KL divergence");
        send("Reconstruction");
        trigger(Verb::ShowReport);
    }
    /// By the plot's own menu.
    void send(const char* plot)
    {
        for (QAction* action : window->findChildren<QAction*>(word("reportPlot"))) {
            auto* menu = qobject_cast<QMenu*>(action->parent());
            const lb::widgets::PlotPanel* panel = nullptr;
            for (QWidget* one = menu->parentWidget(); one && !panel; one = one->parentWidget())
                panel = qobject_cast<lb::widgets::PlotPanel*>(one);
            if (panel && panel->title() == word(plot)) {
                emit menu->aboutToShow();
                return action->trigger();
            }
        }
        QFAIL("there is no such plot");
    }
    QStringList titles() { return titlesOf(shelf().items()); }
    static QStringList titlesOf(const QList<ReportItem>& items)
    {
        QStringList titles;
        for (const ReportItem& item : items)
            titles.append(item.title);
        return titles;
    }
    ReportShelf& shelf() { return *window->findChild<ReportShelf*>(); }
    QListView& list() { return *find<QListView>(word("reportList")); }
    QStringList kept() { return titlesOf(keptReportItems(store()).value_or(QList<ReportItem>())); }
    QByteArray written(const char* name)
    {
        questions->saveFile = project() + QLatin1Char('/') + word(name);
        click(word("writeReportPage"));
        return read(*questions->saveFile);
    }
    static QByteArray read(const QString& name)
    {
        static_cast<void>(QTest::qWaitFor([&] { return QFile::exists(name); }, kPatienceMs));
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList uids;
};

} // namespace

class TestReportPage : public QObject {
    Q_OBJECT
private slots:
    void keysMoveAndRemoveAndUndoBringsBack()
    {
        PageBench bench;
        QCOMPARE(bench.titles(), QStringList({word("KL divergence"), word("Reconstruction")}));
        QListView& list = bench.list();
        list.setFocus();
        list.setCurrentIndex(list.model()->index(1, 0));
        QTest::keyClick(&list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(bench.titles(), QStringList({word("Reconstruction"), word("KL divergence")}));
        QCOMPARE(list.currentIndex().row(), 0); // the figure stays the current one
        QTRY_COMPARE(bench.kept(), bench.titles());
        QTest::keyClick(&list, Qt::Key_Delete);
        QCOMPARE(bench.titles(), QStringList{word("KL divergence")});
        bench.trigger(Verb::Undo);
        bench.trigger(Verb::Undo);
        QCOMPARE(bench.titles(), QStringList({word("KL divergence"), word("Reconstruction")}));
        QTRY_COMPARE(bench.kept(), bench.titles());
    }

    void draggedRowGoesWhereItWasDropped()
    {
        ReportListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<ReportItem> items;
        for (const char* id : {"a", "b", "c"})
            items.append({.id = word(id), .title = word(id), .caption = {}, .uids = {}});
        model.setItems(items);
        connect(&model, &ReportListModel::moveRequested, this, [&](const QString& id, int to) {
            items.move(model.rowOf(id), to);
            model.setItems(items);
        });
        const auto drop = [&](int from, int before) {
            const std::unique_ptr<QMimeData> data(model.mimeData({model.index(from)}));
            QVERIFY(!model.dropMimeData(data.get(), Qt::MoveAction, before, 0, {})); // else the view removes a row
        };
        drop(0, 3);
        QCOMPARE(PageBench::titlesOf(items), QStringList({word("b"), word("c"), word("a")}));
        QCOMPARE(model.index(2).data().toString(), word("a"));
        drop(2, 0);
        QCOMPARE(PageBench::titlesOf(items), QStringList({word("a"), word("b"), word("c")}));
        items.removeAt(1);
        model.setItems(items);
        QCOMPARE(model.rowCount(), 2);
    }

    void titleAndCaptionAreTypedAndWritten()
    {
        PageBench bench;
        bench.list().setCurrentIndex(bench.list().model()->index(0, 0));
        auto* title = bench.find<QLineEdit>(word("reportTitle"));
        title->setFocus();
        title->selectAll();
        QTest::keyClicks(title, word("KL of both"));
        QTest::keyClick(title, Qt::Key_Return);
        auto* caption = bench.find<QPlainTextEdit>(word("reportCaption"));
        caption->setFocus();
        QTest::keyClicks(caption, word("It stays <above> the floor."));
        bench.list().setFocus();
        QCOMPARE(bench.shelf().items().first().caption, word("It stays <above> the floor."));
        const QByteArray html = bench.written("r.html");
        for (const char* words : {"<h2>KL of both</h2>", "<h2>Reconstruction</h2>", "It stays &lt;above&gt; the floor.",
                                  "latent.kind", "latentbench-cli train", "Versions", "--report-page"})
            QVERIFY2(html.contains(words), words);
        QCOMPARE(html.count("<svg"), 2);
        QVERIFY(html.indexOf("KL of both") < html.indexOf("<h2>Reconstruction"));
        QVERIFY(!html.contains("Active units (of 32)")); // exactly what was sent
        QVERIFY(!html.contains("a &lt;small&gt; boat"));
        QVERIFY(bench.written("r.pdf").startsWith("%PDF-"));
        bench.trigger(Verb::Undo); // the caption
        QVERIFY(bench.shelf().items().first().caption.isEmpty());
        QTRY_VERIFY(caption->toPlainText().isEmpty());
    }

    void copiedCommandWritesTheSame()
    {
        PageBench bench;
        const QByteArray html = bench.written("r.html");
        QTRY_COMPARE(bench.kept().size(), 2);
        bench.click(word("copyReportCommand"));
        QStringList words = QProcess::splitCommand(QGuiApplication::clipboard()->text());
        QCOMPARE(words.takeFirst(), word("latentbench"));
        words.last() = bench.project() + word("/again.html");
        QProcess program;
        program.start(word(LB_BIN_DIR "/latentbench"), words);
        QVERIFY(program.waitForFinished(WindowBench::kPatienceMs));
        QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
        const QByteArray again = PageBench::read(words.last());
        QCOMPARE(again.count("<svg"), html.count("<svg"));
        for (const char* part : {"<h2>KL divergence</h2>", "<h2>Reconstruction</h2>", "latent.kind"})
            QVERIFY2(again.contains(part), part);
    }

    void viewsOfCompareComeAsLightPictures()
    {
        PageBench bench;
        bench.context->setTheme(lb::gui::ThemeChoice::Dark);
        bench.trigger(Verb::ShowCompare);
        auto* send = bench.find<QToolButton>(word("leftReport"));
        QTRY_VERIFY_WITH_TIMEOUT(send->isEnabled(), WindowBench::kPatienceMs);
        bench.click(word("leftReport"));
        QCOMPARE(bench.shelf().items().size(), 3);
        const ReportItem& item = bench.shelf().items().last();
        const QImage picture = QImage::fromData(item.png);
        QVERIFY(!picture.isNull() && item.uids.size() == 2);
        QVERIFY(picture.pixelColor(2, 2).lightness() > 200);
        QVERIFY(bench.context->theme().isDark());
        bench.trigger(Verb::ShowReport);
        QVERIFY(bench.written("r.html").contains("data:image/png;base64,"));
        // The picture is kept with the project, and gone with the figure.
        QTRY_COMPARE(keptReportItems(bench.store())->last().png, item.png);
        const QString id = item.id;
        bench.shelf().remove(id);
        QTRY_COMPARE(bench.store().setting(reportPictureKey(id)).value(), QString());
    }

    void runsThatAreGoneAreSaid()
    {
        PageBench bench;
        bench.context->runs().remove({bench.uids.first()});
        QTRY_COMPARE(bench.board().runs().size(), 1);
        const QByteArray html = bench.written("r.html");
        QVERIFY2(html.contains("Not in the project any more: 1 run of this figure."), html.left(3000).constData());
        QCOMPARE(html.count("<svg"), 2);
    }

    void emptyReportIsRefusedInOneSentence()
    {
        WindowBench bench;
        bench.open();
        bench.trigger(Verb::ShowReport);
        QVERIFY(!bench.find<QWidget>(word("writeReportPage"))->isEnabled());
        QProcess program;
        program.start(word(LB_BIN_DIR "/latentbench"), {word("--project"), bench.project(), word("--report-page"),
                                                        word("--out"), bench.project() + word("/r.html")});
        QVERIFY(program.waitForFinished(WindowBench::kPatienceMs));
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.readAllStandardError().contains("No figure was sent to the report yet"));
        auto* button = bench.find<QWidget>(word("reportEmpty"))->findChild<QPushButton*>();
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(bench.window->page(), MainWindow::Page::Monitor);
    }
};

QTEST_MAIN(TestReportPage)
#include "tst_report_page.moc"
