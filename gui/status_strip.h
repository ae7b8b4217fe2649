#pragma once

#include "gui/run_board.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QProgressBar;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class DeviceChoice;

/// The window's last line: the current run's state, progress, ETA, rate, KL and units; at the right the device, the
/// last save and the log's toggle.
class StatusStrip : public QStatusBar {
    Q_OBJECT
public:
    StatusStrip(const widgets::Theme& theme, RunBoard& board, DeviceChoice& devices, QWidget* parent);

    void setProject(const QString& name, bool readOnly);
    /// The button that shows and hides the log.
    QToolButton* logButton() const { return m_logButton; }

private:
    QLabel* addPart(const QString& name, bool atRight = false);
    void show(const QString& uid);
    void showIdle();
    void showSaved();
    QString latentText(const experiments::RunRecord& run) const;
    const experiments::RunRecord* runToShow() const;

    const widgets::Theme& m_theme;
    RunBoard& m_board;
    QLabel* m_icon = nullptr;
    QLabel* m_run = nullptr;
    QLabel* m_epoch = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_percent = nullptr;
    QLabel* m_eta = nullptr;
    QLabel* m_rate = nullptr;
    QLabel* m_latent = nullptr;
    QLabel* m_project = nullptr;
    QLabel* m_saved = nullptr;
    QToolButton* m_logButton = nullptr;
    QTimer m_savedTimer; ///< runs only while something is at work
};

} // namespace lb::gui
