// The Text page with real models: versions, branches, conversations, what is said of a token, what goes out of it.
#include "experiments/store/console_store.h"
#include "tests/gui/text_bench.h"
#include "widgets/text/token_panel.h"

#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QListView>
#include <QProcess>
#include <QSpinBox>
#include <QToolTip>

#include <csignal>

using namespace lb::experiments;
using lb::gui::MainWindow;
using lb::gui::Verb;
using lb::tests::openedCopy;
using lb::tests::TextBench;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestTextHistory : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained; ///< a project that each test copies

private slots:
    void initTestCase() { QVERIFY(lb::tests::trainTwo(m_trained)); }

    void regenerateKeepsTheVersionBefore()
    {
        const auto bench = openedCopy(m_trained);
        QVERIFY(bench->ask(word("the boat")));
        const QString first = bench->shown(0);
        bench->set(word("seed"), 99);
        QTest::keyClick(bench->window.find(word("promptEditor")), Qt::Key_R, Qt::ControlModifier);
        QVERIFY(bench->waitUntilIdle());
        QCOMPARE(bench->view().cards().size(), 1);
        QVERIFY(bench->shown(0) != first);
        bench->click(*bench->view().cards().first(), word("attemptBack"));
        QCOMPARE(bench->shown(0), first);
    }

    void continueWritesOnBehindTheReply()
    {
        const auto bench = openedCopy(m_trained);
        bench->set(word("length"), 3);
        QVERIFY(bench->ask(word("the boat")));
        const QString first = bench->shown(0);
        bench->click(bench->reply(0), word("continueReply"));
        QVERIFY(bench->waitUntilIdle());
        QCOMPARE(bench->view().cards().size(), 2);
        const QString prompt = word("the boat") + first;
        QCOMPARE(bench->view().cards().at(1)->turn().text, prompt);
        QCOMPARE(bench->shown(1),
                 bench->written(word("second"), prompt, {word("--max-tokens"), word("3"), word("--seed"), word("1")}));
    }

    void editAndBranchLeaveWhatWasThere()
    {
        const auto bench = openedCopy(m_trained);
        QVERIFY(bench->ask(word("the boat")));
        QVERIFY(bench->ask(word("the bird")));
        bench->click(*bench->view().cards().first(), word("editPrompt"));
        QCOMPARE(bench->view().cards().size(), 0);
        QVERIFY(bench->ask(word("the king")));
        QCOMPARE(bench->view().cards().size(), 1);
        QCOMPARE(bench->view().cards().first()->turn().branches, 2);
        bench->click(*bench->view().cards().first(), word("branchBack"));
        QCOMPARE(bench->view().cards().size(), 2);
        bench->click(*bench->view().cards().first(), word("branchAfter"));
        QCOMPARE(bench->view().cards().size(), 1);
        QVERIFY(bench->ask(word("the stone")));
        QCOMPARE(bench->view().cards().at(1)->turn().branches, 2);
        bench->click(*bench->view().cards().first(), word("branchAfter"));
        QTRY_VERIFY(bench->window.find(word("endBranch"))->isVisible());
        bench->window.click(word("endBranch"));
        QCOMPARE(bench->view().cards().size(), 2);
    }

    void pointingAtATokenSaysHowLikelyItWas()
    {
        const auto bench = openedCopy(m_trained);
        QVERIFY(bench->ask(word("the boat")));
        auto& text = bench->reply(0).text();
        QTest::mouseMove(text.viewport(), QPoint(12, 12));
        QTRY_VERIFY(text.pointedToken() >= 0);
        const auto* words = bench->window.find<QLabel>(word("tokenWords"));
        QVERIFY(words->text().contains(word("surprise")));
        QVERIFY(!bench->window.find(word("tokenPanel"))->accessibleDescription().isEmpty());
        text.setFocus();
        QTest::keyClick(&text, Qt::Key_End);
        QVERIFY(text.hasFocus());
        QTest::keyClick(&text, Qt::Key_Left);
        QCOMPARE(text.pointedToken(), text.tokens().size() - 1);
        QTest::keyClick(&text, Qt::Key_Home);
        QCOMPARE(text.pointedToken(), 0);
        QHelpEvent help(QEvent::ToolTip, QPoint(12, 12), text.viewport()->mapToGlobal(QPoint(12, 12)));
        QCoreApplication::sendEvent(text.viewport(), &help);
        QTRY_VERIFY(QToolTip::text().contains(word("nats")));
    }

    void shadingCanBeSwitchedOffAndTheTextCopied()
    {
        const auto bench = openedCopy(m_trained);
        bench->set(word("temperature"), 3);
        QVERIFY(bench->ask(word("the boat")));
        auto& text = bench->reply(0).text();
        const QImage shaded = text.grab().toImage();
        bench->window.find<QComboBox>(word("shadeBy"))->setCurrentIndex(1);
        QVERIFY(text.grab().toImage() != shaded);
        bench->click(bench->reply(0), word("copyReply"));
        QCOMPARE(QGuiApplication::clipboard()->text(), bench->shown(0));
    }

    void conversationIsExportedInThreeForms()
    {
        const auto bench = openedCopy(m_trained);
        bench->set(word("seed"), 4711);
        QVERIFY(bench->ask(word("the boat")));
        const QString text = bench->shown(0);
        QTemporaryDir folder;
        for (const char* name : {"a.md", "a.txt", "a.json"}) {
            bench->window.questions->saveFile = folder.filePath(word(name));
            bench->window.trigger(Verb::ExportConversation);
            QFile file(folder.filePath(word(name)));
            QTRY_VERIFY(file.exists());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString content = QString::fromUtf8(file.readAll());
            QVERIFY(content.contains(word("4711")) && content.contains(word("second")));
            QVERIFY(content.contains(text));
        }
    }

    void aConversationCanBeLeftAndOpenedAgain()
    {
        const auto bench = openedCopy(m_trained);
        QVERIFY(bench->ask(word("the boat")));
        bench->window.trigger(Verb::NewConversation);
        QCOMPARE(bench->view().cards().size(), 0);
        QVERIFY(bench->ask(word("the bird")));
        auto* list = bench->window.find<QListView>(word("conversations"));
        QTRY_COMPARE(list->model()->rowCount(), 2);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
        QTRY_COMPARE(bench->view().cards().size(), 1);
        QTRY_COMPARE(bench->view().cards().first()->turn().text, word("the boat"));
    }

    void seedGoesOnUnlessItIsLocked()
    {
        const auto bench = openedCopy(m_trained);
        bench->set(word("seed"), 7);
        QVERIFY(bench->ask(word("the boat")));
        const auto seed = [&] { return bench->window.find<QSpinBox>(word("seed"))->value(); };
        QCOMPARE(seed(), 7);
        bench->window.click(word("seedLock"));
        QVERIFY(bench->ask(word("the boat")));
        QCOMPARE(bench->view().cards().at(1)->turn().parameters.seed, 7);
        QVERIFY(seed() != 7);
    }
};

QTEST_MAIN(TestTextHistory)
#include "tst_text_history.moc"
