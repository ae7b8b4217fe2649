#pragma once

#include "experiments/records/console_records.h"

#include <QHash>

namespace lb::gui {

/// The messages of a conversation and which of its branches and versions are shown. A value; ids are those of the store
/// (negative: not stored).
class ConversationTree {
public:
    /// A prompt on the shown path, with its place among its siblings and the shown version of its replies.
    struct Turn {
        experiments::ConsoleMessage prompt;
        int branch = 0; ///< counts from 0
        int branches = 1;
        int attempt = 0;                            ///< place among `attempts`, from 0
        int attempts = 0;                           ///< 0: no replies yet
        QList<experiments::ConsoleMessage> replies; ///< by column
        QList<experiments::ConsoleMessage> before;  ///< replies of the attempt before, likewise
    };

    void setMessages(const QList<experiments::ConsoleMessage>& messages);
    void add(const experiments::ConsoleMessage& message);
    /// A message has got its id from the store.
    void renumber(qint64 before, qint64 now);
    const QList<experiments::ConsoleMessage>& messages() const { return m_messages; }
    const experiments::ConsoleMessage* message(qint64 id) const;

    /// From the first prompt to the end of the shown branch; each choice is the newest unless another was made.
    QList<Turn> path() const;
    /// The last prompt of the path; 0: none.
    qint64 leaf() const;
    /// A number for the next click's replies.
    int nextAttempt(qint64 prompt) const;

    /// The path ends after `prompt` (0: before the first one), until something is added or another branch is shown.
    void endAfter(qint64 prompt);
    void endNowhere() { m_end = kNone; }
    bool isEnded() const { return m_end != kNone; }
    /// Shows the sibling that is `by` places further.
    void showBranch(qint64 prompt, int by);
    void showAttempt(qint64 prompt, int by);

private:
    static constexpr qint64 kNone = -1'000'000'000;
    QList<qint64> childPrompts(qint64 parent) const;
    QList<int> attemptsOf(qint64 prompt) const;
    QList<experiments::ConsoleMessage> repliesOf(qint64 prompt, int attempt) const;

    QList<experiments::ConsoleMessage> m_messages;
    QHash<qint64, qint64> m_child; ///< parent to its shown child prompt
    QHash<qint64, int> m_attempt;  ///< prompt to its shown attempt
    qint64 m_end = kNone;
};

} // namespace lb::gui
