#include "widgets/plots/path_plot.h"
#include "widgets/tables/marked_text_delegate.h"
#include "widgets/tables/position_card.h"
#include "widgets/text/code_bars.h"
#include "widgets/text/listening_row.h"
#include "widgets/text/run_text_table.h"
#include "widgets/text/sentence_inputs.h"
#include "widgets/text/token_text.h"
#include "widgets/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace lb::experiments;
using namespace lb::widgets;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

PlotRun run(const char* name, const char* family)
{
    return {.uid = word(name), .name = word(name), .family = word(family)};
}

QColor blend(const QColor& ground, const QColor& over, double share)
{
    const auto mix = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return {mix(ground.red(), over.red()), mix(ground.green(), over.green()), mix(ground.blue(), over.blue())};
}

} // namespace

/// The parts of the sentence lab.
class TestLabWidgets : public QObject {
    Q_OBJECT
private slots:
    void aPlaceOnAPathIsChosenByMouseAndKeys()
    {
        const Theme theme;
        PathPlot plot(theme, {.xTitle = QStringLiteral("Position"), .yTitle = QStringLiteral("Norm of z")}, nullptr);
        plot.resize(320, 150);
        const PathPlot::Curve curve{
            .name = QStringLiteral("VAE"), .family = QStringLiteral("vae"), .values = {2, 4, 3}, .first = 0};
        QCOMPARE(PathPlot::valueAt(curve, 0.25), 3.0);
        QVERIFY(std::isnan(PathPlot::valueAt({.name = {}, .family = {}, .values = {1, 2}, .first = 0.25}, 0.1)));
        plot.setCurves({curve});
        plot.setReference(4, QStringLiteral("typical"));
        plot.show();
        QSignalSpy chosen(&plot, &PathPlot::positionChosen);
        QTest::keyClick(&plot, Qt::Key_End);
        QCOMPARE(chosen.takeLast().first().toDouble(), 1.0);
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY(std::abs(plot.position() - 0.99) < 1e-9);
        QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(46, 60));
        QCOMPARE(plot.position(), 0.0);
        QVERIFY(plot.accessibleDescription().contains(QStringLiteral("VAE 2.00")));
        QVERIFY(!plot.grab().isNull());
    }

    void aCardShowsTheImageAtWholeMultiplesAndItsFacts()
    {
        const Theme theme;
        PositionCard card(theme, nullptr);
        card.resize(190, 260);
        QImage image(4, 4, QImage::Format_Grayscale8);
        image.fill(255);
        card.setContent({.name = QStringLiteral("VAE"),
                         .family = QStringLiteral("vae"),
                         .image = image,
                         .sentence = {},
                         .nearImage = image,
                         .nearText = {},
                         .facts = {QStringLiteral("nearest"), QStringLiteral("Bag, 1.5 away")},
                         .code = {1, -1},
                         .reach = 1});
        QVERIFY(card.accessibleDescription().contains(QStringLiteral("Bag, 1.5 away")));
        const QImage shown = card.grab().toImage();
        QCOMPARE(shown.pixelColor(4, 24), QColor(Qt::black)); // 255 is black on paper
        QVERIFY(shown != PositionCard(theme, nullptr).grab().toImage());
    }

    void barsStandByFallingKl()
    {
        Theme theme;
        CodeBars bars(theme, nullptr);
        bars.resize(400, 150);
        bars.setCodes({.mean = {1, 2, 3}, .deviation = {0.5, 0.5, 0.5}, .kl = {0.1, 3, 0.2}},
                      {.mean = {0, 0, -1}, .deviation = {1, 1, 1}, .kl = {0.1, 0, 1}});
        QCOMPARE(bars.shownDimensions(), (QList<int>{1, 2, 0}));
        bars.setBetween({0.5, 1, 1});
        const QString first = bars.toolTipAt({45, 60});
        QVERIFY2(first.contains(word("Dimension 2")) && first.contains(word("mean 2")), qPrintable(first));
        QVERIFY2(first.contains(word("deviation 0.50")) && first.contains(word("between them: 1")), qPrintable(first));
        QVERIFY(bars.toolTipAt({2, 60}).isEmpty());
        bars.setCodes({.mean = {1, 2, 3}}, {.mean = {0, 0, 0}}); // no KL: as they are numbered
        QCOMPARE(bars.shownDimensions(), (QList<int>{0, 1, 2}));
        bars.setCodes({.mean = QList<double>(500, 1.0)}, {.mean = QList<double>(500, -1.0)});
        QVERIFY(bars.shownDimensions().size() < 100);
        bars.clear();
        QVERIFY(bars.shownDimensions().isEmpty());
        bars.grab(); // nothing to paint is no fault
    }

    void aTextTableIsAProperModel()
    {
        RunTextModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns({run("a", "vae"), run("b", "eae")});
        model.setLabels(word("Place"), {word("0.0"), word("0.5"), word("1.0")});
        model.setCells(1, {{.text = word("he ran"), .marks = {{3, 3}}}, {.text = word("he sat")}});
        const QModelIndex cell = model.index(0, RunTextModel::FirstRunColumn + 1);
        QCOMPARE(cell.data().toString(), word("he ran"));
        QCOMPARE(cell.data(MarkedTextDelegate::MarksRole).value<QList<WordMark>>(), (QList<WordMark>{{3, 3}}));
        QVERIFY(model.index(2, RunTextModel::FirstRunColumn + 1).data().toString().isEmpty());
        model.setRuns({run("a", "vae")});
        QCOMPARE(model.columnCount(), 2);
        model.setRuns({run("a", "vae"), run("c", "eae"), run("d", "ae")});
        QVERIFY(model.index(0, RunTextModel::FirstRunColumn + 1).data().toString().isEmpty());
        model.setLabels(word("Rank"), {word("1")});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), word("Rank"));
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), word("c"));
    }

    void aClickOrAKeyChoosesARow()
    {
        Theme theme;
        RunTextTable table(theme, nullptr);
        table.resize(500, 200);
        table.texts().setRuns({run("a", "vae")});
        table.texts().setLabels(word("Place"), {word("0.0"), word("0.5"), word("1.0")});
        table.show();
        QSignalSpy chosen(&table, &RunTextTable::rowChosen);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, {150, RunTextTable::kRowHeight + 5});
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.last().first().toInt(), 1);
        QTest::keyClick(&table, Qt::Key_Down);
        QCOMPARE(chosen.last().first().toInt(), 2);
        table.chooseRow(0);
        QCOMPARE(table.chosenRow(), 0);
        table.texts().setRuns({run("a", "vae"), run("b", "eae")});
        QVERIFY(table.selectionModel()->isSelected(table.model()->index(0, 2))); // with the cells that came later
        QCOMPARE(chosen.size(), 2); // what was not the user's is not told
    }

    void theMeterSaysTokensAndTotal()
    {
        Theme theme;
        ListeningRow row(theme, nullptr);
        row.resize(700, 24);
        row.setRun(run("BN-VAE", "bn-vae"));
        row.setTokens(3.2, {{word("boat"), -1, -2.5}, {word("oars"), -0.3, -2}});
        QVERIFY(row.accessibleDescription().contains(word("3.20")));
        QString tips;
        for (int x = 0; x < row.width(); x += 4)
            tips += row.toolTipAt({x, 12});
        QVERIFY2(tips.contains(word("“boat”")) && tips.contains(word("1.50 nats gained")), qPrintable(tips));
        QVERIFY(tips.contains(word("with those of other")));
        const int one = row.height();
        row.setTokens(3.2, QList<ListeningRow::Token>(40, {word("boat"), -1, -2}));
        QVERIFY(row.height() > 2 * one); // it breaks into lines
        row.setRemark(word("to come"));
        QCOMPARE(row.accessibleDescription(), word("to come"));
        row.grab();
    }

    void strongestGainLeavesWordsReadable()
    {
        constexpr double kStrongest = 0.34; // listening_row.cpp
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark})
            for (const char* family :
                 {"vae", "bn-vae", "bn-split", "delta-vae", "vmf", "eae", "ae", "rae", "wae-mmd"}) {
                const QColor ground =
                    blend(roleColor(ColorRole::Base, mode), familyColor(word(family), mode), kStrongest);
                QVERIFY2(contrastRatio(ground, roleColor(ColorRole::Text, mode)) >= 4.5, family);
            }
    }

    void inputsTellWhatIsTypedAndClicked()
    {
        Theme theme;
        SentenceInputs inputs(theme, 11, nullptr);
        inputs.resize(500, 110);
        inputs.show();
        QSignalSpy sentences(&inputs, &SentenceInputs::sentencesChanged);
        QTest::keyClicks(inputs.findChild<QLineEdit*>(word("sentenceA")), word("ab"));
        QTest::keyClicks(inputs.findChild<QLineEdit*>(word("sentenceB")), word("c"));
        QCOMPARE(sentences.size(), 3);
        QTest::mouseClick(inputs.findChild<QToolButton*>(word("swapSentences")), Qt::LeftButton);
        QCOMPARE(inputs.first(), word("c"));
        QCOMPARE(inputs.second(), word("ab"));
        QCOMPARE(sentences.size(), 4);
        QSignalSpy drawn(&inputs, &SentenceInputs::drawClicked);
        QTest::mouseClick(inputs.findChild<QToolButton*>(word("drawB")), Qt::LeftButton);
        QVERIFY(drawn.size() == 1 && drawn.first().first().toBool());
        inputs.setCanDraw(false);
        QVERIFY(!inputs.findChild<QToolButton*>(word("drawA"))->isEnabled());
        QSignalSpy path(&inputs, &SentenceInputs::pathChanged);
        QTest::keyClick(inputs.findChild<QComboBox*>(word("pathKind")), Qt::Key_Down);
        QVERIFY(path.size() == 1 && inputs.isSpherical());
    }

    void sliderAndNumberAreOne()
    {
        Theme theme;
        SentenceInputs inputs(theme, 11, nullptr);
        inputs.resize(500, 110);
        inputs.show();
        QSignalSpy steps(&inputs, &SentenceInputs::stepChanged);
        auto* slider = inputs.findChild<QSlider*>(word("pathSlider"));
        auto* position = inputs.findChild<QDoubleSpinBox*>(word("pathPosition"));
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(steps.last().first().toInt(), 1);
        QCOMPARE(position->value(), 0.1);
        position->setFocus();
        position->selectAll();
        QTest::keyClicks(position, position->locale().toString(0.72, 'f', 2));
        QTest::keyClick(position, Qt::Key_Return);
        QCOMPARE(inputs.step(), 7);
        QCOMPARE(position->value(), 0.7);
        inputs.setStep(9);
        auto* play = inputs.findChild<QToolButton*>(word("playPath"));
        QTest::mouseClick(play, Qt::LeftButton);
        QTRY_COMPARE(inputs.step(), 10);
        QVERIFY(!play->isChecked()); // and it ends there
    }

    void marksStandInTheTextAndGo()
    {
        Theme theme;
        TokenText text(theme, nullptr);
        text.resize(400, 40);
        text.setShaded(false);
        text.setTokens({{.characters = word("the")}, {.characters = word(" old")}, {.characters = word(" boat")}});
        QCOMPARE(text.shownText(), word("the old boat"));
        const auto isMarked = [&](int position) {
            QTextCursor cursor(text.document());
            cursor.setPosition(position);
            return cursor.charFormat().fontUnderline();
        };
        text.setMarks(changedWords(word("the boat"), text.shownText()));
        QVERIFY(isMarked(5) && !isMarked(2) && !isMarked(10));
        theme.setMode(ThemeMode::Dark);
        QVERIFY(isMarked(5));
        text.setMarks({});
        QVERIFY(!isMarked(5));
    }
};

QTEST_MAIN(TestLabWidgets)
#include "tst_lab_widgets.moc"
