#pragma once

#include "experiments/records/expression.h"
#include "experiments/records/run_record.h"
#include "experiments/store/run_folder.h"

#include <QDateTime>
#include <QHash>

#include <optional>
#include <vector>

namespace lb::experiments {

/// The project's own metrics in lists of runs: worked out of the last values of their inputs, so that thousands of runs
/// need no look at their points. Inputs that are logged at different steps give what no single step has: curves and
/// comparisons, which take common steps alone, may end otherwise. One thread.
class OwnLasts {
public:
    /// Reads the metrics again where the project's file has changed since; true when it had. One look at the file.
    bool refresh(const QString& projectFolder);
    /// Puts those that have a value among the last values of the run, which has none of them yet.
    void put(RunRecord& run, const RunFolder& folder);

private:
    struct Metric {
        QString name;
        Expression expression;
    };
    /// Values of `m_settings` in the run's spec, not a number where it has none. A spec never changes.
    const std::vector<double>& settingsOf(const QString& uid, const RunFolder& folder);

    std::optional<std::pair<QDateTime, qint64>> m_seen; ///< change and size of the file
    std::vector<Metric> m_metrics;
    QStringList m_settings; ///< that some expression uses
    QHash<QString, std::vector<double>> m_settingsOf;
};

} // namespace lb::experiments
