#pragma once

#include "gui/data/data_importer.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// What is asked before an import, and how far it is: path, name, size of the pictures; Import, Cancel, Copy as
/// command. Hidden until `offer`.
class DataImportBar : public QFrame {
    Q_OBJECT
public:
    DataImportBar(const widgets::Theme& theme, QWidget* parent);

    /// `project`: for the command; `folder`: PROJECT/datasets.
    void offer(const QString& source, const QString& project, const QString& folder);
    bool isAtWork() const { return m_importer.isAtWork(); }
    DataImportOrder order() const;

signals:
    void finished(const lb::gui::DataImportReport& report);
    void failed(const lb::experiments::Error& error);

private:
    void build(const widgets::Theme& theme);
    void showState();
    DataImporter m_importer;
    QString m_source, m_project, m_folder;
    QLabel* m_title = nullptr;
    QLineEdit* m_name = nullptr;
    QComboBox* m_size = nullptr;
    QPushButton* m_import = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_copy = nullptr;
    QProgressBar* m_progress = nullptr;
};

} // namespace lb::gui
