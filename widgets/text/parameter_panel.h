#pragma once

#include "experiments/records/writing_parameters.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QPlainTextEdit;
class QSlider;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace lb::widgets {

class Theme;

/// How the models are to write: five parameters with sliders, the rest folded away.
class ParameterPanel : public QWidget {
    Q_OBJECT
public:
    ParameterPanel(const Theme& theme, QWidget* parent);

    experiments::WritingParameters parameters() const;
    void setParameters(const experiments::WritingParameters& parameters);
    bool isSeedLocked() const;
    void setSeedLocked(bool locked);
    /// What stands in the field is what the next click uses; call this after it: another seed, unless it is locked.
    void advanceSeed();
    void reset();

signals:
    void changed();

private:
    QSpinBox* addCount(QVBoxLayout* column, const char* name, const QString& label, const QString& toolTip, int least,
                       int most, int sliderMost);
    QDoubleSpinBox* addNumber(QVBoxLayout* column, const char* name, const QString& label, const QString& toolTip,
                              double most, double sliderMost);
    void addSeed(QVBoxLayout* column);
    void addMore(QVBoxLayout* column);
    template <class Box>
    Box* addFolded(QFormLayout* form, const char* name, const QString& label, const QString& toolTip);
    QSlider* addSlider(QVBoxLayout* column, const char* name, const QString& label);
    void drawSeed();

    const Theme& m_theme;
    QDoubleSpinBox* m_temperature = nullptr;
    QSpinBox* m_topK = nullptr;
    QDoubleSpinBox* m_topP = nullptr;
    QSpinBox* m_length = nullptr;
    QSpinBox* m_seed = nullptr;
    QToolButton* m_lock = nullptr;
    QToolButton* m_fold = nullptr;
    QWidget* m_more = nullptr;
    QDoubleSpinBox* m_repetition = nullptr;
    QSpinBox* m_ngram = nullptr;
    QSpinBox* m_least = nullptr;
    QPlainTextEdit* m_stops = nullptr;
    QSpinBox* m_beams = nullptr;
    QDoubleSpinBox* m_lengthPenalty = nullptr;
    QComboBox* m_precision = nullptr;
};

} // namespace lb::widgets
