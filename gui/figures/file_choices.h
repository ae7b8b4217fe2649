#pragma once

#include "widgets/figures/figure_files.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QSpinBox;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class Questions;

/// Where a figure goes: formats, resolution of PNG, a template of the name, a folder, whether the project remembers.
class FileChoices : public QWidget {
    Q_OBJECT
public:
    FileChoices(const widgets::Theme& theme, Questions& questions, QWidget* parent);

    QList<widgets::FigureFormat> formats() const;
    void setFormats(const QList<widgets::FigureFormat>& formats);
    int dpi() const;
    void setDpi(int dpi);
    QString nameTemplate() const;
    void setNameTemplate(const QString& nameTemplate);
    QString folder() const;
    void setFolder(const QString& folder);
    bool remembers() const;

signals:
    void changed();

private:
    void askFolder();

    Questions& m_questions;
    QList<QCheckBox*> m_formats; ///< in the order of figureFormats()
    QSpinBox* m_dpi = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_folder = nullptr;
    QCheckBox* m_remember = nullptr;
};

} // namespace lb::gui
