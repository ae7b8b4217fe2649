#pragma once

#include "widgets/plots/plot_types.h"
#include "widgets/tables/picture_rows.h"

#include <QWidget>

namespace lb::widgets {

class Theme;

/// Two grids of the same pictures on top of each other: left of a divider the one, right of it the other; or what they
/// differ in. The divider is dragged, or moved with Left and Right (Shift: farther), Home and End.
class ImageSwipe : public QWidget {
    Q_OBJECT
public:
    struct Side {
        PlotRun run;
        QString note; ///< behind the name: "step 400"
        PictureRows rows;
    };
    ImageSwipe(const Theme& theme, QWidget* parent);

    void setSides(const Side& left, const Side& right);
    /// Left less right in place of both.
    void setDifferenceShown(bool isShown);
    /// Of the divider, 0 at the left edge to 1 at the right.
    double position() const { return m_position; }
    void setPosition(double position);

    QSize sizeHint() const override { return {480, 220}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

signals:
    void positionChanged(double position);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    PictureRows shownRows(const Side& side) const;
    PictureLayout layOut() const;
    int dividerX() const;
    void paintName(QPainter& painter, const Side& side, bool isLeft) const;
    void paintDivider(QPainter& painter) const;
    void describe();

    const Theme& m_theme;
    Side m_left, m_right;
    double m_position = 0.5;
    bool m_showsDifference = false;
};

} // namespace lb::widgets
