#include "gui/close_guard.h"

#include "gui/run_actions.h"
#include "gui/run_board.h"

#include <QPointer>
#include <QSettings>
#include <QWidget>

namespace lb::gui {

using experiments::RunCommand;

namespace {

const QString kKey = QStringLiteral("onClose");

QString wordFor(CloseChoice choice)
{
    switch (choice) {
    case CloseChoice::KeepTraining:
        return QStringLiteral("keep");
    case CloseChoice::PauseAndQuit:
        return QStringLiteral("pause");
    case CloseChoice::StopAndQuit:
        return QStringLiteral("stop");
    case CloseChoice::Cancel:
        break;
    }
    return {};
}

CloseChoice choiceFor(const QString& word)
{
    for (const CloseChoice choice : {CloseChoice::KeepTraining, CloseChoice::PauseAndQuit, CloseChoice::StopAndQuit})
        if (word == wordFor(choice))
            return choice;
    return CloseChoice::Cancel; // nothing remembered, or a word of another version: ask
}

} // namespace

CloseGuard::CloseGuard(const Parts& parts, QWidget* window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
}

bool CloseGuard::hasRememberedAnswer() const
{
    return choiceFor(m_parts.settings.value(kKey).toString()) != CloseChoice::Cancel;
}

void CloseGuard::forget()
{
    m_parts.settings.remove(kKey);
    emit rememberedChanged();
}

bool CloseGuard::mayClose()
{
    const QStringList active = m_parts.board.active();
    if (m_isDecided || active.isEmpty())
        return true;
    if (m_isAsking)
        return false;
    if (const CloseChoice known = choiceFor(m_parts.settings.value(kKey).toString()); known != CloseChoice::Cancel) {
        if (known == CloseChoice::KeepTraining)
            return true;
        act(known);
        return false;
    }
    QList<experiments::RunRecord> runs;
    for (const QString& uid : active)
        runs.append(*m_parts.board.run(uid));
    m_isAsking = true;
    m_parts.questions.askClose(m_window, runs, [this, guard = QPointer<CloseGuard>(this)](const CloseAnswer& answer) {
        if (!guard)
            return;
        m_isAsking = false;
        if (answer.choice == CloseChoice::Cancel)
            return;
        if (answer.remember) {
            m_parts.settings.setValue(kKey, wordFor(answer.choice));
            emit rememberedChanged();
        }
        act(answer.choice);
    });
    return false;
}

void CloseGuard::act(CloseChoice choice)
{
    // Queued: an answer may come while the window still handles the close event that asked.
    const auto closeWindow = [this] {
        m_isDecided = true;
        QMetaObject::invokeMethod(m_window, &QWidget::close, Qt::QueuedConnection);
    };
    if (choice == CloseChoice::KeepTraining) {
        closeWindow();
        return;
    }
    // The command lies in each run's folder when this returns: workers obey it without the window.
    m_parts.runs.sendThen(m_parts.board.active(),
                          choice == CloseChoice::PauseAndQuit ? RunCommand::Pause : RunCommand::Stop, closeWindow);
}

} // namespace lb::gui
