#include "widgets/compare/parallel_plot.h"

#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace lb::widgets {

namespace {
constexpr double kSide = 62; // room for tick labels and half a name at both ends
constexpr double kTop = 34;
constexpr double kBottom = 14;
constexpr double kNaGap = 24; // between the axes and the place of what is not a number
} // namespace

ParallelPlot::ParallelPlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("parallelPlot"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Parallel coordinates"));
    setWhatsThis(
        tr("Each line is a run. Drag on an axis to brush it: the runs inside are the selection. Drag a name to "
           "move its axis, double click it to invert it, with Shift for a logarithmic scale. Keys: arrows, "
           "Ctrl with arrows, I, L, Escape."));
    connect(&theme, &Theme::changed, this, &ParallelPlot::forgetPictures);
}

void ParallelPlot::setContent(const QList<ParallelAxis>& axes, const QList<ParallelLine>& lines)
{
    // The order that the user made stays; the values follow it.
    QList<int> order;
    for (const ParallelAxis& old : m_isOrdered ? std::exchange(m_axes, {}) : QList<ParallelAxis>())
        for (int i = 0; i < axes.size(); ++i)
            if (axes[i].id == old.id)
                order.append(i);
    for (int i = 0; i < axes.size(); ++i)
        if (!order.contains(i))
            order.append(i);
    m_axes.clear();
    for (const int i : order)
        m_axes.append(axes[i]);
    m_lines = lines;
    for (qsizetype line = 0; line < lines.size(); ++line)
        for (qsizetype i = 0; i < order.size(); ++i)
            m_lines[line].values[i] = lines[line].values.value(order[i], qQNaN());
    for (int i = 0; i < m_axes.size(); ++i)
        fitAxis(i);
    m_focusAxis = std::clamp<int>(m_focusAxis, 0, std::max<int>(0, static_cast<int>(m_axes.size()) - 1));
    m_isInside.clear();
    forgetPictures();
    updateInside();
}

void ParallelPlot::fitAxis(int column)
{
    View& view = m_views[m_axes[column].id];
    PlotRange range{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (const ParallelLine& line : std::as_const(m_lines)) {
        const double place = view.scale.toPlace(line.values.value(column, qQNaN()));
        if (!std::isfinite(place))
            continue;
        range.lower = std::min(range.lower, place);
        range.upper = std::max(range.upper, place);
    }
    if (range.lower > range.upper)
        range = {0, 1};
    if (range.size() <= 0)
        range = {range.lower - 0.5, range.upper + 0.5};
    view.range = range;
}

void ParallelPlot::forgetPictures()
{
    m_all = {};
    m_chosen = {};
    update();
}

QStringList ParallelPlot::axisOrder() const
{
    QStringList ids;
    for (const ParallelAxis& axis : m_axes)
        ids.append(axis.id);
    return ids;
}

void ParallelPlot::moveAxis(const QString& id, int place)
{
    const auto from = static_cast<int>(axisOrder().indexOf(id));
    const int to = std::clamp<int>(place, 0, static_cast<int>(m_axes.size()) - 1);
    if (from < 0 || from == to)
        return;
    m_isOrdered = true;
    m_axes.move(from, to);
    for (ParallelLine& line : m_lines)
        line.values.move(from, to);
    forgetPictures();
}

void ParallelPlot::invert(const QString& id)
{
    m_views[id].isInverted = !m_views[id].isInverted;
    forgetPictures();
}

void ParallelPlot::setLog(const QString& id, bool isLog)
{
    const auto column = static_cast<int>(axisOrder().indexOf(id));
    if (column < 0)
        return;
    m_views[id].scale = AxisScale(isLog ? AxisScale::Kind::Log : AxisScale::Kind::Linear);
    fitAxis(column);
    updateInside();
    forgetPictures();
}

void ParallelPlot::setBrush(const QString& id, std::optional<PlotRange> brush, bool last)
{
    if (brush && brush->lower > brush->upper)
        std::swap(brush->lower, brush->upper);
    m_views[id].brush = brush;
    m_isBrushMoving = !last;
    if (last && m_chosen.isCoarse)
        m_chosen = {};
    updateInside();
    update();
    if (last)
        emit brushed();
}

bool ParallelPlot::hasBrush() const
{
    return std::any_of(m_axes.cbegin(), m_axes.cend(),
                       [this](const ParallelAxis& axis) { return m_views.value(axis.id).brush.has_value(); });
}

void ParallelPlot::clearBrushes()
{
    if (!hasBrush())
        return;
    for (View& view : m_views)
        view.brush.reset();
    updateInside();
    update();
    emit brushed();
}

void ParallelPlot::updateInside()
{
    const bool anyBrush = hasBrush();
    std::vector<char> inside;
    inside.reserve(static_cast<std::size_t>(m_lines.size()));
    for (const ParallelLine& line : std::as_const(m_lines)) {
        bool isInside = anyBrush || line.isShown;
        for (int i = 0; isInside && i < m_axes.size(); ++i) {
            const std::optional<PlotRange>& brush = viewAt(i).brush;
            isInside = !brush || brush->contains(line.values[i]); // NaN is in no range
        }
        inside.push_back(isInside ? 1 : 0);
    }
    if (inside == m_isInside)
        return;
    m_isInside = std::move(inside);
    m_chosen = {};
    setAccessibleDescription(accessibleWords());
    update();
    emit insideChanged(static_cast<int>(std::count(m_isInside.begin(), m_isInside.end(), 1)));
}

QStringList ParallelPlot::inside() const
{
    QStringList uids;
    for (std::size_t i = 0; i < m_isInside.size(); ++i)
        if (m_isInside[i])
            uids.append(m_lines[static_cast<qsizetype>(i)].uid);
    return uids;
}

QString ParallelPlot::accessibleWords() const
{
    return tr("%1 of %2 runs inside the brushes.").arg(inside().size()).arg(m_lines.size());
}

const ParallelPlot::View& ParallelPlot::viewAt(int column) const
{
    static const View nothing;
    const auto found = m_views.constFind(m_axes[column].id);
    return found == m_views.cend() ? nothing : *found;
}

double ParallelPlot::axisX(int column) const
{
    const auto gaps = std::max<qsizetype>(1, m_axes.size() - 1);
    return kSide + (width() - 2 * kSide) * column / static_cast<double>(gaps);
}

double ParallelPlot::naY() const
{
    return height() - kBottom;
}

double ParallelPlot::pixelOf(const View& view, double value) const
{
    const double place = view.scale.toPlace(value);
    if (!std::isfinite(place))
        return naY();
    const double share = std::clamp((place - view.range.lower) / view.range.size(), 0.0, 1.0);
    const double bottom = naY() - kNaGap;
    return bottom - (view.isInverted ? 1 - share : share) * (bottom - kTop);
}

double ParallelPlot::valueAt(const View& view, double y) const
{
    const double bottom = naY() - kNaGap;
    const double share = std::clamp((bottom - y) / (bottom - kTop), 0.0, 1.0);
    return view.scale.fromPlace(view.range.lower + (view.isInverted ? 1 - share : share) * view.range.size());
}

int ParallelPlot::axisAt(double x) const
{
    int nearest = 0;
    for (int i = 1; i < m_axes.size(); ++i)
        if (std::abs(axisX(i) - x) < std::abs(axisX(nearest) - x))
            nearest = i;
    return nearest;
}

QPointF ParallelPlot::place(const QString& id, double value) const
{
    const auto column = static_cast<int>(axisOrder().indexOf(id));
    return column < 0 ? QPointF() : QPointF(axisX(column), pixelOf(viewAt(column), value));
}

QRect ParallelPlot::nameRect(const QString& id) const
{
    const auto column = static_cast<int>(axisOrder().indexOf(id));
    const double gap = m_axes.size() > 1 ? axisX(1) - axisX(0) : width();
    // The names of the outermost axes end where the plot does.
    const double half = std::min({gap / 2, axisX(column), width() - axisX(column)});
    return QRectF(axisX(column) - half, 0, 2 * half, kTop - 6).toRect();
}

} // namespace lb::widgets
