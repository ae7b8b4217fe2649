#include "experiments/store/console_export.h"
#include "experiments/store/console_store.h"
#include "experiments/store/migrations.h"
#include "experiments/store/run_store.h"
#include "experiments/store/sqlite_file.h"
#include "tests/support/memory_directory.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace lb::experiments;
using lb::tests::MemoryDirectory;

namespace {

QString word(const char* text)
{
    return QString::fromUtf8(text);
}

ConsoleMessage reply(qint64 conversation, qint64 parent)
{
    ConsoleMessage message{.conversation = conversation,
                           .parent = parent,
                           .role = ConsoleMessage::Role::Reply,
                           .attempt = 2,
                           .column = 1,
                           .runUid = word("01HZZZZZZZZZZZZZZZZZZZZZZZ"),
                           .runName = word("lm"),
                           .step = 312,
                           .text = word(" bóat of `oars`"),
                           .end = word("length"),
                           .seconds = 0.25,
                           .createdMs = 1700000000000};
    message.parameters.seed = 9007199254740991;
    message.parameters.temperature = 0.1;
    message.parameters.stops = {word(". "), word("\n")};
    message.tokens = {{.id = 7,
                       .piece = word("bóat"),
                       .characters = word(" bóat"),
                       .logProbability = -0.1,
                       .best = {{word("bóat"), 0.9}, {word("tree"), 0.05}}},
                      {.id = 8, .piece = word("of"), .characters = word(" of `oars`"), .logProbability = -1.9}};
    return message;
}

struct Bench {
    Bench()
    {
        QVERIFY(RunStore::open(directory.path()));
        store = std::move(*ConsoleStore::open(directory.path()));
        conversation = store->create(word("boats")).value();
        prompt = store->append({.conversation = conversation.id, .text = word("a")}).value();
    }
    MemoryDirectory directory;
    std::unique_ptr<ConsoleStore> store;
    Conversation conversation;
    qint64 prompt = 0;
};

} // namespace

class TestConsoleStore : public QObject {
    Q_OBJECT
private slots:
    void messagesComeBackAsTheyWere()
    {
        Bench bench;
        ConsoleMessage message = reply(bench.conversation.id, bench.prompt);
        message.id = bench.store->append(message).value();
        const ConsoleMessage branch{.conversation = bench.conversation.id, .parent = bench.prompt, .createdMs = 5};
        QVERIFY(bench.store->append(branch));
        const auto again = ConsoleStore::openReadOnly(bench.directory.path()).value();
        const QList<ConsoleMessage> messages = again->messages(bench.conversation.id).value();
        QCOMPARE(messages.size(), 3);
        QVERIFY(messages[0].role == ConsoleMessage::Role::Prompt && messages[0].createdMs > 0);
        QVERIFY(messages[1] == message);
        QCOMPARE(messages[2].parent, bench.prompt);
        QCOMPARE(again->conversations()->first().title, word("boats"));
        QVERIFY(again->append(message).error().kind == ErrorKind::ReadOnly);
    }

    void newestConversationIsFirstAndOneCanGo()
    {
        Bench bench;
        const Conversation second = bench.store->create(word("second")).value();
        const qint64 parent = bench.store->append({.conversation = second.id, .text = word("b")}).value();
        QVERIFY(bench.store->append({.conversation = second.id, .parent = parent}));
        ConsoleMessage late = reply(bench.conversation.id, bench.prompt);
        late.createdMs = second.createdMs + 60000;
        QVERIFY(bench.store->append(late));
        QCOMPARE(bench.store->conversations()->first().id, bench.conversation.id);
        QVERIFY(bench.store->rename(second.id, word("other")));
        QCOMPARE(bench.store->conversations()->last().title, word("other"));
        QVERIFY(bench.store->rename(99, word("x")).error().kind == ErrorKind::NotFound);
        QVERIFY(bench.store->remove(second.id));
        QCOMPARE(bench.store->conversations()->size(), 1);
        QVERIFY(bench.store->messages(second.id)->isEmpty());
    }

    void aMessageOfNoConversationIsRefused()
    {
        Bench bench;
        QVERIFY(!bench.store->append({.conversation = 99, .text = word("x")}));
        QVERIFY(!bench.store->append({.conversation = bench.conversation.id, .parent = 99}));
        QCOMPARE(bench.store->messages(bench.conversation.id)->size(), 1);
    }

    void reindexLeavesConversationsAlone()
    {
        Bench bench;
        QVERIFY(RunStore::open(bench.directory.path()).value()->reindex());
        QCOMPARE(bench.store->messages(bench.conversation.id)->size(), 1);
    }

    void projectOfTheFirstVersionIsBroughtOn()
    {
        MemoryDirectory directory;
        const QString file = directory.path() + word("/project.sqlite");
        {
            auto database = openForWriting(file, 0);
            const auto all = indexMigrations();
            QVERIFY(migrate(*database, file, DatabaseKind::Index, {all.front()}));
        }
        QVERIFY(ConsoleStore::openReadOnly(directory.path()).value()->conversations()->isEmpty());
        QVERIFY(ConsoleStore::open(directory.path()).value()->create(word("new")));
        QVERIFY(QFile::exists(file + word(".version-1")));
    }

    void tokensThatAreNoneAreNone()
    {
        Bench bench;
        const qint64 id = bench.store->append(reply(bench.conversation.id, bench.prompt)).value();
        auto database = openForWriting(bench.directory.path() + word("/project.sqlite"), 0);
        SQLite::Statement damage(*database, "UPDATE message SET tokens = x'9f9f9f8301', parameters = '[' WHERE id = ?");
        damage.bind(1, static_cast<int64_t>(id));
        damage.exec();
        const ConsoleMessage message = bench.store->messages(bench.conversation.id)->last();
        QCOMPARE(message.text, word(" bóat of `oars`"));
        QVERIFY(message.tokens.size() <= 1 && message.parameters == WritingParameters());
    }

    /// A process that is killed while it appends: all that it was told is stored is there.
    void killedWriterLosesNothingItHadStored()
    {
        for (int life = 0; life < 8; ++life) {
            Bench bench;
            bench.store.reset(); // a connection must not pass a fork
            int ends[2];
            QCOMPARE(::pipe(ends), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                const auto store = ConsoleStore::open(bench.directory.path());
                for (;;) {
                    const qint64 id = store ? (*store)->append(reply(1, 1)).value_or(0) : 0;
                    if (id == 0 || ::write(ends[1], &id, sizeof id) != sizeof id)
                        ::_exit(1);
                }
            }
            ::close(ends[1]);
            qint64 id = 0;
            qint64 last = 0;
            for (int seen = 0; seen < 3 + 5 * life && ::read(ends[0], &id, sizeof id) == sizeof id; ++seen)
                last = id;
            ::kill(child, SIGKILL);
            while (::read(ends[0], &id, sizeof id) == sizeof id)
                last = id;
            ::waitpid(child, nullptr, 0);
            ::close(ends[0]);
            QVERIFY(last > 0);
            const auto messages = ConsoleStore::open(bench.directory.path()).value()->messages(1).value();
            QVERIFY(messages.last().id >= last);
            QCOMPARE(messages.last().tokens.size(), 2);
        }
    }

    void exportNamesRunCheckpointParametersAndSeed()
    {
        Bench bench;
        ConsoleMessage answer = reply(bench.conversation.id, bench.prompt);
        const ConsoleExport what{bench.conversation, {{.id = 1, .text = word("a")}, answer}, 3};
        for (const char* name : {"x.md", "x.txt"}) {
            const QString text = QString::fromUtf8(exportFor(word(name), what));
            for (const char* part : {"boats", " bóat of `oars`", "lm, checkpoint of step 312, seed 9007199254740991",
                                     "temperature 0.1", "ended by: length", "3 more messages"})
                QVERIFY2(text.contains(word(part)), part);
        }
        const QJsonObject json = QJsonDocument::fromJson(exportFor(word("x.JSON"), what)).object();
        const QJsonObject written = json.value(word("messages")).toArray().at(1).toObject();
        QVERIFY(WritingParameters::fromJson(written.value(word("parameters")).toObject()) == answer.parameters);
        QCOMPARE(written.value(word("text")).toString(), answer.text);
        QCOMPARE(written.value(word("tokens")).toArray().size(), 2);
    }

    void markdownFencesWhatItHolds()
    {
        const ConsoleExport what{{.title = word("t")}, {{.text = word("```\n# no heading")}}};
        QVERIFY(markdownOf(what).contains("````\n```\n# no heading\n````\n"));
    }

    void tokensFitTheTextTheyMake()
    {
        QList<ConsoleToken> tokens{
            {.characters = word("the ")}, {.characters = word("end. ")}, {.characters = word("x")}};
        fitToText(tokens, word("the end"));
        QCOMPARE(tokens[1].characters, word("end"));
        QCOMPARE(tokens[2].characters, QString());
        fitToText(tokens, word("the end of"));
        QCOMPARE(tokens[2].characters, word(" of"));
        QCOMPARE(qRound(perplexityOf({{.logProbability = -std::log(4.0)}}) * 1000), 4000);
        QCOMPARE(perplexityOf({}), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestConsoleStore)
#include "tst_console_store.moc"
