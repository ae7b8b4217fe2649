#pragma once

#include <QAbstractButton>

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// A large button of the start page and of questions: icon, title, a second line, the shortcut at the right.
class CommandLink : public QAbstractButton {
    Q_OBJECT
public:
    struct Words {
        QString icon; ///< empty: none, and no room for one
        QString title;
        QString subtitle;
        QString shortcut; ///< shown only; the action has it
    };
    CommandLink(const widgets::Theme& theme, const Words& words, QWidget* parent = nullptr);

    /// The one filled button of a page.
    void setFilled(bool filled);
    void setWords(const Words& words);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int paintIcon(QPainter& painter) const;

    const widgets::Theme& m_theme;
    Words m_words;
    bool m_filled = false;
};

} // namespace lb::gui
