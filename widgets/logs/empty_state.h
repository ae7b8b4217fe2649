#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace lb::widgets {

class Theme;

/// What stands where nothing is yet: an icon, one sentence saying what will be here and why not yet, one button.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    /// An empty `buttonText` leaves the button out.
    EmptyState(const Theme& theme, const QString& icon, const QString& sentence, const QString& buttonText,
               QWidget* parent = nullptr);
    void setSentence(const QString& sentence);
    void setButtonVisible(bool visible);

signals:
    void buttonClicked();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fitSentence();
    void updateIcon();

    const Theme& m_theme;
    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_sentence;
    QPushButton* m_button;
};

} // namespace lb::widgets
