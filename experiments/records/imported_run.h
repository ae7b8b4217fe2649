#pragma once

#include "experiments/records/run_record.h"
#include "experiments/records/run_spec.h"

namespace lb::experiments {

/// The family of a run whose numbers another program wrote: it has no model, no data and no checkpoints.
inline constexpr char kImportedFamily[] = "imported";

inline bool isImported(const RunRecord& run)
{
    return run.family == QLatin1String(kImportedFamily);
}

/// The path that it came from, in its spec; a spec with it has no other fields and no defaults.
inline constexpr char kImportedFrom[] = "imported.from";

inline bool isImported(const RunSpec& spec)
{
    return spec.has(QLatin1String(kImportedFrom));
}

/// Why it cannot be continued, forked, served: for whoever is asked to.
inline QString importedSentence(const QString& name)
{
    return QStringLiteral("%1 was imported from another program: it has numbers, but no model to train or to ask. It can "
                          "be plotted, compared, renamed, tagged and moved to the trash.")
        .arg(name);
}

} // namespace lb::experiments
