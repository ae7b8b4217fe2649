#pragma once

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Rows of the figure dialog's form: a muted label, a field with its help, and what stands right of it.
class FormRows {
public:
    FormRows(const widgets::Theme& theme, QWidget* parent, QVBoxLayout* column);

    /// A heading with a line under it; the next rows stand in a grid of their own.
    QGridLayout* section(const QString& title);
    void row(const QString& label, QWidget* field, QWidget* beside = nullptr);
    QComboBox* choice(const char* name, const QString& accessibleName, const QStringList& words, const QString& help);
    QDoubleSpinBox* number(const char* name, const QString& accessibleName, double low, double high, int decimals,
                           const QString& help);

    /// Name, tooltip and What's This of any field.
    static void describe(QWidget* field, const char* name, const QString& accessibleName, const QString& help);

private:
    const widgets::Theme& m_theme;
    QWidget* m_parent;
    QVBoxLayout* m_column;
    QGridLayout* m_grid = nullptr;
};

} // namespace lb::gui
