#include "tests/widgets/figure_cases.h"
#include "widgets/figures/figure_curves.h"
#include "widgets/figures/figure_layout.h"
#include "widgets/figures/figure_painter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPainter>
#include <QTest>

#include <rapidcheck.h>

using namespace lb::widgets;
using namespace lb::tests;

namespace {

QString anyText()
{
    return QString::fromStdString(*rc::gen::container<std::string>(rc::gen::inRange('!', '~')));
}

double anyNumber(double low, double high)
{
    return low + (high - low) * *rc::gen::inRange(0, 100'000) / 100'000;
}

std::optional<PlotRange> anyRange()
{
    if (*rc::gen::arbitrary<bool>())
        return std::nullopt;
    const double lower = anyNumber(-1e6, 1e6);
    return PlotRange{lower, lower + anyNumber(1e-3, 1e6)};
}

FigurePanel anyPanel()
{
    FigurePanel panel;
    panel.metric = QStringLiteral("m") + anyText();
    panel.title = QStringLiteral("t") + anyText();
    panel.valueLabel = QStringLiteral("l") + anyText();
    panel.scale = *rc::gen::element(AxisScale::Kind::Linear, AxisScale::Kind::Log, AxisScale::Kind::Symlog);
    if (panel.scale == AxisScale::Kind::Symlog)
        panel.threshold = anyNumber(1e-6, 10);
    panel.values = anyRange();
    panel.isStepped = *rc::gen::arbitrary<bool>();
    panel.isHeatMap = *rc::gen::arbitrary<bool>();
    panel.tickStep = *rc::gen::element(0.0, 8.0);
    if (*rc::gen::arbitrary<bool>())
        panel.included = {0, anyNumber(1, 100)};
    return panel;
}

FigureSpec anySpec()
{
    FigureSpec spec;
    for (int i = *rc::gen::inRange(1, 7); i > 0; --i)
        spec.panels.append(anyPanel());
    for (int i = *rc::gen::inRange(1, 5); i > 0; --i)
        spec.runs.append({QStringLiteral("u") + anyText(), anyText()});
    spec.columns = *rc::gen::inRange(0, 5);
    spec.widthMm = anyNumber(20, 300);
    spec.heightMm = anyNumber(15, 300);
    spec.fontPt = anyNumber(4, 24);
    spec.font = *rc::gen::element(FigureFont::Sans, FigureFont::Serif);
    spec.linePt = anyNumber(0.1, 4);
    spec.legend =
        *rc::gen::element(FigureLegend::OnLines, FigureLegend::Above, FigureLegend::Inside, FigureLegend::None);
    spec.colors = *rc::gen::element(FigureColors::Runs, FigureColors::Greys);
    spec.hasTheory = *rc::gen::arbitrary<bool>();
    spec.hasEvents = *rc::gen::arbitrary<bool>();
    spec.hasBest = *rc::gen::arbitrary<bool>();
    spec.hasGrid = *rc::gen::arbitrary<bool>();
    spec.hasLetters = *rc::gen::arbitrary<bool>();
    spec.xMode = *rc::gen::element(XMode::Step, XMode::Epoch, XMode::Examples, XMode::Time);
    spec.xScale = *rc::gen::element(AxisScale::Kind::Linear, AxisScale::Kind::Log, AxisScale::Kind::Symlog);
    spec.x = anyRange();
    spec.smoothing = *rc::gen::element(0.0, 0.6, 0.99);
    spec.isRobust = *rc::gen::arbitrary<bool>();
    spec.dpi = *rc::gen::inRange(36, 601);
    spec.caption = anyText();
    return spec;
}

QString complaintOf(const QJsonObject& json)
{
    const auto spec = FigureSpec::fromJson(json);
    return spec ? QString() : spec.error().detail;
}

} // namespace

class TestFigureSpec : public QObject {
    Q_OBJECT
private slots:
    void jsonBringsBackAnySpec()
    {
        QVERIFY(rc::check("spec -> text -> spec", [] {
            const FigureSpec spec = anySpec();
            const QByteArray text = QJsonDocument(spec.toJson()).toJson();
            const auto again = FigureSpec::fromJson(QJsonDocument::fromJson(text).object());
            RC_ASSERT(again.has_value());
            RC_ASSERT(*again == spec);
        }));
    }

    void anySpecCanBeLaidOut()
    {
        const FigureData data = figureData(40);
        QVERIFY(rc::check("places are finite and inside the paper", [&data] {
            FigureSpec spec = anySpec();
            for (FigurePanel& panel : spec.panels)
                panel.metric = panel.isHeatMap ? kDimensions : kKl;
            const FigureLayout layout = layOutFigure(spec, data);
            const QRectF paper = QRectF(QPointF(), layout.size).adjusted(-60, -60, 60, 60);
            for (const FigureLayout::Panel& panel : layout.panels)
                for (const FigureLayout::Line& line : panel.lines)
                    for (const QPolygonF& part : line.parts)
                        for (const QPointF& point : part) {
                            RC_LOG() << point.x() << ' ' << point.y() << " in " << panel.plot.left() << ' '
                                     << panel.plot.top() << ' ' << panel.plot.width() << ' ' << panel.plot.height();
                            RC_ASSERT(panel.plot.adjusted(-2, -60, 2, 60).contains(point));
                        }
            RC_ASSERT(layout.panels.size() == spec.panels.size());
            RC_ASSERT(paper.isValid());
        }));
    }

    void wrongDescriptionsAreRefusedInOneSentence_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QString>("words");
        QTest::newRow("no panels") << QByteArray(R"({"panels": []})") << QStringLiteral("panels");
        QTest::newRow("no runs") << QByteArray(R"({"runs": []})") << QStringLiteral("runs");
        QTest::newRow("too wide") << QByteArray(R"({"width_mm": 1e9})") << QStringLiteral("width_mm");
        QTest::newRow("a word for a number") << QByteArray(R"({"font_pt": "8"})") << QStringLiteral("font_pt");
        QTest::newRow("unknown word") << QByteArray(R"({"legend": "below"})") << QStringLiteral("one of lines, above");
        QTest::newRow("misspelt key") << QByteArray(R"({"widht_mm": 80})") << QStringLiteral("widht_mm");
        QTest::newRow("reversed range") << QByteArray(R"({"x": [5, 1]})") << QStringLiteral("smaller first");
        QTest::newRow("newer") << QByteArray(R"({"version": 99})") << QStringLiteral("newer version");
        QTest::newRow("huge picture") << QByteArray(R"({"width_mm": 900, "height_mm": 900, "dpi": 2400})")
                                      << QStringLiteral("million pixels");
    }

    void wrongDescriptionsAreRefusedInOneSentence()
    {
        QFETCH(const QByteArray, change);
        QFETCH(const QString, words);
        QJsonObject json = figureSpec().toJson();
        QCOMPARE(complaintOf(json), QString());
        const QJsonObject changes = QJsonDocument::fromJson(change).object();
        for (auto it = changes.begin(); it != changes.end(); ++it)
            json.insert(it.key(), it.value());
        QVERIFY2(complaintOf(json).contains(words), qPrintable(complaintOf(json)));
        QVERIFY(!complaintOf(json).contains(QLatin1Char('\n')));
    }

    void columnsFollowTheWidth()
    {
        FigureSpec spec = figureSpec();
        spec.widthMm = 86;
        QCOMPARE(spec.columnCount(), 1);
        QCOMPARE(spec.rowCount(), 2);
        spec.widthMm = 178;
        QCOMPARE(spec.columnCount(), 2);
        spec.columns = 1;
        QCOMPARE(spec.columnCount(), 1);
    }

    void axesOfOneColumnAlign()
    {
        FigureSpec spec = figureSpec();
        spec.columns = 1;
        spec.heightMm = 120;
        const FigureLayout layout = layOutFigure(spec, figureData(100));
        QCOMPARE(layout.panels[0].plot.left(), layout.panels[1].plot.left());
        QCOMPARE(layout.panels[0].letter, QStringLiteral("a)"));
        QVERIFY(layout.panels[0].cell.bottom() <= layout.panels[1].cell.top());
    }

    void namesOnTheLinesDoNotCoverEachOther()
    {
        const FigureLayout layout = layOutFigure(figureSpec(), figureData(1000));
        const auto& words = layout.panels[1].words;
        QCOMPARE(words.size(), 3);
        for (qsizetype a = 0; a < words.size(); ++a) {
            QVERIFY(layout.panels[1].plot.contains(words[a].rect));
            for (qsizetype b = 0; b < a; ++b)
                QVERIFY(!words[a].rect.intersects(words[b].rect));
        }
    }

    void greysAreToldApartByDash()
    {
        FigureSpec spec = figureSpec();
        FigureData data = figureData(10);
        for (FigureRunData& run : data.runs)
            run.run.seed = 1;
        data.runs[2].run.family = QStringLiteral("bn-vae"); // twins
        spec.colors = FigureColors::Greys;
        const FigureStyle style(spec, data.runs);
        QVERIFY(style.isSafeInGrey());
        for (qsizetype i = 0; i < 3; ++i)
            QCOMPARE(style.color(i).saturation(), 0);
        spec.colors = FigureColors::Runs;
        const FigureStyle colored(spec, data.runs);
        QCOMPARE(colored.color(1), colored.color(2));
        QVERIFY(colored.pen(1).dashPattern() != colored.pen(2).dashPattern());
    }

    void linesAreCutAtTheFrame()
    {
        const QRectF frame(0, 0, 10, 10);
        const double nan = std::nan("");
        const auto parts = clippedLine({{-5, 5}, {5, 5}, {5, 15}, {7, 15}, {7, 5}, {8, nan}, {9, 9}}, frame);
        QCOMPARE(parts.size(), 3);
        QCOMPARE(parts[0], QPolygonF({{0, 5}, {5, 5}, {5, 10}}));
        QCOMPARE(parts[1], QPolygonF({{7, 10}, {7, 5}}));
        QCOMPARE(parts[2], QPolygonF({{9, 9}}));
        QVERIFY(clippedLine({{-5, 5}, {-1, 20}}, frame).isEmpty());
    }

    void aLargePictureHasNoSeams()
    {
        FigureSpec spec = figureSpec();
        spec.widthMm = 240;
        spec.heightMm = 160;
        spec.panels.append({kDimensions, QStringLiteral("KL per dimension"), QStringLiteral("KL (nats)")});
        spec.panels.last().isHeatMap = true;
        const FigureData data = figureData(2000);
        const QImage picture = figureImage(spec, data, 254);
        QCOMPARE(picture.size(), QSize(2400, 1600));
        QImage whole = picture;
        whole.fill(Qt::white);
        QPainter painter(&whole);
        painter.setRenderHint(QPainter::TextAntialiasing);
        const QSizeF size = figureSize(spec);
        painter.scale(whole.width() / size.width(), whole.height() / size.height());
        paintFigure(painter, spec, data);
        painter.end();
        int others = 0; // pixels of the colour scale that round otherwise
        for (int y = 0; y < whole.height(); ++y)
            for (int x = 0; x < whole.width(); ++x) {
                const QColor is = picture.pixelColor(x, y);
                const QColor should = whole.pixelColor(x, y);
                others += is == should ? 0 : 1;
                QVERIFY2(std::abs(is.red() - should.red()) <= 4 && std::abs(is.blue() - should.blue()) <= 4,
                         qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
            }
        QVERIFY(others < 500);
    }
};

QTEST_MAIN(TestFigureSpec)
#include "tst_figure_spec.moc"
