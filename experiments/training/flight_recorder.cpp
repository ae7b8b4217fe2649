#include "experiments/training/flight_recorder.h"

#include "experiments/store/flight_file.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace lb::experiments {

namespace {

constexpr std::size_t kFixedColumns = 8;

QStringList columnsOf(const std::vector<std::string>& scalars)
{
    QStringList columns;
    for (const char* name : {"train/loss", "train/gradient_norm", "train/learning_rate", "train/beta", "train/step_ms",
                             "train/encoder_updates", "batch/rows", "batch/length"})
        columns.append(QString::fromLatin1(name));
    for (const std::string& name : scalars)
        columns.append(QString::fromStdString("train/" + name));
    return columns;
}

std::vector<const engine::ParameterStore::Tensor*> trainedTensors(const engine::ParameterStore& store)
{
    std::vector<const engine::ParameterStore::Tensor*> tensors;
    for (const engine::ParameterStore::Tensor& tensor : store.tensors())
        if (tensor.trainable)
            tensors.push_back(&tensor);
    return tensors;
}

} // namespace

FlightRecorder::Ring::Ring(std::size_t rows, std::size_t numbers)
    : capacity(rows)
    , width(numbers)
    , steps(rows)
    , values(rows * numbers)
{
}

double* FlightRecorder::Ring::next(std::int64_t step)
{
    const std::size_t place = count++ % capacity;
    steps[place] = step;
    return values.data() + place * width;
}

QList<FlightLog::Row> FlightRecorder::Ring::rows() const
{
    QList<FlightLog::Row> all;
    for (std::size_t i = count > capacity ? count - capacity : 0; i < count; ++i) {
        const auto begin = values.cbegin() + static_cast<std::ptrdiff_t>(i % capacity * width);
        all.append({.step = steps[i % capacity], .values = {begin, begin + static_cast<std::ptrdiff_t>(width)}});
    }
    return all;
}

FlightRecorder::FlightRecorder(engine::ParameterStore& store, const std::vector<std::string>& scalars)
    : m_store(store)
    , m_columns(columnsOf(scalars))
    , m_tensors(trainedTensors(store))
    , m_steps(FlightLog::kMostSteps, kFixedColumns + scalars.size())
    , m_gradients(FlightLog::kMostSteps / kLookEvery + 1, m_tensors.size())
    , m_squares(store.backend().allocate(m_tensors.size() * sizeof(double)))
{
}

void FlightRecorder::record(const engine::StepReport& report)
{
    constexpr double kMs = 1e3;
    const std::int64_t step = report.step + 1; // counts the steps taken, as points do
    double* value = m_steps.next(step);
    const engine::StepTimes& times = report.times;
    for (const double fixed :
         {report.loss, report.gradientNorm, report.rate, report.beta, kMs * (times.data + times.compute + times.update),
          static_cast<double>(report.encoderUpdates), static_cast<double>(report.shape.rows),
          static_cast<double>(report.shape.steps)})
        *value++ = fixed;
    // A step that failed in the encoder's own updates has computed none of them.
    for (std::size_t i = 0; i + kFixedColumns < m_steps.width; ++i)
        *value++ = i < report.scalars.size() ? report.scalars[i] : std::nan("");
    if (!report.isFinite || step % kLookEvery == 0)
        look(step);
}

void FlightRecorder::look(std::int64_t step)
{
    const engine::OptimizerKernels& kernels = m_store.backend().optimizerKernels();
    auto* const squares = reinterpret_cast<double*>(m_squares->data());
    for (std::size_t i = 0; i < m_tensors.size(); ++i)
        kernels.sumOfSquares(m_store.gradients() + m_tensors[i]->offset, m_tensors[i]->count(), squares + i);
    double* const norms = m_gradients.next(step);
    m_store.backend().copyToHost(norms, m_squares->data(), m_tensors.size() * sizeof(double));
    std::transform(norms, norms + m_tensors.size(), norms, [](double sum) { return std::sqrt(sum); });
}

void FlightRecorder::noteLook(std::int64_t step, const engine::CheckedRun& run)
{
    m_lookedStep = step + 1;
    m_lookedAt = run;
}

FlightLog FlightRecorder::log(const ItemsOf& itemsOf) const
{
    FlightLog log;
    log.columns = m_columns;
    log.steps = m_steps.rows();
    for (const FlightLog::Row& step : log.steps)
        log.items.append(itemsOf(step.step));
    for (const engine::ParameterStore::Tensor* tensor : m_tensors)
        log.tensors.append(QString::fromStdString(tensor->name));
    log.gradients = m_gradients.rows();
    log.failedStep = m_failedStep;
    if (m_failedStep >= 0)
        log.place = QString::fromStdString(m_lookedAt.place);
    log.activationStep = m_lookedStep;
    for (const engine::ScopeRange& range : m_lookedAt.scopes)
        log.activations.append({.part = QString::fromStdString(range.scope),
                                .least = range.least,
                                .most = range.most,
                                .values = range.values,
                                .notFinite = range.notFinite});
    return log;
}

Result<void> FlightRecorder::write(const RunFolder& folder, std::int64_t stepsPerEpoch, const ItemsOf& itemsOf) const
{
    FlightLog written = log(itemsOf);
    written.stepsPerEpoch = stepsPerEpoch;
    written.writtenMs = QDateTime::currentMSecsSinceEpoch();
    return writeFlight(folder, written);
}

} // namespace lb::experiments
