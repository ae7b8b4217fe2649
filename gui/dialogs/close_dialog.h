#pragma once

#include "gui/dialogs/questions.h"

#include <QDialog>

class QCheckBox;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// "Two runs are training": keep them, pause them, stop them, or stay.
class CloseDialog : public QDialog {
    Q_OBJECT
public:
    CloseDialog(const widgets::Theme& theme, const QList<experiments::RunRecord>& active, QWidget* parent);
    CloseAnswer answer() const;

private:
    void addChoice(CloseChoice choice, const QString& name, const QString& text, const QString& explanation);

    const widgets::Theme& m_theme;
    QCheckBox* m_remember = nullptr;
    CloseChoice m_choice = CloseChoice::Cancel;
};

} // namespace lb::gui
