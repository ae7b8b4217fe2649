// Maps of codes, and what codes become, through serve workers and the command line.
#include "experiments/control/serve_client.h"
#include "experiments/preview/schema.h"
#include "experiments/training/latent_codes.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QCborArray>
#include <QCborMap>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <cmath>
#include <cstring>
#include <tuple>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

RunFolder trained(const TinyProject& project, const RunRecord& run)
{
    const Result<RunState> state = runTraining(project.folder(run), {});
    if (!state)
        qWarning("%s", qPrintable(state.error().detail));
    return project.folder(run);
}

/// A perceptron on a few images: what matters is that it decodes, not what.
RunRecord createImageRun(TinyProject& project)
{
    RunSpec spec;
    spec.set(word("model.family"), word("image-mlp"));
    spec.set(word("data.id"), word("fashion-mnist"));
    spec.set(word("data.limit"), 400);
    spec.set(word("latent.kind"), word("vae"));
    spec.set(word("latent.size"), 6);
    spec.set(word("train.epochs"), 4);
    spec.set(word("train.batch"), 50);
    spec.set(word("run.threads"), 1);
    return project.store()
        .create({.spec = spec.completed(schemaFor(spec)), .name = word("pictures"), .family = word("vae")})
        .value();
}

struct Answer {
    QCborMap reply;
    QList<QCborMap> parts;
    QString error;
    QByteArray bytes(const char* key) const { return reply.value(QLatin1String(key)).toByteArray(); }
};

template <class Number>
std::vector<Number> numbers(const QByteArray& bytes)
{
    std::vector<Number> result(static_cast<std::size_t>(bytes.size()) / sizeof(Number));
    std::memcpy(result.data(), bytes.constData(), result.size() * sizeof(Number));
    return result;
}

QByteArray bytesOf(const std::vector<float>& values)
{
    return {reinterpret_cast<const char*>(values.data()), static_cast<qsizetype>(values.size() * sizeof(float))};
}

} // namespace

class TestServeMaps : public QObject {
    Q_OBJECT

    Answer ask(const char* what, QCborMap request, const RunFolder* folder = nullptr)
    {
        request.insert(word("what"), QLatin1String(what));
        request.insert(word("run"), (folder ? *folder : *m_images).path());
        if (!request.contains(word("limit")))
            request.insert(word("limit"), 300);
        Answer answer;
        const auto reply = m_worker->request(request, {}, [&](const QCborMap& part) {
            answer.parts.append(part);
            return true;
        });
        if (reply)
            answer.reply = *reply;
        else
            answer.error = reply.error().detail;
        return answer;
    }

private slots:
    void initTestCase()
    {
        m_text = std::make_unique<RunFolder>(
            trained(m_project, m_project.create(word("words"), {{word("latent.kind"), word("bn-vae")}})));
        m_images = std::make_unique<RunFolder>(trained(m_project, createImageRun(m_project)));
        m_worker = ServeClient::start(QStringLiteral(LB_BIN_DIR "/latentbench-worker")).value();
    }

    void aChoiceHasEveryClassInProportion()
    {
        std::vector<std::int32_t> labels;
        for (int i = 0; i < 1000; ++i)
            labels.push_back(i % 10 < 7 ? 0 : 1 + i % 10 - 7); // 70 %, 10 %, 10 %, 10 %
        const auto chosen = stratifiedChoice(labels, 100, 3);
        QCOMPARE(chosen.size(), std::size_t{100});
        std::vector<int> counts(4);
        for (const std::size_t at : chosen)
            ++counts[static_cast<std::size_t>(labels[at])];
        QCOMPARE(counts, (std::vector<int>{70, 10, 10, 10}));
        QVERIFY(std::is_sorted(chosen.begin(), chosen.end()));
        QCOMPARE(stratifiedChoice(labels, 100, 3), chosen);
        QVERIFY(stratifiedChoice(labels, 100, 4) != chosen);
        QCOMPARE(stratifiedChoice(labels, 0, 3).size(), std::size_t{1000});
    }

    void aMapHasClassesAndFiguresOfAllCodes()
    {
        const Answer map = ask("map", {});
        QVERIFY2(map.error.isEmpty(), qPrintable(map.error));
        QCOMPARE(map.reply.value(word("rows")).toInteger(), 300);
        QCOMPARE(map.reply.value(word("total")).toInteger(), 10'000);
        QCOMPARE(map.reply.value(word("classes")).toArray().size(), 10);
        std::vector<int> counts(10);
        for (const auto label : numbers<qint32>(map.bytes("labels")))
            ++counts[static_cast<std::size_t>(label)];
        QCOMPARE(counts, std::vector<int>(10, 30));
        QCOMPARE(numbers<float>(map.bytes("positions")).size(), std::size_t{600});
        QCOMPARE(numbers<float>(map.bytes("kl")).size(), std::size_t{300});
        QCOMPARE(numbers<float>(map.bytes("reconstruction")).size(), std::size_t{300});
        const QCborArray shares = map.reply.value(word("shares")).toArray();
        QVERIFY(shares[0].toDouble() >= shares[1].toDouble() && shares[1].toDouble() > 0);
        const QCborMap table = map.reply.value(word("dimensions")).toMap();
        QCOMPARE(table.value(word("kl")).toArray().size(), 6);
        const auto densities = numbers<float>(table.value(word("densities")).toByteArray());
        const double cell = 2 * table.value(word("reach")).toDouble() / table.value(word("bins")).toDouble();
        double mass = 0;
        for (const float density : densities)
            mass += static_cast<double>(density) * cell;
        QVERIFY(std::abs(mass - 6) < 1e-3); // one for each dimension
        QCOMPARE(ask("map", {}).bytes("positions"), map.bytes("positions"));
    }

    void mapsThatFormShowThemselvesAndEndWhenCancelled()
    {
        QCborMap request{{word("what"), word("map")},
                         {word("run"), m_images->path()},
                         {word("method"), word("tsne")},
                         {word("limit"), 1500}};
        qint64 done = -1;
        int pictures = 0;
        const auto reply = m_worker->request(request, {}, [&](const QCborMap& part) {
            if (part.contains(word("positions"))) {
                ++pictures;
                done = part.value(word("done")).toInteger();
                if (part.value(word("positions")).toByteArray().size() != 1500 * 2 * 4)
                    pictures = -1000;
            }
            return done < 20;
        });
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().detail));
        QVERIFY(pictures > 0);
        QCOMPARE(reply->value(word("finished")).toBool(true), false);
        QCOMPARE(reply->value(word("positions")).toByteArray().size(), 1500 * 2 * 4);
    }

    void neighbourMapsAreWorthTheirTrust()
    {
        for (const char* method : {"tsne", "umap"}) {
            const Answer map = ask("map", {{word("method"), QLatin1String(method)}});
            QVERIFY2(map.error.isEmpty(), qPrintable(map.error));
            QVERIFY(map.reply.value(word("finished")).toBool());
            const double trust = map.reply.value(word("trustworthiness")).toDouble();
            QVERIFY2(trust > 0.85, qPrintable(QString::number(trust)));
        }
    }

    void aPlaceOnTheMapIsDecodedAndFoundAgain()
    {
        const Answer map = ask("map", {});
        const QCborMap at{{word("positions"), bytesOf({0.5F, -0.25F})},
                          {word("plane"), map.reply.value(word("plane"))},
                          {word("nearest"), 6}};
        const Answer decoded = ask("decode", at);
        QVERIFY2(decoded.error.isEmpty(), qPrintable(decoded.error));
        QCOMPARE(decoded.bytes("pixels").size(), 28 * 28);
        const auto back = numbers<float>(decoded.bytes("positions"));
        QVERIFY(std::abs(back[0] - 0.5F) < 1e-4F && std::abs(back[1] + 0.25F) < 1e-4F);
        const QCborArray nearest = decoded.reply.value(word("nearest")).toArray()[0].toArray();
        QCOMPARE(nearest.size(), 6);
        QVERIFY(nearest[0].toMap().value(word("distance")).toDouble() <=
                nearest[5].toMap().value(word("distance")).toDouble());
        // The same code by itself is the same picture.
        QCOMPARE(ask("decode", {{word("codes"), decoded.reply.value(word("codes"))}}).bytes("pixels"),
                 decoded.bytes("pixels"));
    }

    void aTurnedMapDecodesTheSame()
    {
        const Answer plain = ask("map", {});
        auto turned = numbers<float>(plain.bytes("positions"));
        for (std::size_t i = 0; i < turned.size(); i += 2) // by a right angle
            std::tie(turned[i], turned[i + 1]) = std::pair(-turned[i + 1], turned[i]);
        const Answer aligned = ask("map", {{word("align"), bytesOf(turned)}});
        const auto positions = numbers<float>(aligned.bytes("positions"));
        for (std::size_t i = 0; i < positions.size(); ++i)
            QVERIFY(std::abs(positions[i] - turned[i]) < 1e-3F);
        const Answer first =
            ask("decode", {{word("positions"), bytesOf({1, 0})}, {word("plane"), plain.reply.value(word("plane"))}});
        const Answer second =
            ask("decode", {{word("positions"), bytesOf({0, 1})}, {word("plane"), aligned.reply.value(word("plane"))}});
        const auto a = numbers<float>(first.bytes("codes"));
        const auto b = numbers<float>(second.bytes("codes"));
        for (std::size_t j = 0; j < a.size(); ++j)
            QVERIFY(std::abs(a[j] - b[j]) < 1e-4F);
    }

    void pathsBeginAndEndAtTheirRows()
    {
        for (const char* kind : {"linear", "spherical"}) {
            const Answer path = ask(
                "path", {{word("from"), 3}, {word("to"), 9}, {word("count"), 7}, {word("path"), QLatin1String(kind)}});
            QVERIFY2(path.error.isEmpty(), qPrintable(path.error));
            QCOMPARE(path.bytes("pixels").size(), 7 * 28 * 28);
            const auto codes = numbers<float>(path.bytes("codes"));
            const Answer back = ask("path", {{word("from"), path.bytes("codes").left(24)},
                                             {word("to"), 9},
                                             {word("count"), 7},
                                             {word("path"), QLatin1String(kind)}});
            QCOMPARE(back.bytes("pixels"), path.bytes("pixels"));
        }
    }

    void arithmeticAddsAndTakesAway()
    {
        const Answer sum = ask("arithmetic", {{word("a"), 1}, {word("b"), 2}, {word("c"), 2}, {word("nearest"), 1}});
        QVERIFY2(sum.error.isEmpty(), qPrintable(sum.error));
        const QCborMap nearest = sum.reply.value(word("nearest")).toArray()[0].toArray()[0].toMap();
        QCOMPARE(nearest.value(word("row")).toInteger(), 1); // a - b + b
        QVERIFY(nearest.value(word("distance")).toDouble() < 1e-5);
    }

    void aPathBetweenItemsKnowsWhatIsAroundIt()
    {
        const QCborMap request{{word("split"), word("train")}, {word("from"), 3}, {word("to"), 9}, {word("count"), 7}};
        const Answer along = ask("along", request);
        QVERIFY2(along.error.isEmpty(), qPrintable(along.error));
        QCOMPARE(along.bytes("pixels").size(), 7 * 28 * 28);
        QCOMPARE(numbers<float>(along.bytes("codes")).size(), std::size_t{7 * 6});
        const auto norms = numbers<float>(along.bytes("norms"));
        const auto returned = numbers<float>(along.bytes("returned"));
        QCOMPARE(norms.size(), std::size_t{7});
        QCOMPARE(returned.size(), std::size_t{7});
        QVERIFY(std::all_of(returned.begin(), returned.end(), [](float far) { return far > 0 && far < 100; }));
        const QCborArray nearest = along.reply.value(word("nearest")).toArray();
        QCOMPARE(nearest.size(), 7);
        for (const qsizetype end : {0, 6}) // items of the training data: they are nearest to themselves
            QVERIFY(nearest[end].toMap().value(word("distance")).toDouble() < 1e-5);
        QVERIFY(nearest[3].toMap().value(word("distance")).toDouble() > 0);
        QCOMPARE(nearest[3].toMap().value(word("image")).toByteArray().size(), 28 * 28);
        const Answer grid = ask("interpolate", request);
        QCOMPARE(grid.reply.value(word("images")).toArray()[3].toByteArray(), along.bytes("pixels").mid(3 * 784, 784));
    }

    void aSumOfItemsMayNameOneTwice()
    {
        const Answer sum =
            ask("combine", {{word("split"), word("train")}, {word("a"), 1}, {word("b"), 2}, {word("c"), 2}});
        QVERIFY2(sum.error.isEmpty(), qPrintable(sum.error));
        QCOMPARE(sum.reply.value(word("items")).toArray().size(), 3);
        const QCborMap nearest = sum.reply.value(word("nearest")).toArray()[0].toMap();
        QVERIFY(nearest.value(word("distance")).toDouble() < 1e-5); // a - b + b
        QCOMPARE(nearest.value(word("image")),
                 sum.reply.value(word("items")).toArray()[0].toMap().value(word("image")));
        const Answer drawn = ask("combine", {{word("a"), 4}, {word("b"), -1}, {word("c"), -1}, {word("seed"), 3}});
        QCOMPARE(drawn.reply.value(word("items")).toArray()[0].toMap().value(word("position")).toInteger(), 4);
    }

    void sentencesAreReadAgainOnTheirPath()
    {
        const Answer along = ask("along", {{word("from"), 0}, {word("to"), 1}, {word("count"), 5}}, m_text.get());
        QVERIFY2(along.error.isEmpty(), qPrintable(along.error));
        QCOMPARE(along.reply.value(word("sentences")).toArray().size(), 5);
        QCOMPARE(numbers<float>(along.bytes("returned")).size(), std::size_t{5});
        QVERIFY(!along.reply.value(word("nearest")).toArray()[2].toMap().value(word("text")).toString().isEmpty());
    }

    void aTraversalMovesOneDimensionAlone()
    {
        const Answer strips = ask("traverse", {{word("dimensions"), QCborArray{4, 0}}, {word("count"), 5}});
        QVERIFY2(strips.error.isEmpty(), qPrintable(strips.error));
        QCOMPARE(strips.parts.size(), 2);
        QCOMPARE(strips.parts[0].value(word("dimension")).toInteger(), 4);
        const auto codes = numbers<float>(strips.parts[0].value(word("codes")).toByteArray());
        QCOMPARE(codes.size(), std::size_t{5 * 6});
        for (std::size_t j = 0; j < 6; ++j)
            QCOMPARE(codes[j] == codes[24 + j], j != 4);
    }

    void sentencesStandInForImages()
    {
        const Answer map = ask("map", {{word("split"), word("validation")}}, m_text.get());
        QVERIFY2(map.error.isEmpty(), qPrintable(map.error));
        const Answer items = ask("items", {{word("items"), map.bytes("items").left(8)}}, m_text.get());
        QCOMPARE(items.reply.value(word("sentences")).toArray().size(), 2);
        const Answer decoded =
            ask("decode", {{word("split"), word("validation")}, {word("positions"), bytesOf({0, 0})}}, m_text.get());
        QVERIFY2(decoded.error.isEmpty(), qPrintable(decoded.error));
        QCOMPARE(decoded.reply.value(word("sentences")).toArray().size(), 1);
    }

    void itemsAreThePicturesOfTheData()
    {
        const Answer map = ask("map", {});
        const Answer items = ask("items", {{word("items"), map.bytes("items")}});
        QCOMPARE(items.bytes("pixels").size(), 300 * 28 * 28);
        QCOMPARE(items.reply.value(word("height")).toInteger(), 28);
    }

    void whatCannotBeAnsweredIsRefusedInASentence_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QCborMap>("request");
        QTest::addColumn<QString>("says");
        const QByteArray nan = bytesOf({std::nanf(""), 1});
        QTest::newRow("method") << QByteArray("map") << QCborMap{{word("method"), word("isomap")}} << word("isomap");
        QTest::newRow("split") << QByteArray("map") << QCborMap{{word("split"), word("all")}} << word("split");
        QTest::newRow("limit") << QByteArray("map") << QCborMap{{word("limit"), -1}} << word("0 (all)");
        QTest::newRow("perplexity") << QByteArray("map") << QCborMap{{word("perplexity"), 1e9}} << word("perplexity");
        QTest::newRow("item") << QByteArray("items") << QCborMap{{word("items"), QByteArray(4, '\xff')}}
                              << word("items");
        QTest::newRow("no item") << QByteArray("items") << QCborMap{} << word("items");
        QTest::newRow("place") << QByteArray("decode") << QCborMap{{word("positions"), nan}} << word("finite");
        QTest::newRow("code") << QByteArray("decode") << QCborMap{{word("codes"), bytesOf({1, 2})}} << word("6 finite");
        QTest::newRow("odd bytes") << QByteArray("decode") << QCborMap{{word("codes"), QByteArray(23, 'x')}}
                                   << word("finite");
        QTest::newRow("row") << QByteArray("path") << QCborMap{{word("from"), 0}, {word("to"), 300}}
                             << word("0 to 299");
        QTest::newRow("term") << QByteArray("arithmetic") << QCborMap{{word("a"), 0}} << word("'b'");
        QTest::newRow("end") << QByteArray("along") << QCborMap{{word("from"), 0}, {word("to"), 77'777}}
                             << word("items 0 to");
        QTest::newRow("dimension") << QByteArray("traverse") << QCborMap{{word("dimensions"), QCborArray{6}}}
                                   << word("dimension 6");
    }
    void whatCannotBeAnsweredIsRefusedInASentence()
    {
        QFETCH(const QByteArray, what);
        QFETCH(const QCborMap, request);
        QFETCH(const QString, says);
        const Answer answer = ask(what.constData(), request);
        QVERIFY2(answer.error.contains(says), qPrintable(answer.error));
        QVERIFY(answer.error.endsWith(QLatin1Char('.')));
    }

    void theCommandWritesACsvOfTheMap()
    {
        const QString out = m_project.path() + word("/map.csv");
        QProcess cli;
        cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"),
                  {word("--project"), m_project.path() + word("/project"), word("--json"), word("map"),
                   word("pictures"), word("--limit"), word("100"), word("--out"), out});
        QVERIFY(cli.waitForFinished(120'000));
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError().constData());
        const QJsonObject said = QJsonDocument::fromJson(cli.readAllStandardOutput()).object();
        QCOMPARE(said.value(word("rows")).toInt(), 100);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 102); // a header, and nothing behind the last line break
        QCOMPARE(lines[0], QByteArray("item,x,y,label,kl,reconstruction"));
        QCOMPARE(lines[1].split(',').size(), 6);
    }

private:
    TinyProject m_project;
    std::unique_ptr<RunFolder> m_text, m_images;
    std::unique_ptr<ServeClient> m_worker;
};

QTEST_GUILESS_MAIN(TestServeMaps)
#include "tst_serve_maps.moc"
