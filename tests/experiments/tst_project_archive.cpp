#include "experiments/store/item_tags.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/metric_writer.h"
#include "experiments/store/own_metrics.h"
#include "experiments/store/project_merge.h"
#include "experiments/store/run_store.h"
#include "experiments/store/zip_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace lb::experiments;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Hashes of all files but databases, whose bytes a copy may order anew.
QMap<QString, QByteArray> hashes(const QString& folder)
{
    QMap<QString, QByteArray> result;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (!path.contains(word(".sqlite")) && !path.endsWith(word("/lock")))
            result.insert(QDir(folder).relativeFilePath(path),
                          QCryptographicHash::hash(bytesOf(path), QCryptographicHash::Sha256));
    }
    return result;
}

/// A project with two runs that have curves and a checkpoint's bytes, and a figure with a name in Chinese.
class Bench {
public:
    Bench()
    {
        const auto store = RunStore::open(project()).value();
        for (const char* name : {"one", "two"}) {
            const RunRecord run = store->create({.name = word(name), .family = word("vae")}).value();
            const auto writer = MetricWriter::open(store->folder(run.uid)).value();
            for (int step = 0; step < 500; ++step)
                writer->append(writer->metric(word("train/loss")), step, 1.0 / (1 + step));
            if (!writer->commit(MetricWriter::Durability::Durable))
                qFatal("not committed");
            write(store->folder(run.uid).checkpoints() + word("/0000000500-final.safetensors"), QByteArray(70000, 'w'));
        }
        write(project() + word("/figures/\xe5\x9b\xbe.svg"), "<svg/>");
        write(project() + word("/trash/x/spec.json"), "{}");
    }
    QString project() const { return m_folder.filePath(word("project")); }
    QString zip() const { return m_folder.filePath(word("project.zip")); }
    QString target() const { return m_folder.filePath(word("elsewhere/copy")); }
    /// What an import that failed left beside the target.
    QStringList leftovers() const
    {
        return QDir(m_folder.filePath(word("elsewhere")))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestProjectArchive : public QObject {
    Q_OBJECT
private slots:
    void someRunsArePackedWithoutTheirCheckpoints()
    {
        const Bench bench;
        const auto store = RunStore::open(bench.project()).value();
        const QString uid = store->find(word("two")).value().uid;
        write(bench.project() + word("/datasets/birds/data.json"), "{}");
        write(bench.project() + word("/datasets/cars/data.json"), "{}");
        write(store->folder(uid).path() + word("/spec.json"), "{\"data.id\": \"own:birds\"}");
        {
            const auto writer = MetricWriter::openToAdd(store->folder(uid)).value();
            writer->addCheckpoint(
                {.step = 500, .kind = word("final"), .fileName = word("0000000500-final.safetensors"), .bytes = 70000});
            QVERIFY(writer->commit(MetricWriter::Durability::Durable));
        }
        const ArchiveContent content{.uids = {uid}, .withCheckpoints = false};
        QCOMPARE(packProject(bench.project(), bench.zip(), {}, content).value().runs, 1);
        QVERIFY(unpackProject(bench.zip(), bench.target()));
        QCOMPARE(QDir(bench.target()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList({word("datasets"), word("runs")}));
        QCOMPARE(QDir(bench.target() + word("/datasets")).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                 QStringList{word("birds")});
        const auto copy = RunStore::open(bench.target()).value();
        QCOMPARE(copy->list().value().size(), 1);
        const auto reader = MetricReader::open(copy->folder(uid)).value();
        QVERIFY(reader->checkpoints().value().isEmpty()); // listed are those that are there
        QVERIFY(!QFileInfo::exists(copy->folder(uid).checkpoints() + word("/0000000500-final.safetensors")));
    }

    void anotherProjectTakesRunsInOnce()
    {
        const Bench bench;
        QVERIFY(packProject(bench.project(), bench.zip()));
        QTemporaryDir other;
        const auto store = RunStore::open(other.filePath(word("project"))).value();
        QVERIFY(store->create({.name = word("one"), .family = word("vae")}));
        const MergeCounts counts = mergeProject(*store, bench.zip()).value();
        QCOMPARE(counts.runs.size(), 2);
        QVERIFY(counts.runs.contains(word("two")) && !counts.runs.contains(word("one"))); // a name is taken once
        QCOMPARE(store->list().value().size(), 3);
        const RunRecord two = store->find(word("two")).value();
        QCOMPARE(bytesOf(store->folder(two.uid).checkpoints() + word("/0000000500-final.safetensors")),
                 QByteArray(70000, 'w'));
        const MergeCounts again = mergeProject(*store, bench.zip()).value();
        QVERIFY(again.runs.isEmpty());
        QCOMPARE(again.present.size(), 2);
        QCOMPARE(store->list().value().size(), 3);
        QVERIFY(store->remove(two.uid)); // nor does it come back from behind the trash
        QCOMPARE(mergeProject(*store, bench.zip()).value().present.size(), 2);
        QCOMPARE(QDir(other.filePath(word("project"))).entryList({word(".import*")}, QDir::Dirs | QDir::Hidden),
                 QStringList());
    }

    void whatIsCancelledEndsInTheMiddleOfAFile()
    {
        const Bench bench;
        write(bench.project() + word("/datasets/large/items.bin"), QByteArray(8 << 20, 'i'));
        qint64 most = 0;
        const ArchiveProgress cancels = [&most](qint64 done, qint64 all) {
            most = done;
            return done < all / 2;
        };
        QVERIFY(!packProject(bench.project(), bench.zip(), cancels));
        QVERIFY2(most < 6 << 20, qPrintable(QString::number(most)));
        QVERIFY(!QFileInfo::exists(bench.zip()) && !QFileInfo::exists(bench.zip() + word(".part")));
        QVERIFY(packProject(bench.project(), bench.zip()));
        qint64 first = 0;
        const ArchiveProgress once = [&first](qint64 done, qint64) {
            first = done;
            return done < 4 << 20;
        };
        QVERIFY(!unpackProject(bench.zip(), bench.target(), once));
        QVERIFY2(first < 6 << 20, qPrintable(QString::number(first)));
        QCOMPARE(bench.leftovers(), QStringList());
    }

    void tagsOfItemsComeAlong()
    {
        const Bench bench;
        const QString odd = word("odd");
        QVERIFY(tagItems(*RunStore::open(bench.project()).value(), word("mixture"), odd, {1, 2}, true));
        QVERIFY(packProject(bench.project(), bench.zip()));
        QTemporaryDir other;
        const auto store = RunStore::open(other.filePath(word("project"))).value();
        QVERIFY(tagItems(*store, word("mixture"), odd, {2, 9}, true));
        QVERIFY(tagItems(*store, word("mixture"), word("own"), {4}, true));
        QVERIFY(mergeProject(*store, bench.zip()));
        const ItemTags tags = readItemTags(store->projectFolder(), word("mixture")).value();
        QCOMPARE(tags.value(odd), QSet<quint32>({1, 2, 9}));
        QCOMPARE(tags.value(word("own")), QSet<quint32>{4});
    }

    void ownMetricsAndTagsComeAlongWithSomeRunsToo()
    {
        const Bench bench;
        const auto from = RunStore::open(bench.project()).value();
        const OwnMetric cost{.title = word("Cost"), .expression = word("train/loss * 2")};
        const OwnMetric gain{.title = word("Gain"), .expression = word("1 - train/loss")};
        QVERIFY(writeOwnMetrics(*from, {cost, gain}));
        QVERIFY(tagItems(*from, word("mixture"), word("odd"), {1}, true));
        QVERIFY(packProject(bench.project(), bench.zip(), {}, {.uids = {from->find(word("two")).value().uid}}));
        QTemporaryDir other;
        const auto store = RunStore::open(other.filePath(word("project"))).value();
        OwnMetric mine = gain;
        mine.expression = word("2 - train/loss");
        QVERIFY(writeOwnMetrics(*store, {mine}));
        const MergeCounts counts = mergeProject(*store, bench.zip()).value();
        QCOMPARE(counts.runs, QStringList{word("two")});
        QCOMPARE(counts.leftMetrics, QStringList{word("Gain")}); // the user's own word counts here
        QCOMPARE(readOwnMetrics(store->projectFolder()).value(), (QList<OwnMetric>{mine, cost}));
        QCOMPARE(readItemTags(store->projectFolder(), word("mixture")).value().value(word("odd")), QSet<quint32>{1});
        const MergeCounts again = mergeProject(*store, bench.zip()).value();
        QCOMPARE(again.leftMetrics, QStringList{word("Gain")});
        QCOMPARE(readOwnMetrics(store->projectFolder()).value().size(), 2);
    }

    void aDataSetOfTheSameNameAndAnotherContentIsRefused()
    {
        const Bench bench;
        write(bench.project() + word("/datasets/birds/data.json"), "{\"fingerprint\": \"1\"}");
        QVERIFY(packProject(bench.project(), bench.zip()));
        QTemporaryDir other;
        const auto store = RunStore::open(other.filePath(word("project"))).value();
        write(other.filePath(word("project/datasets/birds/data.json")), "{\"fingerprint\": \"2\"}");
        const auto merged = mergeProject(*store, bench.zip());
        QVERIFY(!merged);
        QVERIFY2(merged.error().detail.contains(word("'birds'")), qPrintable(merged.error().detail));
        QVERIFY(store->list().value().isEmpty()); // before anything is taken
    }

    void aProjectComesBackWithEqualTablesAndHashes()
    {
        Bench bench;
        const auto packed = packProject(bench.project(), bench.zip());
        QVERIFY2(packed, qPrintable(packed ? QString() : packed.error().detail));
        QCOMPARE(packed->runs, 2);
        const auto unpacked = unpackProject(bench.zip(), bench.target());
        QVERIFY2(unpacked, qPrintable(unpacked ? QString() : unpacked.error().detail));
        QCOMPARE(unpacked->files, packed->files);
        QCOMPARE(unpacked->bytes, packed->bytes);
        QMap<QString, QByteArray> before = hashes(bench.project());
        QCOMPARE(before.remove(word("trash/x/spec.json")), 1);
        QCOMPARE(hashes(bench.target()), before);
        const auto one = RunStore::open(bench.project()).value();
        const auto other = RunStore::open(bench.target()).value();
        const QList<RunRecord> runs = one->list().value();
        QCOMPARE(other->list().value().size(), 2);
        for (const RunRecord& run : runs) {
            QCOMPARE(other->find(run.name)->uid, run.uid);
            const auto first = MetricReader::open(one->folder(run.uid)).value();
            const auto copy = MetricReader::open(other->folder(run.uid)).value();
            const auto a = first->series(word("train/loss")).value();
            const auto b = copy->series(word("train/loss")).value();
            QCOMPARE(a.size(), b.size());
            for (qsizetype i = 0; i < a.size(); ++i)
                QVERIFY(a[i].step == b[i].step && a[i].value == b[i].value);
        }
    }

    void aRunAtWorkIsPackedAsOfItsLastCommit()
    {
        Bench bench;
        const auto store = RunStore::open(bench.project()).value();
        const RunFolder folder = store->folder(store->find(word("one"))->uid);
        const auto writer = MetricWriter::open(folder).value();
        writer->append(writer->metric(word("train/loss")), 500, 7);
        QVERIFY(writer->commit(MetricWriter::Durability::Rhythm)); // lies in the write-ahead log alone
        writer->append(writer->metric(word("train/loss")), 501, 8);
        QVERIFY(packProject(bench.project(), bench.zip()));
        QVERIFY(unpackProject(bench.zip(), bench.target()));
        const auto other = RunStore::open(bench.target()).value();
        const auto points =
            MetricReader::open(other->folder(other->find(word("one"))->uid)).value()->series(word("train/loss"));
        QCOMPARE(points->last().step, 500);
        QCOMPARE(points->last().value, 7.0);
    }

    void aCutOrChangedFileLeavesNothing()
    {
        Bench bench;
        QVERIFY(packProject(bench.project(), bench.zip()));
        const QByteArray whole = bytesOf(bench.zip());
        for (int i = 0; i < 60; ++i) {
            write(bench.zip(), whole.left(whole.size() * i / 60));
            const auto cut = unpackProject(bench.zip(), bench.target());
            QVERIFY2(!cut && cut.error().kind == ErrorKind::Corrupt, qPrintable(QString::number(i)));
            QVERIFY2(bench.leftovers().isEmpty(), qPrintable(bench.leftovers().join(QLatin1Char(' '))));
        }
        QByteArray changed = whole;
        const qsizetype weights = changed.indexOf(QByteArray(1000, 'w')); // stored as they are
        QVERIFY(weights > 0);
        changed[weights + 500] = 'v';
        write(bench.zip(), changed);
        const auto refused = unpackProject(bench.zip(), bench.target());
        QVERIFY(!refused && refused.error().kind == ErrorKind::Corrupt);
        QVERIFY(bench.leftovers().isEmpty());
        write(bench.zip(), "a,b\n1,2\n");
        const auto foreign = unpackProject(bench.zip(), bench.target());
        QVERIFY2(!foreign && foreign.error().detail.contains(QStringLiteral("is no packed project")),
                 qPrintable(foreign.error().detail));
    }

    void namesThatLeadOutAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"../evil", "runs/../../evil", "/tmp/evil", "a/./b", "c:evil", "a\\b"})
            QTest::newRow(name) << word(name);
    }
    void namesThatLeadOutAreRefused()
    {
        QFETCH(const QString, name);
        Bench bench;
        const auto zip = ZipWriter::create(bench.zip()).value();
        QVERIFY(zip->add(name, QByteArray("x")));
        QVERIFY(zip->close());
        const auto refused = unpackProject(bench.zip(), bench.target());
        QVERIFY(!refused && refused.error().kind == ErrorKind::Corrupt);
        QVERIFY(bench.leftovers().isEmpty());
    }

    void whatIsThereIsNotOverwritten()
    {
        Bench bench;
        QVERIFY(packProject(bench.project(), bench.zip()));
        write(bench.target() + word("/mine.txt"), "mine");
        const auto refused = unpackProject(bench.zip(), bench.target());
        QVERIFY(!refused && refused.error().kind == ErrorKind::InvalidArgument);
        QCOMPARE(bytesOf(bench.target() + word("/mine.txt")), QByteArray("mine"));
        QVERIFY(!packProject(bench.target(), bench.zip()));
    }

    void cancellingLeavesNothing()
    {
        Bench bench;
        int files = 0;
        const ArchiveProgress third = [&](qint64 done, qint64 all) { return done <= all && ++files < 3; };
        QVERIFY(!packProject(bench.project(), bench.zip(), third));
        QVERIFY(!QFile::exists(bench.zip()) && !QFile::exists(bench.zip() + word(".part")));
        QVERIFY(packProject(bench.project(), bench.zip()));
        files = 0;
        QVERIFY(!unpackProject(bench.zip(), bench.target(), third));
        QVERIFY(bench.leftovers().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProjectArchive)
#include "tst_project_archive.moc"
