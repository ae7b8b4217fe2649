#pragma once

#include "experiments/records/console_records.h"
#include "gui/text/serve_thread.h"
#include "gui/text/text_order.h"
#include "widgets/text/model_chooser.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QTabWidget;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
class TokenText;
} // namespace lb::widgets

namespace lb::gui {

class Questions;
class ScoreTable;
class StoreThread;

/// How a text model likes a text that is pasted or read from a file: each token shaded by its surprisal, and the
/// perplexity of the whole; and a row for each of its lines. Stays open beside the window.
class ScoreDialog : public QDialog {
    Q_OBJECT
public:
    /// Larger files are refused: what they hold cannot be looked at word by word.
    static constexpr qint64 kLargestFile = qint64{4} << 20;
    /// Tokens that are shown; all are scored.
    static constexpr qsizetype kMostShown = 5000;

    struct Parts {
        const widgets::Theme& theme;
        StoreThread& store;
        Questions& questions;
        std::function<QString()> project; ///< its folder
    };
    ScoreDialog(const Parts& parts, QWidget* parent);

    /// Whom one may ask; empty: nobody.
    void setModels(const QList<widgets::ModelItem>& models);
    void setChoice(const ModelChoice& choice);
    void askFile();
    /// "latentbench-cli ... score RUN TEXT".
    QString command() const;
    bool isScoring() const { return m_isPreparing || m_serve.isAsking(); }

private:
    void build();
    void buildResult(QVBoxLayout* column);
    void score();
    /// `isLong`: sentence by sentence only.
    void scoreText(const QString& text, bool isLong);
    void askExport();
    void writeTable(const QString& file);
    void take(const QCborMap& answer);
    void fail(const QString& sentence, const QString& detail);
    void readFile(const QString& path);
    void updateState();
    QString summaryOf(const QCborMap& answer, qsizetype tokens) const;

    Parts m_parts;
    QList<widgets::ModelItem> m_models;
    ModelChoice m_choice;
    QString m_modelName;
    bool m_isPreparing = false;
    widgets::ModelChooser* m_chooser = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QPushButton *m_score = nullptr, *m_copy = nullptr;
    QLabel* m_summary = nullptr;
    QScrollArea* m_area = nullptr;
    widgets::TokenText* m_tokens = nullptr;
    QString m_scored; ///< what was sent
    QTabWidget* m_results = nullptr;
    ScoreTable* m_table = nullptr;
    ServeThread m_serve;
};

} // namespace lb::gui
