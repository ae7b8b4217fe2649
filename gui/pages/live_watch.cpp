#include "gui/pages/live_watch.h"

#include "widgets/logs/live_dot.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>

namespace lb::gui {

using experiments::RunRecord;
using experiments::RunState;
using widgets::LiveDot;

namespace {

using namespace std::chrono_literals;

constexpr qint64 kLateMs = 5000; // the worker commits ten times a second

} // namespace

LiveWatch::LiveWatch(RunBoard& board, LiveDot& dot)
    : QObject(&dot)
    , m_board(board)
    , m_dot(dot)
{
    m_timer.setInterval(200ms);
    connect(&m_timer, &QTimer::timeout, this, &LiveWatch::look);
    connect(&board, &RunBoard::shownChanged, this, &LiveWatch::look);
    connect(&board, &RunBoard::runsListed, this, &LiveWatch::look);
    look();
}

void LiveWatch::look()
{
    qint64 newest = 0;
    bool anyAtWork = false;
    bool allPaused = true;
    for (const QString& uid : m_board.shown()) {
        const RunRecord* run = m_board.run(uid);
        if (!run || !experiments::isActive(run->state))
            continue;
        anyAtWork = true;
        allPaused = allPaused && run->state == RunState::Paused;
        newest = std::max(newest, run->heartbeatMs);
    }
    const QString before = m_dot.text();
    const bool wasHidden = m_dot.isHidden();
    if (anyAtWork && !m_timer.isActive())
        m_timer.start();
    else if (!anyAtWork)
        m_timer.stop();
    const qint64 age = std::max<qint64>(0, QDateTime::currentMSecsSinceEpoch() - newest);
    if (allPaused)
        m_dot.setState(LiveDot::State::Paused);
    else if (newest == 0)
        m_dot.setWords(LiveDot::State::Live, tr("preparing"));
    else
        m_dot.setState(age > kLateMs ? LiveDot::State::Stalled : LiveDot::State::Live, double(age) / 1000);
    m_dot.setVisible(anyAtWork);
    if (wasHidden == anyAtWork || before.size() != m_dot.text().size())
        emit changed();
}

} // namespace lb::gui
