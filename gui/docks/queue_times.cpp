#include "gui/docks/queue_times.h"

#include "experiments/control/run_controller.h"
#include "experiments/preview/schema.h"
#include "gui/project/past_runs.h"
#include "gui/project/store_thread.h"

#include <algorithm>
#include <utility>

namespace lb::gui {

using experiments::RunRecord;

namespace {

struct Asked {
    std::optional<ForecastRequest> request;
    int atOnce = 1;
};

} // namespace

double secondsUntilEmpty(const QList<double>& active, const QList<double>& waiting, int atOnce)
{
    QList<double> ends = active;
    for (const double seconds : active + waiting)
        if (seconds < 0)
            return -1;
    for (const double seconds : waiting) {
        std::sort(ends.begin(), ends.end());
        // It starts when so many have ended that it is one of `atOnce`.
        const qsizetype before = ends.size() - std::max(1, atOnce);
        ends.append((before < 0 ? 0 : ends[before]) + seconds);
    }
    return ends.isEmpty() ? 0 : *std::max_element(ends.cbegin(), ends.cend());
}

QueueTimes::QueueTimes(RunBoard& board, StoreThread& store, QObject* parent)
    : QObject(parent)
    , m_board(board)
    , m_store(store)
{
    connect(&board, &RunBoard::queueChanged, this, &QueueTimes::look);
    connect(&board, &RunBoard::runsListed, this, &QueueTimes::look);
    connect(&m_forecaster, &Forecaster::ready, this, &QueueTimes::take);
    look();
}

void QueueTimes::look()
{
    const QStringList queue = m_board.queue();
    m_seconds.removeIf([&queue](const auto& known) { return !queue.contains(known.key()); });
    emit changed();
    const auto next = std::find_if(queue.cbegin(), queue.cend(),
                                   [this](const QString& uid) { return m_board.run(uid) && !m_seconds.contains(uid); });
    if (!m_asked.isEmpty() || next == queue.cend())
        return;
    m_asked = *next;
    m_store.ask(
        this,
        [uid = m_asked, runs = m_board.runs()](StoreReader& reader) -> Asked {
            if (!reader.store())
                return {};
            const auto spec = reader.store()->spec(uid);
            if (!spec)
                return {};
            const experiments::RunSpec whole = spec->completed(experiments::schemaFor(*spec));
            return {ForecastRequest{whole, whole, std::nullopt, readPastRuns(*reader.store(), runs)},
                    reader.controller() ? reader.controller()->mostAtOnce() : 1};
        },
        [this](const Asked& asked) {
            m_atOnce = asked.atOnce;
            if (asked.request)
                m_forecaster.ask(*asked.request);
            else
                take({});
        });
}

void QueueTimes::take(const RunForecast& forecast)
{
    const double seconds = forecast.isPossible() ? forecast.seconds() : -1;
    m_seconds.insert(std::exchange(m_asked, {}), seconds > 0 ? seconds : -1);
    look();
}

double QueueTimes::secondsOf(const QString& uid) const
{
    const RunRecord* run = m_board.run(uid);
    return run && experiments::isActive(run->state) ? run->etaSeconds : m_seconds.value(uid, -1);
}

double QueueTimes::secondsInAll() const
{
    QList<double> active;
    for (const QString& uid : m_board.active())
        active.append(secondsOf(uid));
    QList<double> waiting;
    for (const QString& uid : m_board.queue())
        waiting.append(secondsOf(uid));
    return secondsUntilEmpty(active, waiting, m_atOnce);
}

} // namespace lb::gui
