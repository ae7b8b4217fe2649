#include "gui/run_notifier.h"

#include "gui/run_board.h"

#include <QApplication>
#include <QSystemTrayIcon>
#include <QWidget>

#include <algorithm>
#include <chrono>
#include <utility>

namespace lb::gui {

using experiments::RunRecord;
using experiments::RunState;

namespace {

constexpr auto kGather = std::chrono::milliseconds(1500); // runs of a group end within a second of each other

bool isBad(const RunRecord& run)
{
    return run.state == RunState::Failed || run.state == RunState::Interrupted;
}

} // namespace

RunNotifier::RunNotifier(RunBoard& board, QWidget& window)
    : QObject(&window)
    , m_board(board)
    , m_window(window)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(kGather);
    connect(&m_gather, &QTimer::timeout, this, &RunNotifier::tell);
    connect(&board, &RunBoard::runsListed, this, &RunNotifier::lookAtAll);
    connect(&board, &RunBoard::runChanged, this, [this](const QString& uid) {
        if (const RunRecord* run = m_board.run(uid))
            look(*run);
    });
}

void RunNotifier::lookAtAll()
{
    for (const RunRecord& run : m_board.runs())
        look(run);
}

void RunNotifier::look(const RunRecord& run)
{
    if (experiments::isActive(run.state)) {
        m_known.insert(run.uid, run.state);
        return;
    }
    if (!m_known.remove(run.uid) || !m_isOn)
        return;
    if (run.state != RunState::Finished && !isBad(run)) // who stopped it knows
        return;
    m_ended.append(run);
    if (!m_gather.isActive())
        m_gather.start();
}

void RunNotifier::tell()
{
    const QList<RunRecord> ended = std::exchange(m_ended, {});
    if (ended.isEmpty() || m_window.isActiveWindow())
        return;
    const auto bad = std::count_if(ended.begin(), ended.end(), isBad);
    const RunRecord& last = ended.last();
    m_lastTold = last.uid;
    QString title, text;
    if (ended.size() == 1) {
        title = last.state == RunState::Finished ? tr("%1 has finished").arg(last.name)
                : last.state == RunState::Failed ? tr("%1 has failed").arg(last.name)
                                                 : tr("%1 was interrupted").arg(last.name);
        text = last.stateReason.isEmpty() ? tr("%n epoch(s) trained.", nullptr, static_cast<int>(last.epoch))
                                          : last.stateReason.section(QLatin1Char('\n'), 0, 0);
    } else {
        title = tr("%n runs have ended", nullptr, static_cast<int>(ended.size()));
        QStringList names;
        for (const RunRecord& run : ended)
            names.append(run.name);
        text = names.join(tr(", "));
        if (bad > 0)
            text += QLatin1Char('\n') + tr("%1 of them failed or were interrupted.").arg(bad);
    }
    if (!m_tray && QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray = new QSystemTrayIcon(m_window.windowIcon(), this);
        m_tray->setToolTip(QStringLiteral("Latentbench"));
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &RunNotifier::open);
        connect(m_tray, &QSystemTrayIcon::activated, this, &RunNotifier::open);
    }
    if (m_tray)
        m_tray->showMessage(title, text, bad > 0 ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    QApplication::alert(&m_window);
    emit told(title, text, bad > 0);
}

void RunNotifier::open()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.raise();
    m_window.activateWindow();
    if (m_board.run(m_lastTold))
        emit openRequested(m_lastTold);
}

} // namespace lb::gui
