#include "experiments/control/serve_client.h"
#include "experiments/training/opened_writer.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/training_run.h"
#include "models/text/sentencepiece_tokenizer.h"
#include "tests/support/tiny_project.h"

#include <QCborArray>
#include <QCborMap>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

struct Bench {
    Bench()
    {
        QByteArray lines;
        for (const char* who : {"the cat", "a dog", "my sister", "nobody", "the old man"})
            for (const char* does : {"sees", "likes", "paints", "remembers", "does not see"})
                for (const char* what : {"a red house", "the sea", "two birds", "nothing"})
                    lines += QByteArray(who) + ' ' + does + ' ' + what + '\n';
        lines += "the zebra sees a xylophone\n";
        write(text(), lines);
    }
    QString text() const { return home.filePath(QStringLiteral("lines.txt")); }

    QJsonObject cli(const QStringList& arguments, int code = 0) const
    {
        QProcess process;
        process.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"),
                      QStringList{QStringLiteral("--json"), QStringLiteral("--project"),
                                  home.filePath(QStringLiteral("project"))} +
                          arguments);
        process.waitForFinished(120'000);
        const QByteArray out = process.readAllStandardOutput();
        error = QString::fromUtf8(process.readAllStandardError());
        if (process.exitCode() != code)
            qWarning("%d: %s", process.exitCode(), qPrintable(error));
        return process.exitCode() == code ? QJsonDocument::fromJson(out).object() : QJsonObject();
    }

    QTemporaryDir home;
    mutable QString error;
};

QStringList piecesOf(const QJsonObject& made, int sentence = 0)
{
    QStringList pieces;
    const QJsonArray list = made[QStringLiteral("sentences")][sentence][QStringLiteral("pieces")].toArray();
    for (const QJsonValue& piece : list)
        pieces.append(piece[QStringLiteral("piece")].toString());
    return pieces;
}

} // namespace

class TestTokenizerTraining : public QObject {
    Q_OBJECT
private slots:
    void previewShowsPiecesAndShares()
    {
        const Bench bench;
        const QJsonObject made =
            bench.cli({QStringLiteral("train-tokenizer"), QStringLiteral("file:") + bench.text(),
                       QStringLiteral("--vocabulary"), QStringLiteral("100"), QStringLiteral("--minimum-count"),
                       QStringLiteral("2"), QStringLiteral("--sentence"), QStringLiteral("The zebra sees nothing"),
                       QStringLiteral("--sentence"), QStringLiteral("a dog")});
        QCOMPARE(made[QStringLiteral("kind")].toString(), QStringLiteral("words"));
        QCOMPARE(piecesOf(made), (QStringList{QStringLiteral("the"), QStringLiteral("<unk>"), QStringLiteral("sees"),
                                              QStringLiteral("nothing")}));
        const QJsonObject first = made[QStringLiteral("sentences")][0].toObject();
        QCOMPARE(first[QStringLiteral("count")].toInt(), 4);
        QCOMPARE(first[QStringLiteral("unknown_share")].toDouble(), 0.25);
        QCOMPARE(first[QStringLiteral("characters_per_token")].toDouble(), 5.5);
        QCOMPARE(piecesOf(made, 1).size(), 2);
    }

    void sentencePieceOptionsReachTheLibrary_data()
    {
        QTest::addColumn<QString>("pieces");
        QTest::addColumn<int>("count");
        QTest::newRow("words") << QStringLiteral("word") << 3;
        QTest::newRow("characters") << QStringLiteral("char") << 13;
    }
    void sentencePieceOptionsReachTheLibrary()
    {
        QFETCH(QString, pieces);
        QFETCH(int, count);
        const Bench bench;
        const QJsonObject made =
            bench.cli({QStringLiteral("train-tokenizer"), QStringLiteral("file:") + bench.text(),
                       QStringLiteral("--kind"), QStringLiteral("sentencepiece"), QStringLiteral("--vocabulary"),
                       QStringLiteral("100"), QStringLiteral("--pieces"), pieces, QStringLiteral("--coverage"),
                       QStringLiteral("1"), QStringLiteral("--sentence"), QStringLiteral("the cat sees")});
        QCOMPARE(made[QStringLiteral("sentences")][0][QStringLiteral("count")].toInt(), count);
    }

    void aKeptTokenizerTrainsARun()
    {
        const Bench bench;
        const QString model = bench.home.filePath(QStringLiteral("pieces.model"));
        const QJsonObject made =
            bench.cli({QStringLiteral("train-tokenizer"), QStringLiteral("file:") + bench.text(),
                       QStringLiteral("--kind"), QStringLiteral("sentencepiece"), QStringLiteral("--vocabulary"),
                       QStringLiteral("110"), QStringLiteral("--out"), model});
        QVERIFY2(!made.isEmpty() && QFile::exists(model), qPrintable(bench.error));
        QCOMPARE(made[QStringLiteral("sentences")].toArray().size(), 3);
        const QJsonObject again = bench.cli({QStringLiteral("train-tokenizer"), QStringLiteral("file:") + bench.text(),
                                             QStringLiteral("--file"), model});
        QCOMPARE(again[QStringLiteral("vocabulary")], made[QStringLiteral("vocabulary")]);
        QCOMPARE(again[QStringLiteral("sentences")], made[QStringLiteral("sentences")]);
        TinyProject project;
        RunSpec spec = project.spec({{QStringLiteral("train.epochs"), 1},
                                     {QStringLiteral("data.id"), QStringLiteral("file:") + bench.text()},
                                     {QStringLiteral("data.tokenizer"), QStringLiteral("file")},
                                     {QStringLiteral("data.tokenizer_file"), model}});
        const RunRecord run = project.store().create({.spec = spec, .name = QStringLiteral("own")}).value();
        const auto state = runTraining(project.folder(run), {.threads = 1});
        QVERIFY2(state && *state == RunState::Finished, state ? "" : qPrintable(state.error().detail));
        QVERIFY(QFile::remove(model)); // the run has its own copy
        const auto writer = OpenedWriter::open(project.folder(run), {}, {.threads = 1});
        QVERIFY2(writer, writer ? "" : qPrintable(writer.error().detail));
        QCOMPARE((*writer)->tokenizer().kind(), std::string_view("sentencepiece"));
        QVERIFY(!(*writer)->write({QString()}, {.maximumTokens = 3}).empty());
        const auto setup = setUpRun(spec, {.threads = 1, .tokenizerFile = project.folder(run).tokenizer()});
        QVERIFY2(setup, setup ? "" : qPrintable(setup.error().detail));
    }

    void foreignFilesTrainARun()
    {
        const Bench bench;
        const QString file = bench.home.filePath(QStringLiteral("tokenizer.json"));
        write(file,
              R"({"added_tokens":[{"id":1,"content":"<s>","special":true},{"id":2,"content":"</s>","special":true}],
            "pre_tokenizer":{"type":"Split","pattern":{"Regex":"\\s+"},"behavior":"Removed","invert":false},
            "model":{"type":"WordLevel","unk_token":"<unk>","vocab":{"<unk>":0,"<s>":1,"</s>":2,"the":3,"cat":4,"sees":5}}})");
        const QStringList common{QStringLiteral("train-tokenizer"), QStringLiteral("file:") + bench.text(),
                                 QStringLiteral("--sentence"), QStringLiteral("the  cat paints")};
        for (const QString& path : {file, bench.home.path()}) { // the file itself, or the folder it is in
            const QJsonObject made = bench.cli(common + QStringList{QStringLiteral("--file"), path});
            QCOMPARE(piecesOf(made),
                     (QStringList{QStringLiteral("the"), QStringLiteral("cat"), QStringLiteral("<unk>")}));
        }
    }

    void wrongOptionsAreRefusedWithASentence_data()
    {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const QStringList& more, const char* word) {
            QTest::newRow(name) << more << QString::fromLatin1(word);
        };
        row("coverage", {QStringLiteral("--coverage"), QStringLiteral("0.5")}, "0.9 to 1");
        row("vocabulary", {QStringLiteral("--vocabulary"), QStringLiteral("3")}, "100 to 100000");
        row("count", {QStringLiteral("--minimum-count"), QStringLiteral("0")}, "1 or more");
        row("too rare", {QStringLiteral("--minimum-count"), QStringLiteral("5000")}, "No word comes 5000 times");
        row("no file", {QStringLiteral("--file"), QStringLiteral("/nowhere/t.json")}, "nowhere");
    }
    void wrongOptionsAreRefusedWithASentence()
    {
        QFETCH(QStringList, more);
        QFETCH(QString, word);
        const Bench bench;
        bench.cli(QStringList{QStringLiteral("train-tokenizer"), QStringLiteral("file:") + bench.text()} + more, 2);
        QVERIFY2(bench.error.contains(word), qPrintable(bench.error));
    }
};

QTEST_GUILESS_MAIN(TestTokenizerTraining)
#include "tst_tokenizer_training.moc"
