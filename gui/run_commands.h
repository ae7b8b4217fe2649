#pragma once

#include "gui/dialogs/questions.h"

#include <QStringList>

class QMenu;

namespace lb::gui {

/// What the commands of the menu are about.
struct CommandTarget {
    QString project;
    QString run; ///< its name
    bool isFinished = false;
    QStringList shown; ///< names of the runs on the plots
};

// The commands that do what the Run menu does, as a shell takes them.
QString moreEpochsCommand(const CommandTarget& target, int epochs);
/// `checkpoint`: of whose weights the fork begins; negative: from scratch.
QString forkCommand(const CommandTarget& target, qint64 checkpoint, const QList<FieldChange>& changes,
                    const ForkAnswer& answer);
QString liveChangeCommand(const CommandTarget& target, const FieldChange& change);
QString repeatCommand(const CommandTarget& target);
/// Of the shown runs, into a file of that name.
QString wholeReportCommand(const CommandTarget& target, const QString& file);
QString tableCommand(const CommandTarget& target, const QString& file);

/// "Copy as command" with an entry for each that can be done now.
void addCommandMenu(QMenu& menu, const CommandTarget& target);

} // namespace lb::gui
