#pragma once

#include "experiments/records/metric_records.h"

#include <QHash>
#include <QString>

namespace lb::experiments {

/// A resume's proof: the losses recorded after the checkpoint are compared, bit by bit, with their re-execution.
class ReplayCheck {
public:
    /// Takes the "train/loss" points out of `points`.
    void expect(const QList<MetricPoint>& points);
    /// Compares one re-executed step.
    void observe(qint64 step, double loss);
    bool isPending() const { return !m_expected.isEmpty(); }
    qint64 compared() const { return m_compared; }
    /// -1 while all steps agreed.
    qint64 firstMismatch() const { return m_firstMismatch; }

private:
    QHash<qint64, double> m_expected;
    qint64 m_compared = 0;
    qint64 m_firstMismatch = -1;
};

} // namespace lb::experiments
