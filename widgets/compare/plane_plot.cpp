#include "widgets/compare/plane_plot.h"

#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lb::widgets {

using experiments::PlanePoint;

namespace {
constexpr double kReach = 8;   // of a point, for the mouse
constexpr double kRoom = 0.08; // around the points

PlotRange fitted(const std::vector<double>& places)
{
    if (places.empty())
        return {0, 1};
    const auto [low, high] = std::minmax_element(places.begin(), places.end());
    const double size = *high - *low;
    const double room = size > 0 ? size * kRoom : std::max(0.5, std::abs(*low) * kRoom);
    return {*low - room, *high + room};
}

} // namespace

PlanePlot::PlanePlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("planePlot"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Two quantities against each other"));
    setWhatsThis(
        tr("Each point is a run, or the mean of a group of seeds. Click chooses one, a drag selects those in the "
           "box; arrow keys go from point to point, Return chooses."));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PlanePlot::set(const QList<PlanePlotPoint>& points, const PlanePlotSettings& settings)
{
    m_points = points;
    m_settings = settings;
    m_scaleX = AxisScale(settings.isLogX ? AxisScale::Kind::Log : AxisScale::Kind::Linear);
    m_scaleY = AxisScale(settings.isLogY ? AxisScale::Kind::Log : AxisScale::Kind::Linear);
    std::vector<PlanePoint> places; // seeds are NaN: a mean stands for them
    for (const PlanePlotPoint& point : points)
        places.push_back(point.isSeed ? PlanePoint{qQNaN(), qQNaN()} : PlanePoint{point.x, point.y});
    m_front.clear();
    if (settings.showsFront && settings.betterX != 0 && settings.betterY != 0)
        m_front = experiments::paretoFront(places, settings.betterX, settings.betterY);
    for (PlanePoint& place : places)
        place = {m_scaleX.toPlace(place.x), m_scaleY.toPlace(place.y)};
    m_trend = settings.showsTrend ? experiments::trendLine(places) : std::nullopt;
    fit();
    setAccessibleDescription(tr("%1 against %2, %n points.", nullptr, static_cast<int>(points.size()))
                                 .arg(settings.yTitle, settings.xTitle));
    update();
}

void PlanePlot::fit()
{
    std::vector<double> xs;
    std::vector<double> ys;
    for (const PlanePlotPoint& point : std::as_const(m_points)) {
        const double x = m_scaleX.toPlace(point.x);
        const double y = m_scaleY.toPlace(point.y);
        if (!std::isfinite(x) || !std::isfinite(y))
            continue;
        xs.push_back(x);
        ys.push_back(y);
    }
    m_x = fitted(xs);
    m_y = fitted(ys);
}

void PlanePlot::setCurrent(const QString& key)
{
    m_current = key;
    update();
}

QStringList PlanePlot::front() const
{
    QStringList keys;
    for (const int i : m_front)
        keys.append(m_points[i].key);
    return keys;
}

QRectF PlanePlot::area() const
{
    return QRectF(rect()).adjusted(54, 8, -12, -36);
}

QPointF PlanePlot::toPixel(double x, double y) const
{
    const QRectF box = area();
    return {box.left() + (x - m_x.lower) / m_x.size() * box.width(),
            box.bottom() - (y - m_y.lower) / m_y.size() * box.height()};
}

QPointF PlanePlot::place(const PlanePlotPoint& point) const
{
    return toPixel(m_scaleX.toPlace(point.x), m_scaleY.toPlace(point.y));
}

int PlanePlot::pointAt(QPointF pixel) const
{
    int nearest = -1;
    double least = kReach;
    for (int i = 0; i < m_points.size(); ++i) {
        const QPointF gap = place(m_points[i]) - pixel;
        const double distance = std::hypot(gap.x(), gap.y());
        if (distance < least || (distance == least && nearest >= 0 && m_points[nearest].isSeed)) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

QString PlanePlot::wordsOf(const PlanePlotPoint& point) const
{
    return QStringLiteral("%1\n%2: %3\n%4: %5")
        .arg(point.name, m_settings.xTitle, valueText(point.x), m_settings.yTitle, valueText(point.y));
}

void PlanePlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_press = event->position();
    m_mouse = event->position();
}

void PlanePlot::mouseMoveEvent(QMouseEvent* event)
{
    m_mouse = event->position();
    if (m_press)
        update();
    else
        setCursor(pointAt(m_mouse) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void PlanePlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_press)
        return;
    const QPointF from = *std::exchange(m_press, std::nullopt);
    update();
    const QPointF to = event->position();
    if ((to - from).manhattanLength() < 5) {
        if (const int point = pointAt(to); point >= 0)
            emit pointChosen(m_points[point].key);
        return;
    }
    const QRectF box = QRectF(from, to).normalized();
    QStringList uids;
    for (const PlanePlotPoint& point : std::as_const(m_points))
        if (box.contains(place(point)))
            for (const QString& uid : point.uids)
                if (!uids.contains(uid))
                    uids.append(uid);
    if (!uids.isEmpty())
        emit boxChosen(uids);
}

void PlanePlot::step(int direction)
{
    QList<int> order;
    for (int i = 0; i < m_points.size(); ++i)
        if (!m_points[i].isSeed && std::isfinite(m_points[i].x) && std::isfinite(m_points[i].y))
            order.append(i);
    if (order.isEmpty())
        return;
    std::stable_sort(order.begin(), order.end(), [this](int a, int b) { return m_points[a].x < m_points[b].x; });
    qsizetype at = -1;
    for (qsizetype i = 0; i < order.size(); ++i)
        if (m_points[order[i]].key == m_current)
            at = i;
    const qsizetype next =
        at < 0 ? (direction > 0 ? 0 : order.size() - 1) : std::clamp<qsizetype>(at + direction, 0, order.size() - 1);
    setCurrent(m_points[order[next]].key);
    setAccessibleDescription(wordsOf(m_points[order[next]]));
}

void PlanePlot::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Up)
        step(-1);
    else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Down)
        step(1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !m_current.isEmpty())
        emit pointChosen(m_current);
    else
        QWidget::keyPressEvent(event);
}

bool PlanePlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int point = pointAt(help->pos());
        QToolTip::showText(help->globalPos(), point < 0 ? QString() : wordsOf(m_points[point]), this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::event(event);
}

} // namespace lb::widgets
