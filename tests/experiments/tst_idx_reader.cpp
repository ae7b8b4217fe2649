#include "experiments/datasets/idx_reader.h"

#include <QTest>

#include <zlib.h>

#include <initializer_list>

using namespace lb::experiments;

namespace {

QByteArray idx(int type, int rank, std::initializer_list<quint32> dims, qsizetype values)
{
    QByteArray file;
    file.append('\0').append('\0').append(static_cast<char>(type)).append(static_cast<char>(rank));
    for (const quint32 dim : dims)
        for (int shift = 24; shift >= 0; shift -= 8)
            file.append(static_cast<char>(dim >> shift));
    for (qsizetype i = 0; i < values; ++i)
        file.append(static_cast<char>(i));
    return file;
}

QByteArray gzip(const QByteArray& content)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(content.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

Result<IdxArray> parse(const QByteArray& file)
{
    return parseIdx({reinterpret_cast<const std::uint8_t*>(file.constData()), static_cast<std::size_t>(file.size())});
}

} // namespace

class TestIdxReader : public QObject {
    Q_OBJECT
private slots:
    void plainAndPackedFilesGiveTheSame()
    {
        const QByteArray file = idx(8, 3, {2, 3, 5}, 30);
        for (const QByteArray& form : {file, gzip(file), gzip(file.first(7)) + gzip(file.sliced(7))}) {
            const auto array = parse(form);
            QVERIFY2(array, array ? "" : qPrintable(array.error().detail));
            QCOMPARE(array->dims, (std::vector<std::uint32_t>{2, 3, 5}));
            QCOMPARE(array->values.size(), std::size_t{30});
            QCOMPARE(array->values[29], std::uint8_t{29});
        }
    }

    void brokenFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const QByteArray& file, const char* word) {
            QTest::newRow(name) << file << QString::fromLatin1(word);
        };
        const QByteArray good = idx(8, 3, {2, 3, 5}, 30);
        row("empty", {}, "empty");
        row("magic", QByteArray("\x01") + good.sliced(1), "not an IDX file");
        row("HTML", "<!DOCTYPE html><html></html>", "not an IDX file");
        row("floats", idx(0x0D, 1, {4}, 16), "0x0d");
        row("rank 0", idx(8, 0, {}, 0), "0 dimensions");
        row("rank 5", idx(8, 5, {1, 1, 1, 1, 1}, 1), "5 dimensions");
        row("header cut off", good.first(9), "within its header");
        row("a dimension of 0", idx(8, 2, {0, 7}, 0), "one is 0");
        row("one value short", good.chopped(1), "cut off");
        row("one value more", good + 'x', "more than the 30 bytes");
        row("giant header, tiny file", idx(8, 3, {60000, 256, 256}, 10), "cut off");
        row("product beyond 64 bits", idx(8, 4, {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, 10), "dimensions");
        row("product wraps to 0", idx(8, 4, {65536, 65536, 65536, 65536}, 0), "dimensions");
        row("gzip cut off", gzip(good).chopped(9), "cut off");
        row("gzip without its checksum", gzip(good).chopped(8), "cut off");
        row("gzip with a wrong checksum", gzip(good).chopped(8) + QByteArray(8, '\x55'), "damaged");
        row("gzip header alone", gzip(good).first(10), "cut off");
        row("foreign bytes behind gzip", gzip(good) + "tail", "foreign bytes");
        row("packed, one value more", gzip(good + 'x'), "more than the 30 bytes");
        row("packed giant header", gzip(idx(8, 3, {60000, 256, 256}, 10)), "cut off");
    }
    void brokenFilesAreRefused()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, word);
        const auto array = parse(file);
        QVERIFY(!array);
        QVERIFY2(array.error().detail.contains(word), qPrintable(array.error().detail));
    }

    void everyCutOfAPackedFileIsRefused()
    {
        const QByteArray file = gzip(idx(8, 3, {2, 3, 5}, 30));
        for (qsizetype size = 0; size < file.size(); ++size)
            QVERIFY2(!parse(file.first(size)), qPrintable(QString::number(size)));
    }

    void aBombIsStopped()
    {
        constexpr qsizetype kBytes = qsizetype{40} << 20;
        QByteArray bomb = idx(8, 1, {static_cast<quint32>(kBytes)}, 0);
        bomb.append(QByteArray(kBytes, '\0'));
        const QByteArray packed = gzip(bomb);
        QVERIFY(packed.size() < kBytes / 500);
        const auto array = parse(packed);
        QVERIFY(!array);
        QCOMPARE(array.error().kind, ErrorKind::Unsupported);
    }
};

QTEST_APPLESS_MAIN(TestIdxReader)
#include "tst_idx_reader.moc"
