#pragma once

#include "gui/text/sentence_lab.h"
#include "widgets/plots/plot_types.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QSettings;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace lb::widgets {
class CodeBars;
class EmptyState;
class ListeningRow;
class RunTextTable;
class SentenceInputs;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

/// The sentence lab: two sentences, their codes, what the chosen models make of the way between them, the neighbours of
/// the first in the data, and whether the decoders listen to z.
class LabPanel : public QFrame {
    Q_OBJECT
public:
    LabPanel(const widgets::Theme& theme, SentenceLab& lab, QSettings& settings, QWidget* parent);
    ~LabPanel() override;

    /// Names and hues of the lab's columns, in their order.
    void setRuns(const QList<widgets::PlotRun>& runs);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeBody();
    QWidget* makeViews(QWidget* parent);
    QWidget* makeMeter(QWidget* parent);
    void connectParts();
    void applyInput();
    void drawSentence(bool isSecond);
    void takeDrawn(const QStringList& sentences);
    void showColumn(int column);
    void showAll();
    void showCodes();
    void showPath(int column);
    void showNeighbours(int column);
    void showUse(int column);
    void showWords();
    void showHints(bool isAtWork);
    QStringList readingRemarks() const;
    /// Runs that have a column of the lab.
    int columnCount() const;

    const widgets::Theme& m_theme;
    SentenceLab& m_lab;
    QSettings& m_settings;
    QList<widgets::PlotRun> m_runs;
    QLabel* m_hint = nullptr;
    widgets::SentenceInputs* m_inputs = nullptr;
    QLabel* m_remarks = nullptr;
    QStackedWidget* m_pages = nullptr;
    widgets::EmptyState* m_empty = nullptr;
    QComboBox* m_codeRun = nullptr;
    widgets::CodeBars* m_bars = nullptr;
    QToolButton* m_pathButton = nullptr;
    QToolButton* m_nearButton = nullptr;
    QLabel* m_viewHint = nullptr;
    QStackedWidget* m_tables = nullptr;
    widgets::RunTextTable* m_path = nullptr;
    widgets::RunTextTable* m_near = nullptr;
    QWidget* m_meter = nullptr;
    QVBoxLayout* m_meterRows = nullptr;
    QList<widgets::ListeningRow*> m_uses;
    QLabel* m_dataUse = nullptr;
    std::optional<bool> m_drawsSecond; ///< which sentence is being drawn; nothing: both, or none
};

} // namespace lb::gui
