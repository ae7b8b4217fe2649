#pragma once

#include "experiments/records/run_spec.h"

#include <QJsonObject>

namespace lb::models {
struct DataShape;
}

namespace lb::experiments {

/// What a forecast needs to know of the data. A worker's plan says it exactly; before that it is guessed from settings.
struct DataFacts {
    qint64 height = 0; ///< images
    qint64 width = 0;
    qint64 vocabulary = 0; ///< text
    qint64 longest = 0;    ///< text: tokens in the longest batches
    qint64 trainItems = 0; ///< 0: unknown
    bool isGuess = true;
    bool operator==(const DataFacts&) const = default;
};

models::DataShape shapeOf(const DataFacts& facts);

/// From the data set's id and the settings alone: shapes of built-in data are known, vocabularies are taken as full.
DataFacts guessedData(const RunSpec& spec);

/// The "data" of a worker's plan.
DataFacts dataFacts(const QJsonObject& plan);

/// Equal for specs whose data are the same: plans of one tell the facts of the other.
QString dataKey(const RunSpec& spec);

} // namespace lb::experiments
