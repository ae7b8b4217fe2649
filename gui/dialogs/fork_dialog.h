#pragma once

#include "gui/dialogs/questions.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Confirms a fork: shows each change as "before -> after", takes the name.
class ForkDialog : public QDialog {
    Q_OBJECT
public:
    ForkDialog(const widgets::Theme& theme, const ForkQuestion& question, QWidget* parent);
    ForkAnswer answer() const;

private:
    void addLockStep(const ForkQuestion& question, QVBoxLayout* column);

    QLineEdit* m_name = nullptr;
    QCheckBox* m_lockStep = nullptr;
};

/// Chooses one field and its new value.
class FieldDialog : public QDialog {
    Q_OBJECT
public:
    FieldDialog(const widgets::Theme& theme, const FieldQuestion& question, QWidget* parent);
    FieldChange answer() const;

private:
    void showField(int index);
    void update();
    QString value() const;

    QList<FieldChoice> m_fields;
    QComboBox* m_field = nullptr;
    QComboBox* m_choice = nullptr;
    QLineEdit* m_text = nullptr;
    QLabel* m_before = nullptr;
    QLabel* m_help = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_copy = nullptr; ///< none where the question knows no command
};

} // namespace lb::gui
