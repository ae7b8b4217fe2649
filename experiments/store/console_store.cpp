#include "experiments/store/console_store.h"

#include "experiments/store/console_rows.h"
#include "experiments/store/migrations.h"

#include <QDateTime>
#include <QFileInfo>

namespace lb::experiments {

namespace {

constexpr int kBusyMs = 3000; // writers of the index are brief
constexpr int kFirstVersion = 2;

QString indexOf(const QString& projectFolder)
{
    return QFileInfo(projectFolder).absoluteFilePath() + QStringLiteral("/project.sqlite");
}

} // namespace

struct ConsoleStore::State {
    QString file;
    Database database;
    bool isReadOnly = false;
    bool hasTables = true;

    Result<void> mayWrite() const
    {
        if (isReadOnly)
            return fail(ErrorKind::ReadOnly, QStringLiteral("%1 cannot be written: texts are not kept.").arg(file));
        return {};
    }
    /// Runs `work` in a transaction of its own.
    template <class Work>
    auto change(const Work& work) -> std::invoke_result_t<Work>
    {
        if (const auto may = mayWrite(); !may)
            return tl::unexpected(may.error());
        return guarded(file, [&]() -> std::invoke_result_t<Work> {
            SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
            auto result = work();
            if (result)
                transaction.commit();
            return result;
        });
    }
};

ConsoleStore::ConsoleStore()
    : m_state(std::make_unique<State>())
{
}

ConsoleStore::~ConsoleStore() = default;

bool ConsoleStore::isReadOnly() const
{
    return m_state->isReadOnly;
}

Result<std::unique_ptr<ConsoleStore>> ConsoleStore::open(const QString& projectFolder)
{
    using Opened = Result<std::unique_ptr<ConsoleStore>>;
    const QString file = indexOf(projectFolder);
    if (!QFileInfo::exists(file))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("There is no project in %1: open it first.").arg(projectFolder));
    return guarded(file, [&]() -> Opened {
        std::unique_ptr<ConsoleStore> store(new ConsoleStore);
        store->m_state->file = file;
        store->m_state->database = openForWriting(file, kBusyMs);
        askJournalMode(*store->m_state->database, "TRUNCATE");
        // Unlike the rest of the index, a conversation cannot be made again from the folders.
        store->m_state->database->exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
        if (const auto migrated = migrate(*store->m_state->database, file, DatabaseKind::Index, indexMigrations());
            !migrated)
            return tl::unexpected(migrated.error());
        return store;
    });
}

Result<std::unique_ptr<ConsoleStore>> ConsoleStore::openReadOnly(const QString& projectFolder)
{
    using Opened = Result<std::unique_ptr<ConsoleStore>>;
    const QString file = indexOf(projectFolder);
    return guarded(file, [&]() -> Opened {
        std::unique_ptr<ConsoleStore> store(new ConsoleStore);
        store->m_state->file = file;
        store->m_state->isReadOnly = true;
        store->m_state->database = openForReading(file, kBusyMs);
        store->m_state->hasTables = userVersion(*store->m_state->database) >= kFirstVersion;
        return store;
    });
}

Result<QList<Conversation>> ConsoleStore::conversations()
{
    if (!m_state->hasTables)
        return QList<Conversation>();
    return guarded(m_state->file, [&]() -> Result<QList<Conversation>> {
        SQLite::Statement statement(*m_state->database, "SELECT id, title, created_ms, changed_ms FROM conversation"
                                                        " ORDER BY changed_ms DESC, id DESC");
        QList<Conversation> result;
        while (statement.executeStep())
            result.append({.id = statement.getColumn(0).getInt64(),
                           .title = textOf(statement.getColumn(1)),
                           .createdMs = statement.getColumn(2).getInt64(),
                           .changedMs = statement.getColumn(3).getInt64()});
        return result;
    });
}

Result<QList<ConsoleMessage>> ConsoleStore::messages(qint64 conversation)
{
    if (!m_state->hasTables)
        return QList<ConsoleMessage>();
    return guarded(m_state->file, [&]() -> Result<QList<ConsoleMessage>> {
        SQLite::Statement statement(*m_state->database, "SELECT id, " LB_MESSAGE_COLUMNS
                                                        " FROM message WHERE conversation = ? ORDER BY id");
        statement.bind(1, static_cast<int64_t>(conversation));
        QList<ConsoleMessage> result;
        while (statement.executeStep())
            result.append(messageOf(statement));
        return result;
    });
}

Result<Conversation> ConsoleStore::create(const QString& title)
{
    return m_state->change([&]() -> Result<Conversation> {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        SQLite::Statement statement(*m_state->database,
                                    "INSERT INTO conversation (title, created_ms, changed_ms) VALUES (?1, ?2, ?2)");
        bindText(statement, 1, title);
        statement.bind(2, static_cast<int64_t>(now));
        statement.exec();
        return Conversation{m_state->database->getLastInsertRowid(), title, now, now};
    });
}

Result<void> ConsoleStore::rename(qint64 conversation, const QString& title)
{
    return m_state->change([&]() -> Result<void> {
        SQLite::Statement statement(*m_state->database, "UPDATE conversation SET title = ? WHERE id = ?");
        bindText(statement, 1, title);
        statement.bind(2, static_cast<int64_t>(conversation));
        if (statement.exec() == 0)
            return fail(ErrorKind::NotFound, QStringLiteral("There is no conversation %1.").arg(conversation));
        return {};
    });
}

Result<void> ConsoleStore::remove(qint64 conversation)
{
    return m_state->change([&]() -> Result<void> {
        // Children first: messages refer to each other, and each must exist as long as one refers to it.
        for (const char* sql :
             {"DELETE FROM message WHERE conversation = ? AND role = 'reply'",
              "UPDATE message SET parent = NULL WHERE conversation = ?", "DELETE FROM message WHERE conversation = ?",
              "DELETE FROM conversation WHERE id = ?"}) {
            SQLite::Statement statement(*m_state->database, sql);
            statement.bind(1, static_cast<int64_t>(conversation));
            statement.exec();
        }
        return {};
    });
}

Result<qint64> ConsoleStore::append(const ConsoleMessage& message)
{
    return m_state->change([&]() -> Result<qint64> {
        ConsoleMessage stored = message;
        if (stored.createdMs == 0)
            stored.createdMs = QDateTime::currentMSecsSinceEpoch();
        SQLite::Statement insert(*m_state->database, "INSERT INTO message (" LB_MESSAGE_COLUMNS
                                                     ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        bindMessage(insert, stored);
        insert.exec();
        const qint64 id = m_state->database->getLastInsertRowid();
        SQLite::Statement touch(*m_state->database, "UPDATE conversation SET changed_ms = ? WHERE id = ?");
        touch.bind(1, static_cast<int64_t>(stored.createdMs));
        touch.bind(2, static_cast<int64_t>(stored.conversation));
        touch.exec();
        return id;
    });
}

} // namespace lb::experiments
