#include "experiments/records/field_values.h"
#include "experiments/records/run_draft.h"

#include <QTest>

#include <rapidcheck.h>

using namespace lb::experiments;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

const FieldSchema& field(const char* key)
{
    return *findField(runFields(), word(key));
}

QStringList textsOf(const QList<QJsonValue>& values)
{
    QStringList texts;
    for (const QJsonValue& value : values)
        texts.append(fieldValueText(value));
    return texts;
}

RunGrid anyGrid()
{
    RunGrid grid;
    for (const char* key : {"train.batch", "train.epochs", "data.limit"}) {
        GridAxis axis{word(key), {}};
        const int count = *rc::gen::inRange(1, 5);
        for (int i = 0; i < count; ++i)
            axis.values.append(i + 1);
        grid.axes.append(axis);
    }
    const int seeds = *rc::gen::inRange(0, 4);
    for (int i = 0; i < seeds; ++i)
        grid.seeds.append(i + 1);
    return grid;
}

} // namespace

class TestRunGrid : public QObject {
    Q_OBJECT
private slots:
    void listsAndRangesAreRead_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("values");
        const auto row = [](const char* key, const char* text, const char* values) {
            QTest::newRow(text) << word(key) << word(text) << word(values);
        };
        row("optimizer.rate", "1e-3", "0.001");
        row("optimizer.rate", " 0.5, 0.6 ,0.7", "0.5 0.6 0.7");
        row("objective.beta", "0.1..0.9 step 0.2", "0.1 0.3 0.5 0.7 0.9");
        row("objective.beta", "0.1 .. 0.35 step 0.1", "0.1 0.2 0.3");
        row("objective.beta", "1, 0.1..0.3 step 0.1", "1 0.1 0.2 0.3");
        row("optimizer.rate", "1e-4..3e-4 step 1e-4", "1e-04 2e-04 3e-04");
        row("train.batch", "16..20", "16 17 18 19 20");
        row("train.batch", "16..64 step 16", "16 32 48 64");
        row("train.batch", "5..5", "5");
        row("objective.kl_schedule", "constant, cyclical", "constant cyclical");
        row("objective.lagging", "off, on", "false true");
        row("optimizer.rates", "decoder/*=0.1, latent/*=2", "decoder/*=0.1, latent/*=2");
    }
    void listsAndRangesAreRead()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, text);
        QFETCH(const QString, values);
        const auto read = parseFieldValues(field(key.toLatin1().constData()), text);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
        const QString shown = textsOf(*read).join(QLatin1Char(' '));
        QCOMPARE(shown, values);
    }

    void wrongListsAreRefusedInOneSentence_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* key, const char* text, const char* sentence) {
            QTest::newRow(text) << word(key) << word(text) << word(sentence);
        };
        row("objective.beta", "", "needs a number");
        row("objective.beta", "0.5,,0.6", "empty place in \"0.5,,0.6\"");
        row("objective.beta", "0.5,", "empty place");
        row("objective.beta", "0.5 0.6", "needs a number, not 0.5 0.6.");
        row("objective.beta", "0.1..0.9", "needs a step in \"0.1..0.9\"");
        row("objective.beta", "0.9..0.1 step 0.2", "give the smaller number first");
        row("objective.beta", "0.1..0.9 step 0", "cannot go by \"0\"");
        row("objective.beta", "0.1..0.9 step -0.1", "cannot go by \"-0.1\"");
        row("objective.beta", "0.1..0.9 step nan", "cannot go by \"nan\"");
        row("objective.beta", "0..1000 step 1e-300", "more than 1000 values");
        row("objective.beta", "0.5, 0.6, 0.5", "has 0.5 twice");
        row("objective.beta", "0.5, 5000", "is 5000; it takes a value from 0 to 1000");
        row("objective.beta", "0..5000 step 1000", "is 5000");
        row("train.batch", "8..32 step 0.5", "a step is a whole number above 0");
        row("train.batch", "1..100000", "more than 1000 values");
        row("objective.kl_schedule", "constant, cyclic", "did you mean \"cyclical\"?");
    }
    void wrongListsAreRefusedInOneSentence()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, text);
        QFETCH(const QString, sentence);
        const auto read = parseFieldValues(field(key.toLatin1().constData()), text);
        QVERIFY(!read);
        QVERIFY2(read.error().detail.contains(sentence), qPrintable(read.error().detail));
        QVERIFY2(read.error().detail.contains(key), qPrintable(read.error().detail));
    }

    void seedsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("seeds");
        for (const auto& [text, seeds] : {std::pair{"7", "7"},
                                          {"1, 4, 9", "1 4 9"},
                                          {"1-3", "1 2 3"},
                                          {"1..3", "1 2 3"},
                                          {"2 to 4", "2 3 4"},
                                          {"3 seeds", "1 2 3"},
                                          {"1 seed", "1"},
                                          {"5, 1-3", "5 1 2 3"},
                                          {"0 seeds", ""},
                                          {"-1", ""},
                                          {"3-1", ""},
                                          {"some", ""},
                                          {"5000 seeds", ""}})
            QTest::newRow(text) << word(text) << word(seeds);
    }
    void seedsAreRead()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, seeds);
        const auto read = parseSeeds(text);
        QStringList texts;
        for (const qint64 seed : read.value_or(QList<qint64>{}))
            texts.append(QString::number(seed));
        QCOMPARE(texts.join(QLatin1Char(' ')), seeds);
        QVERIFY(read || read.error().detail.contains(word("run.seed")));
    }

    /// Whatever a text is, it is read or refused with a sentence; what is read fits the field.
    void anyTextIsReadOrRefused()
    {
        rc::check("any text", [] {
            const FieldSchema& one = field(*rc::gen::element("objective.beta", "train.batch", "run.seed"));
            const std::string text = *rc::gen::container<std::string>(
                rc::gen::element('0', '1', '9', '.', ',', '-', ' ', 'e', 's', 't', 'p', 'n'));
            const auto read = parseFieldValues(one, QString::fromStdString(text));
            if (!read) {
                RC_ASSERT(read.error().detail.endsWith(QLatin1Char('.')));
                return;
            }
            RC_ASSERT(!read->isEmpty() && read->size() <= kMostGridRuns);
            for (const QJsonValue& value : *read)
                RC_ASSERT(!checkFieldValue(one, value));
        });
    }

    void gridHasEveryCombinationOnce()
    {
        rc::check("grid", [] {
            const RunGrid grid = anyGrid();
            const QList<GridRun> runs = grid.runs(word("VAE"), runFields()).value();
            RC_ASSERT(runs.size() == grid.count());
            QSet<QString> names;
            QList<RunSpec> specs;
            for (const GridRun& run : runs) {
                RC_ASSERT(!specs.contains(run.spec));
                specs.append(run.spec);
                names.insert(run.name);
            }
            RC_ASSERT(names.size() == runs.size());
        });
    }

    void runsOfAGridAreCalledByWhatTellsThemApart()
    {
        QList<FieldSchema> schema = runFields();
        schema.append({.key = word("latent.gamma"), .kind = FieldSchema::Kind::Real, .label = word("Fixed scale γ")});
        const RunGrid grid{.base = {},
                           .axes = {parseGridAxis(word("latent.gamma=0.5,0.6"), schema).value(),
                                    parseGridAxis(word("train.batch=16"), schema).value()},
                           .seeds = {1, 2}};
        const auto runs = grid.runs(word("BN-VAE"), schema).value();
        QCOMPARE(runs.size(), 4);
        QCOMPARE(runs.first().name, word("BN-VAE, γ 0.5, seed 1"));
        QCOMPARE(runs.last().name, word("BN-VAE, γ 0.6, seed 2"));
        QCOMPARE(runs.last().spec.real(word("latent.gamma")), 0.6);
        QCOMPARE(runs.last().spec.integer(word("run.seed")), 2);
        QCOMPARE(runs.last().spec.integer(word("train.batch")), 16);
    }

    void tooManyRunsAreRefused()
    {
        RunGrid grid{.base = {},
                     .axes = {parseGridAxis(word("train.batch=1..100"), runFields()).value(),
                              parseGridAxis(word("train.epochs=1..100"), runFields()).value()},
                     .seeds = {}};
        QCOMPARE(grid.count(), 10000);
        QVERIFY(grid.runs({}, runFields()).error().detail.contains(word("10000 runs")));
        for (const char* key : {"data.limit", "data.split_seed", "run.threads"})
            grid.axes.append(parseGridAxis(word(key) + word("=1..1000"), runFields()).value());
        QVERIFY(grid.count() > kMostGridRuns);
    }

    void wrongAxesAreRefused()
    {
        for (const auto& [text, sentence] : {std::pair{"train.batch", "is no KEY=V1,V2"},
                                             {"train.bacth=1,2", "Did you mean \"train.batch\"?"},
                                             {"run.seed=1,2", "say --seeds"}}) {
            const auto axis = parseGridAxis(word(text), runFields());
            QVERIFY(!axis && axis.error().detail.contains(word(sentence)));
        }
    }

    void draftTellsWhatIsChangedAndWrong()
    {
        RunDraft draft;
        draft.start({}, runFields());
        QVERIFY(draft.changed().isEmpty());
        draft.setText(word("optimizer.rate"), word("1.0e-3")); // another spelling of the base's value
        QVERIFY(draft.changed().isEmpty());
        draft.setText(word("train.batch"), word("16, 32"));
        draft.setText(word("run.seed"), word("3 seeds"));
        draft.setText(word("train.epochs"), word("many"));
        QCOMPARE(draft.changed(), QStringList({word("train.epochs"), word("train.batch"), word("run.seed")}));
        QCOMPARE(draft.problems().size(), 1);
        QVERIFY(draft.problem(word("train.epochs"))->contains(word("many")));
        QCOMPARE(draft.grid().count(), 6);
        QCOMPARE(draft.spec().integer(word("train.batch")), 16);
        draft.reset(word("train.epochs"));
        QVERIFY(draft.problems().isEmpty());
        draft.resetAll();
        QVERIFY(draft.changed().isEmpty() && !draft.grid().isSweep());
    }

    void fieldsThatAreNotUsedCountForNothing()
    {
        RunDraft draft;
        draft.start({}, runFields());
        draft.setText(word("objective.kl_cycles"), word("2, x"));
        QVERIFY(draft.problems().isEmpty() && draft.changed().isEmpty());
        draft.setText(word("objective.kl_schedule"), word("cyclical"));
        QCOMPARE(draft.problems().size(), 1);
        draft.setText(word("model.family"), word("language-lstm")); // no codes: no KL, no schedule of it
        QVERIFY(draft.problems().isEmpty());
        QVERIFY(!draft.isUsed(field("objective.kl_cycles")));
    }

    void draftTakesASpecAndGivesItBack()
    {
        RunSpec wanted = RunSpec().completed(runFields());
        wanted.set(word("train.batch"), 7);
        wanted.set(word("optimizer.rates"), word("decoder/*=0.1, latent/*=2"));
        wanted.set(word("objective.lagging"), true);
        RunDraft draft;
        draft.start({}, runFields());
        draft.setSpec(wanted);
        QCOMPARE(draft.spec(), wanted);
        QCOMPARE(draft.changed().size(), 3);
        QVERIFY(!draft.grid().isSweep());
    }
};

QTEST_GUILESS_MAIN(TestRunGrid)
#include "tst_run_grid.moc"
