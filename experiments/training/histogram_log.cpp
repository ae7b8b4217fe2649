#include "experiments/training/histogram_log.h"

#include "experiments/records/value_histogram.h"

namespace lb::experiments {

HistogramLog::HistogramLog(const RunSpec& spec, const engine::ParameterStore& store, MetricWriter& writer)
    : m_every(spec.integer(QStringLiteral("run.histogram_every")))
    , m_store(store)
    , m_writer(writer)
{
}

void HistogramLog::appendIfDue(qint64 step)
{
    if (m_every <= 0 || step % m_every != 0)
        return;
    for (const engine::ParameterStore::Tensor& tensor : m_store.tensors()) {
        if (!tensor.trainable)
            continue;
        const QString name = QString::fromStdString(tensor.name);
        m_writer.appendVector(m_writer.metric(QStringLiteral("weights/") + name), step,
                              histogramOf(m_store.read(tensor.name)));
        m_writer.appendVector(m_writer.metric(QStringLiteral("gradients/") + name), step,
                              histogramOf(m_store.readGradient(tensor.name)));
    }
}

} // namespace lb::experiments
