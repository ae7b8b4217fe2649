#include "experiments/datasets/text_lines.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lb::experiments;
using Lines = std::vector<std::string>;

class TestTextLines : public QObject {
    Q_OBJECT
private slots:
    void everyLineEndEndsALine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("LF") << QByteArray("one\ntwo\n");
        QTest::newRow("CRLF") << QByteArray("one\r\ntwo\r\n");
        QTest::newRow("CR") << QByteArray("one\rtwo\r");
        QTest::newRow("last line without an end") << QByteArray("one\ntwo");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFone\ntwo\n");
        QTest::newRow("blanks around") << QByteArray(" one\t\n\t two  \n");
    }
    void everyLineEndEndsALine()
    {
        QFETCH(QByteArray, text);
        const auto lines = parseLines(text.toStdString());
        QVERIFY(lines);
        QCOMPARE(lines->lines, (Lines{"one", "two"}));
        QCOMPARE(lines->emptyLines, 0);
    }

    void emptyLinesAreCounted()
    {
        const auto lines = parseLines("one\n\n  \r\ntwo\n\n");
        QCOMPARE(lines->lines.size(), std::size_t{2});
        QCOMPARE(lines->emptyLines, 3);
    }

    void strayBytesAreReplacedAndCounted()
    {
        const auto lines = parseLines(std::string(100, 'a') + "\xE9" + std::string(100, 'b'));
        QVERIFY(lines);
        QCOMPARE(lines->replacedBytes, 1);
        QVERIFY(lines->lines[0].find("a\xEF\xBF\xBD"
                                     "b") != std::string::npos);
    }

    void whatIsNoTextGetsItsSentence_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const QByteArray& file, const char* word) {
            QTest::newRow(name) << file << QString::fromLatin1(word);
        };
        row("empty", {}, "empty");
        row("blank lines alone", "\n \r\n\t\n", "blank lines");
        row("byte order mark alone", "\xEF\xBB\xBF", "blank lines");
        row("NUL", QByteArray("text\0more", 9), "binary");
        row("gzip", "\x1F\x8B\x08", "gzip");
        row("zip", "PK\x03\x04", "zip");
        row("PNG", "\x89PNG\r\n\x1A\n", "PNG");
        row("JPEG", "\xFF\xD8\xFF\xE0", "JPEG");
        row("PDF", "%PDF-1.7", "PDF");
        row("SQLite", "SQLite format 3", "SQLite");
        row("UTF-16", QByteArray("\xFF\xFEo\0n\0e\0", 8), "UTF-16");
        row("web page", "  <!DOCTYPE html>\n<html>", "web page");
        row("git pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "pointer");
        row("Latin-1 Greek", QByteArray(40, '\xE1'), "not UTF-8");
        row("one endless line", QByteArray((1 << 20) + 1, 'a'), "Line 1");
    }
    void whatIsNoTextGetsItsSentence()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, word);
        const auto lines = parseLines(file.toStdString());
        QVERIFY(!lines);
        QCOMPARE(lines.error().kind, ErrorKind::Corrupt);
        QVERIFY2(lines.error().detail.contains(word), qPrintable(lines.error().detail));
    }

    void pathsThatAreNoFilesAreNamed()
    {
        const QTemporaryDir folder;
        const auto missing = readLines(folder.filePath(QStringLiteral("none.txt")));
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QVERIFY(missing.error().detail.contains(QStringLiteral("none.txt")));
        QVERIFY(readLines(folder.path()).error().detail.contains(QStringLiteral("folder")));
        QVERIFY(readLines(QStringLiteral("/dev/zero")).error().detail.contains(QStringLiteral("regular file")));
    }
};

QTEST_APPLESS_MAIN(TestTextLines)
#include "tst_text_lines.moc"
