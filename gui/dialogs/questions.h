#pragma once

#include "experiments/records/run_record.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace lb::gui {

enum class CloseChoice { Cancel, KeepTraining, PauseAndQuit, StopAndQuit };

struct CloseAnswer {
    CloseChoice choice = CloseChoice::Cancel;
    bool remember = false;
};

/// One field that a new run changes, in the user's words and in the spec's.
struct FieldChange {
    QString key;  ///< "latent.kind"
    QString text; ///< "bn-vae", as on the command line
    QString label;
    QString before;
    QString after;
};

struct ForkAnswer {
    QString name;
    bool isInLockStep = false; ///< with the run that is forked (records/lock_step.h)
};

struct ForkQuestion {
    QString title;   ///< "Try BN-VAE"
    QString runName; ///< of the run that is forked
    QString reason;  ///< one or two sentences: what the change does
    QList<FieldChange> changes;
    QString proposedName;
    std::function<QString(const ForkAnswer&)> command; ///< of the command line, that does the same
};

/// Something that cannot be taken back.
struct Confirmation {
    QString title;
    QString text;   ///< what will be gone
    QString action; ///< the button that does it: "Delete 12 runs"
};

/// A field that may be given another value: in a fork, or while a run trains.
struct FieldChoice {
    QString key;
    QString label;
    QString help;
    QString value;       ///< of the run that is forked
    QStringList choices; ///< empty: free text
};

struct FieldQuestion {
    QString title;
    QString sentence;   ///< "A run like vae-1, with one setting changed"
    QString button;     ///< "Next"
    QString buttonHelp; ///< what it does
    QList<FieldChoice> fields;
    std::function<QString(const FieldChange&)> command; ///< that does the same; none: the button starts nothing yet
};

/// Everything the window asks. An interface, so that tests answer without a dialog. Every function returns at once and
/// calls `answer` later (or never, when the window has gone): no nested event loops.
class Questions {
public:
    virtual ~Questions() = default;
    /// `active`: the runs at work.
    virtual void askClose(QWidget* window, const QList<experiments::RunRecord>& active,
                          std::function<void(CloseAnswer)> answer) = 0;
    virtual void askFork(QWidget* window, const ForkQuestion& question,
                         std::function<void(std::optional<ForkAnswer>)> answer) = 0;
    /// Lets the user choose one field and a value for it. The answer has key and text.
    virtual void askField(QWidget* window, const FieldQuestion& question,
                          std::function<void(std::optional<FieldChange>)> answer) = 0;
    virtual void askConfirm(QWidget* window, const Confirmation& question, std::function<void(bool)> answer) = 0;
    virtual void askText(QWidget* window, const QString& title, const QString& label, const QString& text,
                         std::function<void(std::optional<QString>)> answer) = 0;
    virtual void askNumber(QWidget* window, const QString& title, const QString& label, int value,
                           std::function<void(std::optional<int>)> answer) = 0;
    /// `filters` as in file dialogs ("Text (*.txt)"); `file` is proposed.
    virtual void askSaveFile(QWidget* window, const QString& title, const QString& file, const QStringList& filters,
                             std::function<void(std::optional<QString>)> answer) = 0;
    /// A file that is there.
    virtual void askOpenFile(QWidget* window, const QString& title, const QString& folder, const QStringList& filters,
                             std::function<void(std::optional<QString>)> answer) = 0;
    virtual void askFolder(QWidget* window, const QString& title, const QString& folder,
                           std::function<void(std::optional<QString>)> answer) = 0;
};

} // namespace lb::gui
