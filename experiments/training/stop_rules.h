#pragma once

#include "experiments/records/run_spec.h"

#include <QJsonObject>
#include <QString>

namespace lb::experiments {

/// When a run ends before its last epoch: train.patience, train.stop_below_kl and train.most_minutes. Each judgement is
/// a sentence with the numbers it was made from; empty: go on.
class StopRules {
public:
    /// What an epoch's validation said.
    struct Epoch {
        qint64 step = 0; ///< done so far
        bool isBest = false;
        double kl = -1; ///< nats per item; negative: the model has none
    };
    explicit StopRules(const RunSpec& spec);

    QString afterEpoch(const Epoch& epoch);
    /// `seconds`: of training in this session, pauses left out.
    QString afterStep(double seconds) const;
    /// Epochs since the best validation loss.
    qint64 epochsSinceBest() const { return m_epochsSinceBest; }

    /// What a resume needs, with the seconds of this session added to those before; empty without a rule.
    QJsonObject memory(double seconds) const;
    void remember(const QJsonObject& json);

private:
    qint64 m_patience;
    double m_leastKl;
    qint64 m_klWarmUpSteps;
    double m_mostSeconds;
    qint64 m_epochsSinceBest = 0;
    double m_secondsBefore = 0;
};

} // namespace lb::experiments
