#pragma once

#include "experiments/records/run_spec.h"
#include "experiments/store/metric_reader.h"
#include "experiments/store/run_store.h"

#include <QMap>
#include <QTemporaryDir>

#include <memory>

namespace lb::tests {

/// Runs in a temporary project, trained by real workers beside each other: what a demo's acceptance looks at.
class TrainedRuns {
public:
    TrainedRuns();

    /// Creates a run under the name of its family.
    void add(const QString& family, const experiments::RunSpec& spec);
    /// Trains all of them; false when one fails or takes longer than ten minutes.
    bool train() const;
    /// The last value of a metric; NaN when there is none.
    double value(const char* family, const char* metric) const;
    std::unique_ptr<experiments::MetricReader> reader(const char* family) const;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<experiments::RunStore> m_store;
    QMap<QString, QString> m_uids; ///< by family
};

} // namespace lb::tests
