#pragma once

#include <QList>
#include <QSlider>

namespace lb::widgets {

class Theme;

/// A slider over the steps of a training with a mark at each stop. A click on the groove goes there, to the stop itself
/// when it is near; arrows ask for the stop before and after, Home and End for the first stop and the newest.
class TimeSlider : public QSlider {
    Q_OBJECT
public:
    TimeSlider(const Theme& theme, QWidget* parent);

    /// Rising.
    void setStops(const QList<qint64>& stops);

signals:
    /// -1: the stop before, 1: the one after.
    void stopAsked(int direction);
    void firstAsked();
    void newestAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// Where the middle of the handle can be, and how far down the handle reaches.
    struct Track {
        int left = 0;
        int width = 0;
        QRect handle;
    };
    Track track() const;
    int pixelOf(const Track& track, qint64 step) const;
    int valueAt(int pixel) const;

    const Theme& m_theme;
    QList<qint64> m_stops;
};

} // namespace lb::widgets
