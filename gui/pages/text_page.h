#pragma once

#include "experiments/records/result.h"
#include "gui/action_registry.h"
#include "widgets/text/model_chooser.h"
#include "widgets/text/turn_view.h"

#include <QWidget>

class QComboBox;
class QFrame;
class QLabel;
class QSettings;
class QSplitter;
class QToolButton;

namespace lb::widgets {
class ConversationView;
class EmptyState;
class MessageBar;
class PromptEditor;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class LabPanel;
class ModelBar;
class ModelStates;
class Questions;
class RunBoard;
class ScoreDialog;
class SentenceLab;
class StoreThread;
class TextConsole;
class TextSide;

/// The text console: prompts, what up to four models write behind them, and how they are to write; beside it, on
/// demand, the sentence lab of the same models. Has an empty state until the project has a text model with a
/// checkpoint.
class TextPage : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        ActionRegistry& actions;
        RunBoard& board;
        StoreThread& store;
        Questions& questions;
        QSettings& settings;
        std::function<QString()> project; ///< its folder
    };
    TextPage(const Parts& parts, QWidget* parent);
    ~TextPage() override;

    TextConsole& console() { return *m_console; }
    SentenceLab& lab() { return *m_lab; }
    void focusEditor();

signals:
    void demoRequested();
    /// A text run has no checkpoint yet.
    void checkpointRequested(const QString& uid);
    void failed(const lb::experiments::Error& error);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeBody();
    QWidget* makeConsole(QWidget* parent);
    QWidget* makeTop(QWidget* parent);
    void addConsoleButtons(QFrame* header);
    void connectLab();
    void showLab(bool shown);
    void updateLab();
    void openScore(bool withFile);
    void connectVerbs();
    void connectConsole();
    void connectView();
    void send();
    void stop();
    void regenerate(qint64 prompt);
    experiments::WritingParameters parameters() const; ///< of the panel, with what the editor says of codes
    void edit(qint64 prompt);
    void branch(qint64 prompt);
    void askExport();
    void takeModels();
    void takeTurns();
    void updateState();
    QString honestLabel() const;
    void updateNotice();
    void tellTime();

    Parts m_parts;
    TextConsole* m_console;
    ModelStates* m_pages = nullptr;
    ModelBar* m_models = nullptr;
    QLabel* m_count = nullptr;
    QLabel* m_label = nullptr;
    QComboBox* m_shade = nullptr;
    widgets::MessageBar* m_notice = nullptr;
    widgets::EmptyState* m_start = nullptr; ///< stands where no prompt is yet
    widgets::ConversationView* m_view = nullptr;
    widgets::PromptEditor* m_editor = nullptr;
    TextSide* m_side = nullptr;
    QToolButton* m_scoreButton = nullptr;
    SentenceLab* m_lab = nullptr;
    QSplitter* m_splitter = nullptr;
    LabPanel* m_labPanel = nullptr;
    ScoreDialog* m_score = nullptr; ///< made when it is first asked for
    bool m_isEditing = false;       ///< the editor holds a prompt that was there before
};

} // namespace lb::gui
