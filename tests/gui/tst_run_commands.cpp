// "Copy as command": what is copied is run as it stands, with real workers.
#include "gui/dialogs/fork_dialog.h"
#include "gui/docks/runs_dock.h"
#include "gui/run_commands.h"
#include "tests/gui/text_bench.h"

#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProcess>

using namespace lb::experiments;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestRunCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained; ///< a project with "codes", an autoencoder

    std::unique_ptr<WindowBench> opened()
    {
        auto bench = std::make_unique<WindowBench>();
        bench->takeCopyOf(m_trained.filePath(word("project")));
        bench->open();
        bench->board().showOnly({bench->board().runs().first().uid});
        bench->trigger(Verb::ShowMonitor);
        return bench;
    }

    /// What the clipboard holds, run by a shell in a folder.
    static QByteArray runCopied(const QString& folder)
    {
        QProcess shell;
        shell.setWorkingDirectory(folder);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(word("PATH"), word(LB_BIN_DIR ":") + environment.value(word("PATH")));
        shell.setProcessEnvironment(environment);
        shell.start(word("sh"), {word("-c"), QGuiApplication::clipboard()->text()});
        shell.waitForFinished(120'000);
        return shell.exitCode() == 0 ? QByteArray() : shell.readAllStandardError();
    }

    /// Chosen from the run's menu, then run.
    static QByteArray run(WindowBench& bench, const char* action, const QString& folder)
    {
        QMenu menu;
        lb::gui::addCommandMenu(menu, {bench.project(), word("codes"), true, {word("codes")}});
        auto* copy = menu.findChild<QAction*>(word(action));
        if (!copy || !copy->isEnabled())
            return "no such action";
        copy->trigger();
        return runCopied(folder);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(lb::tests::trainRun(lb::tests::createAutoencoder(
            m_trained.filePath(word("project")), m_trained.filePath(word("sentences.txt")), word("codes"), 1)));
    }

    void moreEpochsAreTrained()
    {
        const auto bench = opened();
        const qint64 before = bench->store().list()->first().totalEpochs;
        const QByteArray problem = run(*bench, "copyMoreEpochs", m_trained.path());
        QVERIFY2(problem.isEmpty(), problem.constData());
        const RunRecord after = bench->store().refresh(bench->store().list()->first().uid).value();
        QCOMPARE(after.totalEpochs, before + 10);
        QCOMPARE(after.state, RunState::Finished);
    }

    void theRunIsTrainedAgain()
    {
        const auto bench = opened();
        const QByteArray problem = run(*bench, "copyRepeat", m_trained.path());
        QVERIFY2(problem.isEmpty(), problem.constData());
        QCOMPARE(bench->store().list()->size(), 2);
    }

    void reportAndTableAreWritten()
    {
        const auto bench = opened();
        const QTemporaryDir folder;
        for (const auto& [action, file] : {std::pair("copyReport", "report.html"), {"copyTable", "results.tex"}}) {
            const QByteArray problem = run(*bench, action, folder.path());
            QVERIFY2(problem.isEmpty(), problem.constData());
            QVERIFY2(QFile::exists(folder.filePath(word(file))), file);
        }
    }

    void theForkDialogCopiesWhatItsStartDoes()
    {
        const auto bench = opened();
        const QString parent = bench->board().runs().first().uid;
        bench->questions->field = lb::gui::FieldChange{word("latent.size"), word("3"), {}, {}, word("3")};
        bench->questions->forksInLockStep = true;
        bench->trigger(Verb::Fork); // which starts one: "codes, 3"
        QTRY_COMPARE_WITH_TIMEOUT(bench->board().runs().size(), 2, WindowBench::kPatienceMs);
        lb::gui::ForkDialog dialog(bench->context->theme(), bench->questions->forks.last(), bench->window.get());
        dialog.findChild<QLineEdit*>(word("forkName"))->setText(word("it's copied"));
        QTest::mouseClick(dialog.findChild<QAbstractButton*>(word("copyForkCommand")), Qt::LeftButton);
        const QByteArray problem = runCopied(m_trained.path());
        QVERIFY2(problem.isEmpty(), problem.constData());
        const RunRecord copied = bench->store().find(word("it's copied")).value();
        const RunRecord started = bench->store().find(word("codes, 3")).value();
        QCOMPARE(bench->store().spec(copied.uid)->toJson(), bench->store().spec(started.uid)->toJson());
        QCOMPARE(copied.parentUid, parent);
        QCOMPARE(copied.lockStepUid, parent);
    }

    void aForkOfACheckpointIsCopiedWithItsStep()
    {
        const lb::gui::CommandTarget target{word("/p"), word("my run"), false, {}};
        QCOMPARE(lb::gui::forkCommand(target, 40, {{word("optimizer.rate"), word("0.1"), {}, {}, {}}}, {word("n")}),
                 word("latentbench-cli --project /p fork 'my run@40' --set optimizer.rate=0.1 --name n"));
        QCOMPARE(lb::gui::liveChangeCommand(target, {word("optimizer.rate"), word("0.1"), {}, {}, {}}),
                 word("latentbench-cli --project /p set 'my run' optimizer.rate=0.1"));
    }

    void aScoredTextIsScoredByItsCommand()
    {
        const auto bench = opened();
        bench->trigger(Verb::ShowText);
        QTRY_VERIFY_WITH_TIMEOUT(bench->context->actions()[Verb::ScoreText]->isEnabled(), WindowBench::kPatienceMs);
        bench->trigger(Verb::ScoreText);
        auto* dialog = bench->find<QDialog>(word("scoreDialog"));
        QTRY_VERIFY(dialog && dialog->isVisible());
        auto* copy = dialog->findChild<QAbstractButton*>(word("copyScoreCommand"));
        QVERIFY(!copy->isEnabled());
        dialog->findChild<QPlainTextEdit*>(word("scoreEditor"))->setPlainText(word("the king's boat\nthe old river"));
        QTRY_VERIFY_WITH_TIMEOUT(copy->isEnabled(), WindowBench::kPatienceMs);
        QTest::mouseClick(copy, Qt::LeftButton);
        const QByteArray problem = runCopied(m_trained.path());
        QVERIFY2(problem.isEmpty(), problem.constData());
    }

    void theMenuOfARunHasThem()
    {
        const auto bench = opened();
        emit bench->window->findChild<lb::gui::RunsDock*>()->contextMenuRequested(
            bench->board().runs().first().uid, bench->window->mapToGlobal(QPoint(50, 200)));
        auto* menu = bench->find<QMenu>(word("runMenu"));
        QVERIFY(menu && menu->findChild<QMenu*>(word("copyCommandMenu")));
        QVERIFY(menu->findChild<QAction*>(word("copyRepeat"))->isEnabled());
        menu->close();
    }
};

QTEST_MAIN(TestRunCommands)
#include "tst_run_commands.moc"
