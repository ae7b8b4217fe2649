#include "gui/time_position.h"

#include "gui/run_board.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

namespace lb::gui {

namespace {

constexpr auto kRestAfter = std::chrono::milliseconds(150); // a drag over many steps asks for the one it ends at

} // namespace

TimePosition::TimePosition(RunBoard& board)
    : QObject(&board)
    , m_board(board)
{
    m_restTimer.setSingleShot(true);
    m_restTimer.setInterval(kRestAfter);
    connect(&m_restTimer, &QTimer::timeout, this, &TimePosition::rested);
    connect(&board, &RunBoard::shownChanged, this, &TimePosition::gatherStops);
    connect(&board, &RunBoard::checkpointsChanged, this, &TimePosition::gatherStops);
    connect(&board, &RunBoard::runsListed, this, [this] {
        if (!m_board.isListed()) // another project is being opened
            setStep(std::nullopt);
        gatherStops();
    });
}

void TimePosition::setStep(std::optional<qint64> step)
{
    if (step)
        step = std::max<qint64>(0, *step);
    if (step == m_step)
        return;
    m_step = step;
    emit moved();
    m_restTimer.start();
}

void TimePosition::go(int direction)
{
    goAlong(m_stops, direction);
}

void TimePosition::goAlong(const QList<qint64>& stops, int direction)
{
    if (stops.isEmpty())
        return;
    if (direction < 0) { // the newest shows what the last stop is of
        const auto here = std::lower_bound(stops.cbegin(), stops.cend(), m_step.value_or(stops.last()));
        return setStep(here == stops.cbegin() ? stops.first() : *std::prev(here));
    }
    const auto next = m_step ? std::upper_bound(stops.cbegin(), stops.cend(), *m_step) : stops.cend();
    setStep(next == stops.cend() ? std::nullopt : std::optional(*next));
}

qint64 TimePosition::last() const
{
    qint64 last = std::max(m_step.value_or(0), m_stops.isEmpty() ? 0 : m_stops.last());
    if (!m_page.stops)
        for (const QString& uid : m_board.shown())
            last = std::max(last, m_board.run(uid)->step);
    return last;
}

void TimePosition::setPage(const QObject* page, const PageTime& time)
{
    m_front = page;
    if (time == m_page)
        return;
    m_page = time;
    gatherStops();
    emit pageChanged();
}

void TimePosition::leave(const QObject* page)
{
    if (page == m_front)
        setPage(nullptr, {});
}

void TimePosition::gatherStops()
{
    QList<qint64> stops;
    if (m_page.stops) {
        stops = *m_page.stops;
    } else {
        std::set<qint64> steps;
        for (const QString& uid : m_board.shown())
            for (const experiments::CheckpointRecord& checkpoint : m_board.history(uid).checkpoints)
                steps.insert(checkpoint.step);
        stops = QList<qint64>(steps.cbegin(), steps.cend());
    }
    if (std::exchange(m_stops, stops) != stops)
        emit stopsChanged();
}

std::optional<qint64> stepAtOrBefore(const QList<qint64>& steps, std::optional<qint64> step)
{
    std::optional<qint64> found;
    for (const qint64 known : steps)
        if ((!step || known <= *step) && (!found || known > *found))
            found = known;
    return found;
}

} // namespace lb::gui
