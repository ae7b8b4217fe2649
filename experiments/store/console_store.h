#pragma once

#include "experiments/records/console_records.h"
#include "experiments/records/result.h"

#include <memory>

namespace lb::experiments {

/// The console's conversations in a project's index (project.sqlite), by a connection of its own. Each message is
/// committed, and on the disk, when `append` returns. One thread.
class ConsoleStore {
public:
    /// The project must have been opened by RunStore before: it makes the index. ReadOnly where that cannot be written.
    static Result<std::unique_ptr<ConsoleStore>> open(const QString& projectFolder);
    /// For looking. A project of an older version has no conversations.
    static Result<std::unique_ptr<ConsoleStore>> openReadOnly(const QString& projectFolder);
    ~ConsoleStore();

    bool isReadOnly() const;

    /// Newest first.
    Result<QList<Conversation>> conversations();
    /// Oldest first; a parent comes before its children.
    Result<QList<ConsoleMessage>> messages(qint64 conversation);

    Result<Conversation> create(const QString& title);
    Result<void> rename(qint64 conversation, const QString& title);
    /// With all its messages.
    Result<void> remove(qint64 conversation);
    /// Stores a new message and returns its id. `message.id` is not read; a createdMs of 0 means now.
    Result<qint64> append(const ConsoleMessage& message);

private:
    ConsoleStore();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace lb::experiments
