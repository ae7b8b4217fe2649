#include "engine/io/safetensors.h"
#include "experiments/training/model_import.h"
#include "experiments/training/opened_writer.h"
#include "tests/engine/foreign_models.h"
#include "tests/support/golden.h"
#include "tests/support/tiny_project.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::testing::golden;
using lb::tests::Spelling;
using lb::tests::TinyProject;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// The tiny GPT-2 as Hugging Face's library keeps one, with a byte-pair vocabulary of eleven tokens.
struct Folder {
    explicit Folder(Spelling spelling = Spelling::HuggingFaceGpt2)
    {
        const QDir dir(home.path());
        lb::engine::SafetensorsFile file;
        file.tensors = lb::tests::spelled(spelling, lb::tests::neutralModel(spelling));
        if (const auto written = lb::engine::writeSafetensors(path("model.safetensors").toStdString(), file); !written)
            qWarning("%s", written.error().detail.c_str());
        write(path("config.json"), R"({"model_type": "gpt2", "n_layer": 2, "n_head": 2, "n_embd": 8, "n_positions": 8,
            "vocab_size": 11, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-05})");
        QByteArray vocabulary = "{";
        const QList<QByteArray> pieces{"a", "b", "c", "d", "e", "f", "g", "h", "i", "\xC4\xA0", "<|endoftext|>"};
        for (qsizetype i = 0; i < pieces.size(); ++i)
            vocabulary += (i ? ", \"" : "\"") + pieces[i] + "\": " + QByteArray::number(i);
        write(path("vocab.json"), vocabulary + "}");
        write(path("merges.txt"), "#version: 0.2\n");
    }
    QString path(const char* name) const { return home.filePath(QLatin1String(name)); }

    QTemporaryDir home;
};

struct Imported {
    Imported()
    {
        Result<ForeignModel> model = inspectModel(folder.home.path(), {});
        if (!model) {
            problem = model.error().detail;
            return;
        }
        run = project.store().create({.spec = model->spec, .name = QStringLiteral("tiny")}).value();
        const Result<void> done = importModel(*model, project.folder(run));
        problem = done ? QString() : done.error().detail;
    }
    Result<std::unique_ptr<OpenedWriter>> open() const
    {
        return OpenedWriter::open(project.folder(run), {}, {.threads = 1});
    }
    Folder folder;
    TinyProject project;
    RunRecord run;
    QString problem;
};

} // namespace

class TestModelImport : public QObject {
    Q_OBJECT
private slots:
    void aFolderIsDescribedBeforeItIsImported()
    {
        const Folder folder;
        const Result<ForeignModel> model = inspectModel(folder.home.path(), {});
        QVERIFY2(model, model ? "" : qPrintable(model.error().detail));
        QCOMPARE(model->parameters, 1912);
        QCOMPARE(model->title(), QStringLiteral("GPT-2, 2 layers of 8"));
        QVERIFY2(model->problem.isEmpty(), qPrintable(model->problem));
        QCOMPARE(model->spec.integer(QStringLiteral("decoder.positions")), 8);
        QCOMPARE(model->spec.text(QStringLiteral("decoder.activation")), QStringLiteral("gelu_tanh"));
    }

    /// Acceptance cases 3 and 5 of the transformer reference, through every layer: file, run, cache, sampler.
    void animportedModelWritesTheGoldenText()
    {
        const Imported imported;
        QVERIFY2(imported.problem.isEmpty(), qPrintable(imported.problem));
        const auto writer = imported.open();
        QVERIFY2(writer, writer ? "" : qPrintable(writer.error().detail));
        // Token ids 5 2 2 are "fcc".
        const auto texts = (*writer)->write({QStringLiteral("fcc")}, {.sampling = {.temperature = 0}, .maximumTokens = 5});
        std::vector<double> ids{5, 2, 2};
        for (const WrittenToken& token : texts[0].tokens)
            ids.push_back(token.id);
        QCOMPARE(ids, golden(QStringLiteral("gpt2_ml"), QStringLiteral("gpt2_greedy")));
    }

    void anImportedModelScoresTheGoldenLosses()
    {
        const Imported imported;
        QVERIFY2(imported.problem.isEmpty(), qPrintable(imported.problem));
        const auto writer = imported.open();
        QVERIFY(writer);
        // 1 5 2 9 0 3 7: the ids of "bfc", a blank, "adh".
        const auto scored = (*writer)->score(QStringLiteral("bfc adh"));
        QVERIFY2(scored, scored ? "" : qPrintable(scored.error().detail));
        const std::vector<double> losses = golden(QStringLiteral("gpt2_ml"), QStringLiteral("gpt2_token_losses"));
        QCOMPARE(scored->size(), std::size_t{6});
        for (std::size_t i = 0; i < 6; ++i)
            QVERIFY(std::abs(-(*scored)[i].logProbability - losses[i]) < 1e-5);
    }

    void aTextLongerThanTheModelIsScoredInPieces()
    {
        const Imported imported;
        const auto writer = imported.open();
        QVERIFY(writer);
        const auto scored = (*writer)->score(QStringLiteral("abcdefghihgfedcbaabcde"));
        QVERIFY(scored);
        QCOMPARE(scored->size(), std::size_t{21});
        for (const ScoredToken& token : *scored)
            QVERIFY(std::isfinite(token.logProbability) && token.logProbability < 0);
    }

    void theRunIsFinishedAndCanBeForked()
    {
        const Imported imported;
        const RunRecord run = imported.project.store().refresh(imported.run.uid).value();
        QCOMPARE(run.state, RunState::Finished);
        const auto setup = setUpRun(imported.project.store().spec(run.uid).value(), {});
        QVERIFY(!setup && setup.error().detail.contains(QStringLiteral("data.id")));
    }

    void whatDoesNotFitIsSaidInASentence()
    {
        const Folder folder;
        QVERIFY(QFile::remove(folder.path("vocab.json")));
        const Result<ForeignModel> model = inspectModel(folder.home.path(), {});
        QVERIFY(model && !model->problem.isEmpty());
        const Folder bert(Spelling::HuggingFaceBert);
        write(bert.path("config.json"), R"({"model_type": "bert", "num_attention_heads": 2})");
        const Result<ForeignModel> reads = inspectModel(bert.home.path(), {});
        QVERIFY(!reads || reads->problem.contains(QStringLiteral("BERT")));
        const auto nothing = inspectModel(folder.path("nowhere"), {});
        QVERIFY(!nothing && nothing.error().kind == ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestModelImport)
#include "tst_model_import.moc"
