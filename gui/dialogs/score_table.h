#pragma once

#include "gui/dialogs/score_model.h"

#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The lines of a scored text: sorted by a click on a column, copied with Ctrl+C, exported as CSV in the order shown.
class ScoreTable : public QWidget {
    Q_OBJECT
public:
    ScoreTable(const widgets::Theme& theme, QWidget* parent);

    /// `answer`: the worker's, to `text`.
    void setLines(const QString& text, const QCborMap& answer);
    void clear();
    const std::vector<ScoredLine>& lines() const { return m_model->lines(); }
    /// The selected rows, or all, with tabs between the cells.
    QString selectedText() const;

signals:
    void sentenceActivated(const QString& sentence);
    void exportRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void updateState();

    ScoreModel* m_model;
    QLabel* m_count = nullptr;
    QTableView* m_view = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_export = nullptr;
};

} // namespace lb::gui
