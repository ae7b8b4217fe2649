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

Batch unwrap(Result<Batch> batch)
{
    if (!batch)
        throw EngineError(batch.error().kind, batch.error().detail);
    return std::move(*batch);
}

} // namespace

void fillInputs(Program& program, const Batch& batch)
{
    for (const auto& [name, values] : batch.reals)
        if (program.graph().findInput(name) >= 0)
            program.setInput(name, std::span<const float>(values));
    for (const auto& [name, values] : batch.indices)
        if (program.graph().findInput(name) >= 0)
            program.setInput(name, std::span<const std::int32_t>(values));
}

Trainer::Trainer(ParameterStore& store, const BatchSource& batches, Recorder recorder, TrainerSettings settings)
    : m_store(store)
    , m_batches(batches)
    , m_recorder(std::move(recorder))
    , m_settings(settings)
    , m_optimizer(store, settings.optimizer)
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
    m_prefetcher.reset();
    m_prefetcher = std::make_unique<Prefetcher>(
        m_batches, Prefetcher::Position{.epoch = epochOf(step), .index = step % stepsPerEpoch()});
}

void Trainer::fill(Program& program, const Batch& batch, double beta)
{
    fillInputs(program, batch);
    if (program.graph().findInput("beta") >= 0) {
        const auto weight = static_cast<float>(beta);
        program.setInput("beta", std::span<const float>(&weight, 1));
    }
}

StepReport Trainer::step()
{
    if (!m_prefetcher)
        seek(m_step);
    const double begin = now();
    StepReport report{.step = m_step, .rate = m_settings.rate.at(m_step), .beta = m_settings.kl.at(m_step)};
    report.times.outside = m_lastEnd > 0 ? begin - m_lastEnd : 0;
    const Batch batch = unwrap(m_prefetcher->next());
    report.shape = batch.shape;
    Prepared& prepared = preparedFor(batch.shape);
    fill(*prepared.program, batch, report.beta);
    const double filled = now();
    prepared.program->setProfiling(m_step % kProfileEvery == kProfileEvery - 1);
    prepared.program->run({m_settings.seed, static_cast<std::uint64_t>(m_step)});
    const double computed = now();

    report.loss = prepared.program->scalar(prepared.loss);
    for (const Value& scalar : prepared.scalars)
        report.scalars.push_back(prepared.program->scalar(scalar));
    report.isFinite = std::isfinite(report.loss);
    if (report.isFinite) {
        const UpdateReport update = m_optimizer.step(m_step + 1, report.rate);
        report.gradientNorm = update.gradientNorm;
        report.isFinite = update.isFinite;
    }
    if (report.isFinite) {
        m_store.applyStateUpdates(*prepared.program);
        ++m_step;
    }
    m_lastEnd = now();
    report.times.data = filled - begin;
    report.times.compute = computed - filled;
    report.times.update = m_lastEnd - computed;
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

std::string Trainer::findNonFinite(std::int64_t step)
{
    const Batch batch = m_batches.batch(epochOf(step), step % stepsPerEpoch());
    Program& program = *preparedFor(batch.shape).program;
    fill(program, batch, m_settings.kl.at(step));
    try {
        program.runChecked({m_settings.seed, static_cast<std::uint64_t>(step)});
    } catch (const EngineError& error) {
        return error.what();
    }
    return {};
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
    return preparedFor(shape).program->prepared().flops;
}

std::vector<std::pair<BatchShape, const Program*>> Trainer::programs() const
{
    std::vector<std::pair<BatchShape, const Program*>> result;
    for (const auto& [shape, prepared] : m_programs)
        result.emplace_back(shape, prepared.program.get());
    return result;
}

} // namespace lb::engine
