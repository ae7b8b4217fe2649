#pragma once

#include <QHash>
#include <QWidget>

#include <vector>

class QCheckBox;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Small maps of the checkpoints of a run that were looked at; a click on one goes there.
class TimeStrip : public QWidget {
    Q_OBJECT
public:
    TimeStrip(const widgets::Theme& theme, QWidget* parent);

    /// Rising. `current` -1: the last; one that is not among them: none.
    void setSteps(const QString& uid, const QList<qint64>& steps, qint64 current);
    /// The map of a step is there: its small picture is made.
    void setMap(qint64 step, const std::vector<float>& positions, const std::vector<int>& classes);
    bool isAligned() const;

signals:
    void stepChosen(qint64 step);
    void alignToggled(bool aligned);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    int room() const; ///< for pictures, in pixels
    QRect cellRect(int place) const;
    QList<int> shownPlaces() const;

    const widgets::Theme& m_theme;
    QString m_uid;
    QList<qint64> m_steps;
    QHash<qint64, QImage> m_pictures;
    qint64 m_current = -1; ///< none: before the first
    QCheckBox* m_align = nullptr;
};

} // namespace lb::gui
