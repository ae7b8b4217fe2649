// Metrics made of others: what expressions say, and that they stand wherever metrics are read.
#include "experiments/records/expression.h"
#include "experiments/records/run_query.h"
#include "experiments/store/figure_reader.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/own_metrics.h"
#include "experiments/store/own_points.h"
#include "tests/support/memory_directory.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QFile>
#include <QTest>

#include <rapidcheck.h>

#include <cmath>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

using Better = MetricInfo::Better;

/// A project with one run that a worker writes.
struct Bench {
    MemoryDirectory directory;
    std::unique_ptr<RunStore> store = RunStore::open(directory.path()).value();
    QString uid;
    std::unique_ptr<MetricWriter> writer;

    Bench()
    {
        NewRun run;
        run.name = word("one");
        run.spec.set(word("latent.size"), 16);
        uid = store->create(run).value().uid;
        writer = MetricWriter::open(store->folder(uid)).value();
    }
    void log(const char* metric, qint64 step, double value)
    {
        writer->append(writer->metric(word(metric)), step, value);
    }
    void commit() { QVERIFY(writer->commit(MetricWriter::Durability::Rhythm)); }
    void define(const char* title, const char* expression, Better better = Better::Lower)
    {
        auto metrics = readOwnMetrics(store->projectFolder()).value();
        metrics.append({word(title), word(expression), word("nats"), better});
        QVERIFY(writeOwnMetrics(*store, metrics));
    }
};

/// Everything after the cursor, page by page.
QList<MetricPoint> own(MetricReader& reader, MetricCursor& cursor, int page)
{
    QList<MetricPoint> points;
    for (bool more = true; more;) {
        const auto update = reader.after(cursor, page).value();
        for (const MetricPoint& point : update.points)
            if (ownMetricInfo(point.metric))
                points.append(point);
        cursor = update.cursor;
        more = update.hasMore;
    }
    return points;
}

} // namespace

class TestOwnMetrics : public QObject {
    Q_OBJECT
private slots:
    void expressionsGiveTheirValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) { QTest::newRow(text) << word(text) << value; };
        row("train/kl", 3);
        row("kl", 3);
        row("kl + loss * 2", 3 + 7 * 2);
        row("(kl + loss) * 2", 20);
        row("loss - kl - 1", 3);
        row("loss / kl / 2", 7.0 / 3 / 2);
        row("-kl ^ 2", -9);
        row("2 ^ 3 ^ 2 + kl - kl", 512);
        row("2 ^ -1 * kl", 1.5);
        row("kl/latent.size", 3.0 / 16);
        row("train/kl/train/loss", 3.0 / 7);
        row("log(exp(kl))", 3);
        row("max(kl, loss) - min(kl,loss)", 4);
        row("sqrt(abs(-kl)) + log2(8) + log10(1e2)", std::sqrt(3.0) + 5);
        row(" 1e-1*kl + .5 ", 0.8);
        row("kl / (loss - 7)", std::nan(""));
        row("log(-kl)", std::nan(""));
    }

    void expressionsGiveTheirValue()
    {
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto expression = Expression::parse(text);
        QVERIFY2(expression, qPrintable(expression ? QString() : expression.error().sentence()));
        std::vector<double> metrics;
        for (const QString& metric : expression->metrics())
            metrics.push_back(metric == word("train/kl") ? 3 : 7);
        const std::vector<double> settings(static_cast<std::size_t>(expression->settings().size()), 16);
        const double found = expression->value(metrics, settings);
        QVERIFY2(std::isnan(value) ? std::isnan(found) : std::abs(found - value) < 1e-12,
                 qPrintable(QString::number(found)));
    }

    void problemsNameTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("position");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* text, int position, const char* said) {
            QTest::newRow(text) << word(text) << qsizetype{position} << word(said);
        };
        row("", 0, "ends where a number");
        row("kl +", 4, "ends where a number");
        row("kl loss", 3, "'l' is not expected");
        row("2 * (kl + 1", 4, "never closed");
        row("kl + lgo(loss)", 5, "no function 'lgo'");
        row("max(kl)", 0, "takes 2 values");
        row("kl + ?", 5, "'?' stands where");
        row("1.2.3 + kl", 0, "'1.2.3' is no number");
        row("2 + 3", 0, "no metric in it");
        row("kl + validation/elob", 5, "did you mean validation/elbo");
        row("kl / latent.sice", 5, "did you mean latent.size");
        row("1 + validation/kl_per_dimension", 4, "one value per dimension");
    }

    void problemsNameTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(qsizetype, position);
        QFETCH(QString, said);
        Bench bench;
        const ExpressionNames names = expressionNames(*bench.store);
        const auto expression = Expression::parse(text, &names);
        QVERIFY(!expression);
        QCOMPARE(expression.error().position, position);
        QVERIFY2(expression.error().sentence().contains(said), qPrintable(expression.error().sentence()));
    }

    void anyTextIsReadOrRefused()
    {
        const bool holds = rc::check("a place inside the text, or an expression", [] {
            const auto letters =
                *rc::gen::container<std::string>(rc::gen::elementOf(std::string("kl/train.()+-*^,1e 9?\xc3")));
            const QString text = QString::fromLatin1(letters.data(), static_cast<qsizetype>(letters.size()));
            const auto expression = Expression::parse(text);
            RC_ASSERT(expression || (expression.error().position >= 0 && expression.error().position <= text.size()));
        });
        QVERIFY(holds);
        QVERIFY(!Expression::parse(QString(100'000, QLatin1Char('('))));
        QVERIFY(!Expression::parse(QString(900, QLatin1Char('-')) + word("kl")));
    }

    void aNameSaysUnitAndDirection()
    {
        for (const QString& unit : {QString(), word("nats")})
            for (const Better better : {Better::Lower, Better::Higher, Better::Neither}) {
                const OwnMetric metric{word("Rate at 4 KL"), word("kl"), unit, better};
                const MetricInfo info = metricInfo(metric.name());
                QCOMPARE(info.title, metric.title);
                QCOMPARE(info.unit, unit);
                QVERIFY(info.better == better);
                QCOMPARE(ownMetricsOfText(ownMetricsText({metric})).value(), QList<OwnMetric>{metric});
            }
        QVERIFY(namingProblem({word("a/b"), word("kl"), {}}));
        QVERIFY(namingProblem({word("ab"), word("kl"), word("lower")}));
        QVERIFY(namingProblem({word(" "), word("kl"), {}}));
        QVERIFY(!ownMetricsOfText(word("{\"a\": 1}")));
    }

    void liveAndStoredPointsAreTheSame()
    {
        Bench bench;
        bench.define("Cost", "loss - 0.5 * kl");
        bench.define("Both", "loss / validation/elbo");
        MetricCursor cursor;
        std::unique_ptr<MetricReader> reader;
        QList<MetricPoint> live;
        for (qint64 step = 1; step <= 40; ++step) {
            bench.log("train/loss", step, 100.0 / static_cast<double>(step));
            if (step % 3 != 0) // gaps: nothing is made up there
                bench.log("train/kl", step, static_cast<double>(step));
            if (step % 10 == 0) {
                bench.commit(); // the evaluation comes later than the step's own numbers
                bench.log("validation/elbo", step, step == 20 ? 0.0 : -5.0);
            }
            bench.commit();
            if (!reader)
                reader = MetricReader::open(bench.store->folder(bench.uid)).value();
            live += own(*reader, cursor, 3);
        }
        const auto fresh = MetricReader::open(bench.store->folder(bench.uid)).value();
        const auto cost = fresh->series(word("own/Cost (nats | lower)")).value();
        const auto both = fresh->series(word("own/Both (nats | lower)")).value();
        QCOMPARE(cost.size(), 27);
        QCOMPARE(cost[1].value, 50.0 - 1.0);
        QCOMPARE(both.size(), 4);
        QVERIFY(std::isnan(both[1].value)); // by zero: a gap
        QCOMPARE(both[3].value, 2.5 / -5.0);
        QCOMPARE(live.size(), cost.size() + both.size());
        for (const MetricPoint& point : live) {
            const auto& stored = point.metric == cost[0].metric ? cost : both;
            QVERIFY(std::any_of(stored.cbegin(), stored.cend(), [&](const MetricPoint& other) {
                return other.step == point.step && other.timeMs == point.timeMs &&
                       (other.value == point.value || (std::isnan(other.value) && std::isnan(point.value)));
            }));
        }
    }

    void listsAndComparisonsHaveThem()
    {
        Bench bench;
        bench.define("Per unit", "kl / latent.size", Better::Higher);
        bench.define("Absent", "train/bag_of_words * 2");
        bench.define("No setting", "kl / objective.unknown");
        for (qint64 step = 1; step <= 3; ++step)
            bench.log("train/kl", step, step == 2 ? 32 : 16);
        bench.commit();
        const QString name = word("own/Per unit (nats | higher)");
        const auto summaries = ownSummaries(*bench.store, bench.uid).value();
        QCOMPARE(summaries.size(), 1);
        QCOMPARE(summaries[0].metric, name);
        QCOMPARE(summaries[0].last, 1.0);
        QCOMPARE(summaries[0].best, 2.0);
        QCOMPARE(summaries[0].bestStep, 2);
        const RunFigures figures = readFigures(*bench.store, bench.uid, {name}).value();
        QCOMPARE(figures.metrics, (QStringList{word("train/kl"), name}));
        QCOMPARE(figures.series.value(name).size(), std::size_t{3});
        // The index keeps none, and a run's folder alone has none.
        QCOMPARE(bench.store->refresh(bench.uid).value().last.value(name), 1.0);
        SQLite::Database index((bench.store->projectFolder() + word("/project.sqlite")).toStdString());
        QCOMPARE(index.execAndGet("SELECT count(*) FROM summary WHERE metric LIKE 'own/%'").getInt(), 0);
        QVERIFY(QFile::remove(bench.store->projectFolder() + word("/metrics.json")));
        const auto plain = MetricReader::open(bench.store->folder(bench.uid)).value();
        QCOMPARE(plain->metricNames().value(), QStringList{word("train/kl")});
    }

    void listsOfRunsAndSearchesHaveThem()
    {
        Bench bench;
        bench.log("train/kl", 1, 32);
        bench.commit();
        const auto listed = [&] { return bench.store->list().value().first(); };
        QCOMPARE(listed().last.size(), 1);
        bench.define("Per unit", "kl / latent.size", Better::Higher);
        bench.define("No setting", "kl / objective.unknown");
        bench.define("No value", "log(-kl)");
        QCOMPARE(listed().last.keys(), (QStringList{word("own/Per unit (nats | higher)"), word("train/kl")}));
        QCOMPARE(listed().last.first(), 2.0);
        for (const char* text : {"per_unit>1.9", "Per_Unit<=2", "-per_unit>2"})
            QVERIFY2(RunQuery(word(text)).matches(listed()), text);
        QVERIFY(!RunQuery(word("per_unit>2")).matches(listed()));
        QTest::qSleep(20); // a run that nobody works on is read again when its files have another time
        bench.log("train/kl", 2, 48);
        bench.commit();
        QCOMPARE(listed().last.first(), 3.0);
        QVERIFY(!expressionNames(*bench.store).metrics.contains(listed().last.firstKey()));
        QVERIFY(writeOwnMetrics(*bench.store, {}));
        QCOMPARE(listed().last.size(), 1);
    }

    /// A large project is not looked at as a whole each time.
    void manyRunsAreListedWithThem()
    {
        Bench bench;
        bench.log("train/kl", 1, 32);
        bench.commit();
        bench.writer.reset();
        for (int i = 0; i < 80; ++i)
            QVERIFY(bench.store->create({.family = word("vae")}));
        const auto last = [&] { return bench.store->list().value().last().last; };
        QCOMPARE(last().size(), 1);
        QCOMPARE(last().size(), 1);
        bench.define("Double", "2 * kl");
        QCOMPARE(last().value(word("own/Double (nats | lower)")), 64.0);
        QVERIFY(writeOwnMetrics(*bench.store, {}));
        QCOMPARE(last().size(), 1);
    }

    void aRewoundRunStartsThemOver()
    {
        Bench bench;
        bench.define("Cost", "loss - kl");
        for (qint64 step = 1; step <= 10; ++step) {
            bench.log("train/loss", step, 5);
            if (step <= 4)
                bench.log("train/kl", step, 1);
        }
        bench.commit();
        const auto reader = MetricReader::open(bench.store->folder(bench.uid)).value();
        MetricCursor cursor;
        QCOMPARE(own(*reader, cursor, 100).size(), 4);
        QVERIFY(bench.writer->rewindTo(2));
        bench.log("train/loss", 3, 8);
        bench.log("train/kl", 3, 1);
        bench.commit();
        const auto points = own(*reader, cursor, 100);
        QCOMPARE(points.size(), 3);
        QCOMPARE(points[2].value, 7.0);
    }
};

QTEST_GUILESS_MAIN(TestOwnMetrics)
#include "tst_own_metrics.moc"
