#include "experiments/records/run_record.h"

#include <array>

namespace lb::experiments {

namespace {

struct StateName {
    RunState state;
    const char* name;
};

constexpr std::array<StateName, 9> kNames{{
    {RunState::Queued, "queued"},
    {RunState::Preparing, "preparing"},
    {RunState::Running, "running"},
    {RunState::Paused, "paused"},
    {RunState::Finishing, "finishing"},
    {RunState::Finished, "finished"},
    {RunState::Stopped, "stopped"},
    {RunState::Failed, "failed"},
    {RunState::Interrupted, "interrupted"},
}};

} // namespace

QString runStateName(RunState state)
{
    for (const StateName& entry : kNames)
        if (entry.state == state)
            return QString::fromLatin1(entry.name);
    return QStringLiteral("interrupted");
}

RunState runStateFromName(const QString& name)
{
    for (const StateName& entry : kNames)
        if (name == QLatin1String(entry.name))
            return entry.state;
    return RunState::Interrupted;
}

bool isActive(RunState state)
{
    return state == RunState::Preparing || state == RunState::Running || state == RunState::Paused ||
           state == RunState::Finishing;
}

QString hueOf(const RunRecord& run)
{
    return run.look.hue.isEmpty() ? run.family : run.look.hue;
}

qint64 dashOf(const RunRecord& run)
{
    return run.look.dash > 0 ? run.look.dash : run.seed;
}

} // namespace lb::experiments
