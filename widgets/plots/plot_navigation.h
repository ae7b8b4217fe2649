#pragma once

#include "widgets/plots/plot_types.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPoint>
#include <QPointer>

#include <optional>

class QCustomPlot;
class QKeyEvent;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;

namespace lb::widgets {

class PlotLink;

/// Turns mouse and keys on a canvas into changes of a PlotLink. It decides nothing about drawing.
class PlotNavigation : public QObject {
    Q_OBJECT
public:
    /// `plot` is the name under which the link keeps this plot's y range.
    PlotNavigation(QCustomPlot* canvas, PlotLink* link, QObject* plot);

    void setZoomsY(bool zooms) { m_zoomsY = zooms; }
    /// True when the key was one of ours.
    bool handleKey(const QKeyEvent& event);
    /// Leaves the standing cursor here, or removes it when it is here already.
    void togglePin(QPoint position);

signals:
    /// Pressed and released at one place inside the axes.
    void clicked(QPoint position);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Gesture { None, Pan, Box };

    void wheel(const QWheelEvent& event);
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void zoomBox(const QRect& box);
    void zoom(double factor, std::optional<QPoint> around, bool isY, bool continues);
    void moveCursor(int direction);
    bool isInside(QPoint position) const;
    /// In places of the axes.
    PlotRange xNow() const;
    PlotRange yNow() const;
    /// In units of the x mode.
    double xAt(int pixel) const;
    PlotRange valuesOf(PlotRange places) const;

    QCustomPlot* m_canvas;
    QPointer<PlotLink> m_link;
    QObject* m_plot;
    bool m_zoomsY = true;
    Gesture m_gesture = Gesture::None;
    bool m_hasMoved = false;
    QPoint m_pressedAt;
    PlotRange m_pressedX;
    PlotRange m_pressedY;
    QRubberBand* m_band = nullptr;
    QElapsedTimer m_sinceWheel;
};

} // namespace lb::widgets
