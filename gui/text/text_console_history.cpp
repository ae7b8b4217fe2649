// The part of TextConsole about conversations as a whole: branches, opening, leaving, exporting.
#include "gui/error_presenter.h"
#include "gui/project/store_thread.h"
#include "gui/text/text_console.h"

#include <QSaveFile>

#include <algorithm>

namespace lb::gui {

using experiments::ConsoleExport;
using experiments::ConsoleMessage;
using experiments::ConsoleStore;
using experiments::Conversation;
using experiments::Error;
using experiments::ErrorKind;
using experiments::Result;

namespace {

std::optional<Error> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{ErrorKind::Io, QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString())};
    return std::nullopt;
}

} // namespace

std::optional<qint64> TextConsole::branchPoint() const
{
    return m_nextParent;
}

void TextConsole::beginEdit(qint64 prompt)
{
    const ConsoleMessage* message = m_tree.message(prompt);
    if (!message || isBusy())
        return;
    m_nextParent = message->parent;
    m_tree.endAfter(message->parent);
    emit turnsChanged();
}

void TextConsole::beginBranch(qint64 prompt)
{
    if (!m_tree.message(prompt) || isBusy())
        return;
    m_nextParent = prompt;
    m_tree.endAfter(prompt);
    emit turnsChanged();
}

void TextConsole::endBranch()
{
    m_nextParent.reset();
    m_tree.endNowhere();
    emit turnsChanged();
}

void TextConsole::showBranch(qint64 prompt, int by)
{
    if (isBusy())
        return;
    m_tree.showBranch(prompt, by);
    endBranch();
}

void TextConsole::showAttempt(qint64 prompt, int by)
{
    if (isBusy())
        return;
    // A failed attempt stands last and is only shown: leaving it forgets it.
    if (m_failures.isEmpty() || by > 0)
        m_tree.showAttempt(prompt, by);
    m_failures.clear();
    emit turnsChanged();
}

void TextConsole::newConversation()
{
    if (isBusy())
        return;
    m_conversation = {};
    m_tree.setMessages({});
    m_nextParent.reset();
    m_failures.clear();
    emit turnsChanged();
    emit conversationsChanged();
}

void TextConsole::readConversations(bool opensNewest)
{
    m_store.ask(
        this,
        [](StoreReader& reader) {
            return reader.console().and_then([](ConsoleStore* console) { return console->conversations(); });
        },
        [this, opensNewest, generation = m_generation](const Result<QList<Conversation>>& read) {
            if (generation != m_generation)
                return;
            if (!read) {
                emit failed(read.error());
                return;
            }
            m_conversations = *read;
            emit conversationsChanged();
            if (opensNewest && isEmpty() && !isBusy() && !read->isEmpty())
                openConversation(read->first().id);
        });
}

void TextConsole::openConversation(qint64 conversation)
{
    if (isBusy() || conversation == m_conversation.id)
        return;
    m_store.ask(
        this,
        [conversation](StoreReader& reader) {
            return reader.console().and_then([=](ConsoleStore* console) { return console->messages(conversation); });
        },
        [this, conversation, generation = m_generation](const Result<QList<ConsoleMessage>>& read) {
            if (generation != m_generation || isBusy())
                return;
            if (!read) {
                emit failed(read.error());
                return;
            }
            newConversation();
            const auto known = std::find_if(m_conversations.cbegin(), m_conversations.cend(),
                                            [=](const Conversation& one) { return one.id == conversation; });
            m_conversation = known == m_conversations.cend() ? Conversation{.id = conversation} : *known;
            m_tree.setMessages(*read);
            emit turnsChanged();
            emit conversationsChanged();
        });
}

void TextConsole::exportTo(const QString& file)
{
    ConsoleExport what{.conversation = m_conversation};
    if (file.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        what.messages = m_tree.messages();
    } else {
        for (const ConversationTree::Turn& turn : m_tree.path()) {
            what.messages.append(turn.prompt);
            what.messages.append(turn.replies);
        }
        what.left = static_cast<int>(m_tree.messages().size() - what.messages.size());
    }
    m_store.ask(
        this, [file, what](StoreReader&) { return writeFile(file, experiments::exportFor(file, what)); },
        [this](const std::optional<Error>& error) {
            if (error)
                emit failed(*error);
        });
}

} // namespace lb::gui
