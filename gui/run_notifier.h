#pragma once

#include "experiments/records/run_record.h"

#include <QHash>
#include <QObject>
#include <QTimer>

class QSystemTrayIcon;

namespace lb::gui {

class RunBoard;

/// Tells the desktop that runs have ended while the window is not the active one: an icon in the tray says which, where
/// the desktop has a tray, and the window asks for attention. Runs that end together are told together. GUI thread.
class RunNotifier : public QObject {
    Q_OBJECT
public:
    RunNotifier(RunBoard& board, QWidget& window);

    bool isOn() const { return m_isOn; }
    void setOn(bool on) { m_isOn = on; }
    /// What was clicked: raises the window and asks for the run that was told last.
    void open();

signals:
    /// Has been told; `isBad`: one failed or was interrupted.
    void told(const QString& title, const QString& text, bool isBad);
    void openRequested(const QString& uid);

private:
    void look(const experiments::RunRecord& run);
    void lookAtAll();
    void tell();

    RunBoard& m_board;
    QWidget& m_window;
    QSystemTrayIcon* m_tray = nullptr;             ///< made with the first message; null: the desktop has none
    QHash<QString, experiments::RunState> m_known; ///< of runs at work
    QList<experiments::RunRecord> m_ended;         ///< not told yet
    QString m_lastTold;
    QTimer m_gather;
    bool m_isOn = true;
};

} // namespace lb::gui
