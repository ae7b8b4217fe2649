#pragma once

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QSlider;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The checkpoints of a run as a slider through its training, with small maps of those that were looked at.
class TimeStrip : public QWidget {
    Q_OBJECT
public:
    TimeStrip(const widgets::Theme& theme, QWidget* parent);

    /// Rising. `current` -1: the last.
    void setSteps(const QString& uid, const QList<qint64>& steps, qint64 current);
    /// The map of a step is there: its small picture is made, and playing goes on.
    void setMap(qint64 step, const std::vector<float>& positions, const std::vector<int>& classes);
    bool isAligned() const;
    bool isPlaying() const { return m_isPlaying; }

signals:
    void stepChosen(qint64 step);
    void alignToggled(bool aligned);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QToolButton* addButton(const char* name, const QString& icon, const QString& toolTip);
    void go(int place);
    void play(bool playing);
    void updateLabel();
    QRect cellRect(int place) const;
    QList<int> shownPlaces() const;

    const widgets::Theme& m_theme;
    QString m_uid;
    QList<qint64> m_steps;
    QHash<qint64, QImage> m_pictures;
    QToolButton* m_play = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_label = nullptr;
    QCheckBox* m_align = nullptr;
    QTimer m_chooseTimer; ///< a drag over many checkpoints asks for the one it ends at
    bool m_isPlaying = false;
};

} // namespace lb::gui
