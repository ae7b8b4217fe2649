#pragma once

#include "experiments/records/result.h"
#include "experiments/records/run_figures.h"
#include "experiments/store/run_store.h"

#include <QJsonObject>

namespace lb::experiments {

/// Groups of seeds among `runs`, quantity by quantity: n, mean, spread, interval; against the baseline's group the
/// difference, Welch's and the paired test, Hedges' g. What is too small for a test says so.
class CompareStatistics {
public:
    /// `baseline`: one of `runs` by uid; empty: no differences.
    static Result<CompareStatistics> of(RunStore& store, const QList<RunRecord>& runs, const QString& baseline,
                                        const ValueChoice& choice);
    /// A table for people, with a last line that says what n and the tests are.
    QString text() const;
    /// One object per quantity and group.
    QList<QJsonObject> json() const;

private:
    struct Group {
        QString name;
        QList<RunFigures> runs;
        bool isBaseline = false;
        QList<const RunFigures*> figures() const;
    };
    QList<Group> m_groups; ///< the baseline first
    QStringList m_metrics;
    ValueChoice m_choice;
};

/// Values of one run under the names of their metrics, as `choice` picks them.
Result<QMap<QString, double>> chosenValues(RunStore& store, const QString& uid, const ValueChoice& choice);

} // namespace lb::experiments
