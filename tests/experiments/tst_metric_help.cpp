#include "experiments/records/metric_help.h"
#include "experiments/records/metric_names.h"

#include <QTest>

using namespace lb::experiments;

class TestMetricHelp : public QObject {
    Q_OBJECT
private slots:
    void everyMetricHasAFormula()
    {
        for (const MetricInfo& info : knownMetrics()) {
            const MetricHelp help = metricHelp(info.name);
            QVERIFY2(!help.formula.trimmed().isEmpty(), qPrintable(info.name));
            QVERIFY2(!info.title.isEmpty(), qPrintable(info.name));
            for (const QString& text : {help.formula, help.note, help.reference})
                QVERIFY2(text == text.trimmed(), qPrintable(info.name));
            QVERIFY2(help.note.isEmpty() || help.note.endsWith(QLatin1Char('.')), qPrintable(help.note));
        }
    }

    void testItemsAreToldOfAsValidationItems()
    {
        QCOMPARE(metricHelp(QStringLiteral("test/iw_nll")).formula,
                 metricHelp(QStringLiteral("validation/iw_nll")).formula);
        QVERIFY(metricHelp(QStringLiteral("test/iw_nll")).reference.contains(QStringLiteral("Burda")));
        QVERIFY(metricHelp(QStringLiteral("train/of_mine")).formula.isEmpty());
    }

    void mutualInformationSaysThatItIsAnEstimate()
    {
        QVERIFY(metricHelp(QStringLiteral("validation/mutual_information"))
                    .note.contains(QStringLiteral("slightly negative")));
        QCOMPARE(metricInfo(errorMetric(QStringLiteral("validation/mutual_information"))).unit, QStringLiteral("nats"));
    }
};

QTEST_GUILESS_MAIN(TestMetricHelp)
#include "tst_metric_help.moc"
