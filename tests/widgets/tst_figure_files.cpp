#include "tests/widgets/figure_cases.h"
#include "widgets/figures/figure_caption.h"
#include "widgets/figures/figure_files.h"
#include "widgets/figures/figure_layout.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace lb::widgets;
using namespace lb::tests;

namespace {

constexpr qsizetype kLargest = 200'000; // bytes, for three curves of 100,000 points
constexpr int kPatienceMs = 120'000;

struct Output {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// Runs a program of the system; a line says so when it is not there.
std::optional<Output> ask(const char* program, const QStringList& words, const QString& folder = {})
{
    const QString path = QStandardPaths::findExecutable(QString::fromLatin1(program));
    if (path.isEmpty()) {
        qInfo("%s is not installed: what it would say is not checked here", program);
        return std::nullopt;
    }
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(path, words);
    process.waitForFinished(kPatienceMs);
    return Output{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString saved(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return {};
    return file.fileName();
}

bool isWellFormed(const QByteArray& xml, QStringList* words = nullptr)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        reader.readNext();
        if (words && reader.isStartElement() && reader.name() == QLatin1String("text"))
            words->append(reader.readElementText().trimmed());
    }
    if (reader.hasError())
        qWarning("%s at line %lld", qPrintable(reader.errorString()), reader.lineNumber());
    return !reader.hasError();
}

int darkPixels(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += qGray(image.pixel(x, y)) < 200;
    return count;
}

} // namespace

class TestFigureFiles : public QObject {
    Q_OBJECT
private slots:
    void pdfHasTextFontsAndItsSize()
    {
        const QTemporaryDir folder;
        const FigureSpec spec = figureSpec();
        const QByteArray pdf = figurePdf(spec, figureData(2000), QStringLiteral("A caption"));
        QVERIFY(pdf.startsWith("%PDF-"));
        const QString file = saved(folder, QStringLiteral("figure.pdf"), pdf);
        QVERIFY(pdf.contains("/FontFile")); // embedded
        if (const auto text = ask("pdftotext", {file, QStringLiteral("-")})) {
            QCOMPARE(text->code, 0);
            for (const char* word : {"KL (nats)", "Reconstruction (nats)", "Step", "BN-VAE", "EAE", "a)", "b)", "2,000",
                                     "floor \u03b3\u00b2d/2 = 5.76"})
                QVERIFY2(text->out.contains(word), qPrintable(QString::fromUtf8(text->out)));
        }
        if (const auto fonts = ask("pdffonts", {file})) {
            const QList<QByteArray> lines = fonts->out.trimmed().split('\n');
            QVERIFY2(lines.size() > 2, fonts->out.constData());
            static const QRegularExpression embedded(QStringLiteral(" yes (yes|no) yes ")); // emb, sub, uni
            for (qsizetype i = 2; i < lines.size(); ++i)
                QVERIFY2(QString::fromUtf8(lines[i].simplified()).contains(embedded), lines[i].constData());
        }
        if (const auto info = ask("pdfinfo", {file})) {
            const auto size = QRegularExpression(QStringLiteral("Page size: +([0-9.]+) x ([0-9.]+)"))
                                  .match(QString::fromUtf8(info->out));
            QVERIFY(std::abs(size.captured(1).toDouble() - spec.widthMm * 72 / 25.4) < 1);
            QVERIFY(std::abs(size.captured(2).toDouble() - spec.heightMm * 72 / 25.4) < 1);
            QVERIFY(info->out.contains("Pages:") && info->out.simplified().contains("Pages: 1"));
        }
    }

    void svgHasTextAndIsWellFormed()
    {
        const QTemporaryDir folder;
        FigureSpec spec = figureSpec();
        spec.hasEvents = true;
        const QByteArray svg = figureSvg(spec, figureData(2000), QStringLiteral("less < than & \"more\""));
        QStringList words;
        QVERIFY(isWellFormed(svg, &words));
        for (const char* word : {"KL (nats)", "Step", "BN-VAE", "a)", "d/2 = 5.76"}) // Greek is a text of its own
            QVERIFY2(words.contains(QString::fromUtf8(word)), qPrintable(words.join(QLatin1Char('|'))));
        const auto size = QRegularExpression(QStringLiteral("width=\"([0-9.]+)mm\" height=\"([0-9.]+)mm\""))
                              .match(QString::fromUtf8(svg));
        QVERIFY(std::abs(size.captured(1).toDouble() - 178) < 0.05 &&
                std::abs(size.captured(2).toDouble() - 60) < 0.05);
        QVERIFY(svg.contains("stroke-dasharray"));
        const QString file = saved(folder, QStringLiteral("figure.svg"), svg);
        const QString png = folder.filePath(QStringLiteral("figure.png"));
        if (const auto drawn = ask("rsvg-convert", {QStringLiteral("-o"), png, file})) {
            QVERIFY2(drawn->code == 0, drawn->err.constData());
            QVERIFY(darkPixels(QImage(png)) > 1000);
        }
    }

    void denseCurvesStaySmall_data()
    {
        QTest::addColumn<double>("widthMm");
        QTest::addColumn<double>("smoothing");
        QTest::newRow("single column") << 86.0 << 0.0;
        QTest::newRow("double column") << 178.0 << 0.0;
        QTest::newRow("slide, smoothed") << 254.0 << 0.9;
    }

    void denseCurvesStaySmall()
    {
        QFETCH(const double, widthMm);
        QFETCH(const double, smoothing);
        static const FigureData data = figureData(100'000);
        FigureSpec spec = figureSpec();
        spec.panels.removeLast();
        spec.widthMm = widthMm;
        spec.smoothing = smoothing;
        const QByteArray pdf = figurePdf(spec, data, {});
        const QByteArray svg = figureSvg(spec, data, {});
        qInfo("3 x 100,000 points, %g mm: PDF %lld bytes, SVG %lld bytes", widthMm, pdf.size(), svg.size());
        QVERIFY(pdf.size() < kLargest);
        QVERIFY(svg.size() < kLargest);
        QVERIFY(svg.size() > 10'000); // the curves are in it
        QVERIFY(figureTex(spec, data, {}).size() < kLargest);
    }

    void pngHasItsPixelsAndResolution()
    {
        FigureSpec spec = figureSpec();
        spec.widthMm = 50.8;
        spec.heightMm = 25.4;
        spec.dpi = 300;
        const QImage image = QImage::fromData(figurePng(spec, figureData(200)), "PNG");
        QCOMPARE(image.size(), QSize(600, 300));
        QCOMPARE(qRound(image.dotsPerMeterX() * 0.0254), 300);
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
        QVERIFY(darkPixels(image) > 500);
    }

    void pgfplotsCompilesAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("package");
        QTest::newRow("TeX's own signs") << QStringLiteral("50% & #1_$x$ {\\oops} \u0416")
                                         << QByteArray("50\\% \\& \\#1\\_\\$x\\$ \\{\\textbackslash{}oops\\} ?")
                                         << QStringLiteral("pgfplots");
        QTest::newRow("Chinese") << QStringLiteral("\u6c49\u5b57 VAE\uff08\u4e00\uff09")
                                 << QStringLiteral("\u6c49\u5b57 VAE\uff08\u4e00\uff09").toUtf8()
                                 << QStringLiteral("CJKutf8");
    }
    void pgfplotsCompilesAlone()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, words);
        QFETCH(QString, package);
        const QTemporaryDir folder;
        FigureSpec spec = figureSpec();
        spec.panels.append({kDimensions, QStringLiteral("KL per dimension"), QStringLiteral("KL (nats)")});
        spec.panels.last().isHeatMap = true;
        spec.columns = 3;
        FigureData data = figureData(5000);
        data.runs[0].run.name = name;
        const QByteArray tex = figureTex(spec, data, QStringLiteral("Line one\nline two"));
        QVERIFY(tex.startsWith("% ") && tex.contains("\\documentclass"));
        QVERIFY(tex.contains('{' + words + "};\n"));
        QVERIFY(tex.contains("\\usepackage{" + package.toUtf8() + '}'));
        QCOMPARE(tex.contains("CJK"), package == QStringLiteral("CJKutf8"));
        int depth = 0; // braces in balance, but escaped ones
        for (qsizetype i = 0; i < tex.size(); ++i) {
            const bool isEscaped = i > 0 && tex[i - 1] == '\\';
            if (tex[i] == '%' && !isEscaped)
                i = tex.indexOf('\n', i);
            else if (!isEscaped)
                depth += tex[i] == '{' ? 1 : tex[i] == '}' ? -1 : 0;
            QVERIFY(depth >= 0);
        }
        QCOMPARE(depth, 0);
        saved(folder, QStringLiteral("figure.tex"), tex);
        if (const auto found = ask("kpsewhich", {package + QStringLiteral(".sty")}, folder.path());
            !found || found->code != 0)
            return; // a small TeX, or none
        if (const auto compiled = ask("pdflatex",
                                      {QStringLiteral("-interaction=nonstopmode"), QStringLiteral("-halt-on-error"),
                                       QStringLiteral("figure.tex")},
                                      folder.path())) {
            QVERIFY2(compiled->code == 0, compiled->out.right(2000).constData());
            if (const auto info = ask("pdfinfo", {QStringLiteral("figure.pdf")}, folder.path())) { // its size, one page
                QVERIFY2(info->out.contains("Pages:           1\n"), info->out.constData());
                const double width =
                    info->out.mid(info->out.indexOf("Page size:") + 10).simplified().split(' ').first().toDouble();
                QVERIFY2(std::abs(width - spec.widthMm * 72 / 25.4) < 1, info->out.constData());
            }
        }
    }

    void csvHoldsEveryStoredPoint()
    {
        const FigureData data = figureData(300);
        FigureSpec spec = figureSpec();
        spec.x = PlotRange{50, 250};
        spec.smoothing = 0.9;
        const QByteArray csv = figureCsv(spec, data);
        QVERIFY(csv.contains("# X axis: Step from 50 to 250\n"));
        QVERIFY(csv.contains("factor 0.9"));
        QHash<QString, QList<QPair<qint64, double>>> found;
        for (const QByteArray& line : csv.split('\n')) {
            const QList<QByteArray> cells = line.split(',');
            if (line.startsWith('#') || line.startsWith("metric,") || cells.size() < 10)
                continue;
            found[QString::fromUtf8(cells[0] + cells[2])].append({cells[4].toLongLong(), cells[8].toDouble()});
        }
        for (const FigureRunData& run : data.runs)
            for (const QString& metric : {kKl, kReconstruction}) {
                QList<QPair<qint64, double>> stored;
                for (const auto& point : run.points[metric])
                    if (point.step >= 50 && point.step <= 250)
                        stored.append({point.step, point.value});
                QCOMPARE(found.value(metric + run.run.uid), stored); // to the last bit
            }
    }

    void csvDefusesFormulasAndQuotes()
    {
        FigureData data = figureData(20);
        data.runs[0].run.name = QStringLiteral("=2+3, \"x\"");
        const QByteArray csv = figureCsv(figureSpec(), data);
        QVERIFY(csv.contains(",\"'=2+3, \"\"x\"\"\","));
    }

    void jsonDrawsTheSameFigureAgain()
    {
        const FigureData data = figureData(300);
        FigureSpec spec = figureSpec();
        spec.caption = QStringLiteral("Mine.");
        const QJsonObject json = QJsonDocument::fromJson(figureJson(spec, data, {})).object();
        const auto again = FigureSpec::fromJson(json);
        QVERIFY(again);
        QCOMPARE(*again, spec);
        const QJsonObject curve = json.value(QLatin1String("curves")).toArray().first().toObject();
        const QJsonArray values = curve.value(QLatin1String("value")).toArray();
        QCOMPARE(values.size(), 300);
        QCOMPARE(values[4].toString(), QStringLiteral("nan"));
        QCOMPARE(values[7].toDouble(), data.runs[0].points[kKl][7].value);
    }

    void captionSaysWhatAReaderMustKnow()
    {
        FigureSpec spec = figureSpec();
        const QString caption = figureCaption(spec, figureData(100), QStringLiteral("latentbench --export-figure x"));
        for (const char* words : {"KL divergence in nats (a, symlog scale)", "Reconstruction in nats (b)",
                                  "training steps", "n = 3", "seeds 1, 2, 3", "wordnet-glosses", "no smoothing",
                                  "floor \u03b3\u00b2d/2 = 5.76", "latentbench --export-figure x"})
            QVERIFY2(caption.contains(QString::fromUtf8(words)), qPrintable(caption));
        spec.smoothing = 0.9;
        QVERIFY(figureCaption(spec, figureData(100), {}).contains(QStringLiteral("factor 0.9")));
        spec.smoothing = 10;
        QVERIFY(figureCaption(spec, figureData(100), {}).contains(QStringLiteral("mean of the last 10 values")));
        spec.panels[0].values = PlotRange{2, 5};
        QVERIFY(figureCaption(spec, figureData(100), {}).contains(QStringLiteral("cut off: a")));
    }

    void meansOfSeedsAreSaidAndTheirBandWritten()
    {
        FigureSpec spec = figureSpec();
        spec.seeds = SpreadKind::Confidence;
        FigureData data = figureData(20);
        FigureRunData& mean = data.runs[0];
        mean.seeds = {1, 2, 3};
        for (const auto& point : mean.points[kKl])
            mean.spread[kKl].append({double(point.step), point.value - 0.5, point.value + 0.5});
        const QString caption = figureCaption(spec, data, {});
        for (const char* words : {"means of runs that differ in their seed alone", "(seeds 1, 2, 3)",
                                  "95 % confidence interval", "n = 2 runs"})
            QVERIFY2(caption.contains(QLatin1String(words)), qPrintable(caption));
        QCOMPARE(layOutFigure(spec, data).panels[0].bands.size(), 1);
        const QByteArray csv = figureCsv(spec, data);
        QVERIFY(csv.contains("element,value,low,high\n"));
        const auto first = mean.points[kKl].first();
        QVERIFY(csv.contains(",1 2 3," + QByteArray::number(first.step) + ','));
        QVERIFY(csv.contains(',' + exactNumber(first.value - 0.5) + ',' + exactNumber(first.value + 0.5) + '\n'));
        for (const FigureFormat format : figureFormats())
            QVERIFY(!figureFile(spec, data, format, caption).isEmpty());
        QVERIFY(figureTex(spec, data, {}).contains("fill opacity=0.16"));
        QCOMPARE(FigureSpec::fromJson(spec.toJson()).value(), spec);
    }

    void everyFormatSurvivesRunsWithoutPoints()
    {
        FigureData data = figureData(10);
        for (FigureRunData& run : data.runs) {
            run.points.clear();
            run.vectors.clear();
        }
        for (const FigureFormat format : figureFormats())
            QVERIFY(!figureFile(figureSpec(), data, format, QStringLiteral("empty")).isEmpty());
        FigureSpec spec = figureSpec();
        spec.xMode = XMode::Epoch;
        data = figureData(10);
        data.runs[0].run.stepsPerEpoch = 0; // no place on this axis
        for (const FigureFormat format : figureFormats())
            QVERIFY(!figureFile(spec, data, format, {}).isEmpty());
    }

    void formatIsTheEndingOfTheName()
    {
        QCOMPARE(*figureFormatOf(QStringLiteral("a.b/c.PDF")), FigureFormat::Pdf);
        QCOMPARE(*figureFormatOf(QStringLiteral("x.tex")), FigureFormat::Pgfplots);
        QVERIFY(!figureFormatOf(QStringLiteral("x.bmp")));
    }
};

QTEST_MAIN(TestFigureFiles)
#include "tst_figure_files.moc"
