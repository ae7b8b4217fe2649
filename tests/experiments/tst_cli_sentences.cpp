#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

struct Answer {
    int code = -1;
    QString out;
    QString err;
};

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

QList<QJsonObject> jsonLines(const QString& text)
{
    QList<QJsonObject> result;
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        result.append(QJsonDocument::fromJson(line.toUtf8()).object());
    return result;
}

const QString kFirst = QStringLiteral("the boat sees the king");
const QString kSecond = QStringLiteral("a small river finds the old stone at night");

} // namespace

/// The verbs about codes of sentences.
class TestCliSentences : public QObject {
    Q_OBJECT

    TinyProject m_project;

    Answer ask(QStringList words) const
    {
        constexpr int kLongMs = 120'000;
        words = QStringList{word("--project"), m_project.path() + word("/project")} + words;
        QProcess cli;
        cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"), words);
        cli.waitForFinished(kLongMs);
        return {cli.exitCode(), QString::fromUtf8(cli.readAllStandardOutput()),
                QString::fromUtf8(cli.readAllStandardError())};
    }

private slots:
    void initTestCase()
    {
        const RunRecord run = m_project.create(word("tiny"));
        QVERIFY(runTraining(m_project.folder(run), {}));
    }

    void encodePrintsATableOfDimensions()
    {
        const Answer table = ask({word("encode"), word("tiny"), word("--text"), kFirst, word("--text"), kSecond});
        QVERIFY2(table.code == 0, qPrintable(table.err));
        const QStringList lines = table.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2 + 1 + 4); // the sentences, the header, four dimensions
        QVERIFY(lines[0].contains(kFirst) && lines[1].contains(kSecond));
        QVERIFY(lines[2].contains(word("deviation 2")));
    }

    void encodeGivesJsonAndCsvOfTheSameNumbers()
    {
        QFile file(m_project.path() + word("/given.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write((kFirst + word("\n\n") + kSecond + word("\n")).toUtf8());
        file.close();
        const Answer json = ask({word("--json"), word("encode"), word("tiny"), word("--file"), file.fileName()});
        QVERIFY2(json.code == 0, qPrintable(json.err));
        const QList<QJsonObject> lines = jsonLines(json.out);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[1].value(word("text")).toString(), kSecond);
        QCOMPARE(lines[1].value(word("mean")).toArray().size(), 4);
        const QString csv = m_project.path() + word("/codes.csv");
        QCOMPARE(ask({word("encode"), word("tiny"), word("--file"), file.fileName(), word("--out"), csv}).code, 0);
        QFile written(csv);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QStringList rows = QString::fromUtf8(written.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 3);
        QVERIFY(rows[0].startsWith(word("text,mean_1,mean_2")) && rows[0].endsWith(word("kl_4")));
        const double mean = rows[2].section(QLatin1Char(','), 1, 1).toDouble();
        QVERIFY(std::abs(mean - lines[1].value(word("mean")).toArray().first().toDouble()) < 1e-6);
    }

    void interpolateMarksTheWordsThatChange()
    {
        const QStringList words{word("interpolate"), word("tiny"), word("--from"),  kFirst,
                                word("--to"),        kSecond,      word("--steps"), word("7")};
        const Answer text = ask(words);
        QVERIFY2(text.code == 0, qPrintable(text.err));
        const QStringList lines = text.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 7);
        QVERIFY(lines.first().startsWith(word("0.000  ")) && lines.last().startsWith(word("1.000  ")));
        QVERIFY(!lines.first().contains(QLatin1Char('[')));
        const Answer json = ask(QStringList{word("--json")} + words + QStringList{word("--path"), word("spherical")});
        const QList<QJsonObject> steps = jsonLines(json.out);
        QCOMPARE(steps.size(), 7);
        const QString plain = lines.last().mid(7).remove(QRegularExpression(word("[][]")));
        QCOMPARE(steps.last().value(word("sentence")).toString(), plain);
        QCOMPARE(steps.last().value(word("code")).toArray().size(), 4);
        bool hasMark = false;
        for (qsizetype i = 1; i < 7; ++i)
            hasMark = hasMark || lines[i].contains(QLatin1Char('['));
        bool hasChange = false;
        for (qsizetype i = 1; i < 7; ++i)
            hasChange = hasChange || lines[i].mid(7).remove(QRegularExpression(word("[][]"))) !=
                                         lines[i - 1].mid(7).remove(QRegularExpression(word("[][]")));
        QCOMPARE(hasMark, hasChange);
    }

    void positionsInASplitStillWork()
    {
        const Answer items = ask({word("interpolate"), word("tiny"), word("--from"), word("0"), word("--to"), word("3"),
                                  word("--count"), word("5")});
        QVERIFY2(items.code == 0, qPrintable(items.err));
        QCOMPARE(items.out.count(QLatin1Char('\n')), 5);
        const Answer mixed = ask({word("interpolate"), word("tiny"), word("--from"), word("0"), word("--to"), kFirst});
        QCOMPARE(mixed.code, 2);
        QVERIFY(mixed.err.contains(word("one of each")));
    }

    void arithmeticShowsItsTermsAndTheirSum()
    {
        const QStringList words{word("arithmetic"), word("tiny"), word("--a"), word("0"),
                                word("--b"),        word("3"),    word("--c"), word("3")};
        const Answer sum = ask(words);
        QVERIFY2(sum.code == 0, qPrintable(sum.err));
        const QStringList lines = sum.out.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[3].startsWith(word("a - b + c")));
        const QList<QJsonObject> json = jsonLines(ask(QStringList{word("--json")} + words).out);
        QCOMPARE(json.size(), 5);
        QCOMPARE(json[1].value(word("sentence")), json[2].value(word("sentence"))); // b and c are one item
        const Answer far = ask({word("arithmetic"), word("tiny"), word("--a"), word("99999999"), word("--b"), word("0"),
                                word("--c"), word("0")});
        QCOMPARE(far.code, 2);
        QVERIFY2(far.err.contains(word("the split has items 0 to")), qPrintable(far.err));
        const Answer picture =
            ask({word("interpolate"), word("tiny"), word("--from"), word("shirt.png"), word("--to"), word("0")});
        QCOMPARE(picture.code, 2);
        QVERIFY2(picture.err.contains(word("a picture has no code in it")), qPrintable(picture.err));
    }

    void listenAndNearestAnswer()
    {
        const Answer heard = ask({word("listen"), word("tiny"), word("--text"), kFirst, word("--items"), word("30")});
        QVERIFY2(heard.code == 0, qPrintable(heard.err));
        QVERIFY(heard.out.contains(word("in total")) &&
                heard.out.contains(word("30 sentences of the validation split")));
        QCOMPARE(ask({word("listen"), word("tiny"), word("--text"), kFirst, word("--items"), word("30")}).out,
                 heard.out);
        const Answer near =
            ask({word("--json"), word("nearest"), word("tiny"), word("--text"), kFirst, word("--count"), word("3")});
        QCOMPARE(jsonLines(near.out).size(), 3);
        QCOMPARE(ask({word("listen"), word("tiny")}).code, 2);
    }

    void scoringAnAutoencoderSaysThatItIsABound()
    {
        const Answer scored = ask({word("score"), word("tiny"), kFirst});
        QVERIFY2(scored.code == 0, qPrintable(scored.err));
        QVERIFY(scored.out.contains(word("perplexity")) && scored.out.contains(word("bound")));
    }
};

QTEST_GUILESS_MAIN(TestCliSentences)
#include "tst_cli_sentences.moc"
