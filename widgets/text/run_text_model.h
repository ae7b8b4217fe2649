#pragma once

#include "experiments/records/word_marks.h"
#include "widgets/plots/plot_types.h"

#include <QAbstractTableModel>

namespace lb::widgets {

/// Rows of texts, one column per run, behind a column that names the rows: a position on a path, a rank.
class RunTextModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { LabelColumn, FirstRunColumn };

    struct Cell {
        QString text;
        QList<experiments::WordMark> marks;
        QString toolTip; ///< beside the whole text
        bool operator==(const Cell&) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;
    /// `title` heads the labels. Columns that stay keep their cells.
    void setRuns(const QList<PlotRun>& runs);
    void setLabels(const QString& title, const QStringList& labels);
    /// Cells of run `run`, from the first row on.
    void setCells(int run, const QList<Cell>& cells);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Cell cell(const QModelIndex& index) const;

    QString m_title;
    QStringList m_labels;
    QList<PlotRun> m_runs;
    QList<QList<Cell>> m_cells; ///< by run
};

} // namespace lb::widgets
