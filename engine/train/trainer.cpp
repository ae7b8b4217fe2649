#include "engine/train/trainer.h"

#include "engine/core/error.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lb::engine {

namespace {

constexpr std::int64_t kProfileEvery = 16;

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void setBeta(Program& program, double beta)
{
    if (program.graph().findInput("beta") < 0)
        return;
    const auto weight = static_cast<float>(beta);
    program.setInput("beta", std::span<const float>(&weight, 1));
}

OptimizerSettings optimizerOf(const TrainerSettings& settings)
{
    OptimizerSettings optimizer = settings.optimizer;
    optimizer.accumulates = settings.accumulate > 1;
    return optimizer;
}

} // namespace

Trainer::Trainer(ParameterStore& store, const BatchSource& batches, Recorder recorder, TrainerSettings settings)
    : m_store(store)
    , m_batches(batches, settings.accumulate)
    , m_recorder(std::move(recorder))
    , m_settings(settings)
    , m_optimizer(store, optimizerOf(settings))
    , m_ownArena(settings.arena ? nullptr : std::make_unique<SharedArena>(store.backend()))
{
}

Trainer::Prepared& Trainer::preparedFor(BatchShape shape)
{
    if (const auto found = m_programs.find(shape); found != m_programs.end())
        return found->second;
    return adopt(shape, chooseStep(m_store.backend(), m_recorder, shape, m_settings.recompute));
}

Trainer::Prepared& Trainer::adopt(BatchShape shape, StepGraph step)
{
    const ExternalStorage storage = m_store.bind(*step.prepared.graph, step.gradients);
    Prepared prepared{.loss = step.loss, .scalars = step.scalars};
    SharedArena& arena = m_settings.arena ? *m_settings.arena : *m_ownArena;
    prepared.program = std::make_unique<Program>(m_store.backend(), std::move(step.prepared), storage, arena);
    return m_programs.emplace(shape, std::move(prepared)).first->second;
}

std::size_t Trainer::prepare(std::map<BatchShape, StepGraph> steps)
{
    // The largest first: the arena need not grow.
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        adopt(step->first, std::move(step->second));
    std::size_t bytes = 0;
    for (const BatchShape& shape : m_batches.shapes())
        bytes = std::max(bytes, preparedFor(shape).program->memoryPlan().arenaBytes);
    return bytes;
}

void Trainer::seek(std::int64_t step)
{
    m_step = step;
    m_feed.reset();
    m_feed = std::make_unique<BatchFeed>(
        m_store.backend(), m_batches,
        Prefetcher::Position{.epoch = epochOf(step), .index = step % stepsPerEpoch() * m_batches.size()});
}

/// Another one for each batch of a step; with one batch a step they are the steps.
RandomKey Trainer::randomKey(std::int64_t step, std::int64_t part) const
{
    return {m_settings.seed, static_cast<std::uint64_t>(step * m_batches.size() + part)};
}

/// A batch that did not come from the feed.
void Trainer::fill(Prepared& prepared, const Batch& batch, StepReport& report)
{
    const double begin = now();
    fillInputs(*prepared.program, batch);
    report.times.data += now() - begin;
}

/// Runs what was filled in; a device may work on it while the host goes on.
void Trainer::launch(Prepared& prepared, StepReport& report, RandomKey random)
{
    const double begin = now();
    setBeta(*prepared.program, report.beta);
    prepared.program->run(random);
    report.times.compute += now() - begin;
}

/// What is to be read of the gradients for the optimizer.
std::vector<HostCopy> Trainer::startNorm(StepReport& report)
{
    const double begin = now();
    const HostCopy norm = m_optimizer.startNorm();
    report.times.update += now() - begin;
    return {norm};
}

/// Adds a batch's share to the report, and makes other copies with it: by one wait for the device.
void Trainer::read(const Prepared& prepared, StepReport& report, const std::vector<HostCopy>& others)
{
    const double begin = now();
    std::vector<Value> values{prepared.loss};
    values.insert(values.end(), prepared.scalars.begin(), prepared.scalars.end());
    const std::vector<double> numbers = prepared.program->scalars(values, others);
    report.times.compute += now() - begin;

    const double share = 1.0 / static_cast<double>(m_batches.size());
    report.loss += share * numbers.front();
    report.scalars.resize(prepared.scalars.size());
    for (std::size_t i = 0; i < prepared.scalars.size(); ++i)
        report.scalars[i] += share * numbers[i + 1];
    report.isFinite = std::isfinite(report.loss);
}

/// All batches of a step, the first of which is there; returns the program of the last, whose state updates are due.
Trainer::Prepared& Trainer::computeGroup(BatchShape shape, StepReport& report)
{
    for (std::int64_t part = 0;; ++part) {
        const bool isLast = part + 1 == m_batches.size();
        report.shape = shape;
        Prepared& prepared = preparedFor(shape);
        const double filling = now();
        m_feed->fill(*prepared.program);
        report.times.data += now() - filling;
        launch(prepared, report, randomKey(m_step, part));
        m_store.sumGradients(part == 0, isLast);
        const std::vector<HostCopy> norm = isLast ? startNorm(report) : std::vector<HostCopy>();
        const double sending = now();
        m_feed->sendAhead(); // the loader may be slow: the device has all it needs by now
        report.times.data += now() - sending;
        read(prepared, report, norm);
        if (isLast || !report.isFinite)
            return prepared;
        m_store.applyStateUpdates(*prepared.program);
        const double waiting = now();
        shape = m_feed->next().shape;
        report.times.data += now() - waiting;
    }
}

void Trainer::update(Prepared& last, StepReport& report)
{
    const bool isLagging = m_settings.lagging.isOn;
    const UpdateReport update = m_optimizer.step({.update = m_step + 1,
                                                  .rate = report.rate,
                                                  .gradientScale = 1.0 / static_cast<double>(m_batches.size()),
                                                  .part = isLagging ? UpdatePart::Decoder : UpdatePart::All,
                                                  .encoderUpdate = m_step + 1 + m_encoderLead,
                                                  .isNormRead = true});
    report.gradientNorm = update.gradientNorm;
    report.isFinite = update.isFinite;
    if (!report.isFinite)
        return;
    m_store.applyStateUpdates(*last.program);
    m_encoderLead -= isLagging ? 1 : 0; // the step was the decoder's alone
    ++m_step;
}

StepReport Trainer::step()
{
    if (!m_feed)
        seek(m_step);
    const double begin = now();
    StepReport report{.step = m_step, .rate = m_settings.rate.at(m_step), .beta = m_settings.kl.at(m_step)};
    report.times.outside = m_lastEnd > 0 ? begin - m_lastEnd : 0;
    const Batch& batch = m_feed->next();
    report.times.data = now() - begin;
    preparedFor(batch.shape).program->setProfiling(m_step % kProfileEvery == kProfileEvery - 1);
    if (m_settings.lagging.isOn)
        fitEncoder(batch, report);
    if (report.isFinite) {
        const std::vector<float> states = m_batches.size() > 1 ? m_store.readStates() : std::vector<float>();
        Prepared& last = computeGroup(batch.shape, report);
        const double computed = now();
        if (report.isFinite)
            update(last, report);
        report.times.update += now() - computed;
        if (!report.isFinite && !states.empty())
            m_store.writeStates(states);
    }
    m_lastEnd = now();
    return report;
}

void Trainer::run(TrainSink& sink)
{
    while (m_step < m_settings.totalSteps) {
        const StepReport report = step();
        const bool goesOn = sink.afterStep(report) == TrainSink::Verdict::GoOn;
        if (!goesOn || !report.isFinite)
            return;
    }
}

CheckedRun Trainer::look(std::int64_t step)
{
    CheckedRun run;
    for (std::int64_t part = 0; part < m_batches.size(); ++part) {
        const Batch batch = m_batches.batch(epochOf(step), step % stepsPerEpoch() * m_batches.size() + part);
        Program& program = *preparedFor(batch.shape).program;
        fillInputs(program, batch);
        setBeta(program, m_settings.kl.at(step));
        run.add(program.runChecked(randomKey(step, part)));
    }
    return run;
}

std::vector<OpTime> Trainer::opTimes() const
{
    std::map<std::string, OpTime> sums;
    for (const auto& [shape, prepared] : m_programs) {
        for (const OpTime& time : prepared.program->opTimes()) {
            OpTime& sum = sums[time.op];
            sum.op = time.op;
            sum.seconds += time.seconds;
            sum.calls += time.calls;
            sum.flops += time.flops;
        }
    }
    std::vector<OpTime> result;
    for (const auto& [name, time] : sums)
        result.push_back(time);
    return result;
}

std::int64_t Trainer::flops(BatchShape shape)
{
    return m_batches.size() * preparedFor(shape).program->prepared().flops;
}

std::vector<std::pair<BatchShape, const Program*>> Trainer::programs() const
{
    std::vector<std::pair<BatchShape, const Program*>> result;
    for (const auto& [shape, prepared] : m_programs)
        result.emplace_back(shape, prepared.program.get());
    return result;
}

} // namespace lb::engine
