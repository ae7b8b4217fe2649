#include "experiments/records/result_table.h"
#include "experiments/records/csv_text.h"
#include "experiments/records/tex_text.h"

#include <QTest>

#include <cmath>

using namespace lb::experiments;

namespace {

const QString kReconstruction = QStringLiteral("validation/reconstruction");
const QString kUnits = QStringLiteral("validation/active_units");
const QString kKl = QStringLiteral("validation/kl");

MeasuredRun run(const char* name, const char* setting, qint64 seed, QMap<QString, double> values)
{
    return {QString::fromUtf8(name), QString::fromLatin1(setting), seed, std::move(values)};
}

/// Two models with three and two seeds, and one run alone that lacks a metric.
QList<MeasuredRun> paperRuns()
{
    return {run("VAE", "a", 1, {{kReconstruction, 30.1}, {kUnits, 0}, {kKl, 0.02}}),
            run("VAE-2", "a", 2, {{kReconstruction, 30.3}, {kUnits, 1}, {kKl, 0.04}}),
            run("BN-VAE", "b", 1, {{kReconstruction, 29.0}, {kUnits, 32}, {kKl, 6.2}}),
            run("VAE-3", "a", 3, {{kReconstruction, 30.5}, {kUnits, 2}, {kKl, 0.03}}),
            run("BN-VAE-2", "b", 2, {{kReconstruction, 29.2}, {kUnits, 32}, {kKl, 6.4}}),
            run("A & B_1", "c", 1, {{kReconstruction, 31.5}})};
}

ResultTable paperTable()
{
    return resultTable(paperRuns(), comparedQuantities());
}

} // namespace

class TestResultTable : public QObject {
    Q_OBJECT
private slots:
    void boundsAndReconstructionsAreNotRanked()
    {
        const QString perplexity = QStringLiteral("validation/perplexity");
        const QString elbo = QStringLiteral("validation/elbo");
        QList<MeasuredRun> runs{run("VAE", "a", 1, {{perplexity, 90.0}, {elbo, -49}}),
                                run("BN-VAE", "b", 1, {{perplexity, 80.0}, {elbo, -48}})};
        QVERIFY(resultTable(runs, {QStringLiteral("perplexity")}).rows[1].cells[0].isBest);
        runs.append(run("EAE", "c", 1, {{perplexity, 20.0}}));
        for (const ResultTable::Row& row : resultTable(runs, {QStringLiteral("perplexity")}).rows)
            QVERIFY2(!row.cells[0].isBest, qPrintable(row.name));
    }

    void differentDataIsNotRanked()
    {
        QList<MeasuredRun> runs = paperRuns();
        QVERIFY(resultTable(runs, comparedQuantities()).rows[1].cells[0].isBest);
        runs[0].dataset = QStringLiteral("another");
        for (const ResultTable::Row& row : resultTable(runs, comparedQuantities()).rows)
            QVERIFY2(!row.cells[0].isBest, qPrintable(row.name));
    }

    void countsHaveNoDecimals()
    {
        QCOMPARE(meanText({1, 32, std::nan(""), false}, {}), QStringLiteral("32"));
        QCOMPARE(meanText({3, 0, 0, false}, QStringLiteral(" ± ")), QStringLiteral("0 ± 0"));
        QCOMPARE(meanText({3, 32, 0.5, false}, QStringLiteral(" ± ")), QStringLiteral("32.00 ± 0.50"));
        QCOMPARE(meanText({1, 0.25, std::nan(""), false}, {}), QStringLiteral("0.2500"));
    }

    void seedsOfOneSettingAreOneRow()
    {
        const ResultTable table = paperTable();
        QCOMPARE(table.rows.size(), 3);
        QCOMPARE(table.rows[0].name, QStringLiteral("VAE"));
        QCOMPARE(table.rows[0].seeds, QList<qint64>({1, 2, 3}));
        QCOMPARE(table.rows[1].name, QStringLiteral("BN-VAE"));
        QCOMPARE(table.columns.size(), 3);
        const ResultTable::Cell& cell = table.rows[0].cells[0];
        QCOMPARE(cell.count, 3);
        QVERIFY(std::abs(cell.mean - 30.3) < 1e-12);
        QVERIFY(std::abs(cell.deviation - 0.2) < 1e-12); // of the sample: sqrt((0.04 + 0 + 0.04) / 2)
        QVERIFY(std::isnan(table.rows[2].cells[0].deviation));
        QCOMPARE(table.rows[2].cells[1].count, 0);
    }

    void bestIsTheBetterEndAndNothingWhereThereIsNone()
    {
        const ResultTable table = paperTable();
        const auto bests = [&](qsizetype column) {
            QStringList names;
            for (const ResultTable::Row& row : table.rows)
                if (row.cells[column].isBest)
                    names.append(row.name);
            return names;
        };
        QCOMPARE(bests(0), QStringList{QStringLiteral("BN-VAE")}); // reconstruction: lower
        QCOMPARE(table.columns[1].name, kKl);
        QVERIFY(bests(1).isEmpty());                               // KL: neither
        QCOMPARE(bests(2), QStringList{QStringLiteral("BN-VAE")}); // units: higher
    }

    void tiesAreAllBest()
    {
        const ResultTable table =
            resultTable({run("a", "a", 1, {{kReconstruction, 30.001}}), run("b", "b", 1, {{kReconstruction, 30.002}}),
                         run("c", "c", 1, {{kReconstruction, 31}})},
                        comparedQuantities());
        QVERIFY(table.rows[0].cells[0].isBest && table.rows[1].cells[0].isBest && !table.rows[2].cells[0].isBest);
    }

    void aColumnDoesNotMixTestAndValidation()
    {
        const QString test = QStringLiteral("test/reconstruction");
        const auto columnOf = [](const QList<MeasuredRun>& runs) {
            return resultTable(runs, comparedQuantities()).columns.first().name;
        };
        const MeasuredRun tested = run("a", "a", 1, {{kReconstruction, 30}, {test, 31}});
        QCOMPARE(columnOf({tested, run("b", "b", 1, {{kReconstruction, 29}})}), kReconstruction);
        QCOMPARE(columnOf({tested, run("b", "b", 1, {{kReconstruction, 29}, {test, 30}})}), test);
    }

    void latexIsABooktabsTable()
    {
        const QString text = tableText(paperTable(), TableFormat::Latex);
        for (const char* words :
             {"\\toprule", "\\midrule", "\\bottomrule", "\\begin{tabular}{lrrrr}",
              "Reconstruction (nats) $\\downarrow$", "Active units $\\uparrow$", "VAE & 3 & $30.30 \\pm 0.20$",
              "$\\mathbf{29.10 \\pm 0.14}$", "A \\& B\\_1 & 1", " & -- ", "standard deviation over n seeds"})
            QVERIFY2(text.contains(QString::fromLatin1(words)), qPrintable(text));
    }

    void aWideLatexTableIsTurned()
    {
        QMap<QString, double> values;
        for (const char* name : {"reconstruction", "kl", "elbo", "perplexity", "token_accuracy", "active_units",
                                 "mutual_information", "shuffle_gap"})
            values.insert(QStringLiteral("validation/") + QLatin1String(name), 1.5);
        const auto table = [&](int runs) {
            QList<MeasuredRun> all;
            for (int i = 0; i < runs; ++i)
                all.append(run(qPrintable(QString::number(i)), qPrintable(QString::number(i)), 1, values));
            return tableText(resultTable(all, comparedQuantities()), TableFormat::Latex);
        };
        QVERIFY2(table(3).contains(QStringLiteral("{lrrr}\n\\toprule\nModel & 0 & 1 & 2 ")), qPrintable(table(3)));
        QVERIFY2(table(3).contains(QStringLiteral("\n$n$ & 1 & 1 & 1 ")), qPrintable(table(3)));
        QVERIFY(table(8).contains(QStringLiteral("Model & $n$ & "))); // no page has room either way
    }

    void markdownBoldsTheBest()
    {
        const QString text = tableText(paperTable(), TableFormat::Markdown);
        QVERIFY2(text.contains(QStringLiteral("**29.10 \u00b1 0.14**")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("| A & B\\_1 | 1 | 31.50 | \u2013 | \u2013 |")));
        const QStringList lines = text.split(QLatin1Char('\n'));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(lines[i].count(QLatin1Char('|')) - lines[i].count(QStringLiteral("\\|")), 6);
    }

    void csvHasEveryDigit()
    {
        const QList<MeasuredRun> runs{run("=x,y", "a", 7, {{kReconstruction, 1.0 / 3}})};
        const QStringList lines =
            tableText(resultTable(runs, comparedQuantities()), TableFormat::Csv).split(QLatin1Char('\n'));
        QCOMPARE(lines[0], QStringLiteral("model,n,seeds,%1,%1 std,%1 n").arg(kReconstruction));
        QVERIFY(lines[1].startsWith(QStringLiteral("\"'=x,y\",1,7,")));
        QCOMPARE(lines[1].section(QLatin1Char(','), 4, 4).toDouble(), 1.0 / 3);
    }

    void infiniteValuesTakeNoPart()
    {
        const ResultTable table =
            resultTable({run("a", "a", 1, {{kReconstruction, std::nan("")}}), run("b", "a", 2, {{kReconstruction, 5}}),
                         run("c", "a", 3, {{kReconstruction, HUGE_VAL}})},
                        comparedQuantities());
        QCOMPARE(table.rows[0].cells[0].count, 1);
        QCOMPARE(table.rows[0].cells[0].mean, 5.0);
    }

    void namesOfSeedsLoseTheirNumbers_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("common");
        QTest::newRow("one") << QStringList{QStringLiteral("VAE-2")} << QStringLiteral("VAE-2");
        QTest::newRow("numbered") << QStringList{QStringLiteral("VAE"), QStringLiteral("VAE-2")}
                                  << QStringLiteral("VAE");
        QTest::newRow("grid") << QStringList{QStringLiteral("g, b 0.5, seed 1"), QStringLiteral("g, b 0.5, seed 2")}
                              << QStringLiteral("g, b 0.5");
        QTest::newRow("unlike") << QStringList{QStringLiteral("one"), QStringLiteral("two")} << QStringLiteral("one");
    }

    void namesOfSeedsLoseTheirNumbers()
    {
        QFETCH(const QStringList, names);
        QFETCH(const QString, common);
        QCOMPARE(commonName(names), common);
    }

    void aFieldOfCsvIsReadAsItWasWritten_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("field");
        const auto row = [](const char* name, const char* words, const char* field) {
            QTest::newRow(name) << QString::fromUtf8(words) << QString::fromUtf8(field);
        };
        row("nothing", "", "");
        row("a word", "one", "one");
        row("a comma", "one, two", "\"one, two\"");
        row("quotes", "the \"king\"", "\"the \"\"king\"\"\"");
        row("lines", "one\r\ntwo", "\"one\r\ntwo\"");
        row("a formula", "=1+1", "'=1+1");
        row("a negative number", "-1.5e-3", "-1.5e-3");
        row("no number", "-x, y", "\"'-x, y\"");
    }
    void aFieldOfCsvIsReadAsItWasWritten()
    {
        QFETCH(QString, words);
        QTEST(csvField(words), "field");
    }

    void texTextEscapesWhatTexWouldRead()
    {
        QCOMPARE(texText(QStringLiteral("50% \\x{y}_z^2 ~#&$ \u03b3\u00b2 \u0416\u2212")),
                 QStringLiteral("50\\% \\textbackslash{}x\\{y\\}\\_z\\textasciicircum{}2 \\textasciitilde{}\\#\\&\\$ "
                                "$\\gamma$$^2$ ?$-$"));
        const QString chinese = QStringLiteral("\u53d8\u5206\u3001\uff08\u4e00\uff09");
        QCOMPARE(texText(chinese + QLatin1Char('_')), chinese + QStringLiteral("\\_"));
    }
};

QTEST_APPLESS_MAIN(TestResultTable)
#include "tst_result_table.moc"
