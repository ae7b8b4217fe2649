#pragma once

#include "experiments/records/expression.h"
#include "experiments/records/own_metric.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lb::widgets {
class Theme;
}

namespace lb::gui {

class OwnMetricDesk;
class StoreThread;

/// Makes a metric of others, or changes one: its expression is checked as it is typed, and what is wrong is said with
/// its place. Opened, not run; deletes itself.
class OwnMetricDialog : public QDialog {
    Q_OBJECT
public:
    struct Parts {
        const widgets::Theme& theme;
        StoreThread& store;
        const OwnMetricDesk& desk;
    };
    /// `name`: of the metric to change; empty: a new one.
    OwnMetricDialog(const Parts& parts, const QString& name, QWidget* parent);

signals:
    void made(const lb::experiments::OwnMetric& metric);

private:
    void build();
    QLineEdit* addLine(const char* objectName, const QString& label, const QString& help);
    void readNames();
    void check();
    QString problem() const;
    experiments::OwnMetric metric() const;

    Parts m_parts;
    QString m_before; ///< name of the metric that is changed
    experiments::ExpressionNames m_names;
    bool m_hasNames = false;
    QLineEdit* m_title = nullptr;
    QLineEdit* m_expression = nullptr;
    QLineEdit* m_unit = nullptr;
    QComboBox* m_better = nullptr;
    QLabel* m_said = nullptr;
    QPushButton* m_save = nullptr;
};

} // namespace lb::gui
