#include "experiments/records/field_values.h"
#include "experiments/records/frame.h"
#include "experiments/records/metric_names.h"
#include "experiments/records/nearest.h"
#include "experiments/records/run_record.h"
#include "experiments/records/run_spec.h"
#include "experiments/records/word_marks.h"

#include <QCborArray>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace lb::experiments;

namespace {

QString key(const char* text)
{
    return QString::fromLatin1(text);
}

/// Any value that a field can have, at the edges too.
QJsonValue anyValue()
{
    switch (*rc::gen::inRange(0, 4)) {
    case 0:
        return *rc::gen::arbitrary<bool>();
    case 1:
        return *rc::gen::inRange<qint64>(-(qint64(1) << 53), qint64(1) << 53);
    case 2: {
        const auto number = *rc::gen::arbitrary<double>();
        return std::isfinite(number) ? number : 0.1;
    }
    default:
        return QString::fromStdString(*rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)));
    }
}

RunSpec anySpec()
{
    RunSpec spec;
    for (const FieldSchema& field : runFields())
        if (*rc::gen::arbitrary<bool>())
            spec.set(field.key, anyValue());
    return spec;
}

RunSpec throughText(const RunSpec& spec)
{
    const QByteArray text = QJsonDocument(spec.toJson()).toJson();
    return RunSpec::fromJson(QJsonDocument::fromJson(text).object()).value();
}

} // namespace

class TestRecords : public QObject {
    Q_OBJECT
private slots:
    void specSurvivesJsonText()
    {
        QVERIFY(rc::check("spec -> JSON text -> spec", [] {
            const RunSpec spec = anySpec();
            RC_ASSERT(throughText(spec) == spec);
        }));
    }

    void valuesSurviveTheirText()
    {
        QVERIFY(rc::check("value -> text -> value", [] {
            FieldSchema field;
            field.kind = FieldSchema::Kind::Real;
            const auto number = *rc::gen::arbitrary<double>();
            RC_PRE(std::isfinite(number));
            RC_ASSERT(parseFieldValue(field, fieldValueText(number)).value() == QJsonValue(number));
        }));
    }

    void unknownKeyIsNamedWithTheNearest()
    {
        RunSpec spec;
        const auto done = spec.setFromText(key("optimizer.rat"), key("0.1"), runFields());
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::InvalidArgument);
        QVERIFY2(done.error().detail.contains(key("\"optimizer.rate\"")), qPrintable(done.error().detail));
        spec.set(key("train.epoch"), 3);
        const auto problems = spec.check(runFields());
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().sentence.contains(key("\"train.epochs\"")));
    }

    void lastPartOfAKeyFindsIt()
    {
        QCOMPARE(nearestOf(key("clip_norm"), {key("optimizer.clip_norm"), key("run.seed")}),
                 key("optimizer.clip_norm"));
        QCOMPARE(nearestOf(key("nothing-like-it"), {key("run.seed")}), QString());
        QCOMPARE(editDistance(key("latnet"), key("latent")), 1);
    }

    void badValuesAreRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("not a number") << key("train.epochs") << key("many");
        QTest::newRow("not whole") << key("train.epochs") << key("1.5");
        QTest::newRow("below the range") << key("train.batch") << key("0");
        QTest::newRow("not finite") << key("optimizer.rate") << key("nan");
        QTest::newRow("infinite") << key("optimizer.rate") << key("inf");
        QTest::newRow("unknown choice") << key("optimizer.kind") << key("adm");
        QTest::newRow("empty") << key("run.seed") << QString();
        QTest::newRow("beyond exact") << key("run.seed") << key("9007199254740993");
    }

    void badValuesAreRefused()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        RunSpec spec;
        const auto done = spec.setFromText(field, text, runFields());
        QVERIFY(!done);
        QVERIFY2(done.error().detail.contains(field), qPrintable(done.error().detail));
        QVERIFY(!spec.has(field));
    }

    void allProblemsAreToldAtOnce()
    {
        RunSpec spec;
        spec.set(key("train.batch"), key("large"));
        spec.set(key("optimizer.kind"), 3);
        spec.set(key("nonsense"), true);
        QCOMPARE(spec.check(runFields()).size(), 3);
    }

    void defaultsAreValidAndComplete()
    {
        const RunSpec spec = RunSpec().completed(runFields());
        const auto problems = spec.check(runFields());
        QVERIFY2(problems.isEmpty(), problems.isEmpty() ? "" : qPrintable(problems.first().sentence));
        QCOMPARE(spec.fields().size(), runFields().size());
        for (const FieldSchema& field : runFields()) {
            QVERIFY2(!field.label.isEmpty() && !field.help.isEmpty() && !field.section.isEmpty(),
                     qPrintable(field.key));
            QVERIFY(field.dependsOn.isEmpty() || findField(runFields(), field.dependsOn));
        }
    }

    void typedTextGetsTheFieldsKind()
    {
        RunSpec spec;
        QVERIFY(spec.setFromText(key("optimizer.rate"), key("1e-3"), runFields()));
        QVERIFY(spec.setFromText(key("train.epochs"), key(" 12 "), runFields()));
        QVERIFY(spec.setFromText(key("data.id"), key("file:/tmp/a.txt"), runFields()));
        QCOMPARE(spec.real(key("optimizer.rate")), 1e-3);
        QCOMPARE(spec.integer(key("train.epochs")), 12);
        QCOMPARE(spec.text(key("data.id")), key("file:/tmp/a.txt"));
    }

    void newerAndForeignSpecsAreRefused()
    {
        QCOMPARE(RunSpec::fromJson({{key("version"), 2}}).error().kind, ErrorKind::Newer);
        QCOMPARE(RunSpec::fromJson({}).error().kind, ErrorKind::Corrupt);
        QCOMPARE(RunSpec::fromJson({{key("version"), key("1")}}).error().kind, ErrorKind::Corrupt);
    }

    void differencesNameChangedAndMissingKeys()
    {
        RunSpec a;
        a.set(key("run.seed"), 1);
        a.set(key("train.batch"), 64);
        RunSpec b;
        b.set(key("run.seed"), 2);
        b.set(key("train.epochs"), 3);
        QCOMPARE(a.differences(b), QStringList({key("run.seed"), key("train.batch"), key("train.epochs")}));
        QVERIFY(a.differences(a).isEmpty());
    }

    void namesOfStatesAndErrorsReadBack()
    {
        for (int i = 0; i <= static_cast<int>(RunState::Interrupted); ++i) {
            const auto state = static_cast<RunState>(i);
            QCOMPARE(runStateFromName(runStateName(state)), state);
        }
        for (int i = 0; i <= static_cast<int>(ErrorKind::Newer); ++i) {
            const auto kind = static_cast<ErrorKind>(i);
            QCOMPARE(errorKindFromName(errorKindName(kind)), kind);
        }
        QCOMPARE(runStateFromName(key("nonsense")), RunState::Interrupted);
    }

    void everyMetricIsInTheReadme()
    {
        QFile file(key(LB_SOURCE_DIR "/experiments/records/README.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString readme = QString::fromUtf8(file.readAll());
        for (const MetricInfo& info : knownMetrics()) {
            const QString last = info.name.section(QLatin1Char('/'), 1);
            QVERIFY2(readme.contains(QLatin1Char('/') + last + QLatin1Char('`')), qPrintable(info.name));
        }
        QCOMPARE(metricInfo(key("test/elbo")).better, MetricInfo::Better::Higher);
    }

    void framesSurviveAnySplitting()
    {
        QVERIFY(rc::check("frames in pieces", [] {
            const int count = *rc::gen::inRange(1, 5);
            QByteArray stream;
            for (int i = 0; i < count; ++i)
                stream += encodeFrame({{key("what"), key("encode")}, {key("n"), i}}).value();
            FrameDecoder decoder;
            int seen = 0;
            while (!stream.isEmpty()) {
                const auto piece = *rc::gen::inRange<qsizetype>(1, stream.size() + 1);
                decoder.feed(stream.left(piece));
                stream.remove(0, piece);
                while (const auto message = decoder.next().value())
                    RC_ASSERT(message->value(key("n")).toInteger() == seen++);
            }
            RC_ASSERT(seen == count);
        }));
    }

    void hostileFramesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no length") << QByteArray("\0\0\0\0", 4);
        QTest::newRow("too long") << QByteArray("\xff\xff\xff\xff", 4);
        QTest::newRow("not CBOR") << QByteArray("\1\0\0\0\xff", 5);
        QTest::newRow("not a map") << QByteArray("\1\0\0\0\1", 5);
        QTest::newRow("two values") << QByteArray("\2\0\0\0\xa0\xa0", 6);
    }

    void hostileFramesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        FrameDecoder decoder;
        decoder.feed(bytes);
        const auto message = decoder.next();
        QVERIFY(!message);
        QCOMPARE(message.error().kind, ErrorKind::Corrupt);
    }

    void wordsOfTheOutputThatTheInputLacksAreMarked()
    {
        const QString output = QStringLiteral("a boat powered by sails");
        const QString marked = bracketed(output, wordsNotIn(QStringLiteral("A boat propelled by oars"), output));
        QCOMPARE(marked, QStringLiteral("a boat [powered] by [sails]"));
        QCOMPARE(wordsNotIn(QStringLiteral("the end"), QStringLiteral("the the old end")), (QList<WordMark>{{4, 7}}));
        QVERIFY(wordsNotIn(QStringLiteral("same words"), QStringLiteral("same words.")).isEmpty());
        QVERIFY(wordsNotIn(QString(), QString()).isEmpty());
    }

    void changedWordsFollowTheOrder_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("marked");
        const auto row = [](const char* before, const char* marked) {
            QTest::newRow(marked) << QString::fromUtf8(before) << QString::fromUtf8(marked);
        };
        row("the boat sees the king", "the [king] sees the [boat]"); // the same words, in another order
        row("a boat powered by sails", "a boat [driven] by [wind]");
        row("A Boat", "a boat");
        row("he ran", "he ran [across the street]");
        row("he ran across the street", "he ran");
        row("", "[he ran]");
        row("he ran", "");
        row("春眠不觉晓", "春眠[正]觉晓");
        row("don't go", "[do] go");
    }
    void changedWordsFollowTheOrder()
    {
        QFETCH(QString, before);
        QFETCH(QString, marked);
        const QString after = QString(marked).remove(QLatin1Char('[')).remove(QLatin1Char(']'));
        QCOMPARE(bracketed(after, changedWords(before, after)), marked);
    }

    void twoTextsOfFiftyThousandWordsAreComparedAtOnce()
    {
        const QString text = QStringLiteral("word ").repeated(50'000);
        QVERIFY(changedWords(text, text).isEmpty());
        QCOMPARE(changedWords(text, text + QStringLiteral("more")).size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestRecords)
#include "tst_records.moc"
