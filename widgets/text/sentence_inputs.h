#pragma once

#include <QTimer>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLineEdit;
class QSlider;
class QToolButton;

namespace lb::widgets {

class Theme;

/// Two sentences A and B, and a place on the way from one to the other, in steps: by a slider, a number, or played.
class SentenceInputs : public QWidget {
    Q_OBJECT
public:
    SentenceInputs(const Theme& theme, int steps, QWidget* parent);

    QString first() const;
    QString second() const;
    /// Without `sentencesChanged`.
    void setSentences(const QString& first, const QString& second);
    bool isSpherical() const;
    void setSpherical(bool spherical);
    /// Step on the way, from 0.
    int step() const;
    void setStep(int step);
    /// Whether there is data to draw sentences from.
    void setCanDraw(bool can);

signals:
    void sentencesChanged();
    void pathChanged();
    void stepChanged(int step);
    /// A sentence of the data is wanted in place of the first, or of the second.
    void drawClicked(bool isSecond);

private:
    QLineEdit* addSentence(QGridLayout* grid, bool isSecond);
    void addWay(QGridLayout* grid, int steps);
    QToolButton* makeButton(const char* name, const char* icon, const QString& toolTip);
    void play(bool isPlaying);
    void advance();

    const Theme& m_theme;
    QLineEdit* m_first = nullptr;
    QLineEdit* m_second = nullptr;
    QToolButton* m_drawFirst = nullptr;
    QToolButton* m_drawSecond = nullptr;
    QToolButton* m_play = nullptr;
    QSlider* m_slider = nullptr;
    QDoubleSpinBox* m_position = nullptr;
    QComboBox* m_path = nullptr;
    QTimer m_timer;
};

} // namespace lb::widgets
