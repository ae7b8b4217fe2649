#pragma once

#include <QAction>
#include <QHash>
#include <QObject>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Every verb of the window, once: text, icon, shortcut, help, state. Menus, tool bar, context menus and tests take it
/// from here; what it does is connected by the window.
enum class Verb {
    OpenProject,
    ExportProject,
    ExportRuns,
    ImportProject,
    ImportRuns,
    ImportRunFolder,
    ExportFigure,
    ExportTable,
    Report,
    TellEnds,
    AskOnClose,
    Settings,
    Quit,
    Undo,
    Redo,
    FindRuns,
    SavedSearches,
    NewRun,
    NewRunLike, ///< a new run with the current one's settings
    RunDemo,
    RunImageDemo,
    Primary, ///< the state button: Run demo, Start, Pause or Continue
    Pause,
    Continue,
    Stop,    ///< everything at work in the current run's group
    StopRun, ///< the current run alone
    Discard, ///< stops it and moves it to the trash
    KillWorker,
    Sample,
    Checkpoint,
    MoreEpochs,
    Fork,
    ChangeLive,
    Repeat,
    Evaluate,  ///< long measures of the selected runs
    LastSteps, ///< the flight recorder of the current run
    Rename,
    EditTags,
    Star,
    Archive,
    Remove,
    ShowTrash,
    ShowStorage,
    ShowStart,
    ShowMonitor,
    ShowCompare,
    ShowLatent,
    ShowSamples,
    OpenPicture, ///< one that was saved here: leads back to its run
    ShowText,
    ShowReport,
    ShowData,
    SendPrompt,
    StopWriting,
    Regenerate,
    NewConversation,
    ExportConversation,
    ShowLab,   ///< the sentence lab beside the console
    ScoreText, ///< a text of one's own under a model
    ScoreFile,
    LightTheme,
    DarkTheme,
    SystemTheme,
    EnglishLanguage,
    ChineseLanguage,
    SystemLanguage,
    ResetLayout,
    FullScreen,
    FitPlots,
    PlayTime, ///< through the checkpoints, all pages together
    TimeEarlier,
    TimeLater,
    TimeNewest,
    ShowMetrics, ///< the list of metrics beside the plots
    SearchCommands,
    ShowKeys,
    Help, ///< of the page or dock that has the keyboard
    ReadVanishing,
    About,
};

class ActionRegistry : public QObject {
    Q_OBJECT
public:
    explicit ActionRegistry(const widgets::Theme& theme, QObject* parent = nullptr);
    QAction* operator[](Verb verb) const { return m_actions.value(static_cast<int>(verb)); }
    /// All, as the verbs stand above.
    QList<QAction*> all() const;
    /// Other words and another icon for `verb`: the state button.
    void restate(Verb verb, const QString& text, const QString& icon);
    /// The state button's icon stands on the accent colour, or on plain ground.
    void setPrimaryFilled(bool filled);

private:
    bool m_primaryFilled = true;
    QString m_primaryIcon = QStringLiteral("play");
    const widgets::Theme& m_theme;
    QHash<int, QAction*> m_actions;
};

} // namespace lb::gui
