#include "experiments/control/serve_client.h"
#include "experiments/preview/schema.h"
#include "experiments/training/code_path.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QCborArray>
#include <QCborMap>
#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

RunFolder trained(TinyProject& project, const char* latent, int epochs = 4)
{
    const RunRecord run =
        project.create(word(latent), {{word("latent.kind"), word(latent)}, {word("train.epochs"), epochs}});
    const Result<RunState> state = runTraining(project.folder(run), {});
    if (!state)
        qWarning("%s", qPrintable(state.error().detail));
    return project.folder(run);
}

RunFolder trainedLanguageModel(TinyProject& project)
{
    const RunSpec text = project.spec({{word("train.epochs"), 1}});
    RunSpec spec;
    for (const FieldSchema& field : schemaFor(word("language-lstm")))
        if (text.has(field.key))
            spec.set(field.key, text.value(field.key));
    spec.set(word("model.family"), word("language-lstm"));
    const RunRecord run = project.store().create({.spec = spec.completed(schemaFor(spec)), .name = word("lm")}).value();
    const Result<RunState> state = runTraining(project.folder(run), {});
    if (!state)
        qWarning("%s", qPrintable(state.error().detail));
    return project.folder(run);
}

std::unique_ptr<ServeClient> client()
{
    return ServeClient::start(QStringLiteral(LB_BIN_DIR "/latentbench-worker")).value();
}

struct Answer {
    QCborMap reply;
    QList<QCborMap> parts;
    QString error;
};

Answer ask(ServeClient& worker, const RunFolder& folder, const char* what, const QCborMap& more)
{
    QCborMap request{{word("what"), QLatin1String(what)}, {word("run"), folder.path()}};
    for (const auto& [key, value] : more)
        request.insert(key, value);
    Answer answer;
    const Result<QCborMap> reply = worker.request(request, {}, [&](const QCborMap& part) {
        answer.parts.append(part);
        return true;
    });
    if (reply)
        answer.reply = *reply;
    else
        answer.error = reply.error().detail;
    return answer;
}

QList<double> numbers(const QCborMap& map, const char* key)
{
    QList<double> values;
    for (const QCborValue& value : map.value(QLatin1String(key)).toArray())
        values.append(value.toDouble());
    return values;
}

QCborMap encoding(const QStringList& texts)
{
    return {{word("texts"), QCborArray::fromStringList(texts)}};
}

double length(const QList<double>& code)
{
    double squares = 0;
    for (const double value : code)
        squares += value * value;
    return std::sqrt(squares);
}

const QString kFirst = QStringLiteral("the boat sees the king");
const QString kSecond = QStringLiteral("a small river finds the old stone at night");

} // namespace

/// Codes of sentences through a serve worker, as the window and the command line ask for them.
class TestServeSentences : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_bnVae = std::make_unique<RunFolder>(trained(m_project, "bn-vae"));
        m_ae = std::make_unique<RunFolder>(trained(m_project, "ae", 60)); // until its decoder listens
        m_sphere = std::make_unique<RunFolder>(trained(m_project, "vmf"));
        m_language = std::make_unique<RunFolder>(trainedLanguageModel(m_project));
    }

    void codesHaveMeanDeviationAndKl()
    {
        const auto worker = client();
        const Answer vae = ask(*worker, *m_bnVae, "encode", encoding({kFirst, kSecond}));
        QVERIFY2(vae.error.isEmpty(), qPrintable(vae.error));
        QCOMPARE(vae.parts.size(), 2);
        QCOMPARE(vae.parts[0].value(word("text")).toString(), kFirst);
        QCOMPARE(vae.parts[0].value(word("tokens")).toInteger(), 5);
        const QList<double> mean = numbers(vae.parts[1], "mean");
        const QList<double> deviation = numbers(vae.parts[1], "deviation");
        const QList<double> kl = numbers(vae.parts[1], "kl");
        QCOMPARE(mean.size(), 4);
        for (int j = 0; j < 4; ++j) { // by the formula of a Gaussian
            const double variance = deviation[j] * deviation[j];
            QVERIFY(std::abs(kl[j] - (variance + mean[j] * mean[j] - 1 - std::log(variance)) / 2) < 1e-4);
        }
        const Answer plain = ask(*worker, *m_ae, "encode", encoding({kFirst}));
        QCOMPARE(numbers(plain.parts[0], "mean").size(), 4);
        QVERIFY(!plain.parts[0].contains(word("deviation")) && !plain.parts[0].contains(word("kl")));
        const Answer sphere = ask(*worker, *m_sphere, "encode", encoding({kFirst}));
        QVERIFY(std::abs(length(numbers(sphere.parts[0], "mean")) - 1) < 1e-4);
    }

    void aCodeDependsOnItsSentenceAlone()
    {
        const QList<double> alone = numbers(ask(*client(), *m_bnVae, "encode", encoding({kFirst})).parts[0], "mean");
        const auto worker = client();
        ask(*worker, *m_bnVae, "neighbours", {{word("text"), kSecond}});
        const Answer among = ask(*worker, *m_bnVae, "encode", encoding({kSecond, kFirst, kSecond}));
        QCOMPARE(numbers(among.parts[1], "mean"), alone); // to the bit, in another process
        QCOMPARE(numbers(among.parts[0], "mean"), numbers(among.parts[2], "mean"));
    }

    void unknownWordsAndCutsAreSaid()
    {
        const auto worker = client();
        const QString odd = word("the zeppelin sees the king");
        const QCborMap unknown = ask(*worker, *m_bnVae, "encode", encoding({odd})).parts.value(0);
        QCOMPARE(unknown.value(word("unknown")).toInteger(), 1);
        QVERIFY(unknown.value(word("text")).toString() != odd);
        const QCborMap cut =
            ask(*worker, *m_bnVae, "encode", encoding({word("the boat ").repeated(60)})).parts.value(0);
        QVERIFY(cut.value(word("cut")).toBool());
        QVERIFY(cut.value(word("tokens")).toInteger() < 120);
    }

    void aPathBeginsAndEndsWithTheReconstructions()
    {
        const auto worker = client();
        const Answer given = ask(*worker, *m_bnVae, "reconstruct", {{word("count"), 2}});
        const QCborArray items = given.reply.value(word("items")).toArray();
        const auto side = [&](int item, const char* which) {
            return items[item].toMap().value(QLatin1String(which)).toString();
        };
        for (const char* path : {"linear", "spherical"}) {
            const Answer way = ask(*worker, *m_bnVae, "interpolate",
                                   {{word("from"), side(0, "input")},
                                    {word("to"), side(1, "input")},
                                    {word("count"), 40},
                                    {word("path"), word(path)}});
            QVERIFY2(way.error.isEmpty(), qPrintable(way.error));
            QCOMPARE(way.parts.size(), 40);
            QCOMPARE(way.parts.first().value(word("sentence")).toString(), side(0, "output"));
            QCOMPARE(way.parts.last().value(word("sentence")).toString(), side(1, "output"));
            QCOMPARE(way.parts.last().value(word("position")).toDouble(), 1.0);
        }
    }

    void sphericalCodesKeepTheirLength()
    {
        const std::vector<float> from{3, 0, 0};
        const std::vector<float> to{0, 3, 0};
        const std::vector<double> positions = evenPositions(5);
        const std::vector<float> straight = codePath({.size = 3}, from, to, PathKind::Linear, positions);
        const std::vector<float> turned = codePath({.size = 3}, from, to, PathKind::Spherical, positions);
        for (std::size_t i = 0; i < 5; ++i)
            QVERIFY(std::abs(std::hypot(turned[3 * i], turned[3 * i + 1]) - 3) < 1e-5F);
        QCOMPARE(straight[6], 1.5F);
        QVERIFY(std::abs(turned[6] - 3 * std::sqrt(0.5F)) < 1e-5F);
        QVERIFY(std::abs(std::atan2(turned[4], turned[3]) - std::acos(-1.0F) / 8) < 1e-5F); // at equal pace
        // No arc to turn on: the straight line.
        const std::vector<float> back{-3, 0, 0};
        QCOMPARE(codePath({.size = 3}, from, back, PathKind::Spherical, positions),
                 codePath({.size = 3}, from, back, PathKind::Linear, positions));
        QCOMPARE(codePath({.size = 3}, from, from, PathKind::Spherical, positions)[6], 3.0F);
        const std::vector<float> zero(3, 0.0F);
        for (const float value : codePath({.size = 3}, zero, to, PathKind::Spherical, positions))
            QVERIFY(std::isfinite(value));
    }

    void neighboursAreSortedAndASentenceOfTheDataIsItsOwn()
    {
        const auto worker = client();
        const Answer drawn = ask(*worker, *m_ae, "sentences", {{word("split"), word("train")}, {word("count"), 3}});
        const QString known = drawn.reply.value(word("sentences")).toArray().first().toString();
        const Answer near = ask(*worker, *m_ae, "neighbours", {{word("text"), known}, {word("count"), 8}});
        QVERIFY2(near.error.isEmpty(), qPrintable(near.error));
        const QCborArray items = near.reply.value(word("items")).toArray();
        QCOMPARE(items.size(), 8);
        QCOMPARE(items.first().toMap().value(word("sentence")).toString(), known);
        QVERIFY(items.first().toMap().value(word("distance")).toDouble() < 1e-3);
        for (int i = 1; i < 8; ++i)
            QVERIFY(items[i].toMap().value(word("distance")).toDouble() >=
                    items[i - 1].toMap().value(word("distance")).toDouble());
        QVERIFY(near.reply.value(word("among")).toInteger() > 100);
    }

    void listeningAddsUpAndRepeats()
    {
        const auto worker = client();
        const QCborMap asked{{word("texts"), QCborArray{kFirst}}, {word("seed"), 5}, {word("draws"), 20}};
        const QCborMap heard = ask(*worker, *m_bnVae, "listen", asked).parts.value(0);
        const QCborArray tokens = heard.value(word("tokens")).toArray();
        QCOMPARE(tokens.size(), 6); // five words and the end
        double gain = 0;
        for (const QCborValue& token : tokens)
            gain += token.toMap().value(word("own")).toDouble() - token.toMap().value(word("other")).toDouble();
        QVERIFY(std::abs(gain - heard.value(word("gain")).toDouble()) < 1e-9);
        QVERIFY(tokens.last().toMap().value(word("is_end")).toBool());
        QCOMPARE(ask(*client(), *m_bnVae, "listen", asked).parts.value(0), heard); // to the bit
        QCborMap other = asked;
        other.insert(word("seed"), 6);
        QVERIFY(ask(*worker, *m_bnVae, "listen", other).parts.value(0).value(word("gain")) !=
                heard.value(word("gain")));
    }

    /// Over the data it is the shuffle gap of `evaluate`, for the same items and seed.
    void listeningToTheDataIsTheShuffleGap()
    {
        constexpr int kEvaluationSeed = 7359;
        const auto worker = client();
        const QCborMap numbers = ask(*worker, *m_bnVae, "evaluate",
                                     {{word("parts"), QCborArray{word("basic")}}, {word("split"), word("test")}})
                                     .reply.value(word("numbers"))
                                     .toMap();
        const QCborMap sample =
            ask(*worker, *m_bnVae, "listen",
                {{word("split"), word("test")}, {word("items"), 10'000}, {word("seed"), kEvaluationSeed}})
                .reply.value(word("sample"))
                .toMap();
        QCOMPARE(sample.value(word("gain")).toDouble(), numbers.value(word("shuffle_gap")).toDouble());
        QCOMPARE(sample.value(word("per_token")).toDouble(), numbers.value(word("shuffle_gap_per_token")).toDouble());
        QVERIFY(sample.value(word("error")).toDouble() > 0);
        QVERIFY(numbers.value(word("shuffle_gap_per_token")).toDouble() * 4 <=
                numbers.value(word("shuffle_gap")).toDouble() + 1e-9); // five tokens or more
    }

    /// Sentence by sentence and over the data it is one quantity, but for the partners: those of the shuffle gap stand in
    /// one batch and are alike in length, so that they are nearer.
    void gainsOfSentencesAverageToThatOfTheData()
    {
        const auto worker = client();
        const QCborMap drawn{{word("split"), word("test")}, {word("count"), 40}};
        const QCborArray texts = ask(*worker, *m_ae, "sentences", drawn).reply.value(word("sentences")).toArray();
        const Answer heard =
            ask(*worker, *m_ae, "listen", {{word("texts"), texts}, {word("split"), word("test")}, {word("items"), 10'000}});
        QCOMPARE(heard.parts.size(), texts.size());
        double mean = 0;
        for (const QCborMap& part : heard.parts)
            mean += part.value(word("gain")).toDouble() / static_cast<double>(heard.parts.size());
        const QCborMap sample = heard.reply.value(word("sample")).toMap();
        const double gain = sample.value(word("gain")).toDouble();
        qInfo("sentences %.3f, data %.3f +- %.3f", mean, gain, sample.value(word("error")).toDouble());
        QVERIFY(gain > 3 * sample.value(word("error")).toDouble()); // this decoder listens
        QVERIFY(mean > gain / 2 && mean < 3 * gain);
    }

    void anAutoencoderScoresLinesWithABound()
    {
        const auto worker = client();
        const QString text = kFirst + word("\n\n  ") + kSecond;
        const Answer scored = ask(*worker, *m_bnVae, "score", {{word("text"), text}});
        QVERIFY2(scored.error.isEmpty(), qPrintable(scored.error));
        QString back;
        double nll = scored.reply.value(word("kl")).toDouble();
        for (const QCborValue& token : scored.reply.value(word("tokens")).toArray()) {
            back += token.toMap().value(word("characters")).toString();
            nll -= token.toMap().value(word("log_probability")).toDouble();
        }
        QCOMPARE(back, kFirst + word("\n  ") + kSecond + word("\n"));
        QVERIFY(std::abs(nll - scored.reply.value(word("nll")).toDouble()) < 1e-9);
        QVERIFY(scored.reply.value(word("is_bound")).toBool());
        const Answer language = ask(*worker, *m_language, "score", {{word("text"), kFirst}});
        QVERIFY2(language.error.isEmpty(), qPrintable(language.error));
        QString given;
        for (const QCborValue& token : language.reply.value(word("tokens")).toArray())
            given += token.toMap().value(word("characters")).toString();
        QCOMPARE(given, kFirst);
    }

    void whatCannotBeIsRefusedInASentence_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QCborMap>("more");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* what, const QCborMap& more, const char* says) {
            QTest::newRow(says) << word(what) << more << word(says);
        };
        row("encode", encoding({QString()}), "without a word");
        row("encode", encoding({}), "0 sentences");
        row("interpolate", {{word("from"), kFirst}, {word("to"), kSecond}, {word("path"), word("scenic")}}, "scenic");
        row("interpolate", {{word("from"), kFirst}, {word("to"), kSecond}, {word("count"), 1}}, "count of 1");
        row("interpolate", {{word("from"), kFirst}, {word("to"), word("  ")}}, "without a word");
        row("neighbours", {{word("text"), kFirst}, {word("count"), 0}}, "count of 0");
        row("listen", {{word("texts"), QCborArray{kFirst}}, {word("draws"), 0}}, "draws of 0");
        row("listen", {{word("texts"), QCborArray{kFirst}}, {word("split"), word("holdout")}}, "no split named");
        row("score", {{word("text"), word(" \n ")}}, "cannot be scored");
    }
    void whatCannotBeIsRefusedInASentence()
    {
        QFETCH(QString, what);
        QFETCH(QCborMap, more);
        QFETCH(QString, says);
        const auto worker = client();
        const Answer answer = ask(*worker, *m_bnVae, qPrintable(what), more);
        QVERIFY2(answer.error.contains(says), qPrintable(answer.error));
        QVERIFY(answer.error.endsWith(QLatin1Char('.')));
        QVERIFY(ask(*worker, *m_bnVae, "encode", encoding({kFirst})).error.isEmpty()); // and the worker goes on
    }

    void aLanguageModelHasNoCodes()
    {
        const Answer answer = ask(*client(), *m_language, "encode", encoding({kFirst}));
        QVERIFY2(answer.error.contains(word("language model without latent")), qPrintable(answer.error));
    }

    /// Far more than a second makes: what is there when it is cancelled is the answer.
    void cancellingEndsTheWorkSoon()
    {
        const auto worker = client();
        ask(*worker, *m_bnVae, "encode", encoding({kFirst})); // so that nothing is left to load
        QCborMap request{{word("what"), word("encode")},
                         {word("run"), m_bnVae->path()},
                         {word("texts"), QCborArray::fromStringList(QStringList(90'000, kFirst))}};
        int seen = 0;
        QElapsedTimer sinceCancel;
        const auto reply = worker->request(request, {}, [&](const QCborMap&) {
            if (++seen < 10)
                return true;
            if (!sinceCancel.isValid())
                sinceCancel.start();
            return false;
        });
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().detail));
        QVERIFY(reply->value(word("sentences")).toInteger() < 90'000);
        QVERIFY(sinceCancel.elapsed() < 1000);
        QVERIFY(ask(*worker, *m_bnVae, "encode", encoding({kFirst})).error.isEmpty());
    }

private:
    TinyProject m_project;
    std::unique_ptr<RunFolder> m_bnVae, m_ae, m_sphere, m_language;
};

QTEST_GUILESS_MAIN(TestServeSentences)
#include "tst_serve_sentences.moc"
