#pragma once

#include "gui/remedies.h"
#include "gui/run_board.h"

#include <QWidget>

class QScrollArea;
class QStackedLayout;

namespace lb::widgets {
class ItemStripView;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class MonitorPanels;
class StoreThread;
class ViewBar;

/// Live and recorded curves of the shown runs, messages about them, and the same eight validation items from each.
class MonitorPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
    };
    MonitorPage(const Parts& parts, QWidget* parent);

    MonitorPanels& panels() { return *m_panels; }
    void fitPlots();
    /// Puts the keyboard on the first plot: arrows move the cursor, Space pauses.
    void focusPlot();

signals:
    void remedyRequested(const QString& uid, lb::gui::Remedy remedy);
    void readingRequested();
    void demoRequested();
    /// Space, while a plot has the keyboard.
    void pauseToggled();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeEmpty(const widgets::Theme& theme);
    void connectViewBar();
    void takeRuns();
    void takeStrip(const QString& uid);
    /// Of the step that the window looks at; the newest come by themselves.
    void readStrips();
    void tellTime();

    RunBoard& m_board;
    StoreThread& m_store;
    QStackedLayout* m_pages = nullptr;
    ViewBar* m_viewBar = nullptr;
    QScrollArea* m_scroll = nullptr;
    MonitorPanels* m_panels = nullptr;
    widgets::ItemStripView* m_strip = nullptr;
    QString m_missing; ///< which runs kept nothing at the step
};

} // namespace lb::gui
