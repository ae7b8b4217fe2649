#pragma once

#include "experiments/records/metric_records.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/x_mapping.h"

#include <QElapsedTimer>
#include <QHash>
#include <QPointer>
#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <memory>

class QCustomPlot;
class QCPPainter;

namespace lb::widgets {

class PlotNavigation;
class ScaleTicker;
class Theme;

/// What all plots over steps have in common: one axis rectangle whose x axis, zoom and cursor come from a PlotLink,
/// event and checkpoint marks, mouse and keys, redrawing at most 30 times a second and only while visible.
///
/// Wheel zooms x, Ctrl+wheel y, drag pans, Shift+drag zooms into a box, double click and Home fit, Backspace goes back,
/// click leaves a cursor standing (Escape removes it), Left and Right move the cursor, + and - zoom.
class LinkedPlot : public QWidget {
    Q_OBJECT
public:
    static constexpr int kFrameIntervalMs = 33;
    static constexpr int kDefaultLeftMargin = 54;

    ~LinkedPlot() override;

    PlotLink* link() const { return m_link; }
    const Theme& theme() const { return m_theme; }

    /// All events of a run, oldest first; drawn are those of the shown kinds.
    void setEvents(const QString& uid, const QList<experiments::RunEvent>& events);
    /// Which kinds are drawn; "vanishing" and "non-finite" unless told otherwise.
    void setShownEventKinds(const QStringList& kinds);
    /// Words beside the pennants ("vanishing, VAE"): for one plot of a row, and for single ones.
    void setEventLabelsShown(bool isShown);
    void setCheckpoints(const QString& uid, const QList<experiments::CheckpointRecord>& checkpoints);
    /// Room for tick labels; plots of one column take the same, so that their axes align.
    void setLeftMargin(int pixels);
    /// All data on x in every linked plot, and on y here.
    void fit();

    /// How often it was drawn, and how long the last time took.
    int frameCount() const { return m_frames; }
    double lastFrameMs() const { return m_lastFrameMs; }
    /// Draws now if something changed, visible or not: for pictures and exports.
    void drawNow();

    QSize sizeHint() const override { return {360, 240}; }
    QSize minimumSizeHint() const override { return {180, 140}; }

signals:
    /// For a context menu of the page's own, in global coordinates.
    void menuRequested(QPoint globalPosition);

protected:
    LinkedPlot(const Theme& theme, PlotLink* link, QWidget* parent);

    /// Brings plottables and ranges up to date; called once per frame before drawing.
    virtual void updateContent() = 0;
    /// Drawn above the curves, in widget pixels.
    virtual void paintMarks(QCPPainter& painter) = 0;
    /// On the layer of the cursor, which is redrawn alone.
    virtual void paintCursor(QCPPainter& painter, double x) = 0;
    /// Nothing for a run that is not shown here.
    virtual std::optional<XMapping> mappingOf(const QString& uid) const = 0;
    virtual QString nameOf(const QString& uid) const = 0;
    void setZoomsY(bool zooms);
    virtual void applyTheme();
    /// The words of a tooltip at this place; empty: none.
    virtual QString toolTipAt(QPoint position) const;
    /// A click inside the axes: leaves the cursor standing.
    virtual void clickAt(QPoint position);

    QCustomPlot* canvas() const { return m_canvas; }
    QRect plotRect() const;
    /// Content changed: draw soon.
    void scheduleFrame();
    void setYRange(PlotRange places);
    void setRightMargin(int pixels);
    /// In units of the x mode; with an end that has no place on the axis nowhere.
    PlotRange currentX() const;
    /// The same in places.
    PlotRange currentPlaces() const;
    AxisScale xScale() const;
    /// Fills in mode and scale of the shared axis.
    XMapping sharedMapping(const PlotRun& run, double startMs) const;
    double pixelOfX(double x) const;
    double xOfPixel(double pixel) const;
    double pixelOfY(double place) const;
    void paintXTitle(QCPPainter& painter) const;
    /// Rotated, at the left edge, centred on `middle`.
    void paintYTitle(QCPPainter& painter, const QString& title, double middle) const;
    /// A place on the x axis in words, with its unit.
    QString xText(double x) const;
    /// `text` on the ground of the plot, so that curves do not cross it. `anchor` is the right end of its middle line.
    void paintLabel(QCPPainter& painter, QPointF anchor, const QString& text, const QColor& color) const;

    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Mark {
        double pixel = 0;
        QString runName;
        experiments::RunEvent event;
    };
    struct RunMarks {
        QList<experiments::RunEvent> events;
        QList<experiments::CheckpointRecord> checkpoints;
    };

    void buildCanvas();
    void drawFrame();
    void layOutCanvas();
    void paintAllMarks(QCPPainter& painter);
    void paintEvents(QCPPainter& painter) const;
    void paintCheckpoints(QCPPainter& painter) const;
    void paintAllCursors(QCPPainter& painter);
    void paintCursorLine(QCPPainter& painter, double x, bool isPinned);
    QColor markColor(const QString& kind) const;
    void paintStepFlag(QCPPainter& painter, double x) const;
    void redrawCursor();
    QList<Mark> eventMarks() const;
    QString xTitle() const;

    const Theme& m_theme;
    QPointer<PlotLink> m_link;
    QCustomPlot* m_canvas = nullptr;
    std::unique_ptr<PlotNavigation> m_navigation;
    std::shared_ptr<ScaleTicker> m_xTicker;
    QHash<QString, RunMarks> m_marks;
    QStringList m_shownKinds;
    bool m_areEventLabelsShown = false;
    QTimer m_frameTimer;
    QElapsedTimer m_sinceFrame;
    bool m_isDirty = true;
    int m_frames = 0;
    double m_lastFrameMs = 0;
};

} // namespace lb::widgets
