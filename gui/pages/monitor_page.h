#pragma once

#include "experiments/records/own_metric.h"
#include "gui/remedies.h"
#include "gui/run_board.h"

#include <QWidget>

class QScrollArea;
class QSettings;
class QStackedLayout;
class QUndoStack;

namespace lb::widgets {
class ItemStripView;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class LayoutDesk;
class LayoutMenu;
class MetricShelf;
class MonitorPanels;
class OwnMetricDesk;
class Questions;
class StoreThread;
class VanishingPanel;
class ViewBar;

/// Live and recorded curves of the shown runs, messages about them, and the same eight validation items from each.
class MonitorPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        StoreThread& store;
        Questions& questions;
        QUndoStack& undo; ///< outlives the page
        QSettings& settings;
    };
    MonitorPage(const Parts& parts, QWidget* parent);

    MonitorPanels& panels() { return *m_panels; }
    LayoutDesk& layouts() { return *m_desk; }
    void fitPlots();
    /// Puts the keyboard on the first plot: arrows move the cursor, Space pauses.
    void focusPlot();
    /// The list of metrics beside the plots, with the keyboard in it.
    void showMetrics(bool shown);

signals:
    void remedyRequested(const QString& uid, lb::gui::Remedy remedy);
    void readingRequested();
    void demoRequested();
    /// Space, while a plot has the keyboard.
    void pauseToggled();
    void metricsShown(bool shown);
    /// What was asked for cannot be done, in a sentence.
    void refused(const QString& sentence);
    void failed(const lb::experiments::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeEmpty();
    QWidget* makeBody();
    void connectViewBar();
    void connectLayouts();
    void addKeys();
    /// To the step before (-1) or after (1) of which some run kept its items.
    void goToKept(int direction);
    void takeRuns();
    void takeStrip(const QString& uid);
    /// Of the step that the window looks at; the newest come by themselves.
    void readStrips();
    /// Whether there are earlier or later steps that items were kept of.
    void offerKept();
    void tellTime();
    void takeMetrics();
    void askTitle(const QString& plot);
    /// Of an empty name: a new one.
    void askOwnMetric(const QString& name);
    void changeOwnMetric(const QString& name, const experiments::OwnMetric& metric);

    Parts m_parts;
    LayoutDesk* m_desk = nullptr;
    OwnMetricDesk* m_ownMetrics = nullptr;
    LayoutMenu* m_layoutMenu = nullptr;
    QStackedLayout* m_pages = nullptr;
    ViewBar* m_viewBar = nullptr;
    QScrollArea* m_scroll = nullptr;
    MetricShelf* m_shelf = nullptr;
    VanishingPanel* m_why = nullptr;
    MonitorPanels* m_panels = nullptr;
    widgets::ItemStripView* m_strip = nullptr;
    QString m_missing; ///< which runs kept nothing at the step
};

} // namespace lb::gui
