#pragma once

#include "widgets/plots/plot_types.h"

#include <QAbstractTableModel>
#include <QList>
#include <QWidget>

#include <optional>

class QTableView;

namespace lb::widgets {

class Theme;

/// The values of all shown metrics and runs at one place of the x axis.
struct CursorValues {
    QString title;                              ///< "Step 1,404", "Latest"
    QList<QList<std::optional<double>>> values; ///< [metric][run]; nothing: the run has no such value there
};

/// Rows are metrics, columns runs. With a second place there are three sections: A, B, B − A.
class CursorValuesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { IsHeadingRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;
    void setRuns(const QList<PlotRun>& runs);
    /// Labels with unit: "KL (nats)".
    void setMetrics(const QStringList& labels);
    void setValues(const CursorValues& a, const std::optional<CursorValues>& b);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Section { A, B, Difference };
    int sectionLength() const { return static_cast<int>(m_metrics.size()); }
    int rowsOf(bool hasB) const;
    Section sectionOf(int row) const;
    int metricOf(int row) const;
    std::optional<double> value(const CursorValues& from, int metric, int run) const;
    QString textAt(int row, int column) const;

    QList<PlotRun> m_runs;
    QStringList m_metrics;
    CursorValues m_a;
    std::optional<CursorValues> m_b;
};

/// The table of the dock "Values at cursor". Ctrl+C copies it, tabs between cells.
class CursorValuesTable : public QWidget {
    Q_OBJECT
public:
    explicit CursorValuesTable(const Theme& theme, QWidget* parent = nullptr);

    CursorValuesModel* model() { return &m_model; }
    /// The whole table, a line per row, tabs between cells.
    QString asText() const;
    void copy() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// The names take what the values leave, and stay readable beside many runs.
    void fitNames();

    const Theme& m_theme;
    CursorValuesModel m_model;
    QTableView* m_view;
};

} // namespace lb::widgets
