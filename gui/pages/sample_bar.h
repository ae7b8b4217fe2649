#pragma once

#include "gui/pages/path_ends.h"
#include "gui/samples/sample_settings.h"

#include <QHash>
#include <QWidget>

class QButtonGroup;
class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QSpinBox;
class QToolButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// The strip that all modes of the samples page have in common: what is shown of which split, seed with lock, sampler,
/// temperature, count. A mode shows the fields that matter to it.
class SampleBar : public QWidget {
    Q_OBJECT
public:
    SampleBar(const widgets::Theme& theme, QWidget* parent);

    const SampleSettings& settings() const { return m_settings; }
    void setMode(SampleMode mode);
    /// Whether the temperature is that of words.
    void setText(bool isText);
    /// Items of the path or the sum; below 0: drawn by the seed.
    void setItems(const PathItems& items);
    /// Where items come from; those that were chosen are of the other split and are forgotten.
    void setSplit(const QString& split);
    QString splitName() const;
    /// What a click on Regenerate means: another seed, unless it is locked. Then, and always, `regenerateRequested`.
    void regenerate();

signals:
    void settingsChanged(const lb::gui::SampleSettings& settings);
    void regenerateRequested();

private:
    void buildCommon();
    void buildSampler();
    void buildPath();
    void buildTraversal();
    QWidget* field(const QString& label, QWidget* editor, const QString& toolTip, const QList<SampleMode>& modes);
    QSpinBox* number(const char* name, int least, int most, int SampleSettings::*member);
    QToolButton* button(const char* name, const QString& icon, const QString& toolTip, const QList<SampleMode>& modes);
    void updateFields();
    void change();
    void forgetItems();
    void randomSeed();

    const widgets::Theme& m_theme;
    SampleSettings m_settings;
    QHBoxLayout* m_row = nullptr;
    QHash<QWidget*, QList<SampleMode>> m_modes; ///< of the fields
    QComboBox* m_split = nullptr;
    QSpinBox* m_seed = nullptr;
    QToolButton* m_lock = nullptr;
    QComboBox* m_sampler = nullptr;
    QWidget* m_componentsField = nullptr;
    QDoubleSpinBox* m_temperature = nullptr;
    QButtonGroup* m_path = nullptr;
    bool m_isText = false;
};

} // namespace lb::gui
