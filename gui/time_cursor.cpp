#include "gui/time_cursor.h"

#include "gui/time_position.h"
#include "widgets/plots/plot_link.h"

#include <utility>

namespace lb::gui {

TimeCursor::TimeCursor(TimePosition& time, widgets::PlotLink& link, std::function<double()> unitsPerStep,
                       QObject* parent)
    : QObject(parent)
    , m_time(time)
    , m_link(link)
    , m_unitsPerStep(std::move(unitsPerStep))
{
    connect(&time, &TimePosition::moved, this, &TimeCursor::placeLine);
    connect(&link, &widgets::PlotLink::xModeChanged, this, &TimeCursor::placeLine);
    connect(&link, &widgets::PlotLink::cursorMoved, this, &TimeCursor::takeLine);
    placeLine();
}

void TimeCursor::placeLine()
{
    const double units = m_unitsPerStep();
    const std::optional<qint64> step = m_time.step();
    m_link.setPinned(step && units > 0 ? std::optional(static_cast<double>(*step) * units) : std::nullopt);
}

void TimeCursor::takeLine()
{
    const double units = m_unitsPerStep();
    if (!(units > 0))
        return;
    const std::optional<double> line = m_link.pinned();
    m_time.setStep(line ? std::optional(qRound64(*line / units)) : std::nullopt);
}

} // namespace lb::gui
