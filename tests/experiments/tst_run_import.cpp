// Other programs' runs: TensorBoard event files, CSV and JSON, whole, cut and damaged.
#include "experiments/importing/event_file.h"
#include "experiments/importing/foreign_runs.h"
#include "experiments/importing/run_csv.h"
#include "experiments/importing/run_json.h"
#include "tests/support/event_bytes.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <rapidcheck.h>

using namespace lb::experiments;
using namespace lb::tests;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

Result<ForeignRun> readBytes(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    ForeignRun run;
    if (const auto read = readEventFile(buffer, run); !read)
        return tl::unexpected(read.error());
    return run;
}

std::vector<ForeignPoint> pointsOf(const ForeignRun& run, const char* metric)
{
    const auto place = run.indexOf.constFind(word(metric));
    return place == run.indexOf.cend() ? std::vector<ForeignPoint>() : run.series[*place].points;
}

const QByteArray kFloat = varint(1 << 3) + varint(1);
const QByteArray kDouble = varint(1 << 3) + varint(2);
const QByteArray kInt64 = varint(1 << 3) + varint(9);

/// "run|metric|points|last step|last value|last time" of each series.
QStringList summaryOf(const ForeignRun& run)
{
    QStringList summary;
    for (const ForeignRun::Series& series : run.series)
        summary.append(QStringLiteral("%1|%2|%3|%4|%5|%6")
                           .arg(run.name, series.name)
                           .arg(series.points.size())
                           .arg(series.points.back().step)
                           .arg(series.points.back().value)
                           .arg(series.points.back().timeMs));
    return summary;
}

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestRunImport : public QObject {
    Q_OBJECT
private slots:
    void numbersOfEveryFormAreRead()
    {
        const QByteArray packed = delimited(5, littleEndian(2.5F));
        const QByteArray values =
            simpleValue("loss", 1.5F) + tensorValue("packed", kFloat + packed) +
            tensorValue("one", kFloat + fixed32(5, -3.0F)) +
            tensorValue("content", kDouble + delimited(4, littleEndian(0.1))) +
            tensorValue("count", kInt64 + varint(10 << 3) + varint(static_cast<quint64>(-7))) +
            tensorValue("image", kFloat + packed, "images") +
            tensorValue("vector", kFloat + delimited(5, littleEndian(1.0F) + littleEndian(2.0F))) +
            delimited(1, delimited(1, "histogram") + delimited(5, "anything"));
        const auto run = readBytes(fileVersion() + eventRecord(1700000000.25, 12, values));
        QVERIFY(run);
        QCOMPARE(run->series.size(), std::size_t{5});
        QCOMPARE(pointsOf(*run, "loss"), (std::vector<ForeignPoint>{{12, 1700000000250, 1.5}}));
        QCOMPARE(pointsOf(*run, "packed")[0].value, 2.5);
        QCOMPARE(pointsOf(*run, "one")[0].value, -3.0);
        QCOMPARE(pointsOf(*run, "content")[0].value, 0.1);
        QCOMPARE(pointsOf(*run, "count")[0].value, -7.0);
        QCOMPARE(run->otherValues, 3);
        QCOMPARE(run->lostBytes + run->lostRecords, 0);
    }

    void aFileCutAnywhereIsReadUpToThere()
    {
        QByteArray bytes = fileVersion();
        QList<qsizetype> ends{0, bytes.size()};
        for (int step = 0; step < 5; ++step) {
            bytes += eventRecord(1, step, simpleValue("loss", static_cast<float>(step)));
            ends.append(bytes.size());
        }
        for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
            const auto run = readBytes(bytes.first(cut));
            const auto whole = std::count_if(ends.cbegin(), ends.cend(), [&](qsizetype end) { return end <= cut; }) - 1;
            if (cut > 0 && cut < 12) { // not even the first header
                QVERIFY(!run);
                continue;
            }
            QVERIFY(run);
            QCOMPARE(run->pointCount(), std::max<qint64>(0, whole - 1));
            QCOMPARE(run->lostBytes, cut - ends[whole]);
            QCOMPARE(run->losses().isEmpty(), cut == ends[whole]);
        }
    }

    void aDamagedRecordIsLeftOutAndCounted()
    {
        const QByteArray good = eventRecord(1, 1, simpleValue("loss", 1.0F));
        QByteArray bad = eventRecord(1, 2, simpleValue("loss", 2.0F));
        bad[bad.size() - 6] = static_cast<char>(bad[bad.size() - 6] ^ 1);
        const QByteArray nonsense = record("\xFF\xFF\xFF");
        const auto run = readBytes(good + bad + nonsense + eventRecord(1, 3, simpleValue("loss", 3.0F)));
        QVERIFY(run);
        QCOMPARE(run->lostRecords, 2);
        QCOMPARE(pointsOf(*run, "loss"), (std::vector<ForeignPoint>{{1, 1000, 1.0}, {3, 1000, 3.0}}));
        QByteArray length = good;
        length[0] = static_cast<char>(length[0] ^ 1);
        const auto cut = readBytes(good + length + good);
        QVERIFY(cut);
        QCOMPARE(cut->lostBytes, 2 * good.size());
        QVERIFY(!readBytes("This is a text, not an event file."));
    }

    void aLaterStartTakesTheOldStepsPlace()
    {
        QByteArray bytes;
        for (const int step : {1, 2, 3, 4, 3, 4, 5})
            bytes += eventRecord(1, step, simpleValue("loss", static_cast<float>(bytes.size())));
        const auto run = readBytes(bytes);
        QVERIFY(run);
        QCOMPARE(pointsOf(*run, "loss").size(), std::size_t{5});
        QCOMPARE(run->replaced, 2);
        QCOMPARE(pointsOf(*run, "loss")[2].value, 4.0 * static_cast<double>(bytes.size()) / 7);
    }

    void anyNumbersComeBack()
    {
        const bool holds = rc::check("what is written is read", [](const std::vector<float>& values) {
            QByteArray bytes = fileVersion();
            for (std::size_t i = 0; i < values.size(); ++i)
                bytes += eventRecord(2, static_cast<qint64>(i), simpleValue("a/b", values[i]));
            const auto run = readBytes(bytes);
            RC_ASSERT(run.has_value());
            const auto points = pointsOf(*run, "a/b");
            RC_ASSERT(points.size() == values.size());
            for (std::size_t i = 0; i < values.size(); ++i)
                RC_ASSERT(points[i].value == static_cast<double>(values[i]) &&
                          points[i].step == static_cast<qint64>(i));
        });
        QVERIFY(holds);
    }

    void tablesOfManyProgramsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("found"); // summaryOf each
        const auto row = [](const char* name, const char* text, QStringList found) {
            QTest::newRow(name) << QByteArray(text) << found;
        };
        row("Lightning", "epoch,step,train_loss,val_loss\n0,49,0.5,\n0,49,,0.25\n1,99,0.375,\n1,99,,0.125\n",
            {word("name|epoch|2|99|1|0"), word("name|train_loss|2|99|0.375|0"), word("name|val_loss|2|99|0.125|0")});
        row("history", "_step,_timestamp,loss,note\r\n0,1700000000.5,1e-3,start\r\n5,1700000001,NaN,\r\n",
            {word("name|loss|2|5|nan|1700000001000")});
        row("charts",
            "\"Step\",\"vae - val/elbo\",\"vae - val/elbo__MIN\",\"bn, 2 - val/elbo\"\n\"10\",\"-5.5\",\"-6\",\"-4\"\n",
            {word("vae|val/elbo|1|10|-5.5|0"), word("bn, 2|val/elbo|1|10|-4|0")});
        row("download", "Wall time,Step,Value\n1700000000,3,0.5\n1700000002,4,+0.25\n",
            {word("name|name|2|4|0.25|1700000002000")});
        row("ours", "metric,step,time_ms,value\ntrain/kl,1,1700000000123,2\ntrain/kl,2,1700000000223,3\n",
            {word("name|train/kl|2|2|3|1700000000223")});
        row("semicolons and a mark", "\xEF\xBB\xBFIteration;Loss a\n1;2\n", {word("name|Loss a|1|1|2|0")});
        row("tabs without an end", "epoch\tacc\n3\t0.5", {word("name|acc|1|3|0.5|0")});
        row("quotes", "step,\"a \"\"b\"\", c\"\n1,\"2\"\n", {word("name|a \"b\", c|1|1|2|0")});
    }

    void tablesOfManyProgramsAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, found);
        const auto runs = parseRunCsv(text, word("name"));
        QVERIFY2(runs, qPrintable(runs ? QString() : runs.error().detail));
        QStringList read;
        for (const ForeignRun& run : *runs)
            read += summaryOf(run);
        QCOMPARE(read, found);
    }

    void whatATableLacksIsCounted()
    {
        const auto runs = parseRunCsv("step,loss,name\n1,2,a\n2,x,b\nthree,3,c\n4\n\n5,6,d\n7,", word("name"));
        QVERIFY(runs);
        const ForeignRun& run = runs->front();
        QCOMPARE(run.pointCount(), 2);
        QCOMPARE(run.lostRecords, 3); // no step, and too few cells twice
        QCOMPARE(run.otherValues, 4); // three names and an x
        QVERIFY(!run.losses().isEmpty());
        QVERIFY(parseRunCsv("loss,acc\n1,2\n", {}).error().detail.contains(word("no column step")));
        QVERIFY(parseRunCsv("step,name\n1,a\n", {}).error().detail.contains(word("numbers")));
        QVERIFY(!parseRunCsv("", {}));
    }

    void jsonOfManyProgramsIsRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char* name, const char* text, QStringList found) {
            QTest::newRow(name) << QByteArray(text) << found;
        };
        row("lines",
            "{\"step\": 1, \"loss\": NaN, \"_timestamp\": 1700000000.5}\n\n{\"step\": 5, \"loss\": 0.5, \"note\": \"a "
            "NaN\"}",
            {word("name|loss|2|5|0.5|0")});
        row("one line", "{\"_step\": 7, \"val\": {\"loss\": -Infinity, \"acc\": null}}",
            {word("name|val/loss|1|7|-inf|0")});
        row("modes",
            "{\"mode\": \"train\", \"iter\": 50, \"loss\": 2}\n{\"mode\": \"val\", \"iter\": 50, \"loss\": 3}\n",
            {word("name|train/loss|1|50|2|0"), word("name|val/loss|1|50|3|0")});
        row("an array", "[{\"epoch\": 0, \"loss\": 2}, {\"epoch\": 1, \"loss\": 1}]", {word("name|loss|2|1|1|0")});
        row("a trainer's state",
            "{\"epoch\": 2.0, \"log_history\": [{\"epoch\": 0.5, \"loss\": 3.5, \"step\": 10}, {\"eval_loss\": 3.25, "
            "\"step\": 10}]}",
            {word("name|loss|1|10|3.5|0"), word("name|eval_loss|1|10|3.25|0")});
        row("download", "[[1700000000.5, 1, 2.5], [1700000001.5, 2, 2.25]]",
            {word("name|name|2|2|2.25|1700000001500")});
        row("Sacred", "{\"loss\": {\"steps\": [0, 10], \"timestamps\": [\"\", \"\"], \"values\": [1.5, 1.25]}}",
            {word("name|loss|2|10|1.25|0")});
        row("Keras", "{\"loss\": [1.5, 1.25], \"val_loss\": [1.5, NaN]}",
            {word("name|loss|2|2|1.25|0"), word("name|val_loss|2|2|nan|0")});
        row("Keras with steps", "\xEF\xBB\xBF{\"epoch\": [0, 1], \"loss\": [1.5, 1.25]}",
            {word("name|loss|2|1|1.25|0")});
    }

    void jsonOfManyProgramsIsRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, found);
        const auto run = parseRunJson(text, word("name"));
        QVERIFY2(run, qPrintable(run ? QString() : run.error().detail));
        QStringList read = summaryOf(*run);
        read.sort();
        found.sort();
        QCOMPARE(read, found);
    }

    void whatJsonLacksIsCounted()
    {
        const auto run = parseRunJson("{\"step\": 1, \"loss\": 2, \"name\": \"a\"}\n{\"loss\": 3}\n{\"step\": 2, \"lo",
                                      word("name"));
        QVERIFY(run);
        QCOMPARE(run->pointCount(), 1);
        QCOMPARE(run->lostRecords, 2); // no step, and cut
        QCOMPARE(run->otherValues, 1);
        for (const auto& [text, said] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"", "no JSON"},
                 {"step,loss\n1,2\n", "no JSON"},
                 {"[{\"loss\": 1}]", "add one"},
                 {"{\"architectures\": [\"GPT2\"]}", "no numbers"},
                 {"{\"loss\": {\"steps\": [1], \"values\": [1, 2]}}", "no numbers"}}) {
            const auto none = parseRunJson(text, {});
            QVERIFY2(!none && none.error().detail.contains(word(said)), text);
        }
    }

    void namesBecomeOursWhereTheyMeanTheSame_data()
    {
        QTest::addColumn<QString>("foreign");
        QTest::addColumn<QString>("ours");
        for (const auto& [foreign, ours] :
             std::initializer_list<std::pair<const char*, const char*>>{{"val_loss", "validation/loss"},
                                                                        {"Loss/train", "train/loss"},
                                                                        {"eval/ELBO", "validation/elbo"},
                                                                        {"test.token accuracy", "test/token_accuracy"},
                                                                        {"training/vae/kl", "train/vae_kl"},
                                                                        {"learning_rate", "learning_rate"},
                                                                        {"valuable", "valuable"},
                                                                        {"train/kl", "train/kl"}})
            QTest::newRow(foreign) << word(foreign) << word(ours);
    }

    void namesBecomeOursWhereTheyMeanTheSame()
    {
        QFETCH(QString, foreign);
        QFETCH(QString, ours);
        QCOMPARE(importedMetric(foreign), ours);
    }

    void aFolderGivesARunForEachOfItsFolders()
    {
        QTemporaryDir place;
        const QString root = place.filePath(word("logs"));
        const QByteArray one = fileVersion() + eventRecord(1, 1, simpleValue("loss", 1.0F));
        const QByteArray two = fileVersion() + eventRecord(1, 2, simpleValue("loss", 2.0F));
        write(root + word("/train/events.out.tfevents.1.host"), one);
        write(root + word("/train/events.out.tfevents.2.host"), two);
        write(root + word("/validation/events.out.tfevents.1.host"), one);
        write(root + word("/version_0/metrics.csv"), "step,loss\n1,2\n");
        write(root + word("/notes.csv"), "what,why\na,b\n");
        write(root + word("/config.json"), "{\"loss\": [1, 2]}"); // no usual name of a run's metrics
        const QByteArray early = "{\"log_history\": [{\"step\": 1, \"loss\": 2}";
        write(root + word("/bert/checkpoint-1/trainer_state.json"), early + "]}");
        write(root + word("/bert/checkpoint-2/trainer_state.json"), early + ", {\"step\": 2, \"loss\": 1}]}");
        const auto found = readForeignRuns(root);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().detail));
        QStringList names;
        for (const ForeignRun& run : found->runs)
            names.append(run.name + QLatin1Char(' ') + QString::number(run.pointCount()));
        QCOMPARE(names, (QStringList{word("train 2"), word("validation 1"), word("bert 2"), word("version_0 1")}));
        QCOMPARE(found->unread.size(), 1);
        QVERIFY(found->unread.first().startsWith(word("notes.csv: ")));
        QCOMPARE(readForeignRuns(root + word("/none")).error().kind, ErrorKind::NotFound);
        QVERIFY(readForeignRuns(root + word("/notes.csv")).error().detail.contains(word("notes.csv")));
    }
};

QTEST_GUILESS_MAIN(TestRunImport)
#include "tst_run_import.moc"
