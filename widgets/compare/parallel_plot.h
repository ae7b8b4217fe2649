#pragma once

#include "widgets/plots/axis_scale.h"

#include <QColor>
#include <QHash>
#include <QList>
#include <QPixmap>
#include <QWidget>

#include <optional>

namespace lb::widgets {

class Theme;

/// One axis: a metric or a setting. Settings that are words have their values as ticks.
struct ParallelAxis {
    QString id;
    QString title;     ///< "KL (nats)"
    QStringList words; ///< not empty: values are indices into these
    bool operator==(const ParallelAxis&) const = default;
};

/// One run: a value per axis, in the order of the axes; NaN where it has none.
struct ParallelLine {
    QString uid;
    QString family;
    qint64 seed = 1;
    QList<double> values;
    bool isShown = true; ///< drawn in its hue while no brush stands
};

/// Runs as lines over parallel axes. A drag on an axis brushes it, a drag on a brush moves it, a click beside it
/// removes it; a name dragged sideways moves its axis, a double click on a name turns it round, Shift with it makes it
/// logarithmic. By keyboard: Left and Right choose an axis, Up and Down move its brush (Shift makes it longer or
/// shorter), Ctrl+Left and Ctrl+Right move the axis, I inverts, L is log, Escape removes brushes. What is not a number
/// has a place of its own below the axes. 500 runs on 12 axes follow the mouse: both pictures of lines are kept.
class ParallelPlot : public QWidget {
    Q_OBJECT
public:
    ParallelPlot(const Theme& theme, QWidget* parent);

    /// Axes that stay keep brush, direction and scale, and once the user has moved one, their places: new ones then
    /// come at the end.
    void setContent(const QList<ParallelAxis>& axes, const QList<ParallelLine>& lines);
    QStringList axisOrder() const;
    void moveAxis(const QString& id, int place);
    void invert(const QString& id);
    void setLog(const QString& id, bool isLog);
    bool isInverted(const QString& id) const { return m_views.value(id).isInverted; }
    bool isLog(const QString& id) const { return m_views.value(id).scale.kind() == AxisScale::Kind::Log; }
    /// In values; nothing removes it. `last`: the gesture is over. Until then many lines are drawn one pixel wide and
    /// without dashes.
    void setBrush(const QString& id, std::optional<PlotRange> brush, bool last = true);
    std::optional<PlotRange> brush(const QString& id) const { return m_views.value(id).brush; }
    bool hasBrush() const;
    void clearBrushes();
    /// Runs inside all brushes, in the order they were given.
    QStringList inside() const;
    qsizetype lineCount() const { return m_lines.size(); }

    /// Where a value stands, in pixels of this widget.
    QPointF place(const QString& id, double value) const;
    QRect nameRect(const QString& id) const;

    /// Every line is drawn.
    bool isDrawn() const { return m_all.drawn == m_lines.size() && m_chosen.drawn == m_lines.size(); }
    /// How often the lines inside were drawn anew: a drag that changes nothing costs none.
    int lineRedraws() const { return m_lineRedraws; }

    QSize sizeHint() const override { return {560, 300}; }
    QSize minimumSizeHint() const override { return {300, 180}; }

signals:
    /// A brush moved; the lines follow at once.
    void insideChanged(int count);
    /// The mouse was let go, or a key pressed: what is inside is the selection now; all when no brush stands.
    void brushed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct View {
        AxisScale scale;
        bool isInverted = false;
        std::optional<PlotRange> brush;
        PlotRange range; ///< of the finite values, in places of the scale
    };
    enum class Drag { None, NewBrush, MoveBrush, Name };

    void fitAxis(int column);
    void forgetPictures();
    void updateInside();
    double axisX(int column) const;
    double pixelOf(const View& view, double value) const;
    double valueAt(const View& view, double y) const;
    double naY() const;
    int axisAt(double x) const;
    const View& viewAt(int column) const;
    /// Lines of a picture: thousands are drawn some at a time, a part for each frame.
    struct Layer {
        QPixmap picture;
        qsizetype drawn = 0;   ///< lines that are in it, or are not for it
        bool isCoarse = false; ///< of lines one pixel wide, without dashes
    };
    void drawLines(Layer& layer, bool insideOnly);
    void paintAxis(QPainter& painter, int column) const;
    void paintTicks(QPainter& painter, int column) const;
    void paintBrush(QPainter& painter, int column) const;
    void nudgeBrush(bool up, bool resize);
    QString accessibleWords() const;

    const Theme& m_theme;
    QList<ParallelAxis> m_axes;  ///< in the order shown
    QList<ParallelLine> m_lines; ///< values in the order of m_axes
    QHash<QString, View> m_views;
    std::vector<char> m_isInside;
    Layer m_all;    ///< every line in grey
    Layer m_chosen; ///< those inside, in their hue
    int m_lineRedraws = 0;
    bool m_isBrushMoving = false;
    Drag m_drag = Drag::None;
    int m_dragAxis = 0;
    double m_dragFrom = 0; ///< value, or x of a name
    double m_dragX = 0;    ///< where a dragged name is now
    PlotRange m_dragBrush;
    int m_focusAxis = 0;
    bool m_isOrdered = false; ///< by the user: new values do not change the order of the axes
};

} // namespace lb::widgets
