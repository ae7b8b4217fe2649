#include "experiments/training/stop_rules.h"

namespace lb::experiments {

namespace {

constexpr double kSecondsPerMinute = 60.0;
const QString kEpochs = QStringLiteral("epochs_since_best");
const QString kSeconds = QStringLiteral("seconds");

} // namespace

StopRules::StopRules(const RunSpec& spec)
    : m_patience(spec.integer(QStringLiteral("train.patience")))
    , m_leastKl(spec.real(QStringLiteral("train.stop_below_kl")))
    , m_klWarmUpSteps(spec.text(QStringLiteral("objective.kl_schedule")) == QLatin1String("linear")
                          ? spec.integer(QStringLiteral("objective.kl_warmup_steps"))
                          : 0)
    , m_mostSeconds(spec.real(QStringLiteral("train.most_minutes")) * kSecondsPerMinute)
{
}

QString StopRules::afterEpoch(const Epoch& epoch)
{
    m_epochsSinceBest = epoch.isBest ? 0 : m_epochsSinceBest + 1;
    if (m_patience > 0 && m_epochsSinceBest >= m_patience)
        return QStringLiteral("The validation loss has not fallen for %1 epochs (train.patience).").arg(m_patience);
    // While its weight still rises, a KL says nothing about the end.
    if (m_leastKl > 0 && epoch.kl >= 0 && epoch.kl < m_leastKl && epoch.step >= m_klWarmUpSteps)
        return QStringLiteral("The KL of the validation items is %1 nats, less than %2 (train.stop_below_kl).")
            .arg(epoch.kl, 0, 'g', 3)
            .arg(m_leastKl);
    return {};
}

QString StopRules::afterStep(double seconds) const
{
    if (m_mostSeconds <= 0 || m_secondsBefore + seconds < m_mostSeconds)
        return {};
    return QStringLiteral("The run has trained for %1 minutes (train.most_minutes).")
        .arg(m_mostSeconds / kSecondsPerMinute);
}

QJsonObject StopRules::memory(double seconds) const
{
    QJsonObject json;
    if (m_patience > 0)
        json.insert(kEpochs, m_epochsSinceBest);
    if (m_mostSeconds > 0)
        json.insert(kSeconds, m_secondsBefore + seconds);
    return json;
}

void StopRules::remember(const QJsonObject& json)
{
    m_epochsSinceBest = json.value(kEpochs).toInteger();
    m_secondsBefore = json.value(kSeconds).toDouble();
}

} // namespace lb::experiments
