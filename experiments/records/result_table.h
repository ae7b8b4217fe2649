#pragma once

#include "experiments/records/metric_names.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace lb::experiments {

/// One run's numbers, and what tells whether another run is the same with another seed.
struct MeasuredRun {
    QString name;
    QString setting; ///< equal for runs that differ in their seed alone; empty: a group of its own
    qint64 seed = 0;
    QMap<QString, double> values; ///< by metric
    QString dataset;              ///< numbers of different ones are not ranked
};

/// A table of groups of seeds: one row each, one column for each metric.
struct ResultTable {
    struct Cell {
        int count = 0;        ///< runs with a finite value
        double mean = 0;      ///< of them; NaN without any
        double deviation = 0; ///< standard deviation of the sample (n - 1); NaN below two values
        bool isBest = false;  ///< the better end of its column, where there is one (see boundBehind); ties are all best
    };
    struct Row {
        QString name; ///< what the runs' names have in common
        QStringList runs;
        QList<qint64> seeds;
        QList<Cell> cells;
    };
    QList<MetricInfo> columns;
    QList<Row> rows;
};

/// Metrics of a comparison by their name after "test/" or "validation/", in reading order.
const QStringList& comparedQuantities();

/// Rows in the order of each group's first run. `quantities`: as in comparedQuantities; those that no run has are left
/// out. A column is the test metric when every run that has the quantity was tested, else validation's for all: no
/// column mixes them.
ResultTable resultTable(const QList<MeasuredRun>& runs, const QStringList& quantities);

/// What all runs must have, or none, before `metric` ranks them; empty: nothing. A perplexity is that of the ELBO where
/// a run has one, a bound, and that of the reconstruction alone where it has none: the two are not compared.
QString boundBehind(const QString& metric);

/// "VAE" of "VAE", "VAE-2", "VAE-3"; "grid, beta 0.5" of "grid, beta 0.5, seed 1" and "..., seed 2".
QString commonName(const QStringList& names);

enum class TableFormat { Latex, Csv, Markdown };
/// "latex", "csv", "markdown".
QString tableFormatName(TableFormat format);
/// LaTeX: a booktabs table, best in bold, mean +- deviation where n > 1, an arrow for the better end. Markdown: the
/// same for eyes. CSV: mean, deviation and n of each metric to the last digit, for programs.
QString tableText(const ResultTable& table, TableFormat format);

/// "29.63 ± 0.12": as many decimals as the deviation's first two digits have; without one, four digits.
QString meanText(const ResultTable::Cell& cell, const QString& plusMinus);

} // namespace lb::experiments
