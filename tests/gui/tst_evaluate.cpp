// Run > Evaluate with a real worker on a model that is trained in a second.
#include "experiments/store/metric_reader.h"
#include "gui/evaluation/evaluate_dialog.h"
#include "gui/pages/compare_page.h"
#include "tests/gui/text_bench.h"
#include "widgets/compare/compare_view.h"
#include "widgets/logs/message_bar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QProcess>
#include <QSpinBox>
#include <QTableView>

#include <cmath>

using namespace lb::experiments;
using lb::gui::EvaluationPlan;
using lb::gui::Verb;
using lb::tests::WindowBench;

namespace {

constexpr int kPatienceMs = WindowBench::kPatienceMs;

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestEvaluate : public QObject {
    Q_OBJECT

    QTemporaryDir m_trained; ///< a project with "codes", an autoencoder

    /// The window over a copy, the run current, the dialog open with small numbers.
    std::unique_ptr<WindowBench> opened()
    {
        auto bench = std::make_unique<WindowBench>();
        bench->takeCopyOf(m_trained.filePath(word("project")));
        bench->open();
        bench->board().setCurrent(bench->board().runs().first().uid);
        bench->trigger(Verb::Evaluate);
        bench->find<QSpinBox>(word("evaluateImportance"))->setValue(20);
        bench->find<QSpinBox>(word("evaluateItems"))->setValue(10);
        bench->find<QSpinBox>(word("evaluateCount"))->setValue(40);
        return bench;
    }

    QString uidOf(WindowBench& bench) { return bench.board().runs().first().uid; }

    double stored(WindowBench& bench, const char* metric)
    {
        const auto reader = MetricReader::open(bench.store().folder(uidOf(bench)));
        const auto points = reader ? (*reader)->series(word(metric)) : Result<QList<MetricPoint>>(QList<MetricPoint>());
        return points && !points->isEmpty() ? points->last().value : std::nan("");
    }

private slots:
    void initTestCase()
    {
        QVERIFY(lb::tests::trainRun(lb::tests::createAutoencoder(
            m_trained.filePath(word("project")), m_trained.filePath(word("sentences.txt")), word("codes"), 2)));
    }

    void numbersLandWithTheRunAndInEveryView()
    {
        const auto bench = opened();
        QVERIFY(std::isnan(stored(*bench, "test/iw_nll")));
        bench->click(word("startEvaluation"));
        auto* results = bench->find<QTableView>(word("evaluateResults"));
        QTRY_VERIFY_WITH_TIMEOUT(results->model()->rowCount() > 0, kPatienceMs);
        for (const char* metric : {"test/iw_nll", "test/code_mmd", "test/distinct_2", "test/self_bleu_4"})
            QVERIFY2(std::isfinite(stored(*bench, metric)), metric);
        QCOMPARE(stored(*bench, "test/iw_samples"), 20.0);
        QCOMPARE(stored(*bench, "test/iw_items"), 10.0);
        QTRY_VERIFY_WITH_TIMEOUT(bench->board().run(uidOf(*bench))->last.contains(word("test/iw_nll")), kPatienceMs);
        // The Inspector.
        const auto* config = bench->find<QAbstractItemView>(word("configView"))->model();
        const auto isShown = [config] {
            return !config
                        ->match(config->index(0, 0), Qt::DisplayRole, word("−log p(x), importance sampling"), 1,
                                Qt::MatchRecursive | Qt::MatchExactly)
                        .isEmpty() ||
                   !config
                        ->match(config->index(0, 0), Qt::DisplayRole, word("-log p(x), importance sampling"), 1,
                                Qt::MatchRecursive | Qt::MatchExactly)
                        .isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), kPatienceMs);
        // Compare, which had read the run before.
        bench->trigger(Verb::ShowCompare);
        const auto hasColumn = [&] {
            const auto* table = bench->window->compare().findChild<lb::widgets::CompareView*>();
            for (int i = 0; table && i < table->model()->columnCount(); ++i)
                if (table->model()->headerData(i, Qt::Horizontal).toString().contains(word("NLL")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasColumn(), kPatienceMs);
    }

    void closedDialogGoesOnAndANoticeTells()
    {
        const auto bench = opened();
        bench->find<QCheckBox>(word("evaluateSamples"))->setChecked(false);
        bench->click(word("startEvaluation"));
        bench->click(word("closeEvaluate"));
        QTRY_VERIFY_WITH_TIMEOUT(bench->find<lb::widgets::MessageBar>(word("notice:evaluation")), kPatienceMs);
        QVERIFY(std::isfinite(stored(*bench, "test/iw_nll")));
        QVERIFY(std::isnan(stored(*bench, "test/distinct_2")));
    }

    void cancellingKeepsNothing()
    {
        const auto bench = opened();
        bench->find<QSpinBox>(word("evaluateImportance"))->setValue(100000); // some hours
        bench->find<QSpinBox>(word("evaluateItems"))->setValue(0);
        bench->click(word("startEvaluation"));
        auto* text = bench->find<QLabel>(word("evaluateEstimate"));
        QTRY_VERIFY_WITH_TIMEOUT(text->text().contains(word("importance sampling")), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(text->text().contains(word("left")), kPatienceMs);
        auto* job = bench->window->findChild<lb::gui::EvaluationJob*>();
        bench->click(word("startEvaluation")); // it is Cancel now
        QTRY_VERIFY_WITH_TIMEOUT(!job->isAtWork(), kPatienceMs);
        QVERIFY(std::isnan(stored(*bench, "test/iw_nll")));
        QVERIFY(bench->find<QCheckBox>(word("evaluateBasics"))->isEnabled());
    }

    void copiedCommandDoesTheSame()
    {
        const auto bench = opened();
        bench->find<QCheckBox>(word("evaluateSamples"))->setChecked(false);
        bench->click(word("copyEvaluateCommand"));
        QStringList words = QProcess::splitCommand(QGuiApplication::clipboard()->text());
        QCOMPARE(words.takeFirst(), word("latentbench-cli"));
        QProcess cli;
        cli.start(word(LB_BIN_DIR "/latentbench-cli"), words);
        QVERIFY(cli.waitForFinished(kPatienceMs));
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError().constData());
        const double commanded = stored(*bench, "test/iw_nll");
        QVERIFY(std::isfinite(commanded));
        bench->find<QCheckBox>(word("evaluateBasics"))->setChecked(true); // so that something is new
        bench->click(word("startEvaluation"));
        auto* job = bench->window->findChild<lb::gui::EvaluationJob*>();
        QTRY_VERIFY_WITH_TIMEOUT(!job->isAtWork() && !job->results().isEmpty(), kPatienceMs);
        QCOMPARE(job->results().first().numbers.value(word("test/iw_nll")), commanded);
    }

    void mutualInformationHasAnErrorBar()
    {
        const auto bench = opened();
        for (const char* other : {"evaluateSamples", "evaluateLikelihood", "evaluateDiscrepancy"})
            bench->find<QCheckBox>(word(other))->setChecked(false);
        QVERIFY(!bench->find<QWidget>(word("startEvaluation"))->isEnabled()); // nothing is chosen
        bench->find<QCheckBox>(word("evaluateBasics"))->setChecked(true);
        bench->click(word("startEvaluation"));
        const auto* model = bench->find<QTableView>(word("evaluateResults"))->model();
        QTRY_VERIFY_WITH_TIMEOUT(model->rowCount() > 0, kPatienceMs);
        const auto found =
            model->match(model->index(0, 1), Qt::DisplayRole, word("Mutual information"), 1, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        QVERIFY(found.first().siblingAtColumn(2).data().toString().contains(word("±")));
        QVERIFY(found.first().data(Qt::ToolTipRole).toString().contains(word("slightly negative")));
    }

    void estimateGrowsWithTheWork()
    {
        RunRecord run;
        EvaluationPlan plan{
            .hasDiscrepancy = false, .hasSamples = false, .importanceSamples = 10, .likelihoodItems = 0};
        QVERIFY(lb::gui::evaluationSeconds(plan, run) < 0); // its speed is not known
        run.itemsPerSecond = 100;
        run.theory.insert(word("test_items"), 300);
        QCOMPARE(lb::gui::evaluationSeconds(plan, run), 10.0); // 3,000 passes, 300 a second
        plan.importanceSamples = 20;
        QCOMPARE(lb::gui::evaluationSeconds(plan, run), 20.0);
        plan.likelihoodItems = 30;
        QCOMPARE(lb::gui::evaluationSeconds(plan, run), 2.0);
    }
};

QTEST_MAIN(TestEvaluate)
#include "tst_evaluate.moc"
