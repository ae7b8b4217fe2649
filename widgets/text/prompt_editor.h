#pragma once

#include <QWidget>

class QComboBox;
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
    /// What the models do with the prompt, as WritingParameters::code. The choice shows only while it is `offered`: to
    /// models with codes; language models go on behind the prompt.
    QString code() const;
    void setCode(const QString& code);
    void setCodesOffered(bool offered);

signals:
    void sendClicked();
    void stopClicked();
    void codeChosen(); ///< code() is another

private:
    void addCodes();
    QPlainTextEdit* m_editor = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_stop = nullptr;
    QComboBox* m_code = nullptr;
    QLabel* m_remark = nullptr;
};

} // namespace lb::widgets
