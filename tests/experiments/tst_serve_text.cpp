#include "experiments/control/serve_client.h"
#include "experiments/preview/schema.h"
#include "experiments/training/training_run.h"
#include "tests/support/tiny_project.h"

#include <QCborArray>
#include <QCborMap>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

using namespace lb::experiments;
using lb::tests::TinyProject;

namespace {

/// A tiny language model, trained for a moment.
RunFolder trained(TinyProject& project)
{
    const RunSpec text = project.spec({{QStringLiteral("train.epochs"), 1}});
    const QString family = QStringLiteral("language-transformer");
    RunSpec spec;
    for (const FieldSchema& field : schemaFor(family))
        if (text.has(field.key))
            spec.set(field.key, text.value(field.key));
    spec.set(QStringLiteral("model.family"), family);
    spec.set(QStringLiteral("decoder.width"), 32);
    const RunRecord run = project.store().create({.spec = spec, .name = QStringLiteral("lm")}).value();
    const Result<RunState> state = runTraining(project.folder(run), {});
    if (!state)
        qWarning("%s", qPrintable(state.error().detail));
    return project.folder(run);
}

std::unique_ptr<ServeClient> client()
{
    return ServeClient::start(QStringLiteral(LB_BIN_DIR "/latentbench-worker")).value();
}

QCborMap request(const RunFolder& folder, const char* what, const QCborMap& more = {})
{
    QCborMap map{{QStringLiteral("what"), QLatin1String(what)}, {QStringLiteral("run"), folder.path()}};
    for (const auto& [key, value] : more)
        map.insert(key, value);
    return map;
}

QCborMap writing(const RunFolder& folder, int tokens, const QCborMap& more = {})
{
    QCborMap map = request(folder, "generate",
                           {{QStringLiteral("prompts"), QCborArray{QStringLiteral("a")}},
                            {QStringLiteral("max_tokens"), tokens},
                            {QStringLiteral("min_tokens"), tokens + 1},
                            {QStringLiteral("seed"), 5}});
    for (const auto& [key, value] : more)
        map.insert(key, value);
    return map;
}

QString firstText(const QCborMap& reply)
{
    return reply.value(QStringLiteral("texts")).toArray().first().toMap().value(QStringLiteral("text")).toString();
}

} // namespace

/// Text through a serve worker, as the window and the command line ask for it.
class TestServeText : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_folder = std::make_unique<RunFolder>(trained(m_project)); }

    void tokensStreamAndMakeUpTheAnswer()
    {
        const auto worker = client();
        QString streamed;
        int parts = 0;
        const auto reply = worker->request(writing(*m_folder, 20), {}, [&](const QCborMap& part) {
            streamed += part.value(QStringLiteral("characters")).toString();
            ++parts;
            return true;
        });
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().detail));
        QCOMPARE(parts, 20);
        QCOMPARE(streamed, firstText(*reply));
        QCOMPARE(reply->value(QStringLiteral("tokens")).toInteger(), 20);
    }

    void equalSeedsGiveEqualBytesInAnotherProcessToo()
    {
        const QString first = firstText(client()->request(writing(*m_folder, 30)).value());
        const auto worker = client();
        QCOMPARE(firstText(worker->request(writing(*m_folder, 30)).value()), first);
        QCOMPARE(firstText(worker->request(writing(*m_folder, 30)).value()), first);
        const QCborMap other{{QStringLiteral("seed"), 6}};
        QVERIFY(firstText(worker->request(writing(*m_folder, 30, other)).value()) != first);
        QProcess cli;
        cli.start(QStringLiteral(LB_BIN_DIR "/latentbench-cli"),
                  {QStringLiteral("--project"), QDir::cleanPath(m_folder->path() + QStringLiteral("/../..")), QStringLiteral("generate"), QStringLiteral("lm"),
                   QStringLiteral("--prompt"), QStringLiteral("a"), QStringLiteral("--max-tokens"), QStringLiteral("30"),
                   QStringLiteral("--min-tokens"), QStringLiteral("31"), QStringLiteral("--seed"), QStringLiteral("5")});
        QVERIFY(cli.waitForFinished());
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError().constData());
        QCOMPARE(QString::fromUtf8(cli.readAllStandardOutput()), QStringLiteral("a") + first + QLatin1Char('\n'));
    }

    /// Far more tokens than a second makes: what is there when it is cancelled is the answer.
    void cancellingEndsATextSoon()
    {
        const auto worker = client();
        worker->request(writing(*m_folder, 5)).value(); // so that nothing is left to load
        QElapsedTimer sinceCancel;
        const auto reply = worker->request(writing(*m_folder, 100'000), {}, [&](const QCborMap&) {
            static int seen = 0;
            if (++seen < 10)
                return true;
            if (!sinceCancel.isValid())
                sinceCancel.start();
            return false;
        });
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().detail));
        qInfo("%lld ms from cancelling to the answer", static_cast<long long>(sinceCancel.elapsed()));
        QVERIFY(sinceCancel.elapsed() < 1000); // 100 on an idle machine
        const QCborMap text = reply->value(QStringLiteral("texts")).toArray().first().toMap();
        QCOMPARE(text.value(QStringLiteral("end")).toString(), QStringLiteral("cancelled"));
        QVERIFY(text.value(QStringLiteral("tokens")).toArray().size() >= 10);
        QVERIFY(worker->request(writing(*m_folder, 5))); // and the worker goes on
    }

    void textsAreScoredAndCutIntoTokens()
    {
        const auto worker = client();
        const QCborMap text{{QStringLiteral("text"), QStringLiteral("a b a")}};
        const QCborMap tokens = worker->request(request(*m_folder, "tokenize", text)).value();
        const QCborArray cut = tokens.value(QStringLiteral("tokens")).toArray();
        QVERIFY(cut.size() >= 3);
        QCborArray ids;
        for (const QCborValue& token : cut)
            ids.append(token.toMap().value(QStringLiteral("id")));
        const auto back = worker->request(request(*m_folder, "detokenize", {{QStringLiteral("ids"), ids}}));
        QVERIFY(back && !back->value(QStringLiteral("text")).toString().isEmpty());
        const QCborMap scored = worker->request(request(*m_folder, "score", text)).value();
        QCOMPARE(scored.value(QStringLiteral("tokens")).toArray().size(), cut.size() + 1); // and </s>
        QVERIFY(scored.value(QStringLiteral("nll")).toDouble() > 0);
    }

    void aModelWithCodesWritesWhatAPromptsCodeSays()
    {
        const RunRecord run = m_project.create(QStringLiteral("codes"), {{QStringLiteral("train.epochs"), 2}});
        QVERIFY(runTraining(m_project.folder(run), {}));
        const auto worker = client();
        const auto text = [&](const char* code, qint64 seed, const char* prompt) {
            const QCborMap reply = worker
                                       ->request(request(m_project.folder(run), "generate",
                                                         {{QStringLiteral("prompts"), QCborArray{QLatin1String(prompt)}},
                                                          {QStringLiteral("code"), QLatin1String(code)},
                                                          {QStringLiteral("temperature"), 0},
                                                          {QStringLiteral("max_tokens"), 30},
                                                          {QStringLiteral("seed"), seed}}))
                                       .value();
            return firstText(reply);
        };
        QVERIFY(!text("mean", 1, "a b a").isEmpty());
        QCOMPARE(text("mean", 2, "a b a"), text("mean", 1, "a b a")); // greedy, and no draw
        QCOMPARE(text("text", 3, "a b a"), text("text", 3, "a b a"));
        QVERIFY(text("text", 3, QByteArray("a ").repeated(5000).constData()).size() > 0); // cut to what is read
        const auto wordless = worker->request(request(m_project.folder(run), "generate",
                                                      {{QStringLiteral("prompts"), QCborArray{QString()}},
                                                       {QStringLiteral("code"), QStringLiteral("text")}}));
        QVERIFY(!wordless && wordless.error().detail.contains(QStringLiteral("no code")));
        const auto unknown = worker->request(writing(*m_folder, 5, {{QStringLiteral("code"), QStringLiteral("x")}}));
        QVERIFY(!unknown && unknown.error().kind == ErrorKind::InvalidArgument);
        const auto language = worker->request(writing(*m_folder, 5, {{QStringLiteral("code"), QStringLiteral("mean")}}));
        QVERIFY(!language && language.error().detail.contains(QStringLiteral("language model")));
    }

    void badSettingsAreRefusedInASentence_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        for (const auto& [key, value] : {std::pair{"temperature", -1.0}, {"top_p", 0.0}, {"top_p", 1.5}, {"top_k", -2.0},
                                         {"max_tokens", 0.0}, {"repetition_penalty", 0.0}, {"beams", 1000.0}})
            QTest::addRow("%s %g", key, value) << QString::fromLatin1(key) << value;
    }
    void badSettingsAreRefusedInASentence()
    {
        QFETCH(QString, key);
        QFETCH(double, value);
        const bool isWhole = key == QStringLiteral("top_k") || key == QStringLiteral("max_tokens") ||
                             key == QStringLiteral("beams");
        const QCborValue bad = isWhole ? QCborValue(static_cast<qint64>(value)) : QCborValue(value);
        const auto reply = client()->request(writing(*m_folder, 5, {{key, bad}}));
        QVERIFY(!reply && reply.error().kind == ErrorKind::InvalidArgument);
        QVERIFY(reply.error().detail.endsWith(QLatin1Char('.')));
    }

private:
    TinyProject m_project;
    std::unique_ptr<RunFolder> m_folder;
};

QTEST_GUILESS_MAIN(TestServeText)
#include "tst_serve_text.moc"
