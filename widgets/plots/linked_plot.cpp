#include "widgets/plots/linked_plot.h"

#include "widgets/plots/event_kinds.h"

#include "widgets/plots/painted_layer.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/plot_navigation.h"
#include "widgets/plots/scale_ticker.h"
#include "widgets/theme/number_text.h"
#include "widgets/theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lb::widgets {

namespace {

constexpr int kTopMargin = 8;
constexpr int kRightMargin = 10;
constexpr int kBottomMargin = 36;
constexpr int kXTickGap = 16;

const QString kMarksLayer = QStringLiteral("marks");
const QString kCursorLayer = QStringLiteral("cursor");

} // namespace

LinkedPlot::LinkedPlot(const Theme& theme, PlotLink* link, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(link ? link : new PlotLink(this))
    , m_shownKinds(eventKindsShownAtFirst())
{
    buildCanvas();
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Wheel zooms, drag moves, Shift+drag zooms into a box, Home shows everything, Backspace goes back. "
                  "A click leaves a cursor standing, Escape removes it."));
    m_frameTimer.setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, &LinkedPlot::drawFrame);
    connect(m_link, &PlotLink::viewChanged, this, &LinkedPlot::scheduleFrame);
    connect(m_link, &PlotLink::extentChanged, this, &LinkedPlot::scheduleFrame);
    connect(m_link, &PlotLink::xModeChanged, this, &LinkedPlot::scheduleFrame);
    connect(m_link, &PlotLink::cursorMoved, this, &LinkedPlot::redrawCursor);
    connect(&m_theme, &Theme::changed, this, [this] {
        applyTheme();
        scheduleFrame();
    });
}

LinkedPlot::~LinkedPlot()
{
    if (!m_link)
        return;
    m_link->disconnect(this); // what follows is for the others
    m_link->forget(this);
}

void LinkedPlot::buildCanvas()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_canvas = new QCustomPlot(this);
    m_canvas->setObjectName(QStringLiteral("canvas"));
    m_canvas->setFocusPolicy(Qt::NoFocus);
    m_canvas->setContextMenuPolicy(Qt::NoContextMenu);
    layout->addWidget(m_canvas);
    // A legend that nobody sees would be laid out in each frame, with an item for each curve.
    m_canvas->setAutoAddPlottableToLegend(false);
    m_canvas->setNotAntialiasedElements(QCP::aeAxes | QCP::aeGrid);
    m_canvas->axisRect()->setAutoMargins(QCP::msNone);
    m_canvas->axisRect()->setMargins(QMargins(kDefaultLeftMargin, kTopMargin, kRightMargin, kBottomMargin));
    // A curve that runs along an axis, such as a KL of exactly zero, must not vanish under it.
    m_canvas->moveLayer(m_canvas->layer(QStringLiteral("main")), m_canvas->layer(QStringLiteral("axes")));
    m_canvas->addLayer(kMarksLayer, m_canvas->layer(QStringLiteral("main")));
    m_canvas->addLayer(kCursorLayer, m_canvas->layer(QStringLiteral("overlay")));
    m_canvas->layer(kCursorLayer)->setMode(QCPLayer::lmBuffered);
    // Both layerables are owned by the canvas.
    new PaintedLayer(m_canvas, kMarksLayer, [this](QCPPainter& painter) { paintAllMarks(painter); });
    new PaintedLayer(m_canvas, kCursorLayer, [this](QCPPainter& painter) { paintAllCursors(painter); });
    m_xTicker = std::make_shared<ScaleTicker>();
    m_canvas->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(m_xTicker.get(), [keep = m_xTicker](QCPAxisTicker*) {}));
    m_navigation = std::make_unique<PlotNavigation>(m_canvas, m_link, this);
    connect(m_navigation.get(), &PlotNavigation::clicked, this, [this](QPoint position) { clickAt(position); });
    m_canvas->installEventFilter(this);
    LinkedPlot::applyTheme();
}

void LinkedPlot::applyTheme()
{
    m_canvas->setBackground(QBrush(m_theme.color(ColorRole::Base)));
    const QPen axisPen(m_theme.color(ColorRole::PlotAxis), 1);
    for (QCPAxis* axis : {m_canvas->xAxis, m_canvas->yAxis}) {
        axis->setBasePen(axisPen);
        axis->setTickPen(axisPen);
        axis->setSubTicks(false);
        axis->setTickLength(0, 3);
        axis->setTickLabelPadding(axis == m_canvas->xAxis ? 0 : 4);
        axis->setTickLabelFont(m_theme.font(TextSize::Tiny));
        axis->setTickLabelColor(m_theme.color(ColorRole::PlotTick));
        axis->grid()->setPen(QPen(m_theme.color(ColorRole::PlotGrid), 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
}

void LinkedPlot::setZoomsY(bool zooms)
{
    m_navigation->setZoomsY(zooms);
}

void LinkedPlot::setEvents(const QString& uid, const QList<experiments::RunEvent>& events)
{
    m_marks[uid].events = events;
    scheduleFrame();
}

void LinkedPlot::setShownEventKinds(const QStringList& kinds)
{
    m_shownKinds = kinds;
    scheduleFrame();
}

void LinkedPlot::setEventLabelsShown(bool isShown)
{
    m_areEventLabelsShown = isShown;
    scheduleFrame();
}

void LinkedPlot::setCheckpoints(const QString& uid, const QList<experiments::CheckpointRecord>& checkpoints)
{
    m_marks[uid].checkpoints = checkpoints;
    scheduleFrame();
}

void LinkedPlot::setLeftMargin(int pixels)
{
    QMargins margins = m_canvas->axisRect()->margins();
    margins.setLeft(pixels);
    m_canvas->axisRect()->setMargins(margins);
    scheduleFrame();
}

void LinkedPlot::setRightMargin(int pixels)
{
    QMargins margins = m_canvas->axisRect()->margins();
    margins.setRight(pixels);
    m_canvas->axisRect()->setMargins(margins);
}

void LinkedPlot::fit()
{
    m_link->fitPlot(this);
}

QRect LinkedPlot::plotRect() const
{
    return m_canvas->axisRect()->rect();
}

PlotRange LinkedPlot::currentX() const
{
    if (!m_link)
        return {};
    const PlotRange range = m_link->xRange().value_or(m_link->dataExtent());
    return std::isnan(xScale().toPlace(range.lower)) ? m_link->dataExtent() : range;
}

PlotRange LinkedPlot::currentPlaces() const
{
    const PlotRange x = currentX();
    return {xScale().toPlace(x.lower), xScale().toPlace(x.upper)};
}

AxisScale LinkedPlot::xScale() const
{
    return m_link ? m_link->xScale() : AxisScale();
}

XMapping LinkedPlot::sharedMapping(const PlotRun& run, double startMs) const
{
    XMapping mapping{.mode = m_link ? m_link->xMode() : XMode::Step, .startMs = startMs, .scale = xScale()};
    if (mapping.mode == XMode::Epoch)
        mapping.perStep = run.stepsPerEpoch > 0 ? 1 / run.stepsPerEpoch : std::nan("");
    else if (mapping.mode == XMode::Examples)
        mapping.perStep = run.itemsPerStep > 0 ? run.itemsPerStep : std::nan("");
    return mapping;
}

double LinkedPlot::pixelOfX(double x) const
{
    return m_canvas->xAxis->coordToPixel(xScale().toPlace(x));
}

double LinkedPlot::xOfPixel(double pixel) const
{
    return xScale().fromPlace(m_canvas->xAxis->pixelToCoord(pixel));
}

double LinkedPlot::pixelOfY(double place) const
{
    return m_canvas->yAxis->coordToPixel(place);
}

void LinkedPlot::setYRange(PlotRange places)
{
    m_canvas->yAxis->setRange(places.lower, places.upper);
}

void LinkedPlot::scheduleFrame()
{
    m_isDirty = true;
    if (!isVisible() || m_frameTimer.isActive())
        return;
    const qint64 since = m_sinceFrame.isValid() ? m_sinceFrame.elapsed() : kFrameIntervalMs;
    m_frameTimer.start(static_cast<int>(std::clamp<qint64>(kFrameIntervalMs - since, 0, kFrameIntervalMs)));
}

void LinkedPlot::drawFrame()
{
    // The canvas, not this widget: an opaque child that covers its parent leaves the parent no visible region.
    if (!m_isDirty || !isVisible() || window()->isMinimized() || m_canvas->visibleRegion().isEmpty())
        return;
    drawNow();
}

void LinkedPlot::drawNow()
{
    if (!m_isDirty || !m_link)
        return;
    m_sinceFrame.start();
    m_isDirty = false;
    layOutCanvas();
    const PlotRange x = currentX();
    const PlotRange places = currentPlaces();
    m_canvas->xAxis->setRange(places.lower, places.upper);
    const QRect rect = plotRect();
    const int label = QFontMetrics(m_theme.font(TextSize::Tiny)).horizontalAdvance(numberText(x.upper, 0));
    m_xTicker->setScale(xScale());
    // Ticks of a linear axis are even, so that counting them is enough.
    const int gap = xScale().kind() == AxisScale::Kind::Linear ? 0 : label + kXTickGap;
    m_xTicker->setRoom(std::min(6, rect.width() / (label + kXTickGap)), gap, rect.width());
    updateContent();
    m_canvas->replot(QCustomPlot::rpQueuedRefresh);
    ++m_frames;
    m_lastFrameMs = static_cast<double>(m_sinceFrame.nsecsElapsed()) / 1e6;
}

void LinkedPlot::layOutCanvas()
{
    // A widget that was never shown has had no resize event, and after one the axis rectangle is that of the last
    // frame.
    if (m_canvas->size() != size())
        m_canvas->resize(size());
    m_canvas->setViewport(m_canvas->rect());
    for (const auto phase : {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        m_canvas->plotLayout()->update(phase);
}

void LinkedPlot::redrawCursor()
{
    if (m_frames > 0 && isVisible())
        m_canvas->layer(kCursorLayer)->replot();
}

bool LinkedPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

bool LinkedPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_canvas && event->type() == QEvent::MouseButtonPress)
        setFocus(Qt::MouseFocusReason);
    else if (watched == m_canvas && event->type() == QEvent::Resize)
        scheduleFrame();
    else if (watched == m_canvas && event->type() == QEvent::Paint && m_isDirty)
        scheduleFrame(); // was hidden behind something when its data came
    return QWidget::eventFilter(watched, event);
}

void LinkedPlot::keyPressEvent(QKeyEvent* event)
{
    if (!m_navigation->handleKey(*event))
        QWidget::keyPressEvent(event);
}

void LinkedPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    redrawCursor();
}

void LinkedPlot::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    redrawCursor();
}

void LinkedPlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    // The window may have come to a screen with another pixel ratio.
    if (m_canvas->bufferDevicePixelRatio() != devicePixelRatioF()) {
        m_canvas->setBufferDevicePixelRatio(devicePixelRatioF());
        applyTheme();
    }
    scheduleFrame();
}

void LinkedPlot::contextMenuEvent(QContextMenuEvent* event)
{
    emit menuRequested(event->globalPos());
}

} // namespace lb::widgets
