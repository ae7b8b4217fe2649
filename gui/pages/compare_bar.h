#pragma once

#include "gui/compare/compare_groups.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QSpinBox;
class QToolButton;

namespace lb::widgets {
class ElidedLabel;
class Theme;
} // namespace lb::widgets

namespace lb::gui {

class BaselineModel;

/// The view bar of the Compare page: filter, which value, baseline, what is shown, columns, copies. Changes a
/// CompareSettings and says so.
class CompareBar : public QWidget {
    Q_OBJECT
public:
    CompareBar(const widgets::Theme& theme, QWidget* parent);

    const CompareSettings& settings() const { return m_settings; }
    void set(const CompareSettings& settings);
    /// What there is to choose from.
    void setScene(const CompareScene& scene);
    void focusFilter();
    /// The choices of one column's value, for the header's menu.
    void showValueMenu(const QString& metric, const QPoint& globalPosition);

    QSize minimumSizeHint() const override;

signals:
    void settingsChanged();
    /// Order and widths as at first, too.
    void usualColumnsRequested();
    void copyRequested();
    void latexRequested();
    void commandRequested();

protected:
    bool event(QEvent* event) override;

private:
    void arrange();
    void addFilter();
    void addValue();
    void addChecks();
    void addMenus();
    QLabel* addLabel(const QString& text);
    QCheckBox* addCheck(const char* name, const QString& text, const QString& toolTip, bool CompareSettings::*field);
    QToolButton* addMenuButton(const char* name, const QString& icon, const QString& text, const QString& toolTip);
    void fillColumns();
    void takeValue();
    void change();

    const widgets::Theme& m_theme;
    QHBoxLayout* m_row = nullptr; ///< where the next field goes
    QGridLayout* m_grid = nullptr;
    QWidget* m_finding = nullptr;  ///< filter and count
    QWidget* m_choosing = nullptr; ///< value, baseline, what is shown
    QWidget* m_menus = nullptr;    ///< columns, copies
    bool m_isOneLine = false;
    CompareSettings m_settings;
    CompareScene m_scene;
    QLineEdit* m_filter = nullptr;
    widgets::ElidedLabel* m_count = nullptr;
    QComboBox* m_value = nullptr;
    QSpinBox* m_step = nullptr;
    QComboBox* m_baseline = nullptr;
    BaselineModel* m_baselines = nullptr;
    QHash<QCheckBox*, bool CompareSettings::*> m_checks;
    QMenu* m_columns = nullptr;
};

} // namespace lb::gui
