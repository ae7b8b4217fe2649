// The language in which runs are searched.
#include "experiments/records/run_query.h"

#include <QDateTime>
#include <QTest>

#include <rapidcheck.h>

using namespace lb::experiments;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

RunRecord paperRun()
{
    RunRecord run{.uid = word("01"),
                  .name = word("BN-VAE 1"),
                  .family = word("bn-vae"),
                  .group = word("Demo: sentences"),
                  .dataset = word("wordnet-glosses"),
                  .seed = 3,
                  .state = RunState::Failed,
                  .step = 900,
                  .createdMs = QDate(2026, 11, 20).startOfDay().toMSecsSinceEpoch() + 1000,
                  .tags = {word("paper"), kStarTag},
                  .notes = word("See the mean field remark.")};
    run.last = {{word("validation/kl"), 6.5}, {word("train/kl"), 1.0}, {word("validation/active_units"), 12}};
    return run;
}

bool matches(const QString& query)
{
    return RunQuery(query).matches(paperRun());
}

/// Words as people type them, and what they should not.
QString anyQuery()
{
    static const QStringList pieces{word("bn"),       word("model:"),     word("tag:"), word("\""),   word(" "),
                                    word("-"),        word("kl>"),        word("2"),    word("<="),   word("é"),
                                    word("paper"),    word(":"),          word("is:"),  word("star"), word("seed:3"),
                                    word("created>"), word("2026-11-01"), word("au"),   word("\t"),   word("note:")};
    QString query;
    for (int i = *rc::gen::inRange(0, 14); i > 0; --i)
        query += pieces[*rc::gen::inRange(0, static_cast<int>(pieces.size()))];
    return query;
}

} // namespace

class TestRunQuery : public QObject {
    Q_OBJECT

private slots:
    void queriesMeanWhatTheyLookLike()
    {
        for (const char* yes : {"",
                                "  ",
                                "bn",
                                "BN",
                                "mean",
                                "glosses",
                                "fail",
                                "model:bn",
                                "state:fail",
                                "tag:pap",
                                "data:word",
                                "group:demo",
                                "seed:3",
                                "kl>2",
                                "validation/kl<=6.5",
                                "au>=12 kl<7 bn",
                                "model:",
                                "\"mean field\"",
                                "note:\"mean field\"",
                                "name:\"vae 1\"",
                                "-tag:thesis",
                                "-kl>7",
                                "--bn",
                                "is:starred",
                                "is:failed",
                                "step>=900",
                                "seed<4",
                                "created>=2026-11-20",
                                "created<2026-11-21",
                                "\"paper\"",
                                "\"wordnet",
                                "group:\"demo: s\"",
                                "train/kl<2 \"remark\" -state:running"})
            QVERIFY2(matches(word(yes)), yes);
        for (const char* no : {"xyz", "model:eae", "tag:thesis", "kl>7", "kl<6.5", "entropy>0", "bn seed:2", "kl>two",
                               "seed:33", "\"field mean\"", "-bn", "is:running", "created<2026-11-20", "-\"remark\"",
                               "name:paper", "\"kl>2\"", "created>soon"})
            QVERIFY2(!matches(word(no)), no);
    }

    void aQueryThatIsWrittenAgainIsTheSame()
    {
        QVERIFY(rc::check("text() parses to the same query", [] {
            const RunQuery query(anyQuery());
            const RunQuery again(query.text());
            RC_ASSERT(again.matches(paperRun()) == query.matches(paperRun()));
            RC_ASSERT(RunQuery(again.text()) == again);
        }));
    }

    void moreTermsNeverFindMore()
    {
        QVERIFY(rc::check("a query with another term implies it", [] {
            const QString first = RunQuery(anyQuery()).text();
            const QString second = RunQuery(anyQuery()).text();
            const bool both = RunQuery(first + QLatin1Char(' ') + second).matches(paperRun());
            RC_ASSERT(both == (RunQuery(first).matches(paperRun()) && RunQuery(second).matches(paperRun())));
        }));
    }

    void quotedWordsAreFoundWhateverTheyAre()
    {
        QVERIFY(rc::check("notes with any text are found by it", [] {
            QString text = QString::fromStdString(*rc::gen::string<std::string>()).remove(QLatin1Char('"'));
            text.remove(QChar(0));
            RunRecord run = paperRun();
            run.notes = word("a ") + text + word(" z");
            const RunQuery query(word("note:") +
                                 (text.isEmpty() ? QString() : QLatin1Char('"') + text + QLatin1Char('"')));
            RC_ASSERT(query.matches(run));
        }));
    }
};

QTEST_APPLESS_MAIN(TestRunQuery)
#include "tst_run_query.moc"
