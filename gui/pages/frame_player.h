#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Plays pictures one after another: play and pause, single steps ([ and ]), the place by a slider, how long the whole
/// way takes and what happens at its end. Knows how many there are, not what they show. Pauses when it is hidden.
class FramePlayer : public QWidget {
    Q_OBJECT
public:
    enum class Repeat { Once, Again, BothWays };

    struct Words {
        QString name;   ///< begins the names of its parts: "path" makes pathPlay, pathSlider
        QString play;   ///< tool tip of Play
        QString slider; ///< tool tip of the slider
    };
    FramePlayer(const widgets::Theme& theme, const Words& words, QWidget* parent);

    /// Stays at the same share of the way. Fewer than two cannot be played.
    void setFrameCount(int count);
    int frameCount() const { return m_count; }
    int frame() const;
    /// 0 at the first, 1 at the last.
    double position() const;
    void setFrame(int frame);
    void setLabel(const QString& text);
    bool isPlaying() const { return m_timer.isActive(); }
    /// From the end, playing once begins again at the start.
    void setPlaying(bool playing);
    void setRepeat(Repeat repeat);
    /// Of the whole way.
    double seconds() const;
    /// What so much time of playing does.
    void advance(double seconds);
    /// Where an owner puts what belongs beside it.
    QHBoxLayout& row() { return *m_row; }

signals:
    void frameChanged(int frame);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QToolButton* addButton(const QString& name, const QString& icon, const QString& toolTip);
    QComboBox* addChoice(const QString& name, const QString& title, const QString& toolTip);
    void tick();
    void updatePlayButton();

    const widgets::Theme& m_theme;
    QHBoxLayout* m_row = nullptr;
    QToolButton* m_play = nullptr;
    QToolButton *m_previous = nullptr, *m_next = nullptr;
    QSlider* m_slider = nullptr;
    QLabel* m_label = nullptr;
    QComboBox *m_seconds = nullptr, *m_repeat = nullptr;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    int m_count = 0;
    double m_place = 0; ///< share of the way, between frames too
    int m_direction = 1;
    bool m_isAdvancing = false;
};

} // namespace lb::gui
