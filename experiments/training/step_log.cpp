#include "experiments/training/step_log.h"

namespace lb::experiments {

StepLog::StepLog(MetricWriter& writer, const std::vector<std::string>& scalars)
    : m_writer(writer)
    , m_loss(writer.metric(u"train/loss"))
    , m_gradientNorm(writer.metric(u"train/gradient_norm"))
    , m_rate(writer.metric(u"train/learning_rate"))
    , m_beta(writer.metric(u"train/beta"))
    , m_itemsPerSecond(writer.metric(u"train/items_per_s"))
    , m_stepMs(writer.metric(u"train/step_ms"))
    , m_dataMs(writer.metric(u"train/data_ms"))
    , m_computeMs(writer.metric(u"train/compute_ms"))
    , m_updateMs(writer.metric(u"train/update_ms"))
    , m_outsideMs(writer.metric(u"train/outside_ms"))
{
    for (const std::string& name : scalars)
        m_scalars.push_back(writer.metric(QString::fromStdString("train/" + name)));
}

void StepLog::append(const engine::StepReport& report, double itemsPerSecond)
{
    constexpr double kMs = 1e3;
    const qint64 step = report.step + 1; // a label counts the steps taken, as checkpoints do
    m_writer.append(m_loss, step, report.loss);
    for (std::size_t i = 0; i < m_scalars.size(); ++i)
        m_writer.append(m_scalars[i], step, report.scalars[i]);
    m_writer.append(m_gradientNorm, step, report.gradientNorm);
    m_writer.append(m_rate, step, report.rate);
    if (report.encoderUpdates > 0)
        m_writer.append(m_writer.metric(u"train/encoder_updates"), step, report.encoderUpdates);
    m_writer.append(m_beta, step, report.beta);
    m_writer.append(m_itemsPerSecond, step, itemsPerSecond);
    const engine::StepTimes& times = report.times;
    m_writer.append(m_stepMs, step, kMs * (times.data + times.compute + times.update));
    m_writer.append(m_dataMs, step, kMs * times.data);
    m_writer.append(m_computeMs, step, kMs * times.compute);
    m_writer.append(m_updateMs, step, kMs * times.update);
    m_writer.append(m_outsideMs, step, kMs * times.outside);
}

} // namespace lb::experiments
