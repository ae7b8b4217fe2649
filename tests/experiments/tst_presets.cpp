#include "experiments/preview/estimate.h"
#include "experiments/preview/presets.h"
#include "experiments/preview/schema.h"

#include <QSet>
#include <QRegularExpression>
#include <QTest>

using namespace lb::experiments;

namespace {

lb::models::DataShape shapeFor(const RunSpec& spec)
{
    if (spec.text(QStringLiteral("model.family")).startsWith(QStringLiteral("image-")))
        return {.height = 28, .width = 28};
    return {.vocabulary = spec.integer(QStringLiteral("data.vocabulary")), .maximumSteps = 12};
}

RunSpec presetSpec(const char* id)
{
    return findPreset(QLatin1String(id))->spec;
}

QString problemsOf(const RunSpec& spec)
{
    QStringList sentences;
    for (const FieldProblem& problem : checkSpec(spec))
        sentences.append(problem.key + QStringLiteral(": ") + problem.sentence);
    return sentences.join(QLatin1Char('\n'));
}

} // namespace

class TestPresets : public QObject {
    Q_OBJECT
private slots:
    void everyPresetIsValidAndDifferent()
    {
        const auto all = presets();
        QVERIFY(all);
        QVERIFY(all->size() >= 9);
        QSet<QString> ids;
        for (const Preset& preset : *all) {
            QVERIFY2(problemsOf(preset.spec).isEmpty(), qPrintable(preset.id + problemsOf(preset.spec)));
            QVERIFY(!ids.contains(preset.id));
            ids.insert(preset.id);
            for (const Preset& other : *all)
                QVERIFY(other.id == preset.id || !other.spec.differences(preset.spec).isEmpty());
        }
    }

    void everyPresetPlans()
    {
        const QList<Preset> all = presets().value();
        for (const Preset& preset : all) {
            const RunSpec spec = preset.spec.completed(schemaFor(preset.spec));
            const auto planned = estimate(spec, shapeFor(spec));
            QVERIFY2(planned, qPrintable(preset.id + (planned ? QString() : planned.error().detail)));
            QVERIFY(planned->parameters > 0 && planned->arenaBytes > 0 && planned->flopsPerStep > 0);
        }
    }

    void everyFamilyCanBeChosen()
    {
        QStringList ids;
        for (const lb::models::Family& family : lb::models::families())
            ids.append(QString::fromStdString(family.id));
        QStringList tokenized;
        for (const FieldSchema& field : runFields()) {
            if (field.key == QStringLiteral("model.family"))
                QCOMPARE(field.choices, ids);
            if (field.key == QStringLiteral("data.tokenizer"))
                tokenized = field.dependsOnValues;
        }
        QCOMPARE(tokenized, ids.filter(QRegularExpression(QStringLiteral("^(text|language)-"))));
    }

    void parametersOfTheImageModelAreThoseOfTheTextbook()
    {
        RunSpec spec = presetSpec("vae-images");
        spec = spec.completed(schemaFor(spec));
        // 784-400, 400-(16, 16), 16-400, 400-784, each with its bias
        const qint64 expected = 784 * 400 + 400 + 2 * (400 * 16 + 16) + 16 * 400 + 400 + 400 * 784 + 784;
        QCOMPARE(estimate(spec, shapeFor(spec))->parameters, expected);
    }

    void demoRunsShareEverythingButTheLatent()
    {
        for (const QString& kind : {QStringLiteral("sentences"), QStringLiteral("images")}) {
            const auto runs = demoRuns(kind, 3);
            QVERIFY(runs);
            QCOMPARE(runs->size(), 3);
            for (const DemoRun& run : *runs) {
                QVERIFY2(problemsOf(run.spec).isEmpty(), qPrintable(problemsOf(run.spec)));
                for (const QString& key : run.spec.differences(runs->first().spec))
                    QVERIFY2(key.startsWith(QStringLiteral("latent.")), qPrintable(key));
                QCOMPARE(run.spec.integer(QStringLiteral("run.seed")), 3);
            }
        }
    }

    void unknownNamesAreAnsweredWithTheKnownOnes()
    {
        QVERIFY(findPreset(QStringLiteral("vea")).error().detail.contains(QStringLiteral("vae-sentences")));
        QVERIFY(demoRuns(QStringLiteral("sounds"), 1).error().detail.contains(QStringLiteral("images, sentences")));
    }

    void patternsThatCannotBeReadAreRefusedWithASentence()
    {
        RunSpec spec = presetSpec("vae-sentences");
        spec.set(QStringLiteral("optimizer.rates"), QStringLiteral("decoder/*=0.1, latent/* = 2"));
        spec.set(QStringLiteral("optimizer.no_decay"), QStringLiteral("*/embedding/*"));
        QVERIFY2(problemsOf(spec).isEmpty(), qPrintable(problemsOf(spec)));
        for (const char* wrong : {"decoder/*", "=0.1", "decoder/*=-1", "decoder/*=half", "a=1,b"}) {
            spec.set(QStringLiteral("optimizer.rates"), QLatin1String(wrong));
            QVERIFY2(problemsOf(spec).contains(QStringLiteral("PATTERN=FACTOR")), wrong);
        }
        spec.set(QStringLiteral("optimizer.rates"), QString());
        spec.set(QStringLiteral("optimizer.no_decay"), QStringLiteral("latent/*=1"));
        QVERIFY(problemsOf(spec).contains(QStringLiteral("optimizer.no_decay")));
    }

    void latentSizeZeroIsRefusedWithASentence()
    {
        RunSpec spec = presetSpec("vae-sentences");
        spec.set(QStringLiteral("latent.size"), 0);
        const QString problems = problemsOf(spec);
        QVERIFY2(problems.contains(QStringLiteral("latent.size")), qPrintable(problems));
    }

    void batchNormOverOneRowIsRefusedWithASentence()
    {
        RunSpec spec = presetSpec("bn-vae-images");
        spec.set(QStringLiteral("train.batch"), 1);
        const QString problems = problemsOf(spec);
        QVERIFY2(problems.contains(QStringLiteral("at least 2")), qPrintable(problems));
        spec.set(QStringLiteral("latent.kind"), QStringLiteral("vae"));
        QVERIFY2(problemsOf(spec).isEmpty(), qPrintable(problemsOf(spec)));
    }

    void unknownKeyIsNamedWithTheNearest()
    {
        RunSpec spec = presetSpec("vae-sentences");
        spec.set(QStringLiteral("latent.sise"), 16);
        QVERIFY2(problemsOf(spec).contains(QStringLiteral("latent.size")), qPrintable(problemsOf(spec)));
    }

    void imageModelOnTextIsRefused()
    {
        RunSpec spec = presetSpec("vae-images");
        spec = spec.completed(schemaFor(spec));
        const auto model = buildModel(spec, {.vocabulary = 100, .maximumSteps = 5});
        QVERIFY(!model);
        QVERIFY(model.error().detail.contains(QStringLiteral("Choose another data set or model family")));
    }
};

QTEST_APPLESS_MAIN(TestPresets)
#include "tst_presets.moc"
