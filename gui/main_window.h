#pragma once

#include "experiments/records/result.h"
#include "gui/action_registry.h"
#include "gui/tool_strip.h"

#include <QMainWindow>

#include <functional>

class QStackedWidget;
class QTabBar;

namespace lb::experiments {
struct MergeCounts;
struct RunDifference;
} // namespace lb::experiments

namespace lb::gui {

class AppContext;
class CloseGuard;
class ComparePage;
class DataPage;
class EvaluationJob;
class InspectorDock;
class LatentPage;
class LogDock;
class MonitorPage;
class NewRunPage;
class NoticeArea;
class PerformanceDock;
class ProjectPacker;
class RunImporter;
class QueueDock;
class ReadingPage;
class ReportPage;
class ReportShelf;
class RunListSettings;
class RunsDock;
class RunNotifier;
class RunVerbs;
class SamplesPage;
class StartPage;
class StatusStrip;
class TextPage;
class TimelineBar;
class ValuesDock;
class ViewMemory;
class WindowLayout;
struct EvaluationResult;
struct ReportItem;
struct SearchEntry;
enum class ThemeChoice;

/// The window: tool bar, tabs, pages, docks, status line. Wires parts together; what verbs do stands in RunVerbs and
/// RunActions, where docks are in WindowLayout, what becomes of runs at the end in CloseGuard.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(AppContext& context);
    ~MainWindow() override;

    enum class Page { Start, Monitor, Compare, Latent, Samples, Text, Report, Data, NewRun, Reading };
    void showPage(Page page);
    Page page() const { return m_page; }
    /// The first project's runs are listed, and what was shown last is shown again.
    bool isReady() const { return !m_isFirstList; }
    /// Shows the run with its group on the Monitor.
    void openRun(const QString& uid);
    MonitorPage& monitor() { return *m_monitor; }
    TextPage& text() { return *m_text; }
    ComparePage& compare() { return *m_compare; }
    LatentPage& latent() { return *m_latent; }
    DataPage& data() { return *m_data; }
    SamplesPage& samples() { return *m_samples; }
    /// Offers the way to the run that a picture came from.
    void openPicture(const QString& file);
    ReportPage& report() { return *m_report; }
    NewRunPage& newRun() { return *m_newRun; }

protected:
    void closeEvent(QCloseEvent* event) override;
    /// A picture that was saved here leads back to its run; other files and folders are offered to the Data page.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    static constexpr char kShowStart[] = "showStart"; ///< a setting
    static constexpr char kTellEnds[] = "tellEnds";   ///< a setting

    void buildCentre();
    void buildDocks();
    void connectActions();
    void connectStore();
    void connectRuns();
    void connectPacking();
    void connectEvaluation();
    void connectExport();
    void showEvaluated(const QList<EvaluationResult>& results, const std::function<void()>& show);
    void connectImporting();
    void askRuns(bool isFolder);
    void importRuns(const QString& path);
    void takePackedRuns(const QString& zipFile);
    void showMerged(const experiments::MergeCounts& counts);
    /// What is dropped, if it is to be imported as runs: event files anywhere; CSV, ZIP and folders on the list of
    /// runs.
    QString droppedRuns(const QDropEvent& event) const;
    void askPacking();
    /// Of the selected runs.
    void askPackingRuns();
    void askUnpacking();
    void showRepeated(const QString& uid, const experiments::RunDifference& difference);
    void connectText();
    void connectLatent();
    void connectCompare();
    void connectData();
    void connectSamples();
    void connectReport();
    /// As a report shows it: in light colours, twice as sharp as on screen.
    QByteArray paperPicture(QWidget& view);
    void sendPicture(QWidget* view, ReportItem item);
    void connectStart();
    void connectMonitor();
    void connectNewRun();
    void connectFigures();
    void connectStorage();
    /// "monitor": of the page's help, and in what is remembered.
    static QString pageName(Page page);
    void showFirstPage(const QString& remembered);
    void addReadingTab();
    void nameReadingTab();
    ReadingPage& reading() const;
    /// Everything Ctrl+K finds: verbs, docks, runs, presets.
    QList<SearchEntry> searchEntries();
    void openProject();
    void setTheme(ThemeChoice choice);
    void setLanguage(const QString& choice);
    /// Check marks of the theme verbs, and whether there is an answer to forget.
    void showChoices();
    void showAbout();
    void showSettings();
    /// Of the dock that has the keyboard, else of the page in front.
    void showHelp();
    /// A text of the reading page, see there.
    void read(const QString& help);
    void showRunMenu(const QString& uid, const QPoint& globalPosition);
    void showLastSteps(const QString& uid);
    void showError(const QString& uid, const experiments::Error& error);
    /// With force on offer.
    void showUnanswered(const QString& uid, const QString& advice);

    AppContext& m_context;
    ActionRegistry& m_actions;
    RunVerbs* m_verbs = nullptr;
    CloseGuard* m_closeGuard = nullptr;
    RunNotifier* m_notifier = nullptr;
    ProjectPacker* m_packer = nullptr;
    QString m_packed; ///< the archive whose runs are being taken in
    EvaluationJob* m_evaluation = nullptr;
    RunImporter* m_importer = nullptr;
    WindowLayout* m_layout = nullptr;
    ViewMemory* m_memory = nullptr;
    ToolStrip* m_tools = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    NoticeArea* m_notices = nullptr;
    StartPage* m_start = nullptr;
    MonitorPage* m_monitor = nullptr;
    ComparePage* m_compare = nullptr;
    int m_pickedEnd = 0; ///< of the samples page, while its item is picked on the map
    LatentPage* m_latent = nullptr;
    SamplesPage* m_samples = nullptr;
    TextPage* m_text = nullptr;
    ReportShelf* m_reportShelf = nullptr;
    ReportPage* m_report = nullptr;
    DataPage* m_data = nullptr;
    NewRunPage* m_newRun = nullptr;
    TimelineBar* m_timeline = nullptr;
    StatusStrip* m_status = nullptr;
    RunListSettings* m_runList = nullptr;
    RunsDock* m_runsDock = nullptr;
    QueueDock* m_queueDock = nullptr;
    InspectorDock* m_inspectorDock = nullptr;
    ValuesDock* m_valuesDock = nullptr;
    LogDock* m_logDock = nullptr;
    PerformanceDock* m_performanceDock = nullptr;
    Page m_page = Page::Start;
    Page m_pageBefore = Page::Start; ///< where Cancel leads back
    bool m_isFirstList = true;       ///< it decides between start page and Monitor,
    bool m_pageWasChosen = false;    ///< unless a page was chosen before
};

} // namespace lb::gui
