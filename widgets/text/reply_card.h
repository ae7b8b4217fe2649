#pragma once

#include "widgets/text/turn_view.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace lb::widgets {

class Theme;
class TokenText;

/// One model's reply: its name and checkpoint, how surprised it was, its text, and what can be done with it.
class ReplyCard : public QWidget {
    Q_OBJECT
public:
    ReplyCard(const Theme& theme, QWidget* parent);

    void setReply(const ReplyView& reply);
    const ReplyView& reply() const { return m_reply; }
    /// Tokens that came while it is being written.
    void append(const QList<experiments::ConsoleToken>& tokens);
    void setShade(Shade shade);
    /// Three or four stand side by side: the remark goes below the name.
    void setNarrow(bool narrow);
    /// False while something is being written.
    void setActive(bool active);
    TokenText& text() { return *m_text; }

signals:
    void continueClicked(qint64 reply);
    void copyClicked(const QString& text);
    void tokenPointed(lb::widgets::ReplyCard* card, int index);

private:
    void updateHead();
    void updateColors();
    void updateButtons();
    void updateMarks();
    QString remark() const;

    const Theme& m_theme;
    ReplyView m_reply;
    Shade m_shade = Shade::Surprise;
    bool m_isActive = true;
    bool m_isNarrow = false;
    QVBoxLayout* m_column = nullptr;
    QHBoxLayout* m_head = nullptr;
    QLabel* m_swatch = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_remark = nullptr;
    QLabel* m_failure = nullptr;
    TokenText* m_text = nullptr;
    QToolButton* m_continue = nullptr;
    QToolButton* m_copy = nullptr;
};

} // namespace lb::widgets
