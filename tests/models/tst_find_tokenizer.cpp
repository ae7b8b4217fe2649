#include "models/text/find_tokenizer.h"
#include "tests/models/tokenizer_cases.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lb;
using namespace lb::tests;
using namespace std::string_literals;

namespace {

const std::string kUncased = "[UNK]\n[CLS]\nthe\ncafe\n";
const std::string kCased = "[UNK]\n[CLS]\nthe\nThe\n";
const std::string kJson = R"({"model":{"type":"WordPiece","unk_token":"?","vocab":{"?":0,"the":1}}})";

/// A checkpoint's folder.
class Folder {
public:
    Folder& with(const char* name, const std::string& bytes)
    {
        QFile file(m_folder.filePath(QString::fromUtf8(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return *this;
    }
    engine::Result<std::unique_ptr<models::Tokenizer>> find() const
    {
        return models::findTokenizer(m_folder.path().toStdString());
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestFindTokenizer : public QObject {
    Q_OBJECT
private slots:
    void theFilesDecide()
    {
        const models::BytePairFiles pairs = bytePairFiles({"h e"});
        const auto kindOf = [](const Folder& folder) {
            const auto found = folder.find();
            return found ? std::string((*found)->kind()) : found.error().detail;
        };
        QCOMPARE(kindOf(Folder().with("vocab.txt", kUncased)), "wordpiece"s);
        QCOMPARE(kindOf(Folder().with("vocab.json", pairs.vocabulary).with("merges.txt", pairs.merges)), "byte-pair"s);
        QCOMPARE(kindOf(Folder().with("encoder.json", pairs.vocabulary).with("vocab.bpe", pairs.merges)), "byte-pair"s);
        QCOMPARE(kindOf(Folder().with("tokenizer.json", kJson).with("vocab.txt", kUncased)), "tokenizer.json"s);
        // GPT-2's weights with BERT's vocabulary
        QCOMPARE(kindOf(Folder().with("config.json", R"({"model_type":"gpt2"})").with("vocab.txt", kUncased)),
                 "wordpiece"s);
        const auto piece = models::SentencePieceTokenizer::train(sampleLines(), {.maximumSize = 100});
        QCOMPARE(kindOf(Folder().with("spiece.model", (*piece)->serialise())), "sentencepiece"s);
    }

    void lowerCaseIsToldOrSeen()
    {
        const auto ids = [](Folder& folder) { return (*folder.find())->encode("The"); };
        QCOMPARE(ids(Folder().with("vocab.txt", kUncased)), std::vector<std::int32_t>{2});
        QCOMPARE(ids(Folder().with("vocab.txt", kCased)), std::vector<std::int32_t>{3});
        QCOMPARE(ids(Folder().with("vocab.txt", kCased).with("tokenizer_config.json", R"({"do_lower_case":true})")),
                 std::vector<std::int32_t>{2});
        QCOMPARE(ids(Folder().with("vocab.txt", kUncased).with("tokenizer_config.json", R"({"do_lower_case":false})")),
                 std::vector<std::int32_t>{0});
    }

    void settingsNameTheRoles()
    {
        const auto found =
            Folder().with("tokenizer.json", kJson).with("tokenizer_config.json", R"({"eos_token":"the"})").find();
        QCOMPARE((*found)->specials().end, 1);
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("nothing") << QByteArray("config.json")
                                 << QByteArray("tokenizer.json, vocab.json with merges.txt");
        QTest::newRow("no merges") << QByteArray("vocab.json") << QByteArray("merges.txt is missing");
        QTest::newRow("no vocabulary") << QByteArray("vocab.bpe") << QByteArray("encoder.json is missing");
    }
    void whatIsMissingIsSaid()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, word);
        const auto found = Folder().with(file.constData(), "{}").find();
        QVERIFY(!found);
        QCOMPARE(found.error().kind, engine::ErrorKind::NotFound);
        QVERIFY2(found.error().detail.find(word.toStdString()) != std::string::npos, found.error().detail.c_str());
    }

    void noFolderIsSaid()
    {
        const auto found = models::findTokenizer("/nowhere/at all");
        QVERIFY(!found && found.error().detail.find("/nowhere/at all") != std::string::npos);
    }

    void anUnusableTokenizerJsonIsNotPassedOver()
    {
        const auto found =
            Folder().with("tokenizer.json", R"({"model":{"type":"Fancy"}})").with("vocab.txt", kUncased).find();
        QVERIFY(!found && found.error().detail.find("Fancy") != std::string::npos);
    }

    void pairsOfAnotherKindAreRefused()
    {
        const models::BytePairFiles pairs = bytePairFiles({"h e"});
        Folder folder;
        folder.with("vocab.json", pairs.vocabulary).with("merges.txt", pairs.merges);
        QVERIFY(folder.with("tokenizer_config.json", R"({"tokenizer_class":"GPT2TokenizerFast"})").find());
        const auto found = folder.with("tokenizer_config.json", R"({"tokenizer_class":"CLIPTokenizer"})").find();
        QVERIFY(!found && found.error().detail.find("CLIPTokenizer") != std::string::npos);
    }

    void severalModelsAreAmbiguous()
    {
        const auto found = Folder().with("a.model", "x").with("b.model", "x").find();
        QVERIFY(!found && found.error().detail.find("several") != std::string::npos);
    }

    void hugeAndDamagedFilesAreRefused()
    {
        QVERIFY(!Folder().with("vocab.txt", std::string((std::size_t{32} << 20) + 1, 'a')).find());
        QVERIFY(!Folder().with("vocab.txt", kUncased).with("tokenizer_config.json", "{").find());
        QVERIFY(!Folder().with("spiece.model", "").find());
    }
};

QTEST_APPLESS_MAIN(TestFindTokenizer)
#include "tst_find_tokenizer.moc"
