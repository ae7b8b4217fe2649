// What the window says of runs whose device or worker is in trouble, and what its buttons do.
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"

using namespace lb::experiments;
using lb::tests::WindowBench;
using lb::widgets::MessageBar;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

struct Bench : WindowBench {
    explicit Bench(const char* behaviour)
        : WindowBench(word(behaviour))
        , uid(createRun(word("vae-sentences"), word("VAE one")))
    {
        open();
    }
    MessageBar* bar() { return find<MessageBar>(word("notice:") + uid); }
    bool isSaid(const char* words)
    {
        return QTest::qWaitFor(
            [&] { return bar() && bar()->isVisible() && bar()->message().title.contains(word(words)); }, kPatienceMs);
    }
    QAbstractButton* button(const char* text)
    {
        for (QAbstractButton* button : bar()->findChildren<QAbstractButton*>())
            if (button->text() == word(text))
                return button;
        return nullptr;
    }
    bool isIn(RunState state)
    {
        return QTest::qWaitFor([&] { return board().run(uid)->state == state; }, kPatienceMs);
    }
    QString uid;
};

} // namespace

class TestRunNotices : public QObject {
    Q_OBJECT
private slots:
    void aRunThatLostItsGpuIsContinuedFromItsNotice()
    {
        Bench bench("rate=100 checkpoint-every=5 fail-at=17 lost-device=1");
        bench.context->runs().continueRuns({bench.uid});
        QVERIFY(bench.isSaid("VAE one lost its GPU."));
        QVERIFY(bench.bar()->message().text.contains(word("last checkpoint is safe")));
        QVERIFY(bench.isIn(RunState::Failed));
        QFile words(bench.store().folder(bench.uid).path() + word("/fake.txt"));
        QVERIFY(words.open(QIODevice::WriteOnly) && words.write("rate=100 fail-at=-1 steps=40") > 0);
        words.close();
        QVERIFY(bench.button("Continue"));
        QTest::mouseClick(bench.button("Continue"), Qt::LeftButton);
        QVERIFY(bench.isIn(RunState::Finished));
    }

    void aSilentWorkerIsStoppedByForceFromItsNotice()
    {
        Bench bench("rate=100 checkpoint-every=5 hang-at=12");
        bench.context->runs().continueRuns({bench.uid});
        QVERIFY(bench.isIn(RunState::Running));
        bench.context->store().post([uid = bench.uid](lb::gui::StoreReader& reader) { emit reader.silent(uid, 150); });
        QVERIFY(bench.isSaid("VAE one does not answer."));
        QVERIFY(bench.bar()->message().text.contains(word("no sign of life for 2:30")));
        QVERIFY(bench.button("Stop by force"));
        QTest::mouseClick(bench.button("Stop by force"), Qt::LeftButton);
        QVERIFY(bench.isIn(RunState::Interrupted));
    }
};

QTEST_MAIN(TestRunNotices)
#include "tst_run_notices.moc"
