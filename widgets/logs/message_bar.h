#pragma once

#include <QFrame>
#include <QList>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace lb::widgets {

class Theme;

/// One message inside the layout, above what it concerns: icon, bold first sentence (what happened), second sentence
/// (why, or what is safe), up to four buttons (the next step first), close. Hidden until `showMessage`.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Info, Success, Warning, Error };
    static constexpr int kMostButtons = 4;

    struct Button {
        QString id; ///< goes out with `buttonClicked` and is the button's object name
        QString text;
        QString toolTip; ///< empty: the text
        bool operator==(const Button&) const = default;
    };
    struct Message {
        Kind kind = Kind::Info;
        QString title;         ///< bold, a full sentence or up to a colon
        QString text;          ///< the rest; may be empty
        QList<Button> buttons; ///< those after the fourth are left out
        bool isClosable = true;
        QString icon; ///< of resources/icons; empty: that of the kind
        bool operator==(const Message&) const = default;
    };

    explicit MessageBar(const Theme& theme, QWidget* parent = nullptr);

    /// Replaces what was shown; the same message again changes nothing.
    void showMessage(const Message& message);
    const Message& message() const { return m_message; }

signals:
    void buttonClicked(const QString& id);
    /// By the close button or Escape; the bar has hidden itself.
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void rebuildButtons();
    void updateIcon();
    void dismiss();

    const Theme& m_theme;
    Message m_message;
    QLabel* m_icon;
    QLabel* m_words;
    QHBoxLayout* m_buttonRow;
    QList<QWidget*> m_buttons;
    QToolButton* m_close;
};

} // namespace lb::widgets
