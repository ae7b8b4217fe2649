#pragma once

#include "experiments/records/run_record.h"

#include <QDialog>

class QCheckBox;
class QLabel;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

/// Some runs as one file for another project: which, and whether they can be gone on with there. Asks; packs nothing.
class ExportRunsDialog : public QDialog {
    Q_OBJECT
public:
    /// `project`: its folder.
    ExportRunsDialog(const widgets::Theme& theme, const QList<experiments::RunRecord>& runs, const QString& project,
                     QWidget* parent);
    bool withCheckpoints() const;
    /// "latentbench-cli ... export-project FILE --run ...".
    QString command() const;

private:
    void explain();

    QList<experiments::RunRecord> m_runs;
    QString m_project;
    QCheckBox* m_checkpoints = nullptr;
    QLabel* m_explanation = nullptr;
};

} // namespace lb::gui
