#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace lb::widgets {

class Theme;

/// Where prompts are written, with Send and Stop beside it.
class PromptEditor : public QWidget {
    Q_OBJECT
public:
    PromptEditor(const Theme& theme, QWidget* parent);

    QString text() const;
    void setText(const QString& text);
    void focusEditor();
    /// Send works while there is somebody to write and nothing is being written; Stop while something is.
    void setState(bool canSend, bool canStop);
    void setRemark(const QString& remark);

signals:
    void sendClicked();
    void stopClicked();

private:
    QPlainTextEdit* m_editor = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_stop = nullptr;
    QLabel* m_remark = nullptr;
};

} // namespace lb::widgets
