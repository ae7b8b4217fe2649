#include "tests/experiments/worker_bench.h"

#include "experiments/store/run_lock.h"

#include <QFile>
#include <QTest>

namespace lb::tests {

using namespace experiments;

namespace {

constexpr int kPatienceMs = 20000; // for computers under load; nothing waits this long when all is well

} // namespace

WorkerBench::WorkerBench(const QString& behaviour)
    : store(RunStore::open(directory.path()).value())
    , launcher(QStringLiteral(LB_BIN_DIR "/latentbench-fake-worker"))
    , controller(*store, launcher)
    , m_behaviour(behaviour)
{
}

WorkerBench::~WorkerBench()
{
    const auto runs = store->list();
    if (!runs)
        return;
    for (const RunRecord& run : *runs)
        if (controller.kill(run.uid))
            static_cast<void>(QTest::qWaitFor([&] { return RunLock::holder(folder(run.uid)) == 0; }, kPatienceMs));
}

QString WorkerBench::create()
{
    NewRun run;
    run.family = QStringLiteral("vae");
    run.group = QStringLiteral("bench");
    const QString uid = store->create(run).value().uid;
    setBehaviour(uid, m_behaviour);
    return uid;
}

void WorkerBench::setBehaviour(const QString& uid, const QString& behaviour) const
{
    QFile file(folder(uid).path() + QStringLiteral("/fake.txt"));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(behaviour.toUtf8());
}

QString WorkerBench::start()
{
    const QString uid = create();
    if (const auto started = controller.enqueue({uid}); !started)
        qWarning("%s", qPrintable(started.error().detail));
    return uid;
}

RunStatus WorkerBench::status(const QString& uid) const
{
    const auto reader = MetricReader::open(folder(uid));
    return reader ? (*reader)->progress().value().status : RunStatus();
}

MetricUpdate WorkerBench::everything(const QString& uid) const
{
    const auto reader = MetricReader::open(folder(uid)).value();
    MetricUpdate all = reader->after({}).value();
    for (MetricUpdate page = all; page.hasMore;) {
        page = reader->after(page.cursor).value();
        all.points += page.points;
        all.vectors += page.vectors;
        all.events += page.events;
    }
    return all;
}

bool WorkerBench::waitFor(const QString& uid, RunState state)
{
    return QTest::qWaitFor(
        [&] {
            controller.tick();
            return record(uid).state == state;
        },
        kPatienceMs);
}

bool WorkerBench::waitForStep(const QString& uid, qint64 step)
{
    return QTest::qWaitFor([&] { return status(uid).step >= step; }, kPatienceMs);
}

} // namespace lb::tests
