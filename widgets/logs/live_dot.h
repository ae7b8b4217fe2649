#pragma once

#include <QWidget>

namespace lb::widgets {

class Theme;

/// "● live, 0.2 s ago", "○ stalled, 12 s", "paused at step 310": a dot that always carries a word and an age.
class LiveDot : public QWidget {
    Q_OBJECT
public:
    enum class State { Idle, Live, Stalled, Paused };

    explicit LiveDot(const Theme& theme, QWidget* parent = nullptr);

    /// `ageSeconds` since the last heartbeat: shown for live and stalled.
    void setState(State state, double ageSeconds = 0);
    /// Other words than those of the state, such as "paused at step 310".
    void setWords(State state, const QString& words);
    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    State m_state = State::Idle;
    QString m_text;
};

} // namespace lb::widgets
