#include "engine/io/safetensors.h"
#include "experiments/control/serve_client.h"
#include "experiments/training/fork_start.h"
#include "experiments/training/model_import.h"
#include "experiments/training/opened_reader.h"
#include "experiments/training/opened_writer.h"
#include "experiments/training/run_setup.h"
#include "experiments/training/training_run.h"
#include "tests/engine/foreign_models.h"
#include "tests/support/golden.h"
#include "tests/support/tiny_project.h"

#include <QCborArray>
#include <QCborMap>
#include <QFile>
#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::models::TextPooling;
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

/// The golden tiny BERT as Hugging Face's or Google's program writes it, imported.
struct Imported {
    explicit Imported(Spelling spelling = Spelling::HuggingFaceBert, bool hasHead = true)
    {
        lb::tests::Tensors neutral;
        for (const auto& [name, shape] : lb::tests::neutralShapes(spelling)) {
            if (!hasHead && (name.starts_with("masked") || name == "output.bias"))
                continue;
            const auto numbers =
                golden(QStringLiteral("bert"), QStringLiteral("parameters/") + QString::fromStdString(name));
            neutral[name] =
                lb::engine::StoredTensor::fromFloats(shape, std::vector<float>(numbers.begin(), numbers.end()));
        }
        lb::engine::SafetensorsFile file;
        file.tensors = lb::tests::spelled(spelling, neutral);
        if (const auto written = lb::engine::writeSafetensors(path("model.safetensors").toStdString(), file); !written)
            qWarning("%s", written.error().detail.c_str());
        write(path("config.json"),
              R"({"model_type":"bert","hidden_size":8,"num_hidden_layers":2,"num_attention_heads":2,
            "intermediate_size":32,"hidden_act":"gelu","max_position_embeddings":8,"type_vocab_size":2,"vocab_size":11,
            "layer_norm_eps":1e-12})");
        write(path("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\nc\nd\ne\nf\n");
        const Result<ForeignModel> model = inspectModel(home.path(), {});
        problem = model ? model->problem : model.error().detail;
        if (!model || !problem.isEmpty())
            return;
        run = project.store().create({.spec = model->spec, .name = QStringLiteral("bert")}).value();
        const Result<void> done = importModel(*model, project.folder(run));
        problem = done ? QString() : done.error().detail;
    }
    QString path(const char* name) const { return home.filePath(QLatin1String(name)); }
    std::unique_ptr<OpenedReader> open() const
    {
        auto reader = OpenedReader::open(project.folder(run), {}, 1);
        if (!reader)
            qWarning("%s", qPrintable(reader.error().detail));
        return reader ? std::move(*reader) : nullptr;
    }

    QTemporaryDir home;
    TinyProject project;
    RunRecord run;
    QString problem;
};

double largestDifference(const std::vector<float>& a, const std::vector<double>& b)
{
    double largest = a.size() == b.size() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
    return largest;
}

/// A text VAE on these lines whose encoder is the imported one.
RunRecord forkOf(Imported& imported, const QString& lines, int width)
{
    write(lines, QByteArray("a b c d\nb c a\nc c b a\nd e f\nf e d\na a b\n").repeated(20));
    RunSpec spec = imported.project.store().spec(imported.run.uid).value();
    spec.set(QStringLiteral("data.id"), QStringLiteral("file:") + lines);
    spec.set(QStringLiteral("latent.kind"), QStringLiteral("bn-vae"));
    spec.set(QStringLiteral("encoder.width"), width);
    spec.set(QStringLiteral("encoder.dropout"), 0.0);
    spec.set(QStringLiteral("decoder.width"), 16);
    spec.set(QStringLiteral("decoder.heads"), 2);
    spec.set(QStringLiteral("train.batch"), 16);
    spec.set(QStringLiteral("train.epochs"), 1);
    const RunFolder parent = imported.project.folder(imported.run);
    return imported.project.store()
        .create({.spec = spec,
                 .name = QStringLiteral("child"),
                 .startFile = parent.checkpoints() + QStringLiteral("/0000000000-final.safetensors")})
        .value();
}

} // namespace

class TestBertReader : public QObject {
    Q_OBJECT
private slots:
    void vectorsAreTheGoldenOnes_data()
    {
        QTest::addColumn<int>("spelling");
        QTest::newRow("Hugging Face") << static_cast<int>(Spelling::HuggingFaceBert);
        QTest::newRow("Google") << static_cast<int>(Spelling::GoogleBert);
    }
    void vectorsAreTheGoldenOnes()
    {
        QFETCH(int, spelling);
        const Imported imported(static_cast<Spelling>(spelling));
        QVERIFY2(imported.problem.isEmpty(), qPrintable(imported.problem));
        const auto reader = imported.open();
        QVERIFY(reader);
        const QStringList texts{QStringLiteral("a c f b"), QStringLiteral("e")};
        for (const auto& [pooling, key] : {std::pair{TextPooling::Mean, "mean"}, {TextPooling::First, "first"}}) {
            const auto vectors = reader->vectors(texts, pooling);
            QVERIFY2(vectors, vectors ? "" : qPrintable(vectors.error().detail));
            QCOMPARE(vectors->width, 8);
            QVERIFY(largestDifference(vectors->numbers, golden(QStringLiteral("bert"), QLatin1String(key))) < 1e-5);
        }
    }

    void hiddenWordsAreGuessedAsTheGoldenOnes()
    {
        const Imported imported;
        const auto reader = imported.open();
        QVERIFY(reader);
        const auto scored = reader->score(QStringLiteral("a c f b"));
        QVERIFY2(scored, scored ? "" : qPrintable(scored.error().detail));
        const std::vector<double> guesses = golden(QStringLiteral("bert"), QStringLiteral("guesses"));
        QCOMPARE(scored->size(), guesses.size());
        for (std::size_t i = 0; i < guesses.size(); ++i)
            QVERIFY(std::abs((*scored)[i].logProbability - guesses[i]) < 1e-5);
        QCOMPARE((*scored)[2].id, 10);
    }

    void whatItCannotDoIsSaid()
    {
        const Imported imported(Spelling::HuggingFaceBert, false);
        QVERIFY2(imported.problem.isEmpty(), qPrintable(imported.problem));
        const auto reader = imported.open();
        QVERIFY(reader);
        QVERIFY(reader->score(QStringLiteral("a b")).error().detail.contains(QStringLiteral("no head")));
        QVERIFY(reader->vectors({QStringLiteral("a")}, TextPooling::Weighted)
                    .error()
                    .detail.contains(QStringLiteral("mean")));
        const auto writer = OpenedWriter::open(imported.project.folder(imported.run), {}, {.threads = 1});
        QVERIFY(!writer && writer.error().detail.contains(QStringLiteral("imported BERT")));
        const Imported whole;
        const auto tooLong = whole.open()->score(QStringLiteral("a b c d e f a b c"));
        QVERIFY(!tooLong && tooLong.error().detail.contains(QStringLiteral("11 tokens")));
        const auto cut = whole.open()->vectors({QStringLiteral("a b c d e f a b c")}, TextPooling::Mean);
        QVERIFY(cut && cut->cutTexts == 1);
    }

    void aTextVaeStartsFromIt()
    {
        Imported imported;
        const RunRecord child = forkOf(imported, imported.path("lines.txt"), 8);
        const RunFolder folder = imported.project.folder(child);
        auto setup = setUpRun(imported.project.store().spec(child.uid).value(),
                              {.threads = 1, .tokenizerFile = folder.tokenizer()});
        QVERIFY2(setup, setup ? "" : qPrintable(setup.error().detail));
        const auto started = startFromParent(folder, **setup);
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        QVERIFY2(started->contains(QStringLiteral("The encoder starts from the weights")), qPrintable(*started));
        const auto words = (*setup)->store->read("encoder/embedding/table");
        QVERIFY(largestDifference(words, golden(QStringLiteral("bert"), QStringLiteral("parameters/embedding.words"))) <
                1e-6);
        const auto state = runTraining(folder, {.threads = 1});
        QVERIFY2(state && *state == RunState::Finished, state ? "" : qPrintable(state.error().detail));
        const auto reader = OpenedReader::open(folder, {}, 1);
        QVERIFY2(reader, reader ? "" : qPrintable(reader.error().detail));
        QVERIFY((*reader)->vectors({QStringLiteral("a b")}, TextPooling::Mean));
    }

    void anEncoderOfOtherShapesIsDrawn()
    {
        Imported imported;
        const RunRecord child = forkOf(imported, imported.path("lines.txt"), 16);
        const RunFolder folder = imported.project.folder(child);
        auto setup = setUpRun(imported.project.store().spec(child.uid).value(),
                              {.threads = 1, .tokenizerFile = folder.tokenizer()});
        QVERIFY2(setup, setup ? "" : qPrintable(setup.error().detail));
        const auto started = startFromParent(folder, **setup);
        QVERIFY(started && started->contains(QStringLiteral("from scratch")));
    }

    void aWorkerReadsAndScores()
    {
        const Imported imported;
        auto worker = ServeClient::start(QStringLiteral(LB_BIN_DIR "/latentbench-worker")).value();
        const auto ask = [&](const char* what, const QCborMap& more) {
            QCborMap request{{QStringLiteral("what"), QLatin1String(what)},
                             {QStringLiteral("run"), imported.project.folder(imported.run).path()}};
            for (const auto& [key, value] : more)
                request.insert(key, value);
            return worker->request(request);
        };
        const auto vectors = ask("embed", {{QStringLiteral("texts"), QCborArray{QStringLiteral("a c f b")}},
                                           {QStringLiteral("pooling"), QStringLiteral("first")}});
        QVERIFY2(vectors, vectors ? "" : qPrintable(vectors.error().detail));
        QCOMPARE(vectors->value(QLatin1String("vectors")).toByteArray().size(), 32);
        const auto score = ask("score", {{QStringLiteral("text"), QStringLiteral("a c f b")}});
        QVERIFY2(score, score ? "" : qPrintable(score.error().detail));
        QCOMPARE(score->value(QLatin1String("tokens")).toArray().size(), 4);
        const auto tokens = ask("tokenize", {{QStringLiteral("text"), QStringLiteral("a c")}});
        QVERIFY(tokens && tokens->value(QLatin1String("tokens")).toArray().size() == 2);
        const auto refused = ask("generate", {{QStringLiteral("prompts"), QCborArray{QStringLiteral("a")}}});
        QVERIFY(!refused && refused.error().detail.contains(QStringLiteral("imported BERT")));
        const auto wrong = ask("embed", {{QStringLiteral("texts"), QCborArray{QStringLiteral("a")}},
                                         {QStringLiteral("pooling"), QStringLiteral("last")}});
        QVERIFY(!wrong && wrong.error().detail.contains(QStringLiteral("pooling")));
    }
};

QTEST_GUILESS_MAIN(TestBertReader)
#include "tst_bert_reader.moc"
