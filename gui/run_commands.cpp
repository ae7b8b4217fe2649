#include "gui/run_commands.h"

#include "experiments/preview/train_command.h"
#include "gui/report/report_data.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace lb::gui {

namespace {

constexpr int kProposedEpochs = 10;

/// The context of these words.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunCommands)
};

QString command(const CommandTarget& target, const QStringList& words)
{
    return experiments::shellCommand(
        QStringList{QStringLiteral("latentbench-cli"), QStringLiteral("--project"), target.project} + words);
}

} // namespace

QString moreEpochsCommand(const CommandTarget& target, int epochs)
{
    return command(target, {QStringLiteral("resume"), target.run, QStringLiteral("--epochs"),
                            QLatin1Char('+') + QString::number(epochs)});
}

QString forkCommand(const CommandTarget& target, qint64 checkpoint, const QList<FieldChange>& changes,
                    const ForkAnswer& answer)
{
    QStringList words{QStringLiteral("fork"),
                      checkpoint < 0 ? target.run : QStringLiteral("%1@%2").arg(target.run).arg(checkpoint)};
    for (const FieldChange& change : changes)
        words << QStringLiteral("--set") << change.key + QLatin1Char('=') + change.text;
    if (!answer.name.isEmpty())
        words << QStringLiteral("--name") << answer.name;
    if (answer.isInLockStep)
        words << QStringLiteral("--lock-step");
    return command(target, words);
}

QString liveChangeCommand(const CommandTarget& target, const FieldChange& change)
{
    return command(target, {QStringLiteral("set"), target.run, change.key + QLatin1Char('=') + change.text});
}

QString repeatCommand(const CommandTarget& target)
{
    return command(target, {QStringLiteral("reproduce"), target.run});
}

QString wholeReportCommand(const CommandTarget& target, const QString& file)
{
    return reportCommand(target.project, target.shown, file);
}

QString tableCommand(const CommandTarget& target, const QString& file)
{
    return command(target,
                   QStringList{QStringLiteral("compare")} + target.shown +
                       QStringList{QStringLiteral("--format"), QStringLiteral("latex"), QStringLiteral("--out"), file});
}

void addCommandMenu(QMenu& menu, const CommandTarget& target)
{
    QMenu* copies = menu.addMenu(Words::tr("Copy as co&mmand"));
    copies->setObjectName(QStringLiteral("copyCommandMenu"));
    const auto add = [copies](const char* name, const QString& text, bool isPossible, const QString& words) {
        QAction* action = copies->addAction(text, copies, [words] { QGuiApplication::clipboard()->setText(words); });
        action->setObjectName(QLatin1String(name));
        action->setEnabled(isPossible);
    };
    add("copyMoreEpochs", Words::tr("Continue for %1 more epochs").arg(kProposedEpochs), target.isFinished,
        moreEpochsCommand(target, kProposedEpochs));
    add("copyRepeat", Words::tr("Train again and compare"), target.isFinished, repeatCommand(target));
    add("copyReport", Words::tr("Whole report of the shown runs"), !target.shown.isEmpty(),
        wholeReportCommand(target, Words::tr("report.html")));
    add("copyTable", Words::tr("Table of the shown runs"), !target.shown.isEmpty(),
        tableCommand(target, Words::tr("results.tex")));
}

} // namespace lb::gui
