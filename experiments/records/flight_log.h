#pragma once

#include "experiments/records/result.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

namespace lb::experiments {

/// The last steps of a training, each with its numbers: what to look at when one of them was not a number. A worker
/// keeps them in memory and writes them as JSON when the run ends, fails, or is asked for them.
struct FlightLog {
    static constexpr int kMostSteps = 200;

    /// One step, or one look at the gradients after it.
    struct Row {
        qint64 step = 0;            ///< steps taken with it, as in points
        std::vector<double> values; ///< by column; may be NaN or infinite
        bool operator==(const Row&) const = default;
    };

    /// The numbers that one part of the model made in a step: of all outputs of its ops.
    struct Range {
        QString part;     ///< as models name their parts: "encoder/lstm", and "backward:encoder/lstm"; may be empty
        double least = 0; ///< of the finite ones; least > most (both infinite) where there was none
        double most = 0;
        qint64 values = 0;
        qint64 notFinite = 0;
        bool operator==(const Range&) const = default;
    };

    QStringList columns;  ///< metric names; "batch/rows", "batch/length" are the batch's shape
    QList<Row> steps;     ///< oldest first, every one
    QStringList tensors;  ///< names of the trained tensors
    QList<Row> gradients; ///< norm of each tensor's gradient before clipping, every few steps and in a failed one
    /// Of each step, the items of its batch as positions in the data set; empty in files of older versions.
    QList<std::vector<quint32>> items;
    /// Of the step that failed, of the one that was done again, or of the last one with the weights that it left; in
    /// the order in which the parts first ran. Empty in files of older versions, and where nobody asked before a stop.
    QList<Range> activations;
    qint64 activationStep = -1;
    qint64 stepsPerEpoch = 0;
    qint64 writtenMs = 0;
    qint64 failedStep = -1; ///< the step that was not a number; negative: none was
    QString place;          ///< the first node of the graph whose output was not finite, in words; empty: not known
    bool operator==(const FlightLog&) const = default;

    QJsonObject toJson() const;
    /// Corrupt with one sentence: rows of another length than their columns, too many of them.
    static Result<FlightLog> fromJson(const QJsonObject& json);
    /// A line a step: its number, then the columns; then the gradients' norms where they were taken. RFC 4180.
    QString toCsv() const;
    /// Columns or tensors with a value that is not finite in the row; empty when all are.
    static QStringList notFinite(const QStringList& names, const Row& row);
    /// One sentence or two: what failed and where it began, or that every step was finite.
    QString summary() const;
};

} // namespace lb::experiments
