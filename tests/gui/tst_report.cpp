#include "tests/gui/figure_bench.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QXmlStreamReader>

using namespace lb::gui;
using lb::tests::recordCurves;
using lb::tests::WindowBench;

namespace {

constexpr int kSteps = 120;

class ReportBench : public WindowBench {
public:
    ReportBench()
    {
        for (const char* preset : {"vae-sentences", "bn-vae-sentences"}) {
            uids.append(createRun(QString::fromLatin1(preset), QString::fromLatin1(preset)));
            recordCurves(store().folder(uids.last()), kSteps);
        }
        open();
        board().showOnly(uids);
    }
    QString file(const char* name) const { return project() + QLatin1Char('/') + QLatin1String(name); }
    QByteArray written(const char* name, Verb verb)
    {
        questions->saveFile = file(name);
        trigger(verb);
        static_cast<void>(QTest::qWaitFor([&] { return QFile::exists(file(name)); }, kPatienceMs));
        QFile written(file(name));
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    }
    QStringList uids;
};

} // namespace

class TestReport : public QObject {
    Q_OBJECT
private slots:
    void pageNeedsNothingElse()
    {
        ReportBench bench;
        const QByteArray html = bench.written("report.html", Verb::Report);
        QVERIFY(html.startsWith("<!DOCTYPE html>"));
        QVERIFY2(!html.contains("://"), "an address"); // neither a picture nor a language's name
        QVERIFY(!html.contains("<script") && !html.contains("<link") && !html.contains("@import"));
        static const QRegularExpression sources(QStringLiteral("(src|href|url)\\s*[=(]\\s*[\"']?+(?!data:)"));
        QVERIFY2(!QString::fromUtf8(html).contains(sources), "a reference outside the file");
        QXmlStreamReader reader(html);
        reader.setNamespaceProcessing(false); // xlink belongs to HTML's own SVG
        QStringList headings;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement() && reader.name() == QLatin1String("h2"))
                headings.append(reader.readElementText());
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        for (const char* words : {"Results", "Curves", "vae-sentences", "bn-vae-sentences", "Versions"})
            QVERIFY2(headings.contains(QLatin1String(words)), qPrintable(headings.join(QLatin1Char('|'))));
        for (const char* words : {"<svg", "KL (nats)", "a &lt;small&gt; boat", "the river", "Training starts on cpu",
                                  "latent.kind", "latentbench-cli train", "--report", "Latentbench " LB_VERSION})
            QVERIFY2(html.contains(words), words);
    }

    void pdfHoldsCurvesAsTextAndLines()
    {
        ReportBench bench;
        const QByteArray pdf = bench.written("report.pdf", Verb::Report);
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("/FontFile"));
        const QString program = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
        if (program.isEmpty()) {
            qInfo("pdftotext is not installed: the words of the PDF are not checked here");
            return;
        }
        QProcess reader;
        reader.start(program, {bench.file("report.pdf"), QStringLiteral("-")});
        QVERIFY(reader.waitForFinished(WindowBench::kPatienceMs));
        const QByteArray text = reader.readAllStandardOutput();
        for (const char* words : {"Results", "KL (nats)", "Active units (of 32)", "a <small> boat", "Versions"})
            QVERIFY2(text.contains(words), words);
        // The curves fill the first page; what all runs have is one table of them all.
        QVERIFY(text.left(text.indexOf('\f')).contains("Active units (of 32)"));
        QCOMPARE(text.count("All settings"), 1);
        QVERIFY2(text.count('\f') <= 6, qPrintable(QString::number(text.count('\f'))));
    }

    void reportComesWithoutAWindow()
    {
        ReportBench bench;
        QProcess program;
        const auto run = [&](const QStringList& words) {
            program.start(QStringLiteral(LB_BIN_DIR "/latentbench"),
                          QStringList{QStringLiteral("--project"), bench.project()} + words);
            program.waitForFinished(WindowBench::kPatienceMs);
            return program.exitCode();
        };
        QCOMPARE(run({QStringLiteral("--report"), QStringLiteral("vae-sentences"), QStringLiteral("--report"),
                      QStringLiteral("bn-vae-sentences"), QStringLiteral("--out"), bench.file("two.html")}),
                 0);
        QVERIFY(QFile::exists(bench.file("two.html")));
        QCOMPARE(run({QStringLiteral("--report"), QStringLiteral("nobody"), QStringLiteral("--out"),
                      bench.file("none.html")}),
                 2);
        QVERIFY(program.readAllStandardError().contains("nobody"));
        QVERIFY(!QFile::exists(bench.file("none.html")));
        QCOMPARE(run({QStringLiteral("--report"), QStringLiteral("vae-sentences")}), 2);
        QCOMPARE(run({QStringLiteral("--export-figure"), QStringLiteral("{}"), QStringLiteral("--out"),
                      bench.file("x.pdf")}),
                 2);
        QVERIFY(program.readAllStandardError().contains("panels"));
    }

    void tableIsWrittenInTheFormatOfItsName()
    {
        ReportBench bench;
        const QByteArray tex = bench.written("t.tex", Verb::ExportTable);
        QVERIFY(tex.contains("\\toprule"));
        QVERIFY(bench.written("t.md", Verb::ExportTable).contains("| Model | n |"));
        const QByteArray csv = bench.written("t.csv", Verb::ExportTable);
        QVERIFY2(csv.contains("validation/reconstruction"), csv.constData());
        QProcess cli; // the command line says the same
        cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"),
                  {QStringLiteral("--project"), bench.project(), QStringLiteral("compare"), QStringLiteral("vae-sentences"),
                   QStringLiteral("bn-vae-sentences"), QStringLiteral("--format"), QStringLiteral("latex")});
        QVERIFY(cli.waitForFinished(WindowBench::kPatienceMs));
        QCOMPARE(cli.readAllStandardOutput(), tex);
    }
};

QTEST_MAIN(TestReport)
#include "tst_report.moc"
