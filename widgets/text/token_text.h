#pragma once

#include "experiments/records/console_records.h"
#include "experiments/records/word_marks.h"
#include "widgets/theme/color_role.h"

#include <QTextEdit>

namespace lb::widgets {

class Theme;

/// A reply: its tokens as running text, each shaded by its surprisal. Grows with its text and never scrolls. The mouse
/// or the text cursor (arrow keys) points at one token, which is framed; a tooltip says its surprisal and the likeliest
/// tokens.
class TokenText : public QTextEdit {
    Q_OBJECT
public:
    /// Surprisal at which the shade has its full strength, in nats: one chance in 400.
    static constexpr double kFullSurprisal = 6;

    /// How much of ColorRole::Surprise stands behind such a token: as much as leaves the text readable (4.5 : 1).
    static double strongestShade(ThemeMode mode) { return mode == ThemeMode::Dark ? 0.62 : 0.7; }

    TokenText(const Theme& theme, QWidget* parent);

    void setTokens(const QList<experiments::ConsoleToken>& tokens);
    void append(const QList<experiments::ConsoleToken>& tokens);
    const QList<experiments::ConsoleToken>& tokens() const { return m_tokens; }
    void setShaded(bool shaded);
    /// Stretches of the text (`shownText`) that are marked and underlined, whatever the shade.
    void setMarks(const QList<experiments::WordMark>& marks);
    QString shownText() const;
    /// -1: none.
    int tokenAt(const QPoint& viewportPosition) const;
    int pointedToken() const { return m_pointed; }
    /// What the tooltip says of a token.
    static QString describe(const experiments::ConsoleToken& token);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void tokenPointed(int index);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int tokenAtPosition(int position) const;
    QTextCharFormat formatOf(const experiments::ConsoleToken& token) const;
    void restyle();
    void point(int index);
    void fitHeight();

    const Theme& m_theme;
    QList<experiments::ConsoleToken> m_tokens;
    QList<int> m_ends; ///< position in the document behind each token
    QList<experiments::WordMark> m_marks;
    bool m_isShaded = true;
    int m_pointed = -1;
};

} // namespace lb::widgets
