#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace lb::widgets {

class Theme;

/// A quantity along a path, 0 to 1, as a curve of each run, with a line at a position and a ring where it meets each
/// curve. A click or a drag chooses a position; so do the arrow keys, Home and End.
class PathPlot : public QWidget {
    Q_OBJECT
public:
    struct Curve {
        QString name;
        QString family;
        qint64 seed = 1;
        /// At equal distances; the first at `first`, the last at 1 - `first`.
        std::vector<double> values;
        double first = 0;
        bool operator==(const Curve&) const = default;
    };
    struct Words {
        QString xTitle;
        QString yTitle;
    };
    PathPlot(const Theme& theme, const Words& words, QWidget* parent);

    void setCurves(const QList<Curve>& curves);
    const QList<Curve>& curves() const { return m_curves; }
    /// A dashed line with its words; nullopt: none.
    void setReference(std::optional<double> value, const QString& text = {});
    void setPosition(double position);
    double position() const { return m_position; }
    /// Between neighbours on the straight line; NaN outside of the curve.
    static double valueAt(const Curve& curve, double position);

    QSize sizeHint() const override { return {320, 150}; }
    QSize minimumSizeHint() const override { return {180, 76}; }

signals:
    void positionChosen(double position);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF plotRect() const;
    QPointF pixelOf(double position, double value) const;
    void choose(double position);
    void describe();
    void paintAxes(QPainter& painter) const;
    void paintReference(QPainter& painter) const;
    void paintCurves(QPainter& painter) const;

    const Theme& m_theme;
    Words m_words;
    QList<Curve> m_curves;
    std::optional<double> m_reference;
    QString m_referenceText;
    double m_top = 1;
    double m_position = 0;
};

} // namespace lb::widgets
