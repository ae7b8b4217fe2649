#pragma once

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace lb::widgets {
class ElidedLabel;
class Theme;
class TimeSlider;
} // namespace lb::widgets

namespace lb::gui {

class ActionRegistry;
class TimePosition;

/// The strip below the pages that moves the whole window through the training: play, before, after, newest, a slider
/// with a mark for each stop, where it stands. Hidden while there is nothing to go to.
class TimelineBar : public QWidget {
    Q_OBJECT
public:
    TimelineBar(const widgets::Theme& theme, ActionRegistry& actions, TimePosition& time, QWidget* parent);

    /// Whether the page in front has a time at all.
    void setWanted(bool wanted);

private:
    void addButtons(QHBoxLayout* row);
    void connectParts();
    void play(bool playing);
    void playOn();
    void takePosition();
    void takeStops();
    QString words() const;

    const widgets::Theme& m_theme;
    ActionRegistry& m_actions;
    TimePosition& m_time;
    widgets::TimeSlider* m_slider;
    widgets::ElidedLabel* m_note;
    QLabel* m_words;
    QTimer m_playTimer;
    bool m_isWanted = false;
};

} // namespace lb::gui
