#pragma once

#include <QObject>

#include <functional>

namespace lb::widgets {
class PlotLink;
}

namespace lb::gui {

class TimePosition;

/// Keeps the standing line of linked plots where the window looks in time, both ways: a click in a plot moves the
/// window, and taking the line away goes back to the newest. GUI thread.
class TimeCursor : public QObject {
    Q_OBJECT
public:
    /// `unitsPerStep`: of the x axis; 0: the axis does not tell (time: every run gets to a step at another moment).
    TimeCursor(TimePosition& time, widgets::PlotLink& link, std::function<double()> unitsPerStep, QObject* parent);

    /// After a change of `unitsPerStep`.
    void placeLine();

private:
    void takeLine();

    TimePosition& m_time;
    widgets::PlotLink& m_link;
    std::function<double()> m_unitsPerStep;
};

} // namespace lb::gui
