#pragma once

#include "gui/dialogs/questions.h"

#include <QObject>

class QSettings;
class QWidget;

namespace lb::gui {

class RunActions;
class RunBoard;

/// Decides what becomes of runs at work when the window closes: asks once, remembers if told to, does it, then lets the
/// window go.
class CloseGuard : public QObject {
    Q_OBJECT
public:
    struct Parts {
        QSettings& settings;
        RunBoard& board;
        RunActions& runs;
        Questions& questions;
    };
    CloseGuard(const Parts& parts, QWidget* window);

    /// True: close now. False: an answer, or the workers' commands, are on their way; the window is closed then.
    bool mayClose();
    bool hasRememberedAnswer() const;
    /// The next close asks again.
    void forget();

signals:
    void rememberedChanged();

private:
    void act(CloseChoice choice);

    Parts m_parts;
    QWidget* m_window;
    bool m_isAsking = false;
    bool m_isDecided = false;
};

} // namespace lb::gui
