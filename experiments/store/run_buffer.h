#pragma once

#include "experiments/records/metric_names.h"
#include "experiments/records/metric_records.h"

#include <QHash>

#include <vector>

namespace lb::experiments {

/// What a MetricWriter has taken and not committed yet, and the summary of each metric so far.
struct RunBuffer {
    struct Metric {
        QString name;
        MetricInfo::Better better = MetricInfo::Better::Neither;
        bool isStored = false; ///< has its row in the database
        bool isVector = false;
        bool isTouched = false; ///< summary differs from the database
        qint64 points = 0;
        qint64 lastStep = -1;
        double last = 0;
        qint64 bestStep = -1; ///< negative: none yet
        double best = 0;

        /// Takes one more value into the summary.
        void add(qint64 step, double value);
    };
    struct Point {
        qint64 step;
        double value;
        qint64 timeMs;
        int metric;
    };
    struct Vector {
        int metric;
        qint64 step;
        qint64 timeMs;
        std::vector<float> values;
    };
    struct CheckpointChange {
        bool isRemoved = false;
        CheckpointRecord record;
    };

    std::vector<Metric> metrics; ///< index + 1 is the row id
    QHash<QString, int> indexOf;
    std::vector<Point> points;
    std::vector<Vector> vectors;
    QList<RunEvent> events;
    QList<ItemStrip> strips;
    QList<CheckpointChange> checkpointChanges;

    /// The index of the metric of that name, which is made when it is new.
    int indexFor(const QString& name);
    bool isEmpty() const;
    /// Forgets what was committed; keeps the metrics and the memory.
    void clear();
};

} // namespace lb::experiments
