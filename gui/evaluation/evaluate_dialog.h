#pragma once

#include "gui/evaluation/evaluation_job.h"

#include <QDialog>
#include <QElapsedTimer>

#include <functional>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStandardItemModel;
class QTableView;
class QVBoxLayout;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class RunBoard;

/// Which long measures are made of which runs, how thoroughly, about how long it takes; then progress and the numbers.
/// Stays open beside the window; the work goes on when it is closed.
class EvaluateDialog : public QDialog {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        RunBoard& board;
        EvaluationJob& job;
        std::function<QString()> projectFolder;
    };
    EvaluateDialog(const Parts& parts, QWidget* parent);

    /// Shows it for these runs; while others are measured it shows those.
    void open(const QStringList& uids);

private:
    void build();
    void buildMeasures(QVBoxLayout* column);
    void buildResults(QVBoxLayout* column);
    QCheckBox* addMeasure(QGridLayout* grid, const char* name, const QString& title, const QString& help);
    QSpinBox* addNumber(QGridLayout* grid, const char* name, const QString& title, const QString& help);
    EvaluationPlan plan() const;
    QStringList names() const;
    QString estimate() const;
    void showTarget();
    void showState();
    void showProgress();
    void showResults();
    void startOrCancel();

    Parts m_parts;
    QStringList m_uids;
    QLabel* m_title = nullptr;
    QLabel* m_target = nullptr;
    QComboBox* m_checkpoint = nullptr;
    QWidget* m_measures = nullptr;
    QCheckBox* m_basics = nullptr;
    QCheckBox* m_likelihood = nullptr;
    QCheckBox* m_discrepancy = nullptr;
    QCheckBox* m_samples = nullptr;
    QSpinBox* m_importance = nullptr;
    QSpinBox* m_items = nullptr;
    QSpinBox* m_count = nullptr;
    QLabel* m_estimate = nullptr;
    QProgressBar* m_progress = nullptr;
    QStandardItemModel* m_results = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_notes = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_start = nullptr;
};

} // namespace lb::gui
