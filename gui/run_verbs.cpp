#include "gui/run_verbs.h"

#include "experiments/records/imported_run.h"
#include "experiments/records/run_query.h"
#include "experiments/store/run_meta.h"
#include "gui/dialogs/questions.h"
#include "gui/primary_verb.h"
#include "gui/project/store_thread.h"
#include "gui/run_actions.h"
#include "gui/run_commands.h"

#include <algorithm>

namespace lb::gui {

using experiments::isActive;
using experiments::RunRecord;
using experiments::RunState;

namespace {

constexpr int kProposedEpochs = 10;

bool canPause(RunState state, PendingCommand pending)
{
    return isActive(state) && state != RunState::Paused && pending == PendingCommand::None;
}

bool canGoOn(RunState state, PendingCommand pending)
{
    return state != RunState::Finished && (!isActive(state) || state == RunState::Paused) &&
           pending == PendingCommand::None;
}

bool canStop(RunState state, PendingCommand pending)
{
    return (isActive(state) || state == RunState::Queued) && pending != PendingCommand::Stopping;
}

bool isAtWork(RunState state, PendingCommand)
{
    return isActive(state);
}

bool isIdle(RunState state, PendingCommand)
{
    return !isActive(state);
}

using Runs = QList<const RunRecord*>;

bool allHave(const Runs& runs, const QString& tag)
{
    return std::all_of(runs.begin(), runs.end(), [&tag](const RunRecord* run) { return run->tags.contains(tag); });
}

QStringList commonTags(const Runs& runs)
{
    QStringList tags = runs.isEmpty() ? QStringList() : runs.first()->tags;
    tags.removeIf([&runs](const QString& tag) { return !allHave(runs, tag); });
    return tags;
}

} // namespace

RunVerbs::RunVerbs(const Parts& parts, QWidget* window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    connectVerbs();
    connect(&m_parts.board, &RunBoard::runChanged, this, &RunVerbs::updateEnabled);
    connect(&m_parts.board, &RunBoard::runsListed, this, &RunVerbs::updateEnabled);
    connect(&m_parts.board, &RunBoard::currentChanged, this, &RunVerbs::updateEnabled);
    connect(&m_parts.board, &RunBoard::selectedChanged, this, &RunVerbs::updateEnabled);
    connect(&m_parts.board, &RunBoard::queueChanged, this, &RunVerbs::updateEnabled);
    connect(&m_parts.runs, &RunActions::demoStarted, this, &RunVerbs::updateEnabled);
    connect(&m_parts.runs, &RunActions::failed, this, &RunVerbs::updateEnabled);
    updateEnabled();
}

void RunVerbs::connectVerbs()
{
    RunActions& runs = m_parts.runs;
    const auto on = [this](Verb verb, auto what) { connect(m_parts.actions[verb], &QAction::triggered, this, what); };
    on(Verb::Primary, [this] { primary(); });
    on(Verb::RunDemo, [this, &runs] {
        runs.startDemo(QStringLiteral("sentences"));
        updateEnabled();
    });
    on(Verb::RunImageDemo, [this, &runs] {
        runs.startDemo(QStringLiteral("images"));
        updateEnabled();
    });
    on(Verb::Pause, [this] { m_parts.runs.pause(selectedThat(canPause)); });
    on(Verb::Continue, [this] { m_parts.runs.continueRuns(selectedThat(canGoOn)); });
    on(Verb::Stop, [this] { m_parts.runs.stop(workingSet()); });
    on(Verb::StopRun, [this] { m_parts.runs.stop(selectedThat(canStop)); });
    on(Verb::Discard, [this] { m_parts.runs.discard(selectedThat(canStop)); });
    on(Verb::KillWorker, [this] {
        for (const QString& uid : selectedThat(isAtWork))
            m_parts.runs.kill(uid);
    });
    on(Verb::Sample, [this] { m_parts.runs.sample(workingSet()); });
    on(Verb::Checkpoint, [this] { m_parts.runs.checkpoint(workingSet()); });
    on(Verb::MoreEpochs, [this] { askMoreEpochs(); });
    on(Verb::Fork, [this] { askFork(); });
    on(Verb::Repeat, [this] { m_parts.runs.repeat(m_parts.board.current()); });
    on(Verb::ChangeLive, [this] { askLiveChange(); });
    on(Verb::Rename, [this] { emit renameRequested(m_parts.board.current()); });
    on(Verb::EditTags, [this] { askTags(); });
    on(Verb::Star, [this] { toggleStar(); });
    on(Verb::Archive, [this] {
        const bool areAway = allHave(selected(), experiments::kArchivedTag);
        m_parts.runs.setArchived(areAway ? m_parts.board.selected() : selectedThat(isIdle), !areAway);
        updateEnabled();
    });
    on(Verb::Remove, [this] { m_parts.runs.remove(m_parts.board.selected()); });
    on(Verb::Undo, [this] { m_parts.runs.undoStack().undo(); });
    on(Verb::Redo, [this] { m_parts.runs.undoStack().redo(); });
    for (const auto& [verb, signal] :
         {std::pair{Verb::Undo, &QUndoStack::canUndoChanged}, std::pair{Verb::Redo, &QUndoStack::canRedoChanged}}) {
        m_parts.actions[verb]->setEnabled(false);
        connect(&runs.undoStack(), signal, m_parts.actions[verb], &QAction::setEnabled);
    }
    connect(&runs.undoStack(), &QUndoStack::undoTextChanged, this, [this](const QString& what) {
        m_parts.actions.restate(Verb::Undo, tr("&Undo %1").arg(what).trimmed(), QStringLiteral("undo"));
    });
}

QStringList RunVerbs::workingSet() const
{
    const RunRecord* current = m_parts.board.run(m_parts.board.current());
    if (current && isActive(current->state))
        return m_parts.board.companions(current->uid);
    return m_parts.board.active();
}

QList<const RunRecord*> RunVerbs::selected() const
{
    Runs runs;
    for (const QString& uid : m_parts.board.selected())
        if (const RunRecord* run = m_parts.board.run(uid))
            runs.append(run);
    return runs;
}

QStringList RunVerbs::selectedThat(bool (*can)(RunState, PendingCommand)) const
{
    QStringList uids;
    for (const RunRecord* run : selected())
        if (can(run->state, m_parts.board.pending(run->uid)))
            uids.append(run->uid);
    return uids;
}

void RunVerbs::updateEnabled()
{
    const RunBoard& board = m_parts.board;
    ActionRegistry& actions = m_parts.actions;
    const PrimaryVerb primary = primaryVerb(board, m_parts.runs.isStartingDemo());
    actions.restate(Verb::Primary, primary.text, primary.icon);
    actions[Verb::Primary]->setEnabled(primary.isEnabled);
    actions[Verb::RunDemo]->setEnabled(!m_parts.runs.isStartingDemo());
    actions[Verb::RunImageDemo]->setEnabled(!m_parts.runs.isStartingDemo());

    const RunRecord* run = board.run(board.current());
    const bool isFree = board.pending(board.current()) == PendingCommand::None;
    const bool isOwn = run && !experiments::isImported(*run); // has a model
    const Runs chosen = selected();
    const QStringList working = workingSet();
    const auto anyWaitsFor = [&](PendingCommand command) {
        return std::any_of(working.cbegin(), working.cend(),
                           [&](const QString& uid) { return board.pending(uid) == command; });
    };
    for (const Verb verb : {Verb::Evaluate, Verb::LastSteps})
        actions[verb]->setEnabled(isOwn && run->state != RunState::Queued);
    actions[Verb::Pause]->setEnabled(!selectedThat(canPause).isEmpty());
    actions[Verb::Continue]->setEnabled(!selectedThat(canGoOn).isEmpty());
    actions[Verb::Stop]->setEnabled(!working.isEmpty() && !anyWaitsFor(PendingCommand::Stopping));
    actions[Verb::StopRun]->setEnabled(!selectedThat(canStop).isEmpty());
    actions[Verb::Discard]->setEnabled(!selectedThat(canStop).isEmpty());
    actions[Verb::KillWorker]->setEnabled(!selectedThat(isAtWork).isEmpty());
    actions[Verb::Sample]->setEnabled(!working.isEmpty() && !anyWaitsFor(PendingCommand::Sampling));
    actions[Verb::Checkpoint]->setEnabled(!working.isEmpty() && !anyWaitsFor(PendingCommand::Saving));
    actions[Verb::MoreEpochs]->setEnabled(isOwn && run->state == RunState::Finished && isFree);
    actions[Verb::NewRunLike]->setEnabled(isOwn);
    actions[Verb::Fork]->setEnabled(isOwn);
    actions[Verb::ChangeLive]->setEnabled(run && isActive(run->state));
    actions[Verb::Repeat]->setEnabled(isOwn && run->state == RunState::Finished);
    for (const Verb verb : {Verb::Rename, Verb::EditTags, Verb::Star})
        actions[verb]->setEnabled(run != nullptr);
    actions[Verb::Star]->setChecked(!chosen.isEmpty() && allHave(chosen, experiments::kStarTag));
    actions[Verb::Archive]->setChecked(!chosen.isEmpty() && allHave(chosen, experiments::kArchivedTag));
    actions[Verb::ExportRuns]->setEnabled(!chosen.isEmpty());
    actions[Verb::Archive]->setEnabled(!selectedThat(isIdle).isEmpty());
    actions[Verb::Remove]->setEnabled(!selectedThat(isIdle).isEmpty());
}

void RunVerbs::primary()
{
    const PrimaryVerb verb = primaryVerb(m_parts.board, m_parts.runs.isStartingDemo());
    if (!verb.isEnabled)
        return;
    switch (verb.kind) {
    case PrimaryVerb::Kind::RunDemo:
        m_parts.runs.startDemo(QStringLiteral("sentences"));
        break;
    case PrimaryVerb::Kind::Pause:
        m_parts.runs.pause(verb.uids);
        break;
    case PrimaryVerb::Kind::Start:
    case PrimaryVerb::Kind::Continue:
        m_parts.runs.continueRuns(verb.uids);
        break;
    }
    updateEnabled();
}

void RunVerbs::togglePause()
{
    if (!workingSet().isEmpty())
        primary();
}

template <class Then>
void RunVerbs::withConfig(const QString& uid, Then then)
{
    const RunRecord* record = m_parts.board.run(uid);
    if (!record)
        return;
    m_parts.store.ask(
        this, [run = *record](StoreReader& reader) { return readConfig(*reader.store(), run); },
        [this, uid, then](const experiments::Result<RunConfig>& config) {
            if (config)
                then(*config);
            else
                emit m_parts.runs.failed(uid, config.error());
        });
}

void RunVerbs::askForkOf(const QString& uid, ForkQuestion question, qint64 checkpoint)
{
    question.command = [target = CommandTarget{.project = m_parts.project(), .run = question.runName, .shown = {}},
                        checkpoint, changes = question.changes](const ForkAnswer& answer) {
        return forkCommand(target, checkpoint, changes, answer);
    };
    m_parts.questions.askFork(m_window, question,
                              [this, uid, changes = question.changes, checkpoint,
                               guard = QPointer<RunVerbs>(this)](const std::optional<ForkAnswer>& answer) {
                                  if (guard && answer)
                                      m_parts.runs.fork(uid, changes, *answer, checkpoint);
                              });
}

void RunVerbs::askRemedy(const QString& uid, Remedy remedy)
{
    withConfig(uid, [this, uid, remedy](const RunConfig& config) {
        if (const RunRecord* run = m_parts.board.run(uid))
            askForkOf(uid, remedyQuestion(remedy, config, run->name));
    });
}

void RunVerbs::askFork()
{
    askForkFrom(-1);
}

void RunVerbs::askForkAt(qint64 step)
{
    const QString uid = m_parts.board.current();
    const RunRecord* run = m_parts.board.run(uid);
    if (!run)
        return;
    qint64 nearest = -1;
    for (const experiments::CheckpointRecord& checkpoint : m_parts.board.history(uid).checkpoints)
        if (checkpoint.step <= step)
            nearest = std::max(nearest, checkpoint.step);
    if (nearest >= 0)
        return askForkFrom(nearest);
    emit refused(uid, tr("%1 keeps no checkpoint at or before step %2.").arg(run->name).arg(step),
                 tr("The diamonds on the x axis are where it keeps one; fork from one of those."));
}

void RunVerbs::askForkFrom(qint64 checkpoint)
{
    const QString uid = m_parts.board.current();
    withConfig(uid, [this, uid, checkpoint](const RunConfig& config) {
        const RunRecord* run = m_parts.board.run(uid);
        if (!run)
            return;
        m_parts.questions.askField(m_window,
                                   {.title = tr("Fork with changes"),
                                    .sentence = tr("A run like %1, with one setting changed").arg(run->name),
                                    .button = tr("Next"),
                                    .buttonHelp = tr("Shows the change once more before anything starts (Return)."),
                                    .fields = forkableFields(config),
                                    .command = {}},
                                   [this, uid, checkpoint, name = run->name,
                                    guard = QPointer<RunVerbs>(this)](const std::optional<FieldChange>& change) {
                                       if (guard && change)
                                           askForkOf(uid, forkQuestion(*change, name, checkpoint), checkpoint);
                                   });
    });
}

void RunVerbs::askLiveChange()
{
    const QString uid = m_parts.board.current();
    withConfig(uid, [this, uid](const RunConfig& config) {
        const RunRecord* run = m_parts.board.run(uid);
        if (!run)
            return;
        m_parts.questions.askField(
            m_window,
            {.title = tr("Change while it trains"),
             .sentence = tr("From its next step on, %1 trains with another setting").arg(run->name),
             .button = tr("Change"),
             .buttonHelp = tr("Changes the setting at once, with a checkpoint and a mark on the curves (Return)."),
             .fields = liveFields(config),
             .command = [target = CommandTarget{.project = m_parts.project(), .run = run->name, .shown = {}}](
                            const FieldChange& change) { return liveChangeCommand(target, change); }},
            [this, uid, guard = QPointer<RunVerbs>(this)](const std::optional<FieldChange>& change) {
                if (guard && change)
                    m_parts.runs.changeLive(uid, *change);
            });
    });
}

void RunVerbs::rename(const QString& uid, const QString& name)
{
    const RunRecord* run = m_parts.board.run(uid);
    if (!run || name.isEmpty() || name == run->name)
        return;
    const auto& runs = m_parts.board.runs();
    if (std::any_of(runs.cbegin(), runs.cend(), [&name](const RunRecord& other) { return other.name == name; }))
        emit refused(uid, tr("Another run is called %1.").arg(name),
                     tr("Names are unique in a project: %1 keeps its own. Take another.").arg(run->name));
    else if (!experiments::checkRunName(name))
        emit refused(uid, tr("%1 keeps its name.").arg(run->name),
                     tr("A name has 1 to 80 printable characters, none of them @, and does not begin with a dash."));
    else
        m_parts.runs.rename(uid, name);
}

void RunVerbs::askTags()
{
    const QStringList uids = m_parts.board.selected();
    const QStringList before = commonTags(selected());
    if (uids.isEmpty())
        return;
    const QString label = uids.size() == 1 ? tr("Tags, separated by commas")
                                           : tr("Tags that all %n runs have, separated by commas", nullptr,
                                                static_cast<int>(uids.size()));
    m_parts.questions.askText(
        m_window, tr("Tags"), label, before.join(tr(", ")),
        [this, uids, before, guard = QPointer<RunVerbs>(this)](const std::optional<QString>& text) {
            if (!guard || !text)
                return;
            const QStringList after = tagsFrom(*text);
            if (uids.size() == 1)
                return m_parts.runs.setTags(uids.first(), after);
            QStringList removed = before;
            removed.removeIf([&after](const QString& tag) { return after.contains(tag); });
            m_parts.runs.changeTags(uids, {.added = after, .removed = removed, .what = {}});
        });
}

void RunVerbs::toggleStar()
{
    const Runs runs = selected();
    const QStringList star{experiments::kStarTag};
    const bool areStarred = allHave(runs, experiments::kStarTag);
    if (!runs.isEmpty())
        m_parts.runs.changeTags(
            m_parts.board.selected(),
            {.added = areStarred ? QStringList() : star, .removed = areStarred ? star : QStringList(), .what = {}});
    updateEnabled(); // checked is what is stored, not what was clicked
}

void RunVerbs::askMoreEpochs()
{
    const RunRecord* run = m_parts.board.run(m_parts.board.current());
    if (!run)
        return;
    m_parts.questions.askNumber(
        m_window, tr("Continue %1").arg(run->name), tr("Further epochs"), kProposedEpochs,
        [this, uid = run->uid, guard = QPointer<RunVerbs>(this)](const std::optional<int>& epochs) {
            if (guard && epochs)
                m_parts.runs.continueFor(uid, *epochs);
        });
}

} // namespace lb::gui
