#pragma once

#include "gui/run_board.h"

#include <QTimer>
#include <QWidget>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// "live, 0.2 s ago", "stalled, 12 s", "paused": a dot and a word about the shown runs that are at work. Nothing when
/// none is.
class LiveDot : public QWidget {
    Q_OBJECT
public:
    LiveDot(const widgets::Theme& theme, RunBoard& board, QWidget* parent);
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class State { None, Live, Stalled, Paused };
    void look();
    void show(State state, const QString& text);

    const widgets::Theme& m_theme;
    RunBoard& m_board;
    QTimer m_timer; ///< runs only while a shown run is at work
    State m_state = State::None;
    QString m_text;
};

} // namespace lb::gui
