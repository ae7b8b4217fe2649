#include "gui/app_options.h"
#include "gui/english_plurals.h"
#include "gui/error_presenter.h"
#include "gui/pages/demo_preview.h"
#include "gui/pages/frame_player.h"
#include "gui/pages/theory.h"
#include "gui/pages/vanishing_bars.h"
#include "gui/project/run_config.h"
#include "gui/project/trend.h"
#include "gui/remedies.h"
#include "gui/run_actions.h"
#include "widgets/theme/theme.h"

#include <QDir>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace lb::experiments;
using namespace lb::gui;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

RunConfig configWith(const char* latentKind)
{
    RunConfig config;
    FieldSchema kind;
    kind.key = word("latent.kind");
    kind.kind = FieldSchema::Kind::Choice;
    FieldSchema freeBits;
    freeBits.key = word("objective.free_bits");
    freeBits.kind = FieldSchema::Kind::Choice;
    freeBits.dependsOn = kind.key;
    freeBits.dependsOnValues = QStringList{word("vae"), word("bn-vae")};
    config.schema = {kind, freeBits};
    config.spec.set(kind.key, word(latentKind));
    config.spec.set(freeBits.key, word("none"));
    return config;
}

RunEvent eventOf(const char* kind, qint64 step)
{
    return {.step = step, .kind = word(kind), .data = {{word("kl"), 0.03}, {word("active_units"), 2}}};
}

} // namespace

class TestWindowParts : public QObject {
    Q_OBJECT
private slots:
    void framesPlayOnceAgainOrBothWays()
    {
        const lb::widgets::Theme theme;
        FramePlayer player(theme, {.name = word("path"), .play = word("Play"), .slider = word("Place")}, nullptr);
        player.setPlaying(true);
        QVERIFY(!player.isPlaying()); // there is nothing
        player.setFrameCount(5);
        player.setRepeat(FramePlayer::Repeat::BothWays);
        player.setPlaying(true);
        player.advance(player.seconds());
        QCOMPARE(player.frame(), 4);
        player.advance(player.seconds() / 4);
        QCOMPARE(player.frame(), 3);
        player.advance(player.seconds() / 4);
        QCOMPARE(player.frame(), 2); // on its way back
        player.setRepeat(FramePlayer::Repeat::Again);
        player.setPlaying(false);
        player.setFrame(0);
        player.setPlaying(true);
        player.advance(1.25 * player.seconds());
        QCOMPARE(player.frame(), 1);
        player.setRepeat(FramePlayer::Repeat::Once);
        player.advance(player.seconds());
        QCOMPARE(player.frame(), 4);
        QVERIFY(!player.isPlaying());
        player.setPlaying(true);
        QCOMPARE(player.frame(), 0); // from the end it begins again
    }

    void anotherNumberOfFramesKeepsTheShareOfTheWay()
    {
        const lb::widgets::Theme theme;
        FramePlayer player(theme, {.name = word("path"), .play = word("Play"), .slider = word("Place")}, nullptr);
        player.setFrameCount(11);
        player.setFrame(5);
        player.setFrameCount(61);
        QCOMPARE(player.frame(), 30);
        QCOMPARE(player.position(), 0.5);
    }

    void zeroReadsAsWhatItMeans()
    {
        const auto shown = [](const char* key, const QJsonValue& value) {
            return fieldDisplayText(*fieldOf(runFields(), word(key)), value);
        };
        QCOMPARE(shown("data.limit", 0), word("all"));
        QCOMPARE(shown("data.limit", 500), word("500 items"));
        QCOMPARE(shown("optimizer.clip_norm", 0.0), word("off"));
        QCOMPARE(shown("optimizer.warmup_steps", 0), word("0 steps")); // an amount like any other
    }

    void everyErrorHasWords_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= int(ErrorKind::Newer); ++kind)
            QTest::newRow(qPrintable(errorKindName(ErrorKind(kind)))) << kind;
    }
    void everyErrorHasWords()
    {
        QFETCH(const int, kind);
        const Error error{ErrorKind(kind), word("detail 42")};
        for (const QString& subject : {QString(), word("BN-VAE")}) {
            const PresentedError words = present(error, subject);
            QVERIFY(words.what.contains(subject) && words.what.endsWith(QLatin1Char('.')));
            QVERIFY(words.advice.endsWith(QLatin1Char('.')));
            QVERIFY(!words.what.contains(QLatin1Char('%')) && !words.what.contains(word("42")));
            QCOMPARE(words.remedy == PresentedError::Remedy::None, words.remedyLabel.isEmpty());
            QCOMPARE(words.detail, error.detail);
        }
    }

    void diagnosticsNameTheProgramAndNotTheUser()
    {
        const QString home = QDir::homePath();
        const QString text = lb::gui::diagnosticsOf(
            {ErrorKind::Io, word("'%1/data/a.png' cannot be read; '%1' is full.").arg(home)}, word("BN-VAE"));
        QVERIFY2(!text.contains(home), qPrintable(text));
        QVERIFY2(text.contains(word("'~/data/a.png'")) && text.contains(word("'~' is full")), qPrintable(text));
        QVERIFY2(text.contains(word("Latentbench " LB_VERSION)) && text.contains(word("Qt ")), qPrintable(text));
        const QString other = home + word("-of-somebody/a");
        QVERIFY(lb::gui::diagnosticsOf({ErrorKind::Io, other}, {}).contains(other));
    }

    void wantOfMemoryHalvesTheBatchAndAccumulatesTwice()
    {
        lb::gui::RunConfig config;
        config.spec.set(word("train.batch"), 64);
        config.spec.set(word("train.accumulate"), 2);
        config.schema = runFields();
        const auto question = lb::gui::remedyQuestion(lb::gui::Remedy::HalfBatch, config, word("vae-1"));
        QCOMPARE(question.changes.size(), 2);
        QCOMPARE(question.changes[0].key + question.changes[0].text, word("train.batch32"));
        QCOMPARE(question.changes[1].key + question.changes[1].text, word("train.accumulate4"));
        QCOMPARE(question.changes[0].before, word("64"));
    }

    void reasonOfAFailedRunNamesItsKind()
    {
        QCOMPARE(errorFromReason(word("out-of-memory: needs 9 GB")).kind, ErrorKind::OutOfMemory);
        QCOMPARE(errorFromReason(word("out-of-memory: needs 9 GB")).detail, word("needs 9 GB"));
        QCOMPARE(errorFromReason(word("The worker ended: signal 9")).kind, ErrorKind::Internal);
        QCOMPARE(errorFromReason(word("The worker ended: signal 9")).detail, word("The worker ended: signal 9"));
    }

    void pluralsFollowTheNumber()
    {
        const EnglishPlurals plurals;
        QCOMPARE(plurals.translate("any", "%n run(s)", nullptr, 1), word("%n run"));
        QCOMPARE(plurals.translate("any", "%n run(s)", nullptr, 0), word("%n runs"));
        QVERIFY(plurals.translate("any", "Run(s)", nullptr, -1).isNull());
        QVERIFY(plurals.translate("any", "%n epochs", nullptr, 1).isNull()); // the next translator knows "1 epoch"
    }

    void trendKeepsEndsAndLeavesOutWhatIsNotFinite()
    {
        QList<double> values;
        for (int i = 0; i < 1000; ++i)
            values.append(i == 500 ? std::numeric_limits<double>::quiet_NaN() : i);
        const QList<double> trend = thinned(values, 10);
        QCOMPARE(trend.size(), 10);
        QCOMPARE(trend.first(), 0.0);
        QCOMPARE(trend.last(), 999.0);
    }

    void trendStaysBoundedAndPrefersKl()
    {
        TrendCollector trend;
        trend.add(word("train/loss"), 5);
        for (int i = 0; i < 100000; ++i)
            trend.add(word("train/kl"), i);
        trend.add(word("train/loss"), -1);
        QVERIFY(trend.values().size() >= 48 && trend.values().size() <= 96);
        QVERIFY(std::is_sorted(trend.values().begin(), trend.values().end()));
    }

    void tagsAreTrimmedAndUnique() { QCOMPARE(tagsFrom(word(" a, b,,a ")), QStringList({word("a"), word("b")})); }

    void wrongOptionsAreRefusedWithASentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("theme") << QStringList{word("--theme"), word("pink")};
        QTest::newRow("page") << QStringList{word("--page"), word("nowhere")};
        QTest::newRow("size") << QStringList{word("--size"), word("big")};
        QTest::newRow("tiny size") << QStringList{word("--size"), word("1x1")};
        QTest::newRow("stray word") << QStringList{word("project")};
        QTest::newRow("unknown") << QStringList{word("--fly")};
    }
    void wrongOptionsAreRefusedWithASentence()
    {
        QFETCH(const QStringList, words);
        const ParsedOptions parsed = parseOptions(QStringList{word("latentbench")} + words);
        QVERIFY(!parsed.options);
        QCOMPARE(parsed.exitCode, 2);
        QVERIFY(parsed.message.size() > 20);
    }

    void optionsAreRead()
    {
        const ParsedOptions parsed = parseOptions({word("latentbench"), word("--project"), word("/tmp/p"),
                                                   word("--size"), word("1100x700"), word("--page"), word("monitor")});
        QVERIFY(parsed.options);
        QCOMPARE(parsed.options->projectFolder, word("/tmp/p"));
        QCOMPARE(parsed.options->size, QSize(1100, 700));
        QCOMPARE(parsed.options->page, word("monitor"));
    }

    void demoCurvesAreCheckedWhenRead_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("good") << QByteArray(R"({"runs":[{"name":"VAE","family":"vae","kl":[[0,1.5],[5,0.1]]}]})")
                              << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("no runs") << QByteArray(R"({"runs":[]})") << false;
        QTest::newRow("no name") << QByteArray(R"({"runs":[{"kl":[[0,1]]}]})") << false;
        QTest::newRow("no points") << QByteArray(R"({"runs":[{"name":"VAE","kl":[]}]})") << false;
        QTest::newRow("steps fall") << QByteArray(R"({"runs":[{"name":"VAE","kl":[[5,1],[0,1]]}]})") << false;
        QTest::newRow("text") << QByteArray(R"({"runs":[{"name":"VAE","kl":[[0,"1"]]}]})") << false;
    }
    void demoCurvesAreCheckedWhenRead()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const bool, isGood);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(json);
        file.close();
        QCOMPARE(readDemoCurves(file.fileName()).has_value(), isGood);
    }

    void remediesAreThoseThatChangeSomething()
    {
        QCOMPARE(remediesFor(configWith("vae")), QList<Remedy>({Remedy::BatchNorm, Remedy::FreeBits}));
        QCOMPARE(remediesFor(configWith("bn-vae")), QList<Remedy>({Remedy::FreeBits}));
        QCOMPARE(remediesFor(configWith("eae")), QList<Remedy>({Remedy::BatchNorm}));
        QCOMPARE(remedyQuestion(Remedy::FreeBits, configWith("vae"), word("VAE")).changes.size(), 1);
    }

    void lastWordOfTheDetectorCounts()
    {
        RunHistory history;
        QVERIFY(!vanishingNews(history));
        history.events = {eventOf("vanishing", 600), eventOf("checkpoint", 700)};
        QCOMPARE(vanishingNews(history)->step, 600);
        QCOMPARE(vanishingNews(history)->activeUnits, 2);
        history.events.append(eventOf("recovered", 800));
        QVERIFY(!vanishingNews(history));
        history.events.append(eventOf("vanishing", 900));
        QCOMPARE(vanishingNews(history)->step, 900);
    }

    void equalFloorsAreDrawnOnce()
    {
        RunRecord run;
        run.family = word("bn-vae");
        run.theory = {{word("kl_floor"), 5.76}};
        RunRecord second = run;
        second.uid = word("other");
        RunRecord plain;
        plain.family = word("vae");
        QCOMPARE(klFloors({run, second, plain}).size(), 1);
        QVERIFY(klFloors({run}).first().label.contains(word("5.76")));
    }

    void entropyIsShownLessItsBias()
    {
        RunRecord run;
        QVERIFY(!entropyLessBias(run, -1.5));
        run.theory = {{word("entropy_ceiling"), 45.41}};
        QCOMPARE(*entropyLessBias(run, -1.5), 45.41 - 1.5);
    }
};

QTEST_MAIN(TestWindowParts)
#include "tst_window_parts.moc"
