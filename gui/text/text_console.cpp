#include "gui/text/text_console.h"

#include "gui/error_presenter.h"
#include "gui/project/store_thread.h"
#include "gui/run_board.h"


namespace lb::gui {

using experiments::ConsoleMessage;
using experiments::Conversation;
using experiments::Error;
using experiments::WritingParameters;
using Role = ConsoleMessage::Role;

namespace {

/// Replies side by side are compared with the first; one alone with what the same model wrote the time before.
void compare(widgets::TurnView& view, const QList<ConsoleMessage>& before)
{
    QString first;
    for (const experiments::ConsoleToken& token : view.replies.isEmpty() ? QList<experiments::ConsoleToken>()
                                                                         : view.replies.first().tokens)
        first += token.characters;
    for (qsizetype i = 1; i < view.replies.size(); ++i)
        view.replies[i].compared = first;
    if (view.replies.size() == 1)
        for (const ConsoleMessage& reply : before)
            if (reply.runUid == view.replies.first().run.uid)
                view.replies.first().compared = reply.text;
}

} // namespace

TextConsole::TextConsole(RunBoard& board, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_board(board)
    , m_store(store)
    , m_models(board, store, this)
{
    qRegisterMetaType<QList<experiments::ConsoleToken>>("QList<lb::experiments::ConsoleToken>");
    qRegisterMetaType<WrittenReply>("lb::gui::WrittenReply");
    connect(&m_models, &TextModels::changed, this, &TextConsole::settleColumns);
    connect(store.reader(), &StoreReader::opened, this, &TextConsole::forget);
}

TextConsole::~TextConsole() = default;

void TextConsole::forget()
{
    stop();
    ++m_generation;
    m_columns.clear();
    m_conversations.clear();
    m_notKept.clear();
    m_jobs.clear();
    m_isPreparing = false;
    for (auto& writer : m_writers)
        writer.reset();
    newConversation();
    emit columnsChanged();
    readConversations(true);
}

void TextConsole::settleColumns()
{
    m_columns = m_models.settled(m_columns);
    emit columnsChanged();
}

void TextConsole::setColumns(const QList<ModelChoice>& columns)
{
    const QList<ModelChoice> placed = m_models.placed(columns.mid(0, kMostColumns));
    if (placed == m_columns)
        return;
    m_columns = placed;
    emit columnsChanged();
}

int TextConsole::replyCount() const
{
    return static_cast<int>(std::count_if(m_tree.messages().cbegin(), m_tree.messages().cend(),
                                          [](const ConsoleMessage& message) { return message.role == Role::Reply; }));
}

widgets::ReplyView TextConsole::viewOf(const ConsoleMessage& reply) const
{
    const TextModel* model = m_models.find(reply.runUid);
    widgets::PlotRun run = model ? plottedModel(*model) : widgets::PlotRun();
    run.uid = reply.runUid;
    run.name = reply.runName; // as it was called then
    return {.id = reply.id,
            .column = reply.column,
            .run = run,
            .step = reply.step,
            .tokens = reply.tokens,
            .end = reply.end,
            .seconds = reply.seconds};
}

QList<widgets::TurnView> TextConsole::turns() const
{
    QList<widgets::TurnView> views;
    for (const ConversationTree::Turn& turn : m_tree.path()) {
        widgets::TurnView view{.prompt = turn.prompt.id,
                               .text = turn.prompt.text,
                               .branch = turn.branch,
                               .branches = turn.branches,
                               .attempt = turn.attempt,
                               .attempts = turn.attempts};
        if (!turn.replies.isEmpty())
            view.parameters = turn.replies.first().parameters;
        QList<Job> jobs = m_jobs + m_failures;
        jobs.removeIf([&](const Job& job) { return job.reply.parent != turn.prompt.id; });
        const bool isAttemptShown =
            !jobs.isEmpty() && !turn.replies.isEmpty() && turn.replies.first().attempt == jobs.first().reply.attempt;
        if (jobs.isEmpty() || isAttemptShown)
            for (const ConsoleMessage& reply : turn.replies)
                view.replies.append(viewOf(reply));
        if (!jobs.isEmpty()) {
            view.parameters = jobs.first().reply.parameters;
            if (!isAttemptShown)
                view.attempt = view.attempts++;
        }
        for (const Job& job : std::as_const(jobs)) {
            widgets::ReplyView reply = viewOf(job.reply);
            reply.isWriting = !job.isDone && !job.isStopped;
            reply.failure = job.failure;
            reply.detail = job.detail;
            view.replies.append(reply);
        }
        std::stable_sort(view.replies.begin(), view.replies.end(),
                         [](const auto& a, const auto& b) { return a.column < b.column; });
        compare(view, turn.before);
        views.append(view);
    }
    return views;
}

void TextConsole::send(const QString& prompt, const WritingParameters& parameters)
{
    begin(
        {.prompt = {.conversation = m_conversation.id, .parent = m_nextParent.value_or(m_tree.leaf()), .text = prompt},
         .models = m_columns,
         .parameters = parameters});
}

void TextConsole::regenerate(qint64 prompt, const WritingParameters& parameters)
{
    if (const ConsoleMessage* message = m_tree.message(prompt))
        begin({.prompt = *message, .models = m_columns, .parameters = parameters});
}

void TextConsole::repeat(qint64 prompt)
{
    for (const ConversationTree::Turn& turn : m_tree.path()) {
        if (turn.prompt.id != prompt || turn.replies.isEmpty())
            continue;
        TextOrder order{.prompt = turn.prompt, .parameters = turn.replies.first().parameters};
        for (const ConsoleMessage& reply : turn.replies)
            order.models.append({reply.runUid, reply.step});
        begin(order);
        return;
    }
}

void TextConsole::continueReply(qint64 reply, const WritingParameters& parameters)
{
    const ConsoleMessage* message = m_tree.message(reply);
    const ConsoleMessage* prompt = message ? m_tree.message(message->parent) : nullptr;
    if (!prompt)
        return;
    // What was encoded is not in the text that its code became.
    const QString before = message->parameters.code == QStringLiteral("prior") ? prompt->text : QString();
    begin({.prompt = {.conversation = m_conversation.id, .parent = prompt->id, .text = before + message->text},
           .models = {{message->runUid, message->step}},
           .parameters = parameters});
}

void TextConsole::stop()
{
    if (!isBusy() || m_isStopping)
        return;
    m_isStopping = true;
    for (Job& job : m_jobs) {
        job.isStopped = true;
        writer(job.reply.column).stop();
    }
    emit turnsChanged();
    emit busyChanged();
}

TextWriter& TextConsole::writer(int column)
{
    auto& writer = m_writers[static_cast<std::size_t>(column)];
    if (!writer) {
        writer = std::make_unique<TextWriter>();
        connect(writer.get(), &TextWriter::wrote, this, [this, column](const QList<experiments::ConsoleToken>& tokens) {
            Job* const at = job(column);
            if (!at || at->isStopped) // what was shown at the click is what there is
                return;
            at->reply.tokens += tokens;
            emit replyGrew(column, tokens);
        });
        connect(writer.get(), &TextWriter::finished, this,
                [this, column](const WrittenReply& reply) { takeReply(column, reply); });
        connect(writer.get(), &TextWriter::failed, this,
                [this, column](const Error& error) { takeFailure(column, error); });
    }
    return *writer;
}

TextConsole::Job* TextConsole::job(int column)
{
    for (Job& job : m_jobs)
        if (job.reply.column == column)
            return &job;
    return nullptr;
}

void TextConsole::begin(const TextOrder& order)
{
    if (isBusy() || order.models.isEmpty())
        return;
    m_isPreparing = true;
    m_isStopping = false;
    m_failures.clear();
    emit busyChanged();
    m_store.ask(
        this,
        [order, conversation = m_conversation](StoreReader& reader) {
            return prepareOrder(reader, order, conversation);
        },
        [this, order, generation = m_generation](const PreparedOrder& prepared) {
            if (generation == m_generation)
                start(order, prepared);
        });
}

void TextConsole::start(const TextOrder& order, const PreparedOrder& prepared)
{
    m_isPreparing = false;
    if (prepared.requests.isEmpty()) { // no project
        m_isStopping = false;
        emit busyChanged();
        emit failed(prepared.error.value_or(Error{}));
        return;
    }
    m_notKept = prepared.error ? notKeptSentence(*prepared.error) : QString();
    ConsoleMessage prompt = prepared.prompt;
    if (prompt.id == 0)
        prompt.id = m_nextLocalId--;
    if (prepared.conversation.id != m_conversation.id) {
        m_conversation = prepared.conversation;
        readConversations(false);
    }
    if (order.prompt.id == 0)
        m_tree.add(prompt);
    m_nextParent.reset();
    const int attempt = m_tree.nextAttempt(prompt.id);
    for (int column = 0; column < order.models.size(); ++column) {
        const ModelRequest& asked = prepared.requests[column];
        Job job{.reply = {.conversation = m_conversation.id,
                          .parent = prompt.id,
                          .role = Role::Reply,
                          .attempt = attempt,
                          .column = column,
                          .runUid = order.models[column].uid,
                          .runName = asked.runName,
                          .step = order.models[column].checkpoint(),
                          .parameters = order.parameters}};
        if (m_isStopping)
            continue;
        if (asked.error) {
            job.isDone = true;
            job.failure = writingSentence(*asked.error, asked.runName);
            job.detail = asked.error->detail;
            m_failures.append(job);
            continue;
        }
        m_jobs.append(job);
        writer(column).write(asked.request);
    }
    m_isStopping = m_isStopping && !m_jobs.isEmpty();
    emit turnsChanged();
    emit busyChanged();
}

void TextConsole::takeReply(int column, const WrittenReply& written)
{
    Job* const at = job(column);
    if (!at)
        return;
    ConsoleMessage reply = at->reply;
    if (written.step >= 0)
        reply.step = written.step;
    reply.seconds = written.seconds;
    if (at->isStopped) {
        reply.end = QStringLiteral("cancelled");
    } else {
        reply.end = written.end;
        reply.tokens = written.tokens;
    }
    for (const experiments::ConsoleToken& token : std::as_const(reply.tokens))
        reply.text += token.characters;
    if (at->isStopped && reply.tokens.isEmpty()) {
        finishJob(column); // nothing was written, nothing is kept
        return;
    }
    reply.id = m_nextLocalId--;
    m_tree.add(reply);
    finishJob(column);
    keep(reply);
}

void TextConsole::takeFailure(int column, const Error& error)
{
    Job* const at = job(column);
    if (!at)
        return;
    Job done = *at;
    done.isDone = true;
    done.failure = writingSentence(error, done.reply.runName);
    done.detail = error.detail;
    m_failures.append(done);
    finishJob(column);
}

void TextConsole::finishJob(int column)
{
    m_jobs.removeIf([column](const Job& job) { return job.reply.column == column; });
    m_isStopping = m_isStopping && !m_jobs.isEmpty();
    emit turnsChanged();
    emit busyChanged();
}

void TextConsole::keep(ConsoleMessage reply)
{
    if (reply.parent < 0)
        return; // its prompt could not be stored either, and was said to be lost
    m_store.ask(
        this,
        [reply](StoreReader& reader) {
            return reader.console().and_then(
                [&](experiments::ConsoleStore* console) { return console->append(reply); });
        },
        [this, id = reply.id, generation = m_generation](const experiments::Result<qint64>& stored) {
            if (generation != m_generation)
                return;
            if (stored)
                m_tree.renumber(id, *stored);
            else
                m_notKept = notKeptSentence(stored.error());
            emit turnsChanged();
            readConversations(false);
        });
}

} // namespace lb::gui
