// 100 sequences of pause, stop, start, force, trash, undo and close in an order that nobody thought of: the window
// lives, says the truth, and leaves a sound project. The seed is printed; LATENTBENCH_SEED takes another.
#include "experiments/store/run_lock.h"
#include "experiments/store/sqlite_file.h"
#include "tests/gui/window_bench.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using lb::experiments::isActive;
using lb::experiments::openForReading;
using lb::experiments::RunLock;
using lb::experiments::RunRecord;
using lb::experiments::RunState;
using lb::experiments::runStateName;
using lb::gui::CloseChoice;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

constexpr int kSequences = 100;
constexpr int kLongestSequence = 7;
constexpr int kLongestWaitMs = 60;
constexpr int kMostAtWork = 9; // runs; more and the next click stops them
/// A run lasts two seconds at most, so that clicks meet runs that begin, work and end.
const QString kShortRun = QStringLiteral("rate=300 metrics=4 steps=600 evaluate-every=100 checkpoint-every=100");

const Verb kVerbs[]{Verb::Primary, Verb::Primary, Verb::Pause,   Verb::Pause,     Verb::Continue,   Verb::Continue,
                    Verb::Stop,    Verb::StopRun, Verb::RunDemo, Verb::Sample,    Verb::Checkpoint, Verb::KillWorker,
                    Verb::Remove,  Verb::Undo,    Verb::Redo,    Verb::MoreEpochs};
const CloseChoice kAnswers[]{CloseChoice::Cancel, CloseChoice::KeepTraining, CloseChoice::PauseAndQuit,
                             CloseChoice::StopAndQuit};

class Clicks {
public:
    Clicks(WindowBench& bench, unsigned seed)
        : m_bench(bench)
        , m_random(seed)
    {
    }

    int upTo(int last) { return std::uniform_int_distribution<int>(0, last)(m_random); }

    /// One click, or a close with one of its answers; false: the window did not come back.
    bool one()
    {
        const QList<RunRecord> runs = m_bench.board().runs();
        if (!runs.isEmpty() && upTo(2) == 0)
            m_bench.board().setCurrent(runs.at(upTo(static_cast<int>(runs.size()) - 1)).uid);
        if (upTo(14) == 0)
            return closeAndOpen();
        const auto atWork = std::count_if(runs.begin(), runs.end(), [](const RunRecord& run) {
            return isActive(run.state) || run.state == RunState::Queued;
        });
        QList<QAction*> able;
        for (const Verb verb : kVerbs)
            if (QAction* each = m_bench.context->actions()[verb]; each->isEnabled())
                able.append(each);
        QAction* action = m_bench.context->actions()[Verb::Stop];
        if (atWork <= kMostAtWork && !able.isEmpty())
            action = able.at(upTo(static_cast<int>(able.size()) - 1));
        m_done += action->objectName() + QLatin1Char(' ');
        m_made += action->isEnabled();
        action->trigger();
        QTest::qWait(upTo(kLongestWaitMs));
        return true;
    }

    int made() const { return m_made; }
    int closed() const { return m_closed; }
    QString takeDone() { return std::exchange(m_done, {}); }

private:
    bool closeAndOpen()
    {
        const CloseChoice choice = kAnswers[upTo(std::size(kAnswers) - 1)];
        m_bench.questions->closeAnswer = {choice, false};
        const int asked = m_bench.questions->closeAsked;
        m_done += QStringLiteral("close%1 ").arg(static_cast<int>(choice));
        m_bench.window->close();
        const bool isCancelled = choice == CloseChoice::Cancel && m_bench.questions->closeAsked > asked;
        if (isCancelled)
            return !m_bench.isClosed();
        if (!QTest::qWaitFor([this] { return m_bench.isClosed(); }, WindowBench::kPatienceMs))
            return false;
        ++m_closed;
        m_bench.drop();
        m_bench.open();
        m_bench.questions->number = 1;
        return m_bench.board().isListed();
    }

    WindowBench& m_bench;
    std::mt19937 m_random;
    QString m_done;
    int m_made = 0;
    int m_closed = 0;
};

} // namespace

class TestRandomClicks : public QObject {
    Q_OBJECT
private slots:
    void nothingBreaks()
    {
        bool isGiven = false;
        const int given = qEnvironmentVariableIntValue("LATENTBENCH_SEED", &isGiven);
        const unsigned seed = isGiven ? static_cast<unsigned>(given) : 20260506U;
        qInfo("seed %u", seed);
        WindowBench bench(kShortRun);
        bench.open();
        bench.questions->number = 1; // for "more epochs"
        Clicks clicks(bench, seed);
        for (int sequence = 0; sequence < kSequences; ++sequence) {
            const int length = 1 + clicks.upTo(kLongestSequence - 1);
            for (int i = 0; i < length; ++i)
                QVERIFY2(clicks.one(), qPrintable(clicks.takeDone()));
            QTRY_VERIFY(bench.window->isVisible());
        }
        qInfo("%d clicks did something, the window was closed %d times", clicks.made(), clicks.closed());
        QVERIFY(clicks.made() > 2 * kSequences);
        QVERIFY(clicks.closed() > 5);
        settle(bench);
        checkProject(bench);
    }

private:
    /// All that is at work is continued or stopped, as a user would at the end of the day.
    static void settle(WindowBench& bench)
    {
        QElapsedTimer timer;
        timer.start();
        const auto isQuiet = [&bench] {
            bool none = true;
            const QList<RunRecord> runs = bench.board().runs(); // they change meanwhile
            for (const RunRecord& run : runs) {
                // A command on its way counts: a run that is to start looks idle until it does.
                if (!isActive(run.state) && run.state != RunState::Queued &&
                    bench.board().pending(run.uid) == lb::gui::PendingCommand::None)
                    continue;
                none = false;
                bench.board().setCurrent(run.uid);
                bench.trigger(Verb::StopRun);
                QTest::qWait(20);
            }
            return none;
        };
        while (!isQuiet() && timer.elapsed() < 4 * WindowBench::kPatienceMs)
            QTest::qWait(100);
        QStringList left;
        for (const RunRecord& run : bench.board().runs())
            left.append(QStringLiteral("%1 is %2, pending %3")
                            .arg(run.name, runStateName(run.state))
                            .arg(static_cast<int>(bench.board().pending(run.uid))));
        QVERIFY2(isQuiet(), qPrintable(QStringLiteral("runs are left at work, or said to be: ") + left.join(u"; ")));
    }

    static void checkProject(WindowBench& bench)
    {
        const QList<RunRecord> shown = bench.board().runs();
        for (const RunRecord& run : shown) {
            const auto folder = bench.store().folder(run.uid);
            QTRY_VERIFY2(RunLock::holder(folder) == 0, qPrintable(run.name + QLatin1String(" still has a worker")));
        }
        bench.drop();
        const QList<RunRecord> runs = bench.store().list().value();
        for (const RunRecord& run : runs)
            QVERIFY2(!isActive(run.state), qPrintable(run.name + QLatin1Char(' ') + runStateName(run.state)));
        const auto index = openForReading(bench.project() + QStringLiteral("/project.sqlite"), 1000);
        QCOMPARE(QString::fromStdString(index->execAndGet("PRAGMA integrity_check").getString()), QStringLiteral("ok"));
    }
};

QTEST_MAIN(TestRandomClicks)
#include "tst_random_clicks.moc"
