#pragma once

#include "experiments/records/statistics.h"
#include "widgets/plots/axis_scale.h"

#include <QWidget>

namespace lb::widgets {

class Theme;

/// A run, or the mean of a group of seeds, in the plane of two quantities.
struct PlanePlotPoint {
    QString key; ///< of the run or group
    QString name;
    QString family;
    QStringList uids;
    double x = 0; ///< a point that is not finite is not drawn, but counted
    double y = 0;
    bool isSeed = false; ///< one of a group whose mean is there too: drawn smaller and hollow
};

struct PlanePlotSettings {
    QString xTitle;
    QString yTitle;
    int betterX = 0; ///< −1 smaller, 1 larger; 0: no front on this axis
    int betterY = 0;
    bool showsFront = true;
    bool showsTrend = false;
    bool showsEqualSums = false; ///< lines x + y = constant: equal ELBO
    bool isLogX = false;
    bool isLogY = false;
};

/// Two quantities against each other, with the Pareto front. A click chooses a point, a drag the points in a box; the
/// arrow keys go from point to point by x, Return chooses.
class PlanePlot : public QWidget {
    Q_OBJECT
public:
    PlanePlot(const Theme& theme, QWidget* parent);

    void set(const QList<PlanePlotPoint>& points, const PlanePlotSettings& settings);
    void setCurrent(const QString& key);
    const QList<PlanePlotPoint>& points() const { return m_points; }
    /// Keys of the points on the front, by rising x; seeds beside their means are not asked.
    QStringList front() const;
    const std::optional<experiments::TrendLine>& trend() const { return m_trend; }
    /// In pixels of this widget.
    QPointF place(const PlanePlotPoint& point) const;

    QSize sizeHint() const override { return {480, 300}; }
    QSize minimumSizeHint() const override { return {240, 180}; }

signals:
    void pointChosen(const QString& key);
    void boxChosen(const QStringList& uids);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void fit();
    QRectF area() const;
    QPointF toPixel(double x, double y) const;
    int pointAt(QPointF pixel) const;
    void step(int direction);
    QString wordsOf(const PlanePlotPoint& point) const;
    void paintAxes(QPainter& painter) const;
    void paintSums(QPainter& painter) const;
    void paintLines(QPainter& painter) const;
    void paintPoints(QPainter& painter) const;
    void paintNames(QPainter& painter) const;

    const Theme& m_theme;
    QList<PlanePlotPoint> m_points;
    PlanePlotSettings m_settings;
    AxisScale m_scaleX;
    AxisScale m_scaleY;
    PlotRange m_x; ///< in places
    PlotRange m_y;
    std::vector<int> m_front;
    std::optional<experiments::TrendLine> m_trend;
    QString m_current;
    std::optional<QPointF> m_press;
    QPointF m_mouse;
};

} // namespace lb::widgets
