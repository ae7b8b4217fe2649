#include "gui/text/conversation_tree.h"

#include <algorithm>

namespace lb::gui {

using experiments::ConsoleMessage;
using Role = ConsoleMessage::Role;

void ConversationTree::setMessages(const QList<ConsoleMessage>& messages)
{
    *this = {};
    m_messages = messages;
}

void ConversationTree::add(const ConsoleMessage& message)
{
    m_messages.append(message);
    if (message.role == Role::Prompt) {
        m_child.insert(message.parent, message.id);
        m_end = kNone;
    } else {
        m_attempt.insert(message.parent, message.attempt);
    }
}

void ConversationTree::renumber(qint64 before, qint64 now)
{
    for (ConsoleMessage& message : m_messages)
        if (message.id == before)
            message.id = now;
}

const ConsoleMessage* ConversationTree::message(qint64 id) const
{
    const auto found = std::find_if(m_messages.cbegin(), m_messages.cend(),
                                    [id](const ConsoleMessage& message) { return message.id == id; });
    return found == m_messages.cend() ? nullptr : &*found;
}

QList<qint64> ConversationTree::childPrompts(qint64 parent) const
{
    QList<qint64> children;
    for (const ConsoleMessage& message : m_messages)
        if (message.role == Role::Prompt && message.parent == parent)
            children.append(message.id);
    return children;
}

QList<int> ConversationTree::attemptsOf(qint64 prompt) const
{
    QList<int> attempts;
    for (const ConsoleMessage& message : m_messages)
        if (message.role == Role::Reply && message.parent == prompt && !attempts.contains(message.attempt))
            attempts.append(message.attempt);
    std::sort(attempts.begin(), attempts.end());
    return attempts;
}

int ConversationTree::nextAttempt(qint64 prompt) const
{
    const QList<int> attempts = attemptsOf(prompt);
    return attempts.isEmpty() ? 0 : attempts.last() + 1;
}

QList<ConsoleMessage> ConversationTree::repliesOf(qint64 prompt, int attempt) const
{
    QList<ConsoleMessage> replies;
    for (const ConsoleMessage& reply : m_messages)
        if (reply.role == Role::Reply && reply.parent == prompt && reply.attempt == attempt)
            replies.append(reply);
    std::stable_sort(replies.begin(), replies.end(),
                     [](const ConsoleMessage& a, const ConsoleMessage& b) { return a.column < b.column; });
    return replies;
}

QList<ConversationTree::Turn> ConversationTree::path() const
{
    QList<Turn> path;
    qint64 parent = 0;
    while (parent != m_end) {
        const QList<qint64> children = childPrompts(parent);
        if (children.isEmpty())
            break;
        const qint64 shown = m_child.value(parent, children.last());
        Turn turn{.prompt = *message(shown),
                  .branch = static_cast<int>(children.indexOf(shown)),
                  .branches = static_cast<int>(children.size())};
        const QList<int> attempts = attemptsOf(shown);
        turn.attempts = static_cast<int>(attempts.size());
        if (!attempts.isEmpty()) {
            const int attempt = m_attempt.value(shown, attempts.last());
            turn.attempt = static_cast<int>(attempts.indexOf(attempt));
            turn.replies = repliesOf(shown, attempt);
            if (turn.attempt > 0)
                turn.before = repliesOf(shown, attempts[turn.attempt - 1]);
        }
        path.append(turn);
        parent = shown;
    }
    return path;
}

qint64 ConversationTree::leaf() const
{
    const QList<Turn> turns = path();
    return turns.isEmpty() ? 0 : turns.last().prompt.id;
}

void ConversationTree::endAfter(qint64 prompt)
{
    m_end = prompt;
}

void ConversationTree::showBranch(qint64 prompt, int by)
{
    const ConsoleMessage* here = message(prompt);
    if (!here)
        return;
    const QList<qint64> siblings = childPrompts(here->parent);
    const qsizetype wanted = siblings.indexOf(prompt) + by;
    if (wanted >= 0 && wanted < siblings.size())
        m_child.insert(here->parent, siblings[wanted]);
    m_end = kNone;
}

void ConversationTree::showAttempt(qint64 prompt, int by)
{
    const QList<int> attempts = attemptsOf(prompt);
    if (attempts.isEmpty())
        return;
    const qsizetype wanted = attempts.indexOf(m_attempt.value(prompt, attempts.last())) + by;
    if (wanted >= 0 && wanted < attempts.size())
        m_attempt.insert(prompt, attempts[wanted]);
}

} // namespace lb::gui
