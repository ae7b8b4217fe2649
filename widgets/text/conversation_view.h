#pragma once

#include "widgets/text/turn_view.h"

#include <QScrollArea>

class QVBoxLayout;

namespace lb::widgets {

class ReplyCard;
class Theme;
class TurnCard;

/// Prompts and replies, one below the other. Follows the text that is being written, unless the reader has scrolled
/// away from the end.
class ConversationView : public QScrollArea {
    Q_OBJECT
public:
    ConversationView(const Theme& theme, QWidget* parent);

    /// Widgets of turns that stay are kept.
    void setTurns(const QList<TurnView>& turns);
    /// Tokens of the reply that the column's model is writing.
    void append(int column, const QList<experiments::ConsoleToken>& tokens);
    void setShade(Shade shade);
    /// False while something is written: then nothing but copying can be done with what is here.
    void setActive(bool active);
    const QList<TurnCard*>& cards() const { return m_cards; }

signals:
    void editClicked(qint64 prompt);
    void branchClicked(qint64 prompt);
    void regenerateClicked(qint64 prompt);
    void repeatClicked(qint64 prompt);
    void branchStepped(qint64 prompt, int by);
    void attemptStepped(qint64 prompt, int by);
    void continueClicked(qint64 reply);
    void copyClicked(const QString& text);
    /// `place` counts replies from 1 over the whole view; index -1: no token.
    void tokenPointed(const lb::widgets::ReplyView& reply, int place, int index);

private:
    TurnCard* addCard();
    void announce(ReplyCard* card, int index);

    const Theme& m_theme;
    QVBoxLayout* m_column = nullptr;
    QList<TurnCard*> m_cards;
    Shade m_shade = Shade::Surprise;
    bool m_isActive = true;
    bool m_isAtEnd = true;
};

} // namespace lb::widgets
