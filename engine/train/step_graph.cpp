#include "engine/train/step_graph.h"

#include <array>

namespace lb::engine {

namespace {

std::string policyName(const KeepPolicy& keep)
{
    switch (keep.kind) {
    case KeepPolicy::Kind::Everything:
        return "everything";
    case KeepPolicy::Kind::Costly:
        return "costly";
    case KeepPolicy::Kind::BlockInputs:
        return keep.stride == 1 ? "blocks" : "blocks/" + std::to_string(keep.stride);
    case KeepPolicy::Kind::Listed:
        break;
    }
    return "listed";
}

/// From the fastest on, as a rule.
std::vector<KeepPolicy> policies()
{
    using Kind = KeepPolicy::Kind;
    std::vector<KeepPolicy> result{{.kind = Kind::Everything, .values = {}}, {.kind = Kind::Costly, .values = {}}};
    for (const int stride : {1, 2, 4, 8, 16})
        result.push_back({.kind = Kind::BlockInputs, .values = {}, .stride = stride});
    return result;
}

/// Whether `a` is to be taken before `b`.
bool isBetter(const StepGraph& a, const StepGraph& b, std::size_t limit)
{
    const std::size_t bytesA = a.prepared.plan.arenaBytes, bytesB = b.prepared.plan.arenaBytes;
    const bool fitsA = bytesA <= limit, fitsB = bytesB <= limit;
    if (fitsA != fitsB)
        return fitsA;
    if (!fitsA || a.prepared.flops == b.prepared.flops)
        return bytesA < bytesB;
    return a.prepared.flops < b.prepared.flops;
}

} // namespace

StepGraph prepareStep(const Backend& backend, const StepRecorder& record, BatchShape shape, const KeepPolicy& keep)
{
    auto graph = std::make_unique<Graph>();
    const RecordedStep recorded = record(*graph, shape);
    StepGraph step{.loss = recorded.loss, .scalars = recorded.scalars, .policy = policyName(keep)};
    step.gradients = differentiate(recorded.loss, trainableParameters(*graph), keep);
    choosePrecision(*graph, recorded.precision);
    std::vector<Value> outputs = recorded.scalars;
    outputs.push_back(recorded.loss);
    std::vector<ValueId> external;
    for (const ParameterInfo& parameter : graph->parameters())
        external.push_back(parameter.value);
    for (const Value& gradient : step.gradients) {
        if (gradient.isNull())
            continue;
        outputs.push_back(gradient);
        external.push_back(gradient.id());
    }
    step.prepared = prepareGraph(backend, std::move(graph), outputs, std::move(external));
    return step;
}

StepGraph chooseStep(const Backend& backend, const StepRecorder& record, BatchShape shape,
                     const RecomputeSettings& settings)
{
    const KeepPolicy keep{.kind = settings.kind == Recompute::Blocks ? KeepPolicy::Kind::BlockInputs
                                                                     : KeepPolicy::Kind::Everything,
                          .values = {}};
    StepGraph best = prepareStep(backend, record, shape, keep);
    if (settings.kind != Recompute::Fit || settings.arenaLimit == 0 ||
        best.prepared.plan.arenaBytes <= settings.arenaLimit)
        return best;
    for (const KeepPolicy& policy : policies()) {
        if (policy == keep)
            continue;
        StepGraph step = prepareStep(backend, record, shape, policy);
        if (isBetter(step, best, settings.arenaLimit))
            best = std::move(step);
    }
    return best;
}

} // namespace lb::engine
