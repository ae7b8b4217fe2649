#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QWidget>

namespace lb::gui {

class RunBoard;

/// Writes a picture of the window once the project has been read and nothing new has come for a while, then ends the
/// program: exit code 0, or 1 when the file cannot be written. A live run is pictured after ten times that while.
class Screenshot : public QObject {
    Q_OBJECT
public:
    Screenshot(QWidget& window, RunBoard& board, const QString& file, int quietMs);

private:
    void take();

    QWidget& m_window;
    QString m_file;
    int m_quietMs;
    QTimer m_timer;
    QElapsedTimer m_sinceStart;
};

} // namespace lb::gui
