#include "widgets/plots/plot_link.h"

#include "widgets/plots/x_scale.h"

#include <algorithm>

namespace lb::widgets {

namespace {
constexpr qsizetype kMaxHistory = 100;
} // namespace

PlotLink::PlotLink(QObject* parent)
    : QObject(parent)
{
}

void PlotLink::setXMode(XMode mode)
{
    if (mode == m_xMode)
        return;
    m_xMode = mode;
    m_view.x.reset();
    m_history.clear();
    m_extents.clear();
    m_cursor.reset();
    m_pinned.reset();
    emit xModeChanged();
    emit viewChanged();
    emit cursorMoved();
}

AxisScale PlotLink::xScale() const
{
    return xScaleOf(m_xScale, m_xMode);
}

void PlotLink::setXScale(AxisScale::Kind kind)
{
    if (kind == m_xScale)
        return;
    m_xScale = kind;
    m_view.x.reset();
    m_history.clear();
    m_extents.clear();
    emit xModeChanged();
    emit viewChanged();
    emit cursorMoved();
}

std::optional<PlotRange> PlotLink::yRange(const QObject* plot) const
{
    const auto it = m_view.y.constFind(plot);
    return it == m_view.y.cend() ? std::nullopt : std::optional(*it);
}

PlotRange PlotLink::dataExtent() const
{
    const bool isLog = m_xScale == AxisScale::Kind::Log;
    if (m_extents.isEmpty())
        return isLog ? PlotRange{1, 10} : PlotRange{0, 1};
    PlotRange whole = *m_extents.cbegin();
    for (const PlotRange& extent : m_extents) {
        whole.lower = std::min(whole.lower, extent.lower);
        whole.upper = std::max(whole.upper, extent.upper);
    }
    if (!(whole.size() > 0))
        whole.upper = isLog ? 10 * whole.lower : whole.lower + 1;
    return whole;
}

void PlotLink::setDataExtent(const QObject* plot, std::optional<PlotRange> extent)
{
    const PlotRange before = dataExtent();
    if (extent)
        m_extents.insert(plot, *extent);
    else
        m_extents.remove(plot);
    if (!(dataExtent() == before))
        emit extentChanged();
}

void PlotLink::forget(const QObject* plot)
{
    m_view.y.remove(plot);
    for (View& view : m_history)
        view.y.remove(plot);
    if (m_cursorPlot == plot)
        m_cursorPlot = nullptr;
    setDataExtent(plot, std::nullopt);
}

void PlotLink::change(const View& view, bool continues)
{
    if (view == m_view)
        return;
    if (!continues) {
        m_history.append(m_view);
        if (m_history.size() > kMaxHistory)
            m_history.removeFirst();
    }
    m_view = view;
    emit viewChanged();
}

void PlotLink::setView(std::optional<PlotRange> x, const QObject* plot, std::optional<PlotRange> y, bool continues)
{
    View view = m_view;
    view.x = x;
    if (y)
        view.y.insert(plot, *y);
    else
        view.y.remove(plot);
    change(view, continues);
}

void PlotLink::back()
{
    if (m_history.isEmpty())
        return;
    m_view = m_history.takeLast();
    emit viewChanged();
}

void PlotLink::fit()
{
    change({}, false);
}

void PlotLink::fitPlot(const QObject* plot)
{
    setView(std::nullopt, plot, std::nullopt);
}

void PlotLink::forgetY(const QObject* plot)
{
    for (View& view : m_history)
        view.y.remove(plot);
    if (m_view.y.remove(plot) > 0)
        emit viewChanged();
}

void PlotLink::setCursor(std::optional<double> x, const QObject* plot)
{
    if (x == m_cursor && plot == m_cursorPlot)
        return;
    m_cursor = x;
    m_cursorPlot = plot;
    emit cursorMoved();
}

void PlotLink::setPinned(std::optional<double> x)
{
    if (x == m_pinned)
        return;
    m_pinned = x;
    emit cursorMoved();
}

} // namespace lb::widgets
