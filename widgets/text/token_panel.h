#pragma once

#include "widgets/text/turn_view.h"

#include <QWidget>

class QLabel;

namespace lb::widgets {

class Theme;

/// What the model thought at one place of a reply: the token's surprisal, its rank among the likeliest, and those.
class TokenPanel : public QWidget {
    Q_OBJECT
public:
    TokenPanel(const Theme& theme, QWidget* parent);

    /// `place` of the reply and `index` of the token as the user counts the first, and we the second (from 0).
    void setToken(const ReplyView& reply, int place, int index);
    void clear();
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintChance(QPainter& painter, const QRect& row, qsizetype index) const;

    const Theme& m_theme;
    QLabel* m_words = nullptr;
    experiments::ConsoleToken m_token;
};

} // namespace lb::widgets
