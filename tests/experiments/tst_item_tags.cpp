// Tags on items of a data set: what is one, and that they are kept.
#include "experiments/store/item_tags.h"
#include "tests/support/memory_directory.h"

#include <QFile>
#include <QTest>

using namespace lb::experiments;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestItemTags : public QObject {
    Q_OBJECT

    const QString m_images = word("fashion-mnist"), m_odd = word("odd"),
                  m_wrong = word("\xe6\xa0\x87\xe9\x94\x99 label");

private slots:
    void tagsAreKeptByDataSet()
    {
        const lb::tests::MemoryDirectory directory;
        {
            const auto store = RunStore::open(directory.path()).value();
            QVERIFY(readItemTags(directory.path(), m_images).value().isEmpty());
            QVERIFY(tagItems(*store, m_images, m_odd, {3, 4'000'000'000U}, true));
            QVERIFY(tagItems(*store, m_images, m_odd, {3, 7}, true));
            QVERIFY(tagItems(*store, m_images, m_wrong, {7}, true));
            QVERIFY(tagItems(*store, word("own:birds"), m_odd, {1}, true));
        }
        QVERIFY(QFile::remove(directory.path() + word("/project.sqlite"))); // the index may be lost
        const auto store = RunStore::open(directory.path()).value();
        const ItemTags tags = readItemTags(directory.path(), m_images).value();
        QCOMPARE(tags.keys(), QStringList({m_odd, m_wrong}));
        QCOMPARE(tags.value(m_odd), QSet<quint32>({3, 7, 4'000'000'000U}));
        QCOMPARE(tagsOf(tags, 7), QStringList({m_odd, m_wrong}));
        QCOMPARE(tagsOf(tags, 8), QStringList());
        QVERIFY(tagItems(*store, m_images, m_odd, {3, 4'000'000'000U, 7, 99}, false));
        QCOMPARE(readItemTags(directory.path(), m_images).value().keys(), QStringList{m_wrong}); // none has it
        QCOMPARE(readItemTags(directory.path(), word("own:birds")).value().value(m_odd), QSet<quint32>{1});
    }

    void whatIsNoTagIsRefused_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::newRow("nothing") << QString();
        QTest::newRow("spaces around") << word(" odd");
        QTest::newRow("a line break") << word("odd\nones");
        QTest::newRow("what parts cells") << word("odd,even");
        QTest::newRow("what parts tags") << word("odd;even");
        QTest::newRow("a quote") << word("\"odd\"");
        QTest::newRow("too long") << QString(41, QLatin1Char('x'));
    }
    void whatIsNoTagIsRefused()
    {
        QFETCH(QString, tag);
        const lb::tests::MemoryDirectory directory;
        const auto store = RunStore::open(directory.path()).value();
        const auto tagged = tagItems(*store, m_images, tag, {1}, true);
        QVERIFY(!tagged && tagged.error().kind == ErrorKind::InvalidArgument);
        QVERIFY(!QFile::exists(itemTagsFile(directory.path())));
    }

    void aDamagedFileIsNeitherReadNorReplaced_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no JSON") << QByteArray("{\"fashion-mnist\": ");
        QTest::newRow("a word") << QByteArray("{\"fashion-mnist\": {\"odd\": [\"x\"]}}");
        QTest::newRow("below zero") << QByteArray("{\"fashion-mnist\": {\"odd\": [-1]}}");
        QTest::newRow("half an item") << QByteArray("{\"fashion-mnist\": {\"odd\": [1.5]}}");
        QTest::newRow("too large") << QByteArray("{\"fashion-mnist\": {\"odd\": [4294967296]}}");
    }
    void aDamagedFileIsNeitherReadNorReplaced()
    {
        QFETCH(QByteArray, content);
        const lb::tests::MemoryDirectory directory;
        const auto store = RunStore::open(directory.path()).value();
        QFile file(itemTagsFile(directory.path()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.write(content), content.size());
        QVERIFY(file.flush());
        const auto read = readItemTags(directory.path(), m_images);
        QVERIFY(!read && read.error().kind == ErrorKind::Corrupt);
        QVERIFY2(read.error().detail.contains(word("item_tags.json")), qPrintable(read.error().detail));
        QVERIFY(!tagItems(*store, m_images, m_odd, {1}, true));
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), content);
    }
};

QTEST_GUILESS_MAIN(TestItemTags)
#include "tst_item_tags.moc"
