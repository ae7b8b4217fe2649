// "Copy as command": what is copied is run as it stands, with real workers.
#include "gui/docks/runs_dock.h"
#include "gui/run_commands.h"
#include "tests/gui/text_bench.h"

#include <QClipboard>
#include <QMenu>
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

    /// Chosen from the run's menu, then run by a shell in a folder.
    static QByteArray run(WindowBench& bench, const char* action, const QString& folder)
    {
        QMenu menu;
        lb::gui::addCommandMenu(menu, {bench.project(), word("codes"), true, {word("codes")}});
        auto* copy = menu.findChild<QAction*>(word(action));
        if (!copy || !copy->isEnabled())
            return "no such action";
        copy->trigger();
        QProcess shell;
        shell.setWorkingDirectory(folder);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(word("PATH"), word(LB_BIN_DIR ":") + environment.value(word("PATH")));
        shell.setProcessEnvironment(environment);
        shell.start(word("sh"), {word("-c"), QGuiApplication::clipboard()->text()});
        shell.waitForFinished(120'000);
        return shell.exitCode() == 0 ? QByteArray() : shell.readAllStandardError();
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
