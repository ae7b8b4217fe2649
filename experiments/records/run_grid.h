#pragma once

#include "experiments/records/run_spec.h"
#include "experiments/records/value_list.h"

namespace lb::experiments {

/// One field of a grid and the values it takes, in their order.
struct GridAxis {
    QString key;
    QList<QJsonValue> values;
};

/// One run of a grid.
struct GridRun {
    RunSpec spec;
    QString name; ///< "VAE, γ 0.5, seed 2": the grid's name and what tells this run from the others
};

/// Every combination of some fields' values, with every seed. A value type.
struct RunGrid {
    RunSpec base; ///< every other field
    QList<GridAxis> axes;
    QList<qint64> seeds; ///< empty: the base's

    /// Number of runs; never beyond the range of its type.
    qint64 count() const;
    /// More than one run comes of it.
    bool isSweep() const { return count() > 1; }
    /// In the order of the axes, the last one fastest, then the seed: runs with equal settings stand together.
    /// InvalidArgument when there are more than kMostGridRuns. `schema` gives the names of fields.
    Result<QList<GridRun>> runs(const QString& name, const QList<FieldSchema>& schema) const;
};

/// "latent.gamma=0.5,0.6" or "latent.gamma=0.1..0.9 step 0.2". InvalidArgument for unknown keys (with the nearest known
/// one) and for values that do not fit. `run.seed` is refused: seeds are given apart.
Result<GridAxis> parseGridAxis(const QString& assignment, const QList<FieldSchema>& schema);

} // namespace lb::experiments
