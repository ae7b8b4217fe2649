#include "engine/io/checkpoint_names.h"
#include "engine/io/found_model.h"
#include "tests/engine/bundle_writer.h"
#include "tests/engine/foreign_models.h"
#include "tests/engine/safetensors_cases.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lb::engine;
using namespace lb::tests;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    fs::path path(const std::string& name = {}) const { return fs::path(m_folder.path().toStdString()) / name; }
    void add(const std::string& name, const std::string& content) const
    {
        QFile file(QString::fromStdString(path(name).string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(content)) >= 0);
    }
    void addTensors(const std::string& name, const Tensors& tensors,
                    const std::map<std::string, std::string>& metadata = {}) const
    {
        QVERIFY(writeSafetensors(path(name), {.tensors = tensors, .metadata = metadata}));
    }

private:
    QTemporaryDir m_folder;
};

Tensors tinyModel(Spelling spelling)
{
    return spelled(spelling, neutralModel(spelling));
}

/// Finds, opens and maps what is there: the number of parameters, or the refusal.
std::string mapped(const fs::path& path)
{
    const Result<FoundModel> model = findModel(path);
    if (!model)
        return model.error().detail;
    const Result<TensorArchive> archive = openModel(*model);
    const auto config = readConfig(*model);
    if (!archive || !config)
        return archive ? config.error().detail : archive.error().detail;
    const auto transformer =
        mapTransformer(archive->tensors(), *config,
                       [&archive](const std::string& a, const std::string& b) { return archive->isSame(a, b); });
    return transformer ? std::to_string(parameterCount(*transformer)) : transformer.error().detail;
}

const std::string kGpt2Config = R"({"model_type":"gpt2","n_head":2,"n_layer":2})";

} // namespace

class TestFoundModel : public QObject {
    Q_OBJECT
private slots:
    void aFolderOfHuggingFaceIsFound()
    {
        const Folder folder;
        folder.addTensors("model.safetensors", tinyModel(Spelling::HuggingFaceGpt2), {{"format", "pt"}});
        folder.add("config.json", kGpt2Config);
        folder.add("generation_config.json", "{}");
        folder.add("vocab.json", "{}");
        folder.add("merges.txt", "");
        folder.add("pytorch_model.bin", "PK\x03\x04");
        const Result<FoundModel> model = findModel(folder.path());
        QVERIFY2(model, model ? "" : model.error().detail.c_str());
        QVERIFY(model->kind == FoundModel::Kind::Safetensors);
        QCOMPARE(model->weights.filename().string(), std::string("model.safetensors"));
        QCOMPARE(model->vocabularies.size(), std::size_t{2});
        for (const char* name : {"", "model.safetensors", "config.json"})
            QCOMPARE(mapped(folder.path(name)), std::string("1912"));
        folder.add("config.json", R"({"n_head":0})");
        QVERIFY(mapped(folder.path()).find("config.json: the configuration's entry") != std::string::npos);
    }

    void aShardedFolderIsFound()
    {
        const Folder folder;
        Tensors first;
        Tensors second;
        std::string map;
        for (const auto& [name, tensor] : tinyModel(Spelling::HuggingFaceGpt2)) {
            const bool isFirst = first.size() <= second.size();
            (isFirst ? first : second)[name] = tensor;
            map +=
                (map.empty() ? "\"" : ",\"") + name + (isFirst ? R"(":"m-1.safetensors")" : R"(":"m-2.safetensors")");
        }
        folder.addTensors("m-1.safetensors", first);
        folder.addTensors("m-2.safetensors", second);
        folder.add("config.json", kGpt2Config);
        QVERIFY(mapped(folder.path()).find("several models") != std::string::npos);
        folder.add("model.safetensors.index.json", R"({"metadata":{"total_size":7648},"weight_map":{)" + map + "}}");
        QCOMPARE(mapped(folder.path()), std::string("1912"));
        QCOMPARE(mapped(folder.path("model.safetensors.index.json")), std::string("1912"));
    }

    void aTensorflowCheckpointIsFound()
    {
        const Folder folder;
        makeBundle(tinyModel(Spelling::GoogleBert), {.isPacked = true}).write(folder.path("bert_model.ckpt"));
        folder.add("bert_model.ckpt.meta", "meta");
        folder.add("checkpoint", "model_checkpoint_path: \"bert_model.ckpt\"");
        folder.add("bert_tiny_config.json", R"({"num_attention_heads":2,"hidden_size":8})");
        folder.add("vocab.txt", "[PAD]\n");
        for (const char* name : {"", "bert_model.ckpt", "bert_model.ckpt.index", "bert_model.ckpt.meta",
                                 "bert_model.ckpt.data-00000-of-00001"})
            QCOMPARE(mapped(folder.path(name)), std::string("2117"));
        folder.add("other_config.json", "{}");
        QVERIFY(mapped(folder.path()).find("Name the right one config.json") != std::string::npos);
        folder.add("bert_config.json", R"({"num_attention_heads":2})");
        QCOMPARE(mapped(folder.path()), std::string("2117"));
    }

    void ourOwnCheckpointIsKnown()
    {
        const Folder folder;
        folder.addTensors("0000000100-best.safetensors", {{"model/x", StoredTensor::fromFloats({1}, {1})}},
                          {{"lb.spec", "{}"}, {"lb.schema", "1"}});
        const Result<FoundModel> model = findModel(folder.path("0000000100-best.safetensors"));
        QVERIFY(model && model->kind == FoundModel::Kind::OwnCheckpoint);
    }

    void foreignFilesAreRefusedByTheirBytes()
    {
        const Folder folder;
        for (const Verdict& row : foreignFiles()) {
            if (row.kind != ErrorKind::Unsupported)
                continue;
            for (const char* name : {"model.safetensors", "model.bin", "model"}) {
                folder.add(name, row.file);
                const Result<FoundModel> model = findModel(folder.path(name));
                QVERIFY2(!model && model.error().kind == ErrorKind::Unsupported, row.name.c_str());
                QVERIFY2(model.error().detail.find(row.words) != std::string::npos, model.error().detail.c_str());
            }
        }
    }

    void foreignFilesAreRefusedByTheirNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const QByteArray& content, const char* words) {
            QTest::newRow(name) << QByteArray(name) << content << QByteArray(words);
        };
        row("pytorch_model.bin", QByteArray(100, 'x'), "runs code when it is opened");
        row("model.pt", "(dp0\n.", "safetensors.torch.save_file");
        row("model.pth", "", "runs code when it is opened");
        row("model.ckpt", "?", "runs code when it is opened");
        row("weights.h5", "x", "(.h5)");
        row("saved_model.pb", "x", "(.pb)");
        row("gpt2_124M.bin", QByteArray::fromHex("c6d7340103000000"), "llm.c");
        row("notes.txt", "hello", "is no model");
    }
    void foreignFilesAreRefusedByTheirNames()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, words);
        const Folder folder;
        folder.add(name.toStdString(), content.toStdString());
        QVERIFY2(mapped(folder.path(name.toStdString())).find(words) != std::string::npos, name);
        const bool isPlain = name.endsWith(".txt");
        QVERIFY2(mapped(folder.path()).find(isPlain ? "has no model in it" : words) != std::string::npos, name);
    }

    void whatIsNotThereIsSaid()
    {
        const Folder folder;
        QVERIFY(mapped(folder.path()).find("has no model in it") != std::string::npos);
        QVERIFY(mapped(folder.path("x")).find("no file or folder of this name") != std::string::npos);
        QVERIFY(mapped(folder.path("x.index")).find("x.index: ") != std::string::npos);
        folder.add("x.data-00000-of-00001", "data");
        QVERIFY(mapped(folder.path("x.data-00000-of-00001")).find("needs its .index file") != std::string::npos);
        folder.add("x.index", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n");
        QVERIFY(mapped(folder.path("x.index")).find("git lfs pull") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestFoundModel)
#include "tst_found_model.moc"
