#pragma once

#include "gui/action_registry.h"
#include "gui/project/run_config.h"
#include "gui/remedies.h"
#include "gui/run_board.h"

#include <QObject>

#include <functional>

class QMenu;
class QWidget;

namespace lb::gui {

class Questions;
class RunActions;
class StoreThread;

/// Connects the verbs about runs to what they do, keeps each enabled exactly while it can be done, and asks where a
/// verb needs an answer. They act on the selected runs, those that make one run or ask for one name on
/// the current one; the state button and Stop, Sample and Checkpoint on its group at work.
class RunVerbs : public QObject {
    Q_OBJECT
public:
    struct Parts {
        ActionRegistry& actions;
        RunBoard& board;
        RunActions& runs;
        StoreThread& store;
        Questions& questions;
        std::function<QString()> project; ///< its folder, for commands to copy
    };
    RunVerbs(const Parts& parts, QWidget* window);

    /// Asks to confirm, then forks `uid` with the one change of the remedy.
    void askRemedy(const QString& uid, Remedy remedy);
    /// Asks what to change, then forks the current run from the checkpoint at or nearest below `step`.
    void askForkAt(qint64 step);
    /// Everything that can be done with a run, for a context menu; makes it the current one.
    void fillMenu(QMenu& menu, const QString& uid);
    void updateEnabled();
    /// A name as it was typed: refused where it is taken or can name no run.
    void rename(const QString& uid, const QString& name);
    /// Pauses or continues what is at work; nothing else, whatever the state button says.
    void togglePause();

signals:
    /// The name of the run is to be edited where it stands.
    void renameRequested(const QString& uid);
    /// What was asked for cannot be done: what, and what to do.
    void refused(const QString& uid, const QString& title, const QString& text);

private:
    void connectVerbs();
    void primary();
    void askFork();
    void askLiveChange();
    void askForkFrom(qint64 checkpoint);
    void askForkOf(const QString& uid, ForkQuestion question, qint64 checkpoint = -1);
    void askTags();
    void toggleStar();
    void askMoreEpochs();
    /// Reads the settings of `uid`, then calls `then`.
    template <class Then>
    void withConfig(const QString& uid, Then then);
    QStringList workingSet() const;
    /// Of the selected runs.
    QList<const experiments::RunRecord*> selected() const;
    QStringList selectedThat(bool (*can)(experiments::RunState, PendingCommand)) const;

    Parts m_parts;
    QWidget* m_window;
};

} // namespace lb::gui
