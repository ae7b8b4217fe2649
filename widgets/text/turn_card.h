#pragma once

#include "widgets/text/turn_view.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace lb::widgets {

class ReplyCard;
class Theme;

/// A prompt and the replies to it, side by side, with what can be done with them.
class TurnCard : public QFrame {
    Q_OBJECT
public:
    TurnCard(const Theme& theme, QWidget* parent);

    void setTurn(const TurnView& turn);
    const TurnView& turn() const { return m_turn; }
    void append(int column, const QList<experiments::ConsoleToken>& tokens);
    void setShade(Shade shade);
    void setActive(bool active);
    const QList<ReplyCard*>& replies() const { return m_replies; }

signals:
    void editClicked(qint64 prompt);
    void branchClicked(qint64 prompt);
    void regenerateClicked(qint64 prompt);
    void repeatClicked(qint64 prompt);
    void branchStepped(qint64 prompt, int by);
    void attemptStepped(qint64 prompt, int by);
    void continueClicked(qint64 reply);
    void copyClicked(const QString& text);
    void tokenPointed(lb::widgets::ReplyCard* card, int index);

private:
    struct Stepper {
        QWidget* box = nullptr;
        QToolButton* back = nullptr;
        QLabel* place = nullptr;
        QToolButton* forth = nullptr;
    };
    QToolButton* addButton(QHBoxLayout* row, const char* name, const QString& text, const QString& toolTip);
    Stepper addStepper(QHBoxLayout* row, const char* name, const QString& back, const QString& forth);
    static void show(const Stepper& stepper, int place, int count);
    void buildPrompt(QWidget* area);
    void buildFoot(QHBoxLayout* row);
    void updateWords();
    void updateButtons();

    const Theme& m_theme;
    TurnView m_turn;
    Shade m_shade = Shade::Surprise;
    bool m_isActive = true;
    QLabel* m_prompt = nullptr;
    QLabel* m_conditions = nullptr;
    QHBoxLayout* m_replyRow = nullptr;
    QList<ReplyCard*> m_replies;
    Stepper m_branches, m_attempts;
    QToolButton* m_edit = nullptr;
    QToolButton* m_branch = nullptr;
    QToolButton* m_regenerate = nullptr;
    QToolButton* m_repeat = nullptr;
};

} // namespace lb::widgets
