#include "experiments/store/checkpoint_files.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/run_lock.h"
#include "experiments/training/evaluation_store.h"
#include "experiments/training/run_evaluation.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

QList<MetricPoint> seriesOf(const RunFolder& folder, const QString& metric)
{
    return MetricReader::open(folder).value()->series(metric).value();
}

/// NaN when there is none.
double lastOf(const RunFolder& folder, const QString& metric)
{
    const QList<MetricPoint> points = seriesOf(folder, metric);
    return points.isEmpty() ? std::nan("") : points.last().value;
}

Evaluation evaluate(const RunFolder& folder, const EvaluationOptions& options, const QString& checkpoint = {})
{
    const auto opened = OpenedRun::open(folder, checkpoint).value();
    return RunEvaluation(*opened, options, {}).run().value();
}

double number(const Evaluation& evaluation, const char* name)
{
    return evaluation.numbers.value(QLatin1String(name), std::nan(""));
}

/// A trained run of a tiny sentence model.
RunFolder trained(TinyProject& project, const QMap<QString, QJsonValue>& changes = {})
{
    const RunRecord run = project.create(QStringLiteral("a"), changes);
    const Result<RunState> state = runTraining(project.folder(run), {});
    if (!state)
        qWarning("%s", qPrintable(state.error().detail));
    return project.folder(run);
}

} // namespace

class TestEvaluation : public QObject {
    Q_OBJECT
private slots:
    void checkpointFromTheMiddleIsCalibratedLikeTheFinalOne()
    {
        TinyProject project;
        const RunFolder folder = trained(project, {{QStringLiteral("train.evaluation_items"), 1000}});
        QMap<qint64, double> kl; // as the run saw it, calibrated
        const QList<MetricPoint> points = seriesOf(folder, QStringLiteral("validation/kl"));
        for (const MetricPoint& point : points)
            kl.insert(point.step, point.value);
        int checked = 0;
        for (const CheckpointFile& file : checkpointFiles(folder)) {
            if (file.step == 0 || !kl.contains(file.step))
                continue;
            const EvaluationOptions options{.split = QStringLiteral("validation"), .what = {QStringLiteral("basic")}};
            // The statistics are read out of an update in single precision, so a few digits differ.
            const double seen = number(evaluate(folder, options, file.name), "kl");
            QVERIFY2(std::abs(seen - kl[file.step]) < 1e-3 * seen, qPrintable(file.name));
            ++checked;
        }
        QVERIFY(checked >= 2); // best and final
    }

    void evaluationOfACheckpointEqualsTheRunsOwn()
    {
        TinyProject project;
        const RunFolder folder = trained(project);
        const Evaluation evaluation = evaluate(folder, {.what = {QStringLiteral("basic")}});
        for (const char* name : {"kl", "reconstruction", "shuffle_gap", "mutual_information"})
            QCOMPARE(number(evaluation, name), lastOf(folder, QStringLiteral("test/") + QLatin1String(name)));
        QVERIFY(!evaluation.numbers.contains(QStringLiteral("iw_nll")));
    }

    void importanceSamplingTightensTheBound_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"vae", "delta-vae", "vmf"})
            QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void importanceSamplingTightensTheBound()
    {
        QFETCH(QString, kind);
        TinyProject project;
        const RunFolder folder = trained(project, {{QStringLiteral("latent.kind"), kind}});
        const QStringList parts{QStringLiteral("basic"), QStringLiteral("nll")};
        const Evaluation one = evaluate(folder, {.what = parts, .importanceSamples = 1, .likelihoodItems = 0});
        const Evaluation many = evaluate(folder, {.what = parts, .importanceSamples = 100, .likelihoodItems = 0});
        QVERIFY(std::abs(number(one, "iw_nll") + number(one, "elbo")) < 1.0); // K = 1 is the ELBO up to its noise
        QVERIFY(number(many, "iw_nll") < number(one, "iw_nll") + 0.05);
        QVERIFY(number(many, "iw_nll") > 0.0 && number(many, "iw_perplexity") > 1.0);
        QCOMPARE(number(many, "iw_samples"), 100.0);
    }

    void codesWithoutNoiseHaveNoLikelihoodAndANote()
    {
        TinyProject project;
        const RunFolder folder = trained(project, {{QStringLiteral("latent.kind"), QStringLiteral("eae")}});
        const auto opened = OpenedRun::open(folder, {}).value();
        RunEvaluation evaluation(*opened, {.what = {QStringLiteral("nll")}}, {});
        QVERIFY(evaluation.run().value().numbers.isEmpty());
        QCOMPARE(evaluation.notes().size(), 1);
    }

    void sentencesOfThePriorAreComparedWithEachOther()
    {
        TinyProject project;
        const RunFolder folder = trained(project);
        const Evaluation evaluation =
            evaluate(folder, {.what = {QStringLiteral("samples"), QStringLiteral("mmd")}, .samples = 60});
        for (const char* name :
             {"distinct_1", "distinct_2", "self_bleu_2", "self_bleu_3", "self_bleu_4", "reconstruction_bleu_4"})
            QVERIFY2(number(evaluation, name) >= 0.0 && number(evaluation, name) <= 1.0, name);
        QVERIFY(number(evaluation, "self_bleu_2") >= number(evaluation, "self_bleu_4"));
        QCOMPARE(number(evaluation, "sample_count"), 60.0);
        QVERIFY(std::isfinite(number(evaluation, "code_mmd")) && std::isfinite(number(evaluation, "prior_holes")));
    }

    void unknownWordsAreRefused()
    {
        TinyProject project;
        const auto opened = OpenedRun::open(trained(project), {}).value();
        QVERIFY(!RunEvaluation(*opened, {.what = {QStringLiteral("fid")}}, {}).run());
        QVERIFY(!RunEvaluation(*opened, {.split = QStringLiteral("dev")}, {}).run());
    }

    void testNumbersAreKeptWithTheRunOnce()
    {
        TinyProject project;
        const RunRecord run = project.create(QStringLiteral("a"));
        const RunFolder folder = project.folder(run);
        QVERIFY(runTraining(folder, {}));
        const RunRecord before = project.store().refresh(run.uid).value();
        Evaluation evaluation;
        evaluation.numbers.insert(QStringLiteral("iw_nll"), 12.5);
        QVERIFY(storeTestEvaluation(folder, before.step, evaluation));
        QVERIFY(storeTestEvaluation(folder, before.step, evaluation));
        evaluation.numbers.insert(QStringLiteral("iw_nll"), 99.0);
        QVERIFY(storeTestEvaluation(folder, 3, evaluation)); // an older checkpoint, evaluated later
        QCOMPARE(seriesOf(folder, QStringLiteral("test/iw_nll")).size(), 2);
        const RunRecord after = project.store().refresh(run.uid).value();
        QCOMPARE(after.last.value(QStringLiteral("test/iw_nll")), 12.5);
        QCOMPARE(after.state, before.state);
        QCOMPARE(after.step, before.step);
    }

    void aRunInTrainingKeepsItsDatabaseToItself()
    {
        TinyProject project;
        const RunFolder folder = trained(project);
        const RunLock lock = RunLock::take(folder).value();
        const Result<void> stored = storeTestEvaluation(folder, 1, {});
        QVERIFY(!stored && stored.error().kind == ErrorKind::Busy);
    }
};

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
