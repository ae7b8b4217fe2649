#pragma once

#include "gui/run_board.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace lb::widgets {
class MessageBar;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// A bar for each run whose worker died: Continue, or Keep as is.
class InterruptedBars : public QWidget {
    Q_OBJECT
public:
    InterruptedBars(const widgets::Theme& theme, RunBoard& board, QWidget* parent);

signals:
    void continueRequested(const QString& uid);
    void keepRequested(const QString& uid);

private:
    void takeRuns();
    widgets::MessageBar* addBar(const QString& uid);

    const widgets::Theme& m_theme;
    RunBoard& m_board;
    QVBoxLayout* m_column = nullptr;
    QHash<QString, widgets::MessageBar*> m_bars;
    QStringList m_closed; ///< by the user, until the program ends
};

} // namespace lb::gui
