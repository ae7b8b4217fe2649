#pragma once

#include "experiments/records/metric_names.h"
#include "experiments/records/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace lb::experiments {

/// A metric that the user made of others: worked out of the stored points wherever metrics are read, never written into
/// a run. It has a point at each step at which all metrics of its expression have one; "not a number" where the
/// expression has no value there, which plots show as a gap.
struct OwnMetric {
    QString title;      ///< "Rate at four KL"
    QString expression; ///< see Expression
    QString unit;
    MetricInfo::Better better = MetricInfo::Better::Neither;

    /// The name that stands for it among metrics and says all but the expression: "own/Rate at four KL (nats | lower)".
    QString name() const;
    bool operator==(const OwnMetric&) const = default;
};

/// What such a name says; nothing for the name of any other metric.
std::optional<MetricInfo> ownMetricInfo(const QString& name);

/// What is wrong with title or unit, in a sentence to be translated in the context "OwnMetric"; null: nothing.
const char* namingProblem(const OwnMetric& metric);

/// "lower", "higher", "neither": as files and the command line have it.
QString betterWord(MetricInfo::Better better);
std::optional<MetricInfo::Better> betterOfWord(const QString& word);

/// As the project keeps them, JSON.
QString ownMetricsText(const QList<OwnMetric>& metrics);
/// Corrupt when it is no such text. An empty text has none.
Result<QList<OwnMetric>> ownMetricsOfText(const QString& text);

} // namespace lb::experiments
