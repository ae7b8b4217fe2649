#include "engine/io/safetensors.h"
#include "experiments/training/fork_start.h"
#include "experiments/training/model_export.h"
#include "experiments/training/model_import.h"
#include "experiments/training/opened_writer.h"
#include "experiments/training/run_setup.h"
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

/// The tiny GPT-2 as Hugging Face's library keeps one, with a vocabulary of ten letters.
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
        write(path("vocab.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n[UNK]\n");
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
    void anImportedModelWritesTheGoldenText()
    {
        const Imported imported;
        QVERIFY2(imported.problem.isEmpty(), qPrintable(imported.problem));
        const auto writer = imported.open();
        QVERIFY2(writer, writer ? "" : qPrintable(writer.error().detail));
        // Token ids 5 2 2.
        const auto texts = (*writer)->write({QStringLiteral("f c c")}, {.sampling = {.temperature = 0}, .maximumTokens = 5});
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
        // 1 5 2 9 0 3 7.
        const auto scored = (*writer)->score(QStringLiteral("b f c j a d h"));
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
        const auto scored = (*writer)->score(QStringLiteral("a b c d e f g h i h g f e d c b a a b c d e"));
        QVERIFY(scored);
        QCOMPARE(scored->size(), std::size_t{21});
        for (const ScoredToken& token : *scored)
            QVERIFY(std::isfinite(token.logProbability) && token.logProbability < 0);
    }

    void theRunIsFinishedAndCanBeForked()
    {
        Imported imported;
        const RunRecord run = imported.project.store().refresh(imported.run.uid).value();
        QCOMPARE(run.state, RunState::Finished);
        const auto setup = setUpRun(imported.project.store().spec(run.uid).value(), {});
        QVERIFY(!setup && setup.error().detail.contains(QStringLiteral("data.id")));
    }

    void aForkGoesOnFromItsWeights()
    {
        Imported imported;
        const QString lines = imported.folder.path("lines.txt");
        write(lines, QByteArray("a b c d\nb c a\nc c b a\nd e f\nf e d\na a b\n").repeated(20));
        RunSpec spec = imported.project.store().spec(imported.run.uid).value();
        spec.set(QStringLiteral("data.id"), QStringLiteral("file:") + lines);
        spec.set(QStringLiteral("data.window"), 8);
        spec.set(QStringLiteral("train.batch"), 8);
        const QString start =
            imported.project.folder(imported.run).checkpoints() + QStringLiteral("/0000000000-final.safetensors");
        const RunRecord child = imported.project.store()
                                    .create({.spec = spec, .name = QStringLiteral("child"), .startFile = start})
                                    .value();
        const RunFolder folder = imported.project.folder(child);
        auto setup = setUpRun(spec, {.threads = 1, .tokenizerFile = folder.tokenizer()});
        QVERIFY2(setup, setup ? "" : qPrintable(setup.error().detail));
        const auto before = golden(QStringLiteral("gpt2"), QStringLiteral("parameters/words.table"));
        const auto started = startFromParent(folder, **setup);
        QVERIFY2(started && started->contains(QStringLiteral("starts from the weights")),
                 started ? qPrintable(*started) : "");
        const auto words = (*setup)->store->read("decoder/embedding/table");
        QVERIFY(std::equal(words.begin(), words.end(), before.begin(), before.end(),
                           [](float a, double b) { return std::abs(static_cast<double>(a) - b) < 1e-6; }));
    }

    /// What is written is what was read: bit for bit, by the other program's names.
    void anExportedModelIsTheImportedOne()
    {
        Imported imported;
        QVERIFY2(imported.problem.isEmpty(), qPrintable(imported.problem));
        const QTemporaryDir out;
        const RunFolder folder = imported.project.folder(imported.run);
        const auto notes =
            exportHuggingFace(folder, QStringLiteral("0000000000-final.safetensors"), out.path(), false);
        QVERIFY2(notes, notes ? "" : qPrintable(notes.error().detail));
        const auto read = [](const QString& path) {
            return lb::engine::readSafetensors((path + QStringLiteral("/model.safetensors")).toStdString());
        };
        const auto before = read(imported.folder.home.path());
        const auto after = read(out.path());
        QVERIFY(before && after);
        for (const auto& [name, tensor] : before->tensors) {
            const auto found = after->tensors.find(name);
            const auto prefixed = after->tensors.find("transformer." + name);
            QVERIFY2(found != after->tensors.end() || prefixed != after->tensors.end(), name.c_str());
            const auto& same = found != after->tensors.end() ? found->second : prefixed->second;
            QVERIFY2(same.data == tensor.data && same.shape == tensor.shape, name.c_str());
        }
        const Result<ForeignModel> again = inspectModel(out.path(), {});
        QVERIFY2(again && again->problem.isEmpty(), again ? qPrintable(again->problem) : "refused");
        QVERIFY(again->spec == inspectModel(imported.folder.home.path(), {})->spec);
    }

    void whatDoesNotFitIsSaidInASentence()
    {
        const Folder folder;
        QVERIFY(QFile::remove(folder.path("vocab.txt")));
        const Result<ForeignModel> model = inspectModel(folder.home.path(), {});
        QVERIFY(model && !model->problem.isEmpty());
        const Folder bert(Spelling::HuggingFaceBert);
        write(bert.path("config.json"), R"({"model_type": "bert", "num_attention_heads": 2, "hidden_act": "gelu"})");
        const Result<ForeignModel> reads = inspectModel(bert.home.path(), {});
        QVERIFY2(reads, reads ? "" : qPrintable(reads.error().detail));
        QVERIFY(reads->onlyReads() && reads->spec.text(QStringLiteral("encoder.layout")) == QStringLiteral("bert"));
        QVERIFY(QFile::remove(bert.path("vocab.txt")));
        QVERIFY(!inspectModel(bert.home.path(), {})->problem.isEmpty());
        const auto nothing = inspectModel(folder.path("nowhere"), {});
        QVERIFY(!nothing && nothing.error().kind == ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestModelImport)
#include "tst_model_import.moc"
