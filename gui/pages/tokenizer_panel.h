#pragma once

#include "gui/text/serve_thread.h"

#include <QFrame>

#include <memory>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class Questions;

/// Makes the tokenizer that a run on a text would have, in a worker, and shows how it cuts sentences; keeps it in a
/// file for runs that share it (data.tokenizer=file).
class TokenizerPanel : public QFrame {
    Q_OBJECT
public:
    TokenizerPanel(const widgets::Theme& theme, Questions& questions, QWidget* parent);

    /// `folder`: PROJECT/datasets.
    void setData(const QString& id, const QString& folder);
    bool isAtWork() const { return m_serve && m_serve->isAsking(); }
    /// The same for the command line.
    QString command() const;

signals:
    void failed(const lb::experiments::Error& error);

private:
    void build();
    void make(const QString& out);
    void take(const QCborMap& answer);
    void showState();

    const widgets::Theme& m_theme;
    Questions& m_questions;
    QString m_id, m_folder, m_out;
    std::unique_ptr<ServeThread> m_serve;
    QComboBox* m_kind = nullptr;
    QComboBox* m_pieces = nullptr;
    QSpinBox* m_vocabulary = nullptr;
    QDoubleSpinBox* m_coverage = nullptr;
    QPushButton* m_make = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_copy = nullptr;
    QLabel* m_summary = nullptr;
    QPlainTextEdit* m_preview = nullptr;
};

} // namespace lb::gui
