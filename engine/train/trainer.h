#pragma once

#include "engine/core/schedule.h"
#include "engine/data/batch_source.h"
#include "engine/data/whole_groups.h"
#include "engine/train/batch_feed.h"
#include "engine/train/optimizer.h"
#include "engine/train/parameter_store.h"
#include "engine/train/program.h"
#include "engine/train/shared_arena.h"
#include "engine/train/step_graph.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lb::engine {

/// Lagging (aggressive) training of the encoder: before each update of the decoder alone, the encoder takes updates of
/// its own on random batches, until the mean loss per word over `testEvery` of them is no smaller than over those
/// before, or `mostUpdates` are done. Source: He et al. 2019, and their code's details.
struct LaggingSettings {
    bool isOn = false;
    int mostUpdates = 100;
    int testEvery = 15;
};

struct TrainerSettings {
    std::uint64_t seed = 1;
    OptimizerSettings optimizer;
    RateSchedule rate;
    KlSchedule kl;
    RecomputeSettings recompute;
    /// Batches per step: losses, scalars and gradients are their means, so that a step is one of a batch so many times
    /// as large, where nothing depends on the batch as a whole. Batch norm does: it normalises each batch by itself.
    std::int64_t accumulate = 1;
    LaggingSettings lagging;
    std::int64_t totalSteps = 1;
    /// Memory shared with programs that run between steps; must outlive the trainer. Null: one of its own.
    SharedArena* arena = nullptr;
};

/// Where the time of a step went, in seconds.
struct StepTimes {
    double data = 0;    ///< waiting for the loader, copying the batch in, sending the next one ahead
    double compute = 0; ///< forward and backward; where a device works beside the host, the wait for all it was given
    double update = 0;  ///< gradient norm and optimizer
    double outside = 0; ///< between the end of the last step and the start of this one: logging, evaluation
};

struct StepReport {
    std::int64_t step = 0; ///< 0-based index of this step
    BatchShape shape;
    double loss = 0;
    std::vector<double> scalars;
    double gradientNorm = 0; ///< of the whole step
    int encoderUpdates = 0;  ///< taken before it by lagging training
    double rate = 0;
    double beta = 0;
    /// False: loss or gradient was NaN or infinite, and nothing was changed by this step (updates of the encoder alone
    /// that came before it stay).
    bool isFinite = true;
    StepTimes times;
};

/// Gets each step; says whether to go on. Called on the training thread, between steps.
class TrainSink {
public:
    enum class Verdict { GoOn, Stop };
    virtual ~TrainSink() = default;
    virtual Verdict afterStep(const StepReport& report) = 0;
};

/// The loop: batch, run, update. Knows no database, no files, no window. One thread; starts one loader thread.
/// A trainer at step s with the same store content, seed and thread count continues bit for bit: the batch, the random
/// numbers, the rate and the bias correction depend on the step index alone.
class Trainer {
public:
    using Recorder = StepRecorder;

    /// Records nothing yet: a shape's program is made when its first batch comes (or by `prepare`).
    Trainer(ParameterStore& store, const BatchSource& batches, Recorder recorder, TrainerSettings settings);

    /// Makes the programs of all shapes, so that out of memory shows before the first step; of the steps that were made
    /// ready before (by planning, with this trainer's recorder and settings) as they are. Returns the bytes of the
    /// largest arena.
    std::size_t prepare(std::map<BatchShape, StepGraph> steps = {});
    /// The next step will be `step`. Cheap; restarts the loader.
    void seek(std::int64_t step);
    StepReport step();
    /// Runs until the budget is used or the sink says stop, or a step is not finite (the sink sees it, then the loop
    /// ends).
    void run(TrainSink& sink);

    /// From the next step on.
    void setSchedules(const RateSchedule& rate, const KlSchedule& kl)
    {
        m_settings.rate = rate;
        m_settings.kl = kl;
    }

    std::int64_t nextStep() const { return m_step; }
    std::int64_t totalSteps() const { return m_settings.totalSteps; }
    std::int64_t stepsPerEpoch() const { return m_batches.groupsPerEpoch(); }
    std::int64_t rowsPerStep(BatchShape shape) const { return shape.rows * m_batches.size(); }
    std::int64_t epochOf(std::int64_t step) const { return step / stepsPerEpoch(); }
    /// Lagging training ends for good when the code stops gaining information: the caller measures that. Its state and
    /// how many more updates the encoder has had than the decoder must be kept with the weights.
    bool isLagging() const { return m_settings.lagging.isOn; }
    void setLagging(bool on) { m_settings.lagging.isOn = on; }
    std::int64_t encoderLead() const { return m_encoderLead; }
    void setEncoderLead(std::int64_t updates) { m_encoderLead = updates; }
    /// Computes the batches of `step` again in checked mode, with the weights of now: which node was the first whose
    /// output is not finite, and the ranges of all parts. Nothing is updated; gradients are overwritten.
    CheckedRun look(std::int64_t step);
    /// Time per op over the steps that were profiled (one in sixteen), summed over all shapes.
    std::vector<OpTime> opTimes() const;
    /// FLOPs of one step of the given shape, forward and backward.
    std::int64_t flops(BatchShape shape);
    /// All prepared shapes with their programs, for reports.
    std::vector<std::pair<BatchShape, const Program*>> programs() const;

private:
    struct Prepared {
        std::unique_ptr<Program> program;
        Value loss;
        std::vector<Value> scalars;
    };
    Prepared& preparedFor(BatchShape shape);
    Prepared& adopt(BatchShape shape, StepGraph step);
    RandomKey randomKey(std::int64_t step, std::int64_t part) const;
    void fill(Prepared& prepared, const Batch& batch, StepReport& report);
    void launch(Prepared& prepared, StepReport& report, RandomKey random);
    std::vector<HostCopy> startNorm(StepReport& report);
    void read(const Prepared& prepared, StepReport& report, const std::vector<HostCopy>& others);
    void fitEncoder(Batch batch, StepReport& report);
    Prepared& computeGroup(BatchShape shape, StepReport& report);
    void update(Prepared& last, StepReport& report);

    ParameterStore& m_store;
    WholeGroups m_batches;
    Recorder m_recorder;
    TrainerSettings m_settings;
    Optimizer m_optimizer;
    std::unique_ptr<SharedArena> m_ownArena; ///< null: the settings' is used
    std::map<BatchShape, Prepared> m_programs;
    std::unique_ptr<BatchFeed> m_feed;
    std::int64_t m_step = 0;
    std::int64_t m_encoderLead = 0;
    double m_lastEnd = 0;
};

} // namespace lb::engine
