// The flight recorder in the window: by hand, and offered by a run that met a NaN.
#include "experiments/store/flight_file.h"
#include "gui/dialogs/flight_dialog.h"
#include "tests/gui/window_bench.h"
#include "widgets/logs/message_bar.h"
#include "widgets/plots/metric_plot.h"

#include <QFile>
#include <QFont>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>

#include <cmath>

using namespace lb::experiments;
using lb::gui::FlightDialog;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

constexpr int kSteps = 40;
constexpr int kFailed = 140;

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

/// 40 steps, the last of which is not a number.
FlightLog failedLog()
{
    FlightLog log{.columns = {word("train/loss"), word("train/gradient_norm"), word("train/kl")},
                  .tensors = {word("encoder/weight"), word("decoder/weight")},
                  .writtenMs = 1,
                  .failedStep = kFailed,
                  .place = word("log of [32] in decoder/likelihood")};
    for (int i = 1; i <= kSteps; ++i) {
        const double bad = i == kSteps ? std::nan("") : 0;
        log.steps.append({.step = kFailed - kSteps + i, .values = {3 + bad, std::pow(1.2, i), 0.5 + bad}});
    }
    log.activations = {{.part = word("encoder"), .least = -2.5, .most = 8, .values = 4096},
                       {.part = word("backward:encoder"), .least = 1, .most = -1, .values = 32, .notFinite = 32}};
    log.activationStep = kFailed;
    log.gradients = {{.step = 112, .values = {0.5, 0.25}}, {.step = kFailed, .values = {std::nan(""), 4}}};
    return log;
}

struct Bench : WindowBench {
    QString uid;
    explicit Bench(const QString& behaviour = {})
        : WindowBench(behaviour)
    {
        uid = createRun(word("vae-sentences"), word("run"));
    }
    void write() { QVERIFY(writeFlight(store().folder(uid), failedLog())); }
    void stopped() { QVERIFY(store().setState(uid, RunState::Stopped, {})); }
    FlightDialog* dialog() { return find<FlightDialog>(word("flightDialog")); }
    FlightDialog* openDialog()
    {
        board().setCurrent(uid);
        trigger(Verb::LastSteps);
        const bool isFilled =
            QTest::qWaitFor([this] { return dialog() && dialog()->isFilled(); }, WindowBench::kPatienceMs);
        return isFilled ? dialog() : nullptr;
    }
};

} // namespace

class TestLastSteps : public QObject {
    Q_OBJECT
private slots:
    void dialogNamesTheStepAndThePlace()
    {
        Bench bench;
        bench.write();
        bench.stopped();
        bench.open();
        FlightDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        const QString said = dialog->findChild<QLabel*>(word("flightSummary"))->text();
        for (const char* part : {"Step 140", "decoder/likelihood", "1 of 2 gradients"})
            QVERIFY2(said.contains(word(part)), qPrintable(said));
        const auto* losses = dialog->findChild<lb::widgets::MetricPlot*>(word("flightLosses"));
        QCOMPARE(losses->pointCount(bench.uid, word("train/kl")), kSteps);
        QVERIFY(losses->lastValue(bench.uid, word("train/loss")));
    }

    void tablesHaveTheNewestOnTopAndMarkWhatIsNotFinite()
    {
        Bench bench;
        bench.write();
        bench.stopped();
        bench.open();
        FlightDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        const auto* steps = dialog->findChild<QTableView*>(word("flightSteps"))->model();
        QCOMPARE(steps->rowCount(), kSteps);
        QCOMPARE(steps->headerData(0, Qt::Vertical).toString(), word("140"));
        QCOMPARE(steps->index(0, 0).data().toString(), word("NaN"));
        QVERIFY(steps->index(0, 0).data(Qt::FontRole).value<QFont>().weight() > QFont::Normal);
        QVERIFY(!steps->index(1, 0).data(Qt::FontRole).isValid());
        const auto* gradients = dialog->findChild<QTableView*>(word("flightGradients"))->model();
        QCOMPARE(gradients->rowCount(), 2);
        QCOMPARE(gradients->headerData(0, Qt::Vertical).toString(), word("encoder/weight"));
        QCOMPARE(gradients->index(0, 0).data().toString(), word("NaN"));
    }

    void activationsHaveARowForEachPart()
    {
        Bench bench;
        bench.write();
        bench.stopped();
        bench.open();
        FlightDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QTabWidget*>(word("flightTables"))->tabText(2).contains(word("140")));
        const auto* parts = dialog->findChild<QTableView*>(word("flightActivations"))->model();
        const auto row = [&](int at) {
            QStringList cells{parts->headerData(at, Qt::Vertical).toString()};
            for (int column = 0; column < parts->columnCount(); ++column)
                cells.append(parts->index(at, column).data().toString());
            return cells.join(QLatin1Char('|'));
        };
        QCOMPARE(parts->rowCount(), 2);
        QCOMPARE(row(0), word("encoder|") + QString::fromUtf8("−2.50|8|0|4,096"));
        QCOMPARE(row(1), word("encoder, backward|") + QString::fromUtf8("–|–|32|32"));
        QVERIFY(parts->index(1, 0).data(Qt::FontRole).isValid() && !parts->index(0, 0).data(Qt::FontRole).isValid());
    }

    void exportWritesTheTable()
    {
        Bench bench;
        bench.write();
        bench.stopped();
        bench.open();
        FlightDialog* dialog = bench.openDialog();
        QVERIFY(dialog);
        bench.questions->saveFile = bench.project() + word("/steps.csv");
        bench.click(word("exportFlight"));
        QTRY_VERIFY(dialog->findChild<QLabel*>(word("flightNote"))->text().contains(word("was written")));
        QFile file(*bench.questions->saveFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), failedLog().toCsv());
    }

    void runWithoutRecorderSaysSo()
    {
        Bench bench;
        bench.stopped();
        bench.open();
        bench.board().setCurrent(bench.uid);
        bench.trigger(Verb::LastSteps);
        QTRY_VERIFY(bench.dialog());
        QTRY_VERIFY(bench.dialog()->findChild<QLabel*>(word("flightSummary"))->text().contains(word("No last steps")));
        QVERIFY(!bench.dialog()->isFilled());
    }

    void runThatMetANanOffersThem()
    {
        Bench bench(word("rate=0 fail-at=7"));
        bench.write();
        bench.open();
        bench.context->runs().continueRuns({bench.uid});
        const auto bar = [&] { return bench.find<lb::widgets::MessageBar>(word("notice:") + bench.uid); };
        QTRY_VERIFY_WITH_TIMEOUT(bar() && bar()->findChild<QWidget*>(word("lastSteps")), WindowBench::kPatienceMs);
        QTest::mouseClick(bar()->findChild<QWidget*>(word("lastSteps")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(bench.dialog() && bench.dialog()->isFilled(), WindowBench::kPatienceMs);
    }
};

QTEST_MAIN(TestLastSteps)
#include "tst_last_steps.moc"
