#include "widgets/text/parameter_panel.h"
#include "widgets/text/token_text.h"
#include "widgets/text/turn_view.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace lb::experiments;
using namespace lb::widgets;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

QList<ConsoleToken> tokensOf(const QStringList& characters)
{
    QList<ConsoleToken> tokens;
    for (const QString& one : characters)
        tokens.append({.id = 5, .piece = one, .characters = one, .logProbability = -20});
    return tokens;
}

QColor blend(const QColor& ground, const QColor& over, double share)
{
    const auto mix = [share](int a, int b) { return qRound(a + (b - a) * share); };
    return {mix(ground.red(), over.red()), mix(ground.green(), over.green()), mix(ground.blue(), over.blue())};
}

} // namespace

class TestTextWidgets : public QObject {
    Q_OBJECT
private slots:
    void strongestShadeLeavesWordsReadable()
    {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
            const QColor ground = blend(roleColor(ColorRole::Base, mode), roleColor(ColorRole::Surprise, mode),
                                        TokenText::strongestShade(mode));
            QVERIFY(contrastRatio(ground, roleColor(ColorRole::Text, mode)) >= 4.5);
        }
    }

    /// What a document would take for marks of its own must not move the tokens behind it.
    void everyTokenIsFoundWhateverItHolds()
    {
        const QStringList odd{word("ab"),       word("\r\n"),      QString(),    QString(QChar(0xFDD0)),
                              word("\n\n"),     QString(QChar(0)), word("漢字"), QString(QChar(0x2029)),
                              word(" <b>x</b>")};
        Theme theme;
        TokenText text(theme, nullptr);
        text.resize(400, 100);
        text.setTokens(tokensOf(odd));
        text.show();
        text.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&text));
        QCOMPARE(text.document()->toRawText().size(), odd.join(QString()).size());
        QTest::keyClick(&text, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&text, Qt::Key_Left);
        QCOMPARE(text.pointedToken(), odd.size() - 1);
        QTest::keyClick(&text, Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(text.pointedToken(), 0);
        text.setTokens({});
        QCOMPARE(text.pointedToken(), -1);
    }

    void growsWithItsTextAndNeverScrolls()
    {
        Theme theme;
        TokenText text(theme, nullptr);
        text.resize(300, 20);
        text.show();
        const int empty = text.height();
        text.append(tokensOf(QStringList(200, word(" boat"))));
        QTRY_VERIFY(text.height() > 5 * empty);
        QVERIFY(text.document()->size().height() <= text.height());
    }

    /// Thirty packets a second must leave the window its time, also behind a long reply.
    void aPacketBehindALongReplyIsCheap()
    {
        Theme theme;
        TokenText text(theme, nullptr);
        text.resize(600, 100);
        text.show();
        text.setTokens(tokensOf(QStringList(4000, word(" boat"))));
        QElapsedTimer clock;
        clock.start();
        constexpr int kPackets = 10;
        for (int i = 0; i < kPackets; ++i)
            text.append(tokensOf(QStringList(30, word(" oars"))));
        const double each = static_cast<double>(clock.elapsed()) / kPackets;
        qInfo("a packet of 30 behind 4,000 tokens: %.1f ms", each);
        QVERIFY(each < 100); // a third of that on a quiet machine; what grows with the square of the text is far above
    }

    void parametersComeBackAsTheyWereSet()
    {
        Theme theme;
        ParameterPanel panel(theme, nullptr);
        QVERIFY(panel.parameters() == WritingParameters());
        const WritingParameters wanted{.temperature = 3.25,
                                       .topK = 5000,
                                       .topP = 0.93,
                                       .maximumTokens = 2500,
                                       .seed = 2147483647,
                                       .repetitionPenalty = 1.15,
                                       .bannedNgram = 3,
                                       .minimumTokens = 7,
                                       .stops = {word(". "), word("a\nb")},
                                       .beams = 4,
                                       .lengthPenalty = -0.5,
                                       .precision = word("bf16")};
        panel.setParameters(wanted);
        QVERIFY(panel.parameters() == wanted);
        QVERIFY(WritingParameters::fromJson(wanted.toJson()) == wanted);
        panel.setSeedLocked(true);
        panel.advanceSeed();
        QCOMPARE(panel.parameters().seed, wanted.seed);
        panel.reset();
        WritingParameters usual;
        usual.seed = wanted.seed;
        QVERIFY(panel.parameters() == usual);
    }
};

QTEST_MAIN(TestTextWidgets)
#include "tst_text_widgets.moc"
