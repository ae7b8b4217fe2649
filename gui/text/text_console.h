#pragma once

#include "experiments/store/console_export.h"
#include "gui/text/conversation_tree.h"
#include "gui/text/text_models.h"
#include "gui/text/text_order.h"
#include "gui/text/text_writer.h"
#include "widgets/text/turn_view.h"

#include <QObject>

#include <array>
#include <memory>
#include <optional>

namespace lb::gui {

class RunBoard;
class StoreThread;

/// The text console behind its page: what is said, what is written, what is kept. Asks up to four models at once, each
/// by a TextWriter, and commits every message to the project when it is complete. GUI thread; holds no widget.
class TextConsole : public QObject {
    Q_OBJECT
public:
    static constexpr int kMostColumns = 4;

    TextConsole(RunBoard& board, StoreThread& store, QObject* parent);
    ~TextConsole() override;

    TextModels& models() { return m_models; }
    /// One to four; those that are gone from the project are replaced by what is there.
    const QList<ModelChoice>& columns() const { return m_columns; }
    void setColumns(const QList<ModelChoice>& columns);

    QList<widgets::TurnView> turns() const;
    const QList<experiments::Conversation>& conversations() const { return m_conversations; }
    qint64 conversation() const { return m_conversation.id; }
    int replyCount() const;
    bool isEmpty() const { return m_tree.messages().isEmpty(); }
    /// Something is being prepared, written or stopped.
    bool isBusy() const { return m_isPreparing || !m_jobs.empty(); }
    bool isStopping() const { return m_isStopping; }
    /// A message could not be stored: the sentence to show; empty: all is kept.
    const QString& notKept() const { return m_notKept; }
    /// The prompt after which the next one begins a branch; nothing: none.
    std::optional<qint64> branchPoint() const;

    void send(const QString& prompt, const experiments::WritingParameters& parameters);
    /// New replies to a prompt, by the chosen models.
    void regenerate(qint64 prompt, const experiments::WritingParameters& parameters);
    /// The shown replies once more: the same models, checkpoints, parameters and seed, hence the same bytes.
    void repeat(qint64 prompt);
    /// The model of a reply writes on behind it.
    void continueReply(qint64 reply, const experiments::WritingParameters& parameters);
    void stop();

    /// The next prompt takes the place of `prompt` (a sibling), or follows it beside what follows it now.
    void beginEdit(qint64 prompt);
    void beginBranch(qint64 prompt);
    void endBranch();
    void showBranch(qint64 prompt, int by);
    void showAttempt(qint64 prompt, int by);

    void newConversation();
    void openConversation(qint64 conversation);
    /// Writes the shown conversation; `failed` tells when that cannot be.
    void exportTo(const QString& file);
    const experiments::ConsoleMessage* message(qint64 id) const { return m_tree.message(id); }

signals:
    void columnsChanged();
    void turnsChanged();
    void replyGrew(int column, const QList<lb::experiments::ConsoleToken>& tokens);
    void busyChanged();
    void conversationsChanged();
    void failed(const lb::experiments::Error& error);

private:
    struct Job {
        experiments::ConsoleMessage reply; ///< as far as it is
        bool isStopped = false;
        bool isDone = false; ///< failed, and shown until the next click
        QString failure, detail;
    };
    void begin(const TextOrder& order);
    void start(const TextOrder& order, const PreparedOrder& prepared);
    TextWriter& writer(int column);
    Job* job(int column);
    void takeReply(int column, const WrittenReply& reply);
    void takeFailure(int column, const experiments::Error& error);
    void keep(experiments::ConsoleMessage reply);
    void finishJob(int column);
    void settleColumns();
    void readConversations(bool opensNewest);
    void forget();
    widgets::ReplyView viewOf(const experiments::ConsoleMessage& reply) const;

    RunBoard& m_board;
    StoreThread& m_store;
    TextModels m_models;
    QList<ModelChoice> m_columns;
    QList<experiments::Conversation> m_conversations;
    experiments::Conversation m_conversation;
    ConversationTree m_tree;
    std::optional<qint64> m_nextParent; ///< of the next prompt; nothing: the end of the path
    std::array<std::unique_ptr<TextWriter>, kMostColumns> m_writers;
    QList<Job> m_jobs;     ///< being written
    QList<Job> m_failures; ///< of the last click
    bool m_isPreparing = false;
    bool m_isStopping = false;
    QString m_notKept;
    qint64 m_nextLocalId = -1;
    int m_generation = 0; ///< of the project: late answers about another one are dropped
};

} // namespace lb::gui
