// The Inspector: notes that are typed, and checkpoints that leave for other programs.
#include "experiments/store/checkpoint_files.h"
#include "gui/docks/inspector_dock.h"
#include "tests/gui/text_bench.h"
#include "widgets/logs/message_bar.h"

#include <QClipboard>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProcess>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>

using namespace lb::experiments;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

constexpr int kPatienceMs = WindowBench::kPatienceMs;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestInspector : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained; ///< a project with "codes", an autoencoder

    /// The Monitor over a copy, the run current, the Inspector on a tab.
    std::unique_ptr<WindowBench> opened(int tab)
    {
        auto bench = std::make_unique<WindowBench>();
        bench->takeCopyOf(m_trained.filePath(word("project")));
        bench->open();
        bench->board().showOnly({uidOf(*bench)});
        bench->board().setCurrent(uidOf(*bench));
        bench->trigger(Verb::ShowMonitor);
        bench->find<QTabWidget>(word("inspectorTabs"))->setCurrentIndex(tab);
        return bench;
    }
    QString uidOf(WindowBench& bench) { return bench.board().runs().first().uid; }
    QString notesOf(WindowBench& bench) { return bench.store().find(uidOf(bench))->notes; }

    /// By the menu of the newest checkpoint.
    static void choose(WindowBench& bench, const char* action)
    {
        auto* view = bench.find<QTableView>(word("checkpointView"));
        QTRY_VERIFY_WITH_TIMEOUT(view->model()->rowCount() > 0, kPatienceMs);
        view->setCurrentIndex(view->model()->index(0, 0));
        emit view->customContextMenuRequested(view->visualRect(view->currentIndex()).center());
        auto* menu = bench.find<QMenu>(word("checkpointMenu"));
        QVERIFY(menu && menu->isVisible());
        menu->findChild<QAction*>(word(action))->trigger();
        menu->close();
    }

    static void checkFolder(const QString& folder)
    {
        for (const char* name : {"model.safetensors", "config.json", "load.py"})
            QVERIFY2(QFile::exists(folder + QLatin1Char('/') + word(name)), name);
        QFile config(folder + word("/config.json"));
        QVERIFY(config.open(QIODevice::ReadOnly));
        const QByteArray json = config.readAll();
        QVERIFY2(json.contains("bn-vae") && QJsonDocument::fromJson(json).object().contains(word("step")),
                 json.constData());
        const QString python = QStandardPaths::findExecutable(word("python3"));
        if (python.isEmpty()) {
            qInfo("python3 is not installed: the script is not run here");
            return;
        }
        QProcess script;
        script.start(python, {folder + word("/load.py")});
        QVERIFY(script.waitForFinished(kPatienceMs));
        const QByteArray printed = script.readAllStandardOutput();
        QVERIFY2(script.exitCode() == 0, script.readAllStandardError().constData());
        QVERIFY2(printed.contains("decoder/embedding") && printed.contains(" numbers"), printed.constData());
    }

private slots:
    void initTestCase()
    {
        QVERIFY(lb::tests::trainRun(lb::tests::createAutoencoder(
            m_trained.filePath(word("project")), m_trained.filePath(word("sentences.txt")), word("codes"), 2)));
    }

    void notesAreTypedKeptPreviewedAndUndone()
    {
        const auto bench = opened(1);
        auto* notes = bench->find<QPlainTextEdit>(word("notesEdit"));
        notes->setFocus();
        QTest::keyClicks(notes, word("# Seen"));
        QTest::keyClick(notes, Qt::Key_Return);
        QTest::keyClicks(notes, word("* it *works*"));
        QTRY_COMPARE_WITH_TIMEOUT(notesOf(*bench), word("# Seen\n* it *works*"), kPatienceMs); // by itself
        bench->click(word("notesPreviewButton"));
        auto* preview = bench->find<QTextBrowser>(word("notesPreview"));
        QVERIFY(preview->isVisible() && !notes->isVisible());
        QVERIFY2(preview->toPlainText().startsWith(word("Seen")), qPrintable(preview->toPlainText()));
        QVERIFY(!preview->toPlainText().contains(QLatin1Char('*')));
        bench->click(word("notesPreviewButton"));
        QVERIFY(notes->isVisible());
        QTRY_COMPARE(bench->board().run(uidOf(*bench))->notes, word("# Seen\n* it *works*"));
        bench->trigger(Verb::Undo);
        QTRY_COMPARE_WITH_TIMEOUT(notesOf(*bench), QString(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(notes->toPlainText(), QString(), kPatienceMs); // the editor follows
    }

    void aCheckpointLeavesAsAFolder()
    {
        const auto bench = opened(2);
        const QTemporaryDir out;
        bench->questions->folder = out.path();
        choose(*bench, "exportCheckpoint");
        QTRY_VERIFY_WITH_TIMEOUT(bench->find<lb::widgets::MessageBar>(word("notice:written")), kPatienceMs);
        const qint64 step = checkpointFiles(bench->store().folder(uidOf(*bench))).first().step;
        checkFolder(out.filePath(word("codes-%1")).arg(step));
    }

    void itsCommandDoesTheSame()
    {
        const auto bench = opened(2);
        choose(*bench, "copyExportCommand");
        QStringList words = QProcess::splitCommand(QGuiApplication::clipboard()->text());
        QCOMPARE(words.takeFirst(), word("latentbench-cli"));
        const QTemporaryDir out;
        words.last() = out.filePath(words.last());
        QProcess cli;
        cli.start(word(LB_BIN_DIR "/latentbench-cli"), words);
        QVERIFY(cli.waitForFinished(kPatienceMs));
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError().constData());
        checkFolder(words.last());
    }
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
